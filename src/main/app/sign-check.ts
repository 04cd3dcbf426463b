import type { ChannelInput } from '../../shared/ipc/contract';
import { CodedError, appError } from '../../shared/errors';
import type { OpenCustomer } from './open-customer';

/**
 * Takes down what a person saw of a feature, for the state they looked at: HX-IPC where nothing is open, or another
 * state was verified meanwhile.
 */
export async function signCheck(
  open: OpenCustomer | null,
  { fingerprint, ...given }: ChannelInput<'verify.record'>,
): Promise<void> {
  if (open === null) throw new CodedError(appError('HX-IPC'));
  await open.operation.finish('verify', async () => {
    const { verification } = open.session.state;
    if (verification?.state?.fingerprint !== fingerprint) throw new CodedError(appError('HX-IPC'));
    await open.session.recordCheck(given);
  });
}
