/** Faults that nobody handled: logged, told without their stack, and never the end of a run. */
import { randomUUID } from 'node:crypto';
import { clipboard, dialog, shell, type App } from 'electron';
import { logFolder } from '../../adapters/logging/log-files';
import { currentScope, withinScope } from '../../adapters/logging/scope';
import { nearestLanguage, type Language } from '../../shared/languages';
import { report, reportError } from './early-log';
import { FaultBox, type Box } from './fault-box';
import { errorOf, stackOf } from './fault-text';

let chosen: Language | undefined;

/** Faults are told in this language from now on. */
export function tellFaultsIn(language: Language): void {
  chosen = language;
}

/** Handles what would otherwise be Electron's own box with a stack, and child processes that ended unexpectedly. */
export function watchFaults(app: App, dataFolder: string): void {
  const box = new FaultBox({
    language: () => chosen ?? nearestLanguage(app.getLocale()),
    ask: async (asked) => {
      await app.whenReady();
      return show(asked);
    },
    copy: (text) => void clipboard.writeText(text),
    openLogFolder: () => void shell.openPath(logFolder(dataFolder)),
    now: () => performance.now(),
  });
  const faulted = (kind: 'exception' | 'rejection', fault: unknown): void => {
    const correlation = currentScope().correlation ?? randomUUID();
    withinScope({ correlation }, () =>
      reportError('fault', { kind, code: errorOf(fault).code, stack: stackOf(fault) }),
    );
    box.tell(fault, correlation).catch(() => undefined);
  };
  process.on('uncaughtException', (fault) => faulted('exception', fault));
  process.on('unhandledRejection', (fault) => faulted('rejection', fault));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      report('process-ended', { type, name: name ?? '', reason, exitCode });
  });
}

async function show({ message, detail, buttons }: Box): Promise<number> {
  const last = buttons.length - 1;
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Crossprem',
    message,
    detail,
    buttons: [...buttons],
    defaultId: last,
    cancelId: last,
    noLink: true,
  });
  return response;
}
