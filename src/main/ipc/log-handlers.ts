/** Channels of the log → its desk. */
import type { ChannelInput } from '../../shared/ipc/contract';
import type { LogDesk } from '../app/log-desk';

/** Makes their handlers. */
export function logHandlers(desk: () => Promise<LogDesk>) {
  return {
    'logs.read': async (query: ChannelInput<'logs.read'>) => (await desk()).read(query),
    'logs.open-folder': async () => {
      await (await desk()).openFolder();
      return null;
    },
  };
}
