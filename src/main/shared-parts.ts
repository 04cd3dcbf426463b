/** What all windows share: the log, the customers on disk, the way to the system's browser, the clipboard. */
import { homedir, userInfo } from 'node:os';
import { clipboard, shell } from 'electron';
import { fileLog } from '../adapters/logging/file-log';
import { logPolicy, readPolicy } from '../adapters/policy';
import { runProgram } from '../adapters/powershell/run-program';
import { customerStore } from '../adapters/storage/customer-store';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { systemClock } from '../adapters/system/crypto';
import { CLOUDS } from '../adapters/tenant';
import type { Clock, CustomerStore, Log } from '../core/ports';
import { attachLog } from './app/early-log';
import type { AppPaths } from './app/paths';
import type { Preferences } from './app/preferences';
import { TenantSession } from './app/tenant-session';
import { ClipboardKeeper } from './app/windows/clipboard-keeper';
import { ExternalLinks } from './security/external-links';

/** The parts. */
export interface SharedParts {
  readonly log: Log;
  readonly store: CustomerStore;
  readonly links: ExternalLinks;
  readonly clipboard: ClipboardKeeper;
  /** The network of sign-in and Graph. */
  readonly tenant: TenantSession;
}

/** Hosts of sign-in pages, for the gate to the system's browser. */
const SIGN_IN_HOSTS = CLOUDS.map((cloud) => cloud.login);

/** Reads what the organisation sets, and makes the parts under it. Nothing is opened before. */
export async function startSharedParts(
  paths: AppPaths,
  preferences: Preferences,
  isPackaged: boolean,
): Promise<SharedParts> {
  const { env: environment, platform } = process;
  const instead = isPackaged ? undefined : environment['CROSSPREM_POLICY'];
  const policy = await readPolicy({
    platform,
    environment,
    home: homedir(),
    user: userInfo().username,
    run: runProgram,
    ...(instead === undefined ? {} : { instead }),
  });
  preferences.obey(policy);
  const parts = makeSharedParts(paths, preferences);
  logPolicy(policy, parts.log);
  return parts;
}

/** Makes them, once. */
export function makeSharedParts(
  paths: AppPaths,
  preferences: Preferences,
  clock: Clock = systemClock,
): SharedParts {
  const log = fileLog(
    paths.dataFolder,
    () => new Date(),
    () => preferences.values.logDays,
  );
  attachLog(log);
  return {
    log,
    store: customerStore(paths.dataFolder, nodeFileSystem),
    links: new ExternalLinks((address) => shell.openExternal(address), SIGN_IN_HOSTS),
    clipboard: new ClipboardKeeper(clipboard, clock, log),
    tenant: new TenantSession(() => preferences.values.proxy),
  };
}
