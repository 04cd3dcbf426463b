/** Channels of the list of customers and of the open one's profile. */
import type { CUSTOMERS_CHANNELS } from '../../shared/ipc/customers-channels';
import type { Workbench } from '../app/workbench';
import type { Handlers } from './router';

/** Makes their handlers. */
export function customerHandlers(
  workbench: () => Promise<Workbench>,
): Pick<Handlers, keyof typeof CUSTOMERS_CHANNELS> {
  const does =
    <I>(work: (profiles: Workbench['profiles'], input: I) => Promise<void> | void) =>
    async (input: I): Promise<null> => {
      await work((await workbench()).profiles, input);
      return null;
    };
  return {
    'customer.contents': async () => (await workbench()).profiles.contents(),
    'customer.export': async (input) => (await workbench()).profiles.export(input),
    'customer.import': does((profiles) => profiles.choose()),
    'customer.import-open': does((profiles, input) => profiles.open(input)),
    'customer.import-cancel': does((profiles) => profiles.cancel()),
    'customer.restore': does((profiles, input) => profiles.restore(input)),
    'customer.show-file': does((profiles, input) => profiles.showFile(input)),
    'customer.badge': does((profiles, input) => profiles.changeBadge(input)),
    'customer.take-over': does((profiles) => profiles.takeOver()),
    'customer.address': async (input) => (await workbench()).profiles.address(input),
  };
}
