/**
 * The environment of a PowerShell process: what Windows, .NET and Kerberos need, and nothing that a session happened to
 * export. PSModulePath is left out: each edition builds its own, and the other's breaks it.
 */
const WINDOWS = [
  'SystemRoot',
  'windir',
  'SystemDrive',
  'ComSpec',
  'OS',
  'PATH',
  'PATHEXT',
  'TEMP',
  'TMP',
  'HOMEDRIVE',
  'HOMEPATH',
  'USERPROFILE',
  'USERNAME',
  'USERDOMAIN',
  'USERDNSDOMAIN',
  'LOGONSERVER',
  'COMPUTERNAME',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'ProgramW6432',
  'CommonProgramFiles',
  'CommonProgramFiles(x86)',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
  'ExchangeInstallPath',
];
const UNIX = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ', 'KRB5CCNAME'];

/** Picks the variables that may pass. Names on Windows have no case. */
export function shellEnvironment(
  given: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Record<string, string> {
  const isWindows = platform === 'win32';
  const fold = (name: string): string => (isWindows ? name.toUpperCase() : name);
  const allowed = new Set((isWindows ? WINDOWS : UNIX).map(fold));
  const kept = Object.entries(given).filter(([name]) => allowed.has(fold(name)));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    POWERSHELL_UPDATECHECK: 'Off',
    NO_COLOR: '1',
  };
}
