/** Which PowerShells this computer has. Only absolute paths count: nothing is ever taken from the current folder. */
import { stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { windowsFolder } from '../system/windows-folder';

/** A PowerShell that was found. Exchange and Skype for Business shells need `windows-powershell`. */
export interface FoundPowerShell {
  readonly kind: 'configured' | 'windows-powershell' | 'powershell-7';
  readonly executable: string;
}

/** Where to look. */
export interface DiscoveryInput {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A path that the person set. */
  readonly configured?: string;
}

/** Every place where one may be, best first. */
export function candidates(input: DiscoveryInput): FoundPowerShell[] {
  const { platform, environment, configured } = input;
  const path = platform === 'win32' ? win32 : posix;
  const own: FoundPowerShell[] =
    configured === undefined ? [] : [{ kind: 'configured', executable: configured }];
  const found = platform === 'win32' ? onWindows(environment) : onUnix(environment);
  return [...own, ...found].filter(({ executable }) => path.isAbsolute(executable));
}

function onWindows(environment: DiscoveryInput['environment']): FoundPowerShell[] {
  const programs = environment['ProgramW6432'] ?? environment['ProgramFiles'];
  return [
    {
      kind: 'windows-powershell',
      executable: win32.join(
        windowsFolder(),
        'System32',
        'WindowsPowerShell',
        'v1.0',
        'powershell.exe',
      ),
    },
    ...(programs === undefined ? [] : ['7', '7-preview']).map((version) => ({
      kind: 'powershell-7' as const,
      executable: win32.join(programs ?? '', 'PowerShell', version, 'pwsh.exe'),
    })),
  ];
}

function onUnix(environment: DiscoveryInput['environment']): FoundPowerShell[] {
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const usual = ['/usr/bin', '/usr/local/bin', '/opt/microsoft/powershell/7', '/opt/homebrew/bin'];
  // The fixed places first: a path is what a session happened to set.
  return [...new Set([...usual, ...folders])].map((folder) => ({
    kind: 'powershell-7',
    executable: posix.join(folder, 'pwsh'),
  }));
}

/** The PowerShells that are there, best first. */
export async function findPowerShells(input: DiscoveryInput): Promise<FoundPowerShell[]> {
  const checked = await Promise.all(
    candidates(input).map(async (candidate) => {
      const entry = await stat(candidate.executable).catch(() => undefined);
      return entry?.isFile() === true ? [candidate] : [];
    }),
  );
  return checked.flat();
}
