/** Faults of the page itself, told to main: there they come into the log. */
import type { Bridge } from '../../shared/ipc/bridge';
import type { ChannelInput } from '../../shared/ipc/contract';

type Fault = ChannelInput<'fault.report'>;

/** A page that fails at every turn says so this often and no more; main has a bound of its own. */
const MOST = 50;

/** Tells main of a fault. */
export type ReportFault = (kind: Fault['kind'], thrown: unknown, where?: string) => void;

/** Listens for faults that nobody handled, and makes what reports others. */
export function watchPageFaults(bridge: Bridge): ReportFault {
  let told = 0;
  const report: ReportFault = (kind, thrown, where = '') => {
    told += 1;
    if (told > MOST) return;
    const error = thrown instanceof Error ? thrown : undefined;
    const detail = (error?.message ?? String(thrown)).slice(0, 1_000);
    const stack = `${error?.stack ?? ''}${where}`.slice(0, 8_000);
    void bridge.call('fault.report', { kind, detail, stack }).catch(() => undefined);
  };
  window.addEventListener('error', ({ error, message }) => report('error', error ?? message));
  window.addEventListener('unhandledrejection', ({ reason }) => report('rejection', reason));
  return report;
}
