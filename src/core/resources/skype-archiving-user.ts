/**
 * Whether the conversations of the test user are archived in the mailbox: the user's own policy decides, and where it says
 * nothing, a hold on the mailbox. Looked at and never changed: whose mailbox is on hold is not a question of set-up.
 * Sources: the page on archiving integration, step 3 (ExchangeArchivingPolicy); article 003.
 */
import type { Comparison } from '../model/plan';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { archivingConfiguration } from '../reads/skype-features';
import type { Mailbox } from '../reads/mailbox';
import { mailboxHere } from '../reads/mailbox';
import type { SkypeUser } from '../reads/skype-users';
import { skypeUser } from '../reads/skype-users';
import type { Looked, PlanContext, Resource } from './context';
import { compare, compared, look, planned, valueOf } from './context';
import { testUserOf } from './mailbox-test';
import { notRead } from './skype-state';

const SELF = { id: 'skype-archiving-user', step: 'archiving' } as const;

/** True where archiving in Exchange is on, or asked for. */
function isWanted(context: PlanContext): boolean {
  const configuration = valueOf(look(context, archivingConfiguration));
  return context.inputs.archiving !== '' || configuration?.EnableExchangeArchiving === true;
}

function lookUser(context: PlanContext): Looked<SkypeUser | null> {
  const sip = testUserOf(context);
  return sip === '' ? { status: 'missing' } : look(context, skypeUser, { sip });
}

/** The mailbox that is asked for, as arguments of its read; undefined while its address is not known. */
function mailboxOf(context: PlanContext): Readonly<Record<string, string>> | undefined {
  const identity = valueOf(lookUser(context))?.WindowsEmailAddress ?? '';
  const { domainController } = context.inputs;
  return identity === '' || domainController === '' ? undefined : { identity, domainController };
}

/** The test user's archiving. */
export const archivingUserResource: Resource = {
  ...SELF,
  reads: (context) => {
    const sip = testUserOf(context);
    if (sip === '' || !isWanted(context)) return [readRequest(archivingConfiguration)];
    const mailbox = mailboxOf(context);
    return [
      readRequest(skypeUser, { sip }),
      ...(mailbox === undefined ? [] : [readRequest(mailboxHere, mailbox)]),
    ];
  },
  plan: (context) => {
    const sip = testUserOf(context);
    const title = message('core.resource.skype-archiving-user', { user: sip });
    if (sip === '' || !isWanted(context))
      return { resource: planned(SELF, title, 'not-needed', []), actions: [], findings: [] };
    const looked = lookUser(context);
    const user = valueOf(looked);
    if (user === undefined || user === null) {
      const rows = [compare('ExchangeArchivingPolicy', 'ArchivingToExchange', undefined)];
      const findings = notRead([looked], SELF.step, SELF.id);
      return { resource: planned(SELF, title, 'unknown', rows), actions: [], findings };
    }
    const mailbox = mailboxOf(context);
    const hold = mailbox === undefined ? undefined : valueOf(look(context, mailboxHere, mailbox));
    const rows = rowsOf(user, hold);
    const verdicts = rows.map((row) => row.verdict);
    const state = verdicts.includes('could-not-check')
      ? 'unknown'
      : verdicts.includes('differs')
        ? 'by-hand'
        : 'present';
    const byHand = state === 'by-hand' ? [message('core.by-hand.skype-archiving-user')] : [];
    return { resource: planned(SELF, title, state, rows, { byHand }), actions: [], findings: [] };
  },
};

function rowsOf(user: SkypeUser, hold: Mailbox | null | undefined): Comparison[] {
  const own = user.ExchangeArchivingPolicy;
  const name = 'ExchangeArchivingPolicy';
  const policy = compared(
    'ArchivingPolicy',
    user.ArchivingPolicy,
    user.ArchivingPolicy === '' ? 'Global' : user.ArchivingPolicy,
    true,
  );
  switch (own) {
    case 'ArchivingToExchange':
      return [compare(name, own, own), policy];
    case '':
    case 'Uninitialized':
      return [compared(name, own, own === '' ? '-' : own, true), policy, holdRow(hold)];
    default:
      return [compare(name, 'ArchivingToExchange', own), policy];
  }
}

/** Where the user's policy says nothing, the hold decides. */
function holdRow(hold: Mailbox | null | undefined): Comparison {
  const name = 'LitigationHoldEnabled / InPlaceHolds';
  if (hold === undefined) return compare(name, 'True', undefined);
  const found =
    hold === null
      ? '-'
      : [hold.LitigationHoldEnabled ? 'True' : 'False', ...hold.InPlaceHolds].join(', ');
  const isHeld = hold !== null && (hold.LitigationHoldEnabled || hold.InPlaceHolds.length > 0);
  return compared(name, 'True', found, isHeld);
}
