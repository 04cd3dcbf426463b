/**
 * Start of the main process. The order matters for security: where data lies, what the environment may not say, one
 * instance, the app's own scheme, the sandbox, no menu; and only then `ready`.
 */
import { mkdirSync } from 'node:fs';
import { app, dialog, Menu } from 'electron';
import { dataState } from '../adapters/storage/data-format';
import { commandLineArguments, runCommandLine } from './app/command-line';
import { restrictToPractice } from './app/electron-compat';
import { hardenEnvironment } from './app/environment';
import { watchFaults } from './app/faults';
import { resolvePaths, type AppPaths } from './app/paths';
import { bearsPracticeMark } from './app/practice-package';
import { startWindow } from './app/start';
import { askedCustomer, startData } from './app/start-customer';
import { closeExits } from './security/exits';
import { guardAllContents } from './security/navigation';
import { refuseCredentialRequests } from './security/network';
import { registerAppScheme } from './security/protocol';
import { guardEverySession } from './security/sessions';

/** The folder of Chromium's own files must be there before the instance lock, which lies in it. */
function makeFolders(paths: AppPaths): boolean {
  try {
    mkdirSync(paths.windowFolder, { recursive: true, mode: 0o700 });
    app.setPath('userData', paths.windowFolder);
    return true;
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    dialog.showErrorBox('Crossprem', `HX-RO: ${paths.dataFolder}\n${reason}`);
    return false;
  }
}

/** In a checkout that runs as root the sandbox cannot start; enabling it would end every child process. */
function enableSandbox(): void {
  const cannot = !app.isPackaged && app.commandLine.hasSwitch('no-sandbox');
  if (!cannot) app.enableSandbox();
}

/** Before anything is written there: a folder of a later version stays as it is. */
function openApplication(paths: AppPaths): void {
  const state = dataState(paths.dataFolder);
  if (state.kind === 'newer' || state.kind === 'unreadable') void refuseData(paths);
  else openWith(paths, state.kind !== 'current');
}

async function refuseData(paths: AppPaths): Promise<void> {
  const { withoutTrace } = await import('./app/data-refused');
  await withoutTrace(app, dialog, paths.dataFolder);
}

function openWith(paths: AppPaths, isToPrepare: boolean): void {
  const canStart = makeFolders(paths);
  const asked = startData(process.argv);
  if (!canStart || !app.requestSingleInstanceLock(asked)) {
    app.exit(canStart ? 0 : 1);
    return;
  }
  watchFaults(app, paths.dataFolder);
  registerAppScheme();
  enableSandbox();
  closeExits(app);
  Menu.setApplicationMenu(null);
  guardAllContents(app);
  guardEverySession(app);
  refuseCredentialRequests(app);
  void app.whenReady().then(async () => {
    if (isToPrepare && !(await isPrepared(paths))) app.exit(1);
    else startWindow(paths, askedCustomer(asked));
  });
}

async function isPrepared({ dataFolder }: AppPaths): Promise<boolean> {
  const { prepareOrTell } = await import('./app/data-refused');
  const { UpgradeWindow } = await import('./app/upgrade-window');
  const shown = new UpgradeWindow(app);
  return prepareOrTell(app, dialog, dataFolder, (progress) => shown.tell(progress)).finally(() =>
    shown.close(),
  );
}

const paths = resolvePaths({
  isPackaged: app.isPackaged,
  environment: process.env,
  argv: process.argv,
  platform: process.platform,
  bundleFolder: __dirname,
  resourcesFolder: process.resourcesPath,
});
hardenEnvironment(app.isPackaged, process.env, app.commandLine);
restrictToPractice(app.isPackaged && bearsPracticeMark(app.getAppPath()));
const command = commandLineArguments(process.argv);
if (command === undefined) openApplication(paths);
else {
  runCommandLine(paths, command).then(
    (code) => app.exit(code),
    (fault: unknown) => {
      console.error(fault);
      app.exit(70);
    },
  );
}
