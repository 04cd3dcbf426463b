import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { candidates } from '../../../../src/adapters/powershell/discovery';
import { shellEnvironment } from '../../../../src/adapters/powershell/environment';
import {
  isConnectionLoss,
  sessionFinding,
  startFinding,
} from '../../../../src/adapters/powershell/findings';
import { descendants } from '../../../../src/adapters/powershell/kill-tree';
import { LibraryShell } from '../../../../src/adapters/powershell/library';
import { loadLine, requestLine } from '../../../../src/adapters/powershell/protocol';

const start = (executable: string): LibraryShell =>
  new LibraryShell({ executable, environment: {}, folder: tmpdir(), executionPolicy: 'Bypass' });

describe('node-powershell', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is the version whose private fields are used', () => {
    const file = join(import.meta.dirname, '../../../../node_modules/node-powershell/package.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '5.0.1' });
  });

  it.skipIf(process.platform === 'win32')(
    'a program that is missing or dies is reported, not thrown',
    async () => {
      const missing = start('/nowhere/pwsh');
      expect(await missing.ended()).toMatchObject({
        error: expect.stringContaining('ENOENT') as string,
      });
      await missing.send('anything');
      const dying = start('/bin/false');
      expect(await dying.ended()).toMatchObject({ code: 1 });
      await dying.send('anything');
    },
  );

  it.skipIf(process.platform === 'win32')(
    'takes the program it is told, whatever the environment names',
    async () => {
      vi.stubEnv('NODE_POWERSHELL', '/nowhere/other');
      const shell = start('/bin/false');
      expect(shell.child.spawnfile).toBe('/bin/false');
      await shell.ended();
    },
  );
});

describe('request lines', () => {
  // threat T9
  it('hold nothing but base64 between their quotes', () => {
    const text = `'); throw "$(1)" #\n`;
    const line = requestLine({ op: 'connect-exchange', server: text }, text, text);
    expect(line).toMatch(/^Invoke-CrosspremRequest '[A-Za-z0-9+/=]+'$/);
    expect(loadLine(text)).toMatch(
      /^Import-Module -Name \(\[Text\.Encoding\]::UTF8\.GetString\(\[Convert\]::FromBase64String\('[A-Za-z0-9+/=]+'\)\)\) -DisableNameChecking -ErrorAction Stop$/,
    );
  });
});

describe('the environment of a shell', () => {
  // threat T8
  it('is an allow-list', () => {
    const given = {
      PATH: '/bin',
      HOME: '/home/ada',
      AWS_SECRET: 'x',
      PSModulePath: 'x',
      NODE_OPTIONS: 'x',
      Path: 'C:\\',
    };
    const kept = shellEnvironment(given, 'linux');
    expect(Object.keys(kept).sort()).toEqual([
      'HOME',
      'NO_COLOR',
      'PATH',
      'POWERSHELL_TELEMETRY_OPTOUT',
      'POWERSHELL_UPDATECHECK',
    ]);
    expect(
      shellEnvironment({ Path: 'C:\\', systemroot: 'C:\\Windows', TOKEN: 'x' }, 'win32'),
    ).toMatchObject({ Path: 'C:\\', systemroot: 'C:\\Windows' });
    expect(shellEnvironment({ TOKEN: 'x' }, 'win32')).not.toHaveProperty('TOKEN');
  });
});

describe('discovery', () => {
  // threat T8
  it('looks for Windows PowerShell first, and only at absolute places', () => {
    const environment = {
      SystemRoot: 'D:\\somebody',
      ProgramFiles: 'C:\\Program Files',
      PATH: '.;C:\\tools',
    };
    expect(
      candidates({ platform: 'win32', environment, configured: 'pwsh.exe' }).map(
        (item) => item.executable,
      ),
    ).toEqual([
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      'C:\\Program Files\\PowerShell\\7-preview\\pwsh.exe',
    ]);
    const unix = candidates({
      platform: 'linux',
      environment: { PATH: '.::bin:/opt/x:/usr/bin' },
      configured: '/my/pwsh',
    });
    expect(unix[0]).toEqual({ kind: 'configured', executable: '/my/pwsh' });
    expect(unix.every(({ executable }) => executable.startsWith('/'))).toBe(true);
    // What a session put on its path comes after the fixed places.
    expect(unix[1]?.executable).toBe('/usr/bin/pwsh');
    expect(unix.at(-1)?.executable).toBe('/opt/x/pwsh');
  });
});

describe('the process tree', () => {
  it('holds everything below a process and nothing else', () => {
    const parents = new Map([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 1],
      [1, 0],
      [6, 6],
    ]);
    expect(descendants(2, parents).sort()).toEqual([3, 4]);
    expect(descendants(6, parents)).toEqual([]);
  });
});

describe('findings of a session', () => {
  const record = (fullyQualifiedErrorId: string, message = '', exceptionType = '') => ({
    fullyQualifiedErrorId,
    message,
    category: '',
    exceptionType,
  });
  it.each([
    ['HX-KERB', record('-2144108387,PSSessionOpenFailed')],
    ['HX-KERB', record('CannotUseIPAddress,PSSessionOpenFailed')],
    ['HX-KERB', record('Crossprem.ServerNameRefused')],
    [
      'HX-SHELLS',
      record(
        'x,PSSessionOpenFailed',
        'The maximum number of concurrent shells for this user has been exceeded.',
      ),
    ],
    ['HX-NOLANG', record('ScriptsNotAllowed')],
    ['HX-REACH', record('ComputerNotFound,PSSessionOpenFailed')],
    ['HX-REACH', record('WinRMOperationTimeout,PSSessionOpenFailed')],
    ['HX-SESSION', record('AccessDenied,PSSessionOpenFailed', 'Zugriff verweigert')],
  ])('%s', (code, given) => {
    expect(sessionFinding(given, 'ex01', false)).toMatchObject({ code, args: { target: 'ex01' } });
  });

  it.each([
    record('LogonFailure,PSSessionOpenFailed'),
    record('1326,PSSessionOpenFailed', 'Le nom d’utilisateur ou le mot de passe est incorrect.'),
    record('AccessDenied,PSSessionOpenFailed', 'Zugriff verweigert'),
  ])('a refused credential, without a word of what the server said', (given) => {
    expect(sessionFinding(given, 'ex01', true)).toEqual({
      code: 'HX-CRED',
      args: { target: 'ex01' },
    });
  });

  it('of a workstation', () => {
    expect(
      startFinding('x', 'FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage')
        .code,
    ).toBe('HX-LOCKED');
    expect(
      startFinding('x', 'CategoryInfo : SecurityError: (:) [Import-Module], PSSecurityException')
        .code,
    ).toBe('HX-POLICY');
    expect(startFinding('x', 'spawn x ENOENT').code).toBe('HX-SHELL');
  });

  it('tells a broken connection from an error', () => {
    expect(
      isConnectionLoss(
        record('', '', 'System.Management.Automation.Remoting.PSRemotingTransportException'),
      ),
    ).toBe(true);
    expect(
      isConnectionLoss(
        record(
          '[Server=EX01] 71D7F7B0,GetExchangeCertificate',
          '',
          'System.Management.Automation.RemoteException',
        ),
      ),
    ).toBe(false);
  });
});
