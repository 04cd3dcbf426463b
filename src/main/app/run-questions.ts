/** What main asks the person before something is changed, and what it does once the person agreed. */
import type { EnginePorts } from '../../core/engine/ports';
import { foldJournal, type ActionProgress } from '../../core/engine/progress';
import { refusedActions, wholeRefusal } from '../../core/policy/rules';
import { refuseStaged } from '../../core/engine/identity';
import { CONSENT_TAGS } from '../../core/model/action';
import type { SessionState } from '../../core/session';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import { refuseOther } from './approvals';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';

/** The part of the open customer that is asked about and then worked on. */
export interface AskedCustomer extends Pick<
  OpenCustomer,
  'startRun' | 'continueRun' | 'startVerifying' | 'askFirst' | 'checked'
> {
  readonly session: { readonly state: Pick<SessionState, 'record' | 'run' | 'plan'> };
  readonly connection: { readonly ports: Pick<EnginePorts, 'rules'> };
}

/** Starts applying the plan with this fingerprint, once the person agreed to main's own list of it. */
export async function askAndStart(
  open: AskedCustomer,
  person: Person,
  input: ChannelInput<'run.start'>,
): Promise<void> {
  const { record } = open.session.state;
  // Told before the question, not after it.
  refuseStaged(record);
  const { plan: asked } = open.session.state;
  if (asked !== null) refuseOther(asked, input.approved);
  const { rules } = open.connection.ports;
  const refusal = asked === null ? undefined : wholeRefusal(asked, rules);
  if (refusal !== undefined) throw new CodedError(refusal);
  const consents = CONSENT_TAGS.filter((tag) => input.consents.includes(tag));
  await open.startRun(input.fingerprint, consents, (plan) =>
    person.confirmRun({
      ...whose(open),
      plan,
      consents,
      refused: refusedActions(plan, rules),
    }),
  );
}

/**
 * Goes on with a run that ended unexpectedly. It may have come with an imported customer, and it holds consents: the
 * person agrees to what is left of it as to a run that starts.
 */
export async function askAndContinue(open: AskedCustomer, person: Person): Promise<void> {
  refuseStaged(open.session.state.record);
  // What is asked rests on the journal: all of it, also where it is long.
  await open.checked();
  const { run } = open.session.state;
  if (run?.interrupted !== true) throw new CodedError(appError('HX-IPC'));
  const { actions, started } = foldJournal(run.entries);
  // What a look found not done runs again.
  const isLeft = (item: ActionProgress): boolean =>
    item.state === 'intent' || (item.state === 'outcome' && item.outcome === 'not-done');
  const decided = [...actions].filter(([, item]) => !isLeft(item)).map(([id]) => id);
  const question = {
    ...whose(open),
    plan: run.plan,
    consents: started?.consents ?? [],
    decided: new Set(decided),
    refused: refusedActions(run.plan, open.connection.ports.rules),
  };
  await open.continueRun(() => person.confirmRun(question));
}

/** Verifies; a test that writes into a mailbox is made only once the person agreed to it here. */
export async function askAndVerify(
  open: AskedCustomer,
  person: Person,
  { writesMailbox }: ChannelInput<'verify.start'>,
): Promise<void> {
  if (writesMailbox !== true) {
    open.startVerifying();
    return;
  }
  const mailbox = open.session.state.record.inputs.testSipAddress ?? '';
  await open.askFirst(
    () => person.confirmMailboxTest({ ...whose(open), mailbox }),
    () => open.startVerifying(['writes-mailbox']),
  );
}

function whose(open: AskedCustomer) {
  const { name, tenantDomain, practice } = open.session.state.record;
  return { customer: name, tenantDomain, practice };
}
