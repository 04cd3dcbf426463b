/**
 * Delegates of the test mailbox. Teams lets a delegate schedule for another person only with Editor on the calendar
 * (Owner does not do) and the right to send on behalf. Whose rights these are is for the mailbox's owner to decide, so
 * they are compared and explained, never changed. Sources: Microsoft's article on Teams and Exchange interaction
 * issues; the article "Enable exchange delegates to schedule Teams meetings" (getps.dev).
 */
import { message } from '../model/message';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { FolderPermission, Mailbox } from '../reads/mailbox';
import { calendarFolder, calendarPermissions, mailboxHere } from '../reads/mailbox';
import type { Looked, PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, findingOf, look, planned, stateOf, valueOf } from './context';
import { mailboxArguments, withoutMailbox } from './test-mailbox';

const SELF = { id: 'mailbox-delegates', step: 'prepare' as const };
/** The right that Teams asks for, as Get-MailboxFolderPermission spells it. */
const EDITOR = 'Editor';

/** What the test mailbox's delegates may do. */
export const delegatesResource: Resource = {
  ...SELF,
  reads: (context) => {
    const args = mailboxArguments(context);
    if (args === undefined) return [];
    const folder = valueOf(look(context, calendarFolder, args)) ?? '';
    const first = [readRequest(mailboxHere, args), readRequest(calendarFolder, args)];
    return folder === ''
      ? first
      : [...first, readRequest(calendarPermissions, { ...args, folder })];
  },
  plan: planDelegates,
};

function planDelegates(context: PlanContext): ResourcePlan {
  const args = mailboxArguments(context);
  const mailbox = context.inputs.testMailbox;
  const title = message('core.resource.mailbox-delegates');
  if (args === undefined) return withoutMailbox(SELF, title, 'GrantSendOnBehalfTo');
  const here = look(context, mailboxHere, args);
  // That no mailbox has the address is told where its EWS is compared.
  if (here.status === 'read' && here.value === null)
    return withoutMailbox(SELF, title, 'GrantSendOnBehalfTo');
  const folder = look(context, calendarFolder, args);
  const rights = look(context, calendarPermissions, { ...args, folder: valueOf(folder) ?? '' });
  if (here.status !== 'read' || here.value === null || rights.status !== 'read')
    return notRead(title, [here, folder, rights]);
  const rows = rowsOf(here.value, rights.value);
  const lacking = rows.filter((row) => row.verdict === 'differs');
  const byHand = lacking.map((row) =>
    message('core.by-hand.delegate', {
      delegate: row.property,
      folder: `${mailbox}:${(valueOf(folder) ?? '').replaceAll('/', '\\')}`,
    }),
  );
  return {
    resource: planned(SELF, title, lacking.length > 0 ? 'by-hand' : stateOf(rows), rows, {
      byHand,
    }),
    actions: [],
    findings: lacking.map((row) => ({
      code: 'HX-DELEGATE',
      args: { delegate: row.property, found: row.found, mailbox },
      severity: 'warning',
      ...{ step: SELF.step, resource: SELF.id },
    })),
  };
}

function notRead(
  title: ReturnType<typeof message>,
  looked: readonly Looked<unknown>[],
): ResourcePlan {
  const errors = looked.flatMap((item) => (item.status === 'not-read' ? [item.error] : []));
  return {
    resource: planned(SELF, title, 'unknown', [compare(EDITOR, EDITOR, undefined)]),
    actions: [],
    findings: errors.map((error) => findingOf(error, SELF.step, SELF.id, 'info')),
  };
}

/** One row a delegate. */
function rowsOf(mailbox: Mailbox, permissions: readonly FolderPermission[]): Comparison[] {
  const delegates = mailbox.GrantSendOnBehalfTo.map(leafOf);
  if (delegates.length === 0) return [compared('GrantSendOnBehalfTo', '-', '-', true)];
  const matched = (delegate: string): FolderPermission | undefined =>
    permissions.find((item) => item.User.toLowerCase() === delegate.toLowerCase());
  const others = permissions.filter(
    (item) =>
      item.AccessRights.includes(EDITOR) &&
      !delegates.some((name) => name.toLowerCase() === item.User.toLowerCase()),
  );
  return delegates.map((delegate) => {
    const found = matched(delegate);
    if (found !== undefined) {
      const rights = found.AccessRights.join(', ');
      return compared(delegate, EDITOR, rights, found.AccessRights.includes(EDITOR));
    }
    // Folders show display names and the mailbox shows names: an editor of another name may be this delegate.
    return others.length > 0
      ? compare(delegate, EDITOR, undefined)
      : compared(delegate, EDITOR, '-', false);
  });
}

/** The last part of a canonical name: `contoso.lab/Staff/Zoë Müller` is shown as `Zoë Müller`; a slash in a name is escaped. */
function leafOf(identity: string): string {
  const leaf = /(?:^|\/)((?:\\\/|[^/])*)$/.exec(identity)?.[1] ?? identity;
  return leaf.replaceAll('\\/', '/');
}
