/** A shell on the PowerShell of this computer, which is looked for when the shell is first used. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Log } from '../../core/ports';
import { bridgePlace } from './bridge-place';
import type { ShellSecret } from './channel';
import { findPowerShells } from './discovery';
import { shellEnvironment } from './environment';
import type { BridgeOperation } from './protocol';
import { PowerShellShell } from './shell';

/** What the compositions know of PowerShell. */
export interface PowerShellSetup {
  /** Folder of the bridge: `assets/powershell`, or `resources/powershell` of a packaged app. */
  readonly bridgeFolder: string;
  /** A PowerShell that the person chose; no other is used then. */
  readonly configured?: string;
  readonly log: Log;
}

/** What the shell is for. */
export interface FoundShellOptions extends PowerShellSetup {
  /** Host that errors name. */
  readonly target: string;
  readonly connect: BridgeOperation;
  readonly secret?: () => ShellSecret | undefined;
  /** Which of the PowerShells that are there, best first; the first where absent. */
  readonly which?: number;
}

/** Looks for a PowerShell. HX-NOPWSH where there is none, HX-SHELL where the chosen one is not there. */
export async function findShell(options: FoundShellOptions): Promise<PowerShellShell | AppError> {
  const { bridgeFolder, configured, log, target, connect, secret, which = 0 } = options;
  const { platform, env: environment } = process;
  const own = configured === undefined ? {} : { configured };
  const all = await findPowerShells({ platform, environment, ...own });
  if (configured !== undefined && all[0]?.kind !== 'configured')
    return appError('HX-SHELL', { executable: configured });
  // A person who chose one means that one.
  const found = configured !== undefined && which > 0 ? undefined : all[which];
  if (found === undefined) return appError('HX-NOPWSH');
  const place = await bridgePlace(bridgeFolder);
  return new PowerShellShell({
    ...place,
    executable: found.executable,
    environment: shellEnvironment(environment, platform),
    executionPolicy: 'Bypass',
    platform,
    description: target,
    target,
    connect,
    log,
    ...(secret === undefined ? {} : { secret }),
  });
}
