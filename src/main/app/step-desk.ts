/** What the wizard asks beside its fields. */
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import { oauthChoice } from '../../shared/oauth-way';
import type { MailboxesFound } from '../../shared/ipc/step-view';
import { planContext, wantedOf } from '../../core/engine/plan';
import { performRead } from '../../core/engine/read';
import { sidesByHand } from '../../core/engine/transport';
import type { Observation } from '../../core/model/observation';
import { readRequest } from '../../core/reads/definition';
import { MOST_FOUND, mailboxesLike } from '../../core/reads/mailbox';
import type { OpenCustomer } from './open-customer';
import { oauthView } from './projection/oauth-view';

/** Stores how step 1 comes about. Only what a read has shown can be adopted: HX-IPC otherwise. */
export async function chooseOAuth(
  open: OpenCustomer | null,
  input: ChannelInput<'step.oauth'>,
): Promise<void> {
  if (open === null) throw new CodedError(appError('HX-IPC'));
  const { state } = open;
  if (input.way === 'adopt' && (oauthView(state)?.found ?? []).length === 0)
    throw new CodedError(appError('HX-IPC'));
  const { oauth: _before, ...record } = state.session.record;
  const choice = oauthChoice(input, state.now);
  await open.change(choice === undefined ? record : { ...record, oauth: choice });
}

/**
 * Looks for mailboxes on the servers. HX-IPC where the servers are not asked from here, or no domain controller is known:
 * the window offers it in neither case.
 */
export async function findMailboxes(
  open: OpenCustomer | null,
  { text }: ChannelInput<'step.mailboxes'>,
): Promise<MailboxesFound> {
  if (open === null) throw new CodedError(appError('HX-IPC'));
  const { session, known, collected, now } = open.state;
  const { inputs } = planContext(wantedOf(session.record), known ?? new Map(), now);
  const { domainController } = inputs;
  const isByHand = collected !== null || sidesByHand(session.record).includes('exchange');
  if (isByHand || domainController === '') throw new CodedError(appError('HX-IPC'));
  const { ports } = open.connection;
  let found: Observation | undefined;
  await open.operation.finish('read', async (signal) => {
    const request = readRequest(mailboxesLike, { text, domainController });
    found = await performRead(request, ports, signal);
    signal.throwIfAborted();
  });
  if (found?.status === 'not-read') throw new CodedError(found.error);
  const addresses = found === undefined ? [] : (found.value as readonly string[]);
  return { addresses, isCut: addresses.length === MOST_FOUND };
}
