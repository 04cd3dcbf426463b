/** Faults that nobody handled: logged, never shown with their stack, and never the end of a run. */
import type { App } from 'electron';
import { report } from './early-log';
import { stackOf } from './fault-text';

/** Logs what would otherwise be Electron's own box with a stack, and child processes that ended unexpectedly. */
export function watchFaults(app: App): void {
  process.on('uncaughtException', (fault) => report('fault', { stack: stackOf(fault) }));
  process.on('unhandledRejection', (fault) => report('fault', { stack: stackOf(fault) }));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      report('process-ended', { type, name: name ?? '', reason, exitCode });
  });
}
