/** What the wizard asks beside its fields. */
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import { oauthChoice } from '../../shared/oauth-way';
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
