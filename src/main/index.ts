/**
 * Start of the main process. The order matters for security: where data lies, what the environment may not say, one
 * instance, the app's own scheme, the sandbox, no menu; and only then `ready`.
 */
import { mkdirSync } from 'node:fs';
import { app, dialog, Menu } from 'electron';
import { commandLineArguments, runCommandLine } from './app/command-line';
import { hardenEnvironment } from './app/environment';
import { watchFaults } from './app/faults';
import { resolvePaths, type AppPaths } from './app/paths';
import { startWindow } from './app/start';
import { askedCustomer, startData } from './app/start-customer';
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

function openApplication(paths: AppPaths): void {
  const canStart = makeFolders(paths);
  const asked = startData(process.argv);
  if (!canStart || !app.requestSingleInstanceLock(asked)) {
    app.exit(canStart ? 0 : 1);
    return;
  }
  watchFaults(app, paths.dataFolder);
  registerAppScheme();
  enableSandbox();
  Menu.setApplicationMenu(null);
  guardAllContents(app);
  guardEverySession(app);
  refuseCredentialRequests(app);
  void app.whenReady().then(() => startWindow(paths, askedCustomer(asked)));
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
