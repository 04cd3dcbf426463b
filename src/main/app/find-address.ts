/** Whether an address leads anywhere on this computer. Nothing is opened before that is known. */
import { parseAddress, type Address } from '../../shared/address';
import { CodedError, appError } from '../../shared/errors';
import type { CustomerStore } from '../../core/ports';

/** Where an address leads. HX-ADDRESS where it is none, or its customer or run is not there. */
export async function findAddress(
  text: string,
  customers: readonly { readonly id: string }[],
  store: Pick<CustomerStore, 'runs'>,
): Promise<Address> {
  const address = parseAddress(text);
  const refused = (problem: 'form' | 'customer' | 'run'): CodedError =>
    new CodedError(appError('HX-ADDRESS', { address: text.trim(), problem }));
  if (address === undefined) throw refused('form');
  if (address.kind === 'common') return address;
  if (!customers.some(({ id }) => id === address.customer)) throw refused('customer');
  if (address.kind === 'customer') return address;
  const runs = await store.runs(address.customer).catch(() => []);
  if (!runs.some(({ id }) => id === address.run)) throw refused('run');
  return address;
}
