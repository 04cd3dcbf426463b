/**
 * Exchange Web Services on the test mailbox. A mailbox may be shut off although the organisation is open, and has
 * lists of its own. Sources: Set-CASMailbox page; Microsoft's article on Teams and Exchange interaction issues.
 */
import type { Action, Finding } from '../model/action';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { MailboxAccess } from '../reads/mailbox';
import { mailboxAccess } from '../reads/mailbox';
import { sortedNames } from '../reads/oauth';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, pinned, planned, stateOf, truth } from './context';
import { STEP, finding, selfOf, unread } from './oauth-common';

/** The user agent that the article says an allow list must hold. */
const SCHEDULING = '*SchedulingService*';
const SELF = selfOf('mailbox-access');

/** Arguments of a read of the test mailbox; undefined while none is given or no domain controller is known. */
export function mailboxArguments(
  context: PlanContext,
): { readonly identity: string; readonly domainController: string } | undefined {
  const { testMailbox, domainController } = context.inputs;
  return testMailbox === '' || domainController === ''
    ? undefined
    : { identity: testMailbox, domainController };
}

/** What is shown of the test mailbox where none is given: nothing was checked, and nothing is claimed. */
export function withoutMailbox(
  self: { readonly id: string; readonly step: Action['step'] },
  title: MessageRef,
  property: string,
): ResourcePlan {
  const rows = [compare(property, '', undefined)];
  return { resource: planned(self, title, 'not-needed', rows), actions: [], findings: [] };
}

/** Who may use Exchange Web Services with the test mailbox. */
export const mailboxAccessResource: Resource = {
  ...SELF,
  reads: (context) => {
    const args = mailboxArguments(context);
    return args === undefined ? [] : [readRequest(mailboxAccess, args)];
  },
  plan: planAccess,
};

function planAccess(context: PlanContext): ResourcePlan {
  const args = mailboxArguments(context);
  const mailbox = context.inputs.testMailbox;
  const title = message('core.resource.mailbox-access');
  if (args === undefined) return withoutMailbox(SELF, title, 'EwsEnabled');
  const looked = look(context, mailboxAccess, args);
  if (looked.status !== 'read') return unread(SELF, title, 'EwsEnabled', [looked]);
  const found = looked.value;
  if (found === null) {
    const rows = [compared('Get-CASMailbox', mailbox, '-', false)];
    const byHand = [message('core.by-hand.no-mailbox', { mailbox })];
    return {
      resource: planned(SELF, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [finding(SELF, 'HX-NOMAILBOX', { mailbox })],
    };
  }
  return compareAccess(context, found, mailbox, title);
}

function compareAccess(
  context: PlanContext,
  found: MailboxAccess,
  mailbox: string,
  title: MessageRef,
): ResourcePlan {
  const policy = found.EwsApplicationAccessPolicy;
  const isOff = found.EwsEnabled === false;
  const lacks = policy === 'EnforceAllowList' && !names(found.EwsAllowList);
  const blocks = policy === 'EnforceBlockList' && names(found.EwsBlockList);
  const shown = found.EwsEnabled === null ? '-' : truth(found.EwsEnabled);
  const rows = [
    compared('EwsEnabled', '-, True', shown, !isOff),
    listRow(found, !lacks && !blocks),
  ];
  const byHand = blocks
    ? [message('core.by-hand.mailbox-blocked', { agent: SCHEDULING, mailbox })]
    : [];
  const findings: Finding[] =
    isOff || lacks || blocks ? [finding(SELF, 'HX-MAILBOXEWS', { mailbox })] : [];
  return {
    resource: planned(SELF, title, blocks ? 'by-hand' : stateOf(rows), rows, { byHand }),
    actions: [
      ...(isOff ? [switchOn(context, found)] : []),
      ...(lacks ? [allowScheduling(context, found)] : []),
    ],
    findings,
  };
}

function names(list: readonly string[]): boolean {
  return list.some((item) => item.toLowerCase() === SCHEDULING.toLowerCase());
}

function listRow(found: MailboxAccess, isOpen: boolean): Comparison {
  const policy = found.EwsApplicationAccessPolicy;
  if (policy === '') return compared('EwsApplicationAccessPolicy', '-', '-', true);
  const isAllowList = policy === 'EnforceAllowList';
  const list = isAllowList ? found.EwsAllowList : found.EwsBlockList;
  const expected = isAllowList ? SCHEDULING : `- ${SCHEDULING}`;
  return compared(policy, expected, shownList(list), isOpen);
}

function shownList(list: readonly string[]): string {
  return list.length === 0 ? '-' : list.join(', ');
}

type Change = Pick<Action, 'id' | 'reason' | 'differences' | 'before' | 'after'> & {
  readonly make: Readonly<Record<string, boolean | readonly string[]>>;
  readonly takeBack: Readonly<Record<string, boolean | readonly string[]>>;
};

/** A change of the one mailbox, by its GUID; taken back only while it still is as we left it. */
function changeOf(context: PlanContext, found: MailboxAccess, change: Change): Action {
  const { id, reason, differences, before, after, make, takeBack } = change;
  const read = readRequest(mailboxAccess, mailboxArguments(context) ?? {});
  const set = (parameters: Change['make']): Action['operation'] =>
    pinned(context, 'Set-CASMailbox', { Identity: found.Guid, ...parameters });
  return {
    id,
    step: STEP,
    resource: SELF.id,
    target: 'exchange',
    kind: 'change',
    operation: set(make),
    reason,
    article: 'teams-2025',
    tags: ['writes-mailbox'],
    dependsOn: [],
    differences,
    read,
    before,
    after,
    undo: { kind: 'operation', operation: set(takeBack), read, before: after, after: before },
  };
}

function switchOn(context: PlanContext, found: MailboxAccess): Action {
  const mailbox = context.inputs.testMailbox;
  return changeOf(context, found, {
    id: 'mailbox-access.enable',
    reason: message('core.reason.mailbox-enable', { mailbox }),
    differences: [{ property: 'EwsEnabled', before: 'False', after: 'True' }],
    before: { Guid: found.Guid, EwsEnabled: 'false' },
    after: { Guid: found.Guid, EwsEnabled: 'true' },
    make: { EwsEnabled: true },
    takeBack: { EwsEnabled: false },
  });
}

function allowScheduling(context: PlanContext, found: MailboxAccess): Action {
  const mailbox = context.inputs.testMailbox;
  const after = [...found.EwsAllowList, SCHEDULING];
  const state = (list: readonly string[]): Action['before'] => ({
    Guid: found.Guid,
    EwsApplicationAccessPolicy: 'EnforceAllowList',
    EwsAllowList: sortedNames(list),
  });
  return changeOf(context, found, {
    id: 'mailbox-access.allow',
    reason: message('core.reason.mailbox-allow', { agent: SCHEDULING, mailbox }),
    differences: [
      {
        property: 'EwsAllowList',
        before: shownList(found.EwsAllowList),
        after: after.join(', '),
      },
    ],
    before: state(found.EwsAllowList),
    after: state(after),
    make: { EwsAllowList: after },
    takeBack: { EwsAllowList: found.EwsAllowList },
  });
}
