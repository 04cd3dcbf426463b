/** What facts about this computer mean, and which ways they leave. */
import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../../src/core/doctor/examine';
import type { WorkstationFacts } from '../../../../src/core/doctor/ports';
import { judgeTransports } from '../../../../src/core/doctor/transports';
import { checkClock, checkWorkstation } from '../../../../src/core/doctor/workstation';
import type { Ladder } from '../../../../src/shared/doctor';
import { appError } from '../../../../src/shared/errors';

const HELLO = {
  edition: 'Desktop',
  version: '5.1.26100.1',
  languageMode: 'FullLanguage',
  executionPolicy: 'RemoteSigned',
};

function facts(changes: Partial<WorkstationFacts> = {}): WorkstationFacts {
  return {
    platform: 'windows',
    system: 'Windows 11 x64',
    node: '24.1.0',
    electron: '45.4.1',
    supportEnded: null,
    dataFolder: { path: 'C:\\data', freeBytes: 9e9, error: null },
    powerShells: [{ kind: 'windows-powershell', executable: 'powershell.exe', hello: HELLO }],
    proxy: { settings: [], inForce: true },
    language: { chosen: 'en', system: 'en-GB' },
    domain: { kind: 'member', name: 'CONTOSO.LAB' },
    managementShell: false,
    modules: { exchangeOnline: false, skypeForBusiness: false },
    ...changes,
  };
}

const check = (changes: Partial<WorkstationFacts>, id: string) =>
  checkWorkstation(facts(changes)).find((item) => item.id === id);
const transport = (id: string, changes: Partial<WorkstationFacts> = {}, ladders: Ladder[] = []) =>
  judgeTransports(facts(changes), ladders).find((item) => item.id === id);

describe('checks of this computer', () => {
  it('pass where all is in order', () => {
    expect(checkWorkstation(facts()).every(({ state }) => state === 'passed')).toBe(true);
  });

  it('warn of an Electron that is out of support', () => {
    expect(check({ electron: '25.1.1' }, 'runtime')).toMatchObject({ state: 'warned' });
    expect(check({ electron: '45.4.1', supportEnded: '2027-05-04' }, 'runtime')).toMatchObject({
      state: 'warned',
      text: { key: 'doctor.check.electron-ended', args: { date: '2027-05-04' } },
    });
    expect(check({ electron: null }, 'runtime')).toMatchObject({ state: 'passed' });
  });

  it('fail where the data folder cannot be written, and warn where it is nearly full', () => {
    const full = { path: '/d', freeBytes: 100_000_000, error: null };
    expect(check({ dataFolder: full }, 'free-space')).toMatchObject({
      state: 'warned',
      error: { code: 'HX-SPACE', args: { megabytes: 100 } },
    });
    const locked = { path: '/d', freeBytes: null, error: appError('HX-RO', { path: '/d' }) };
    expect(check({ dataFolder: locked }, 'data-folder')).toMatchObject({ state: 'failed' });
    expect(check({ dataFolder: locked }, 'free-space')).toMatchObject({ state: 'not-tried' });
  });

  it('warn of a PowerShell that cannot be used, and of none at all', () => {
    const error = appError('HX-LOCKED', { executable: 'powershell.exe' });
    const locked = [{ kind: 'windows-powershell' as const, executable: 'powershell.exe', error }];
    expect(check({ powerShells: locked }, 'power-shell')).toMatchObject({ state: 'warned', error });
    expect(check({ powerShells: [] }, 'power-shell')).toMatchObject({ state: 'warned' });
  });

  it('tell a proxy that is set and not used', () => {
    const proxy = { settings: ['HTTPS_PROXY=http://proxy:8080'], inForce: false };
    expect(check({ proxy }, 'proxy')).toMatchObject({ state: 'warned' });
  });

  it('take the worst of all clocks', () => {
    expect(checkClock([100, -61_000, 2_000], true)).toMatchObject({
      state: 'failed',
      text: { args: { seconds: 61 } },
    });
    expect(checkClock([], false)).toMatchObject({ state: 'not-tried' });
  });
});

describe('ways to the servers', () => {
  const ladder = (way: Ladder['way'], last: Ladder['rungs'][number]): Ladder => ({
    id: 'exchange',
    target: 'ex01',
    way,
    rungs: [last],
  });
  const note = { key: 'doctor.note.shell', args: {} };
  const opened = { id: 'shell', milliseconds: 1, state: 'passed', note } as const;
  const failed = {
    id: 'tcp',
    milliseconds: 1,
    state: 'failed',
    error: appError('HX-PORT'),
  } as const;

  it('always end with carrying scripts by hand', () => {
    for (const changes of [{}, { platform: 'linux' as const, powerShells: [] }])
      expect(transport('hand-carry', changes)?.state).toBe('works');
  });

  it.each<[Partial<WorkstationFacts>, string, string]>([
    [{ platform: 'linux' }, 'does-not-work', 'not-windows'],
    [{ powerShells: [] }, 'does-not-work', 'no-power-shell'],
    [{}, 'not-known', 'member'],
    [{ domain: { kind: 'none' } }, 'not-known', 'not-member'],
  ])('Kerberos with %j: %s', (changes, state, reason) => {
    expect(transport('remote-kerberos', changes)).toMatchObject({
      state,
      reason: { key: `doctor.transport-note.${reason}` },
    });
  });

  it('believe a ladder more than the computer, and the practice lab not at all', () => {
    expect(transport('remote-kerberos', {}, [ladder('remote', opened)])?.state).toBe('works');
    const shell = { ...opened, state: 'not-tried', needsPerson: false } as const;
    const broken: Ladder = { ...ladder('remote', failed), rungs: [failed, shell] };
    expect(transport('remote-kerberos', {}, [broken])).toMatchObject({
      state: 'does-not-work',
      reason: { args: { rung: 'tcp' } },
    });
    expect(transport('remote-kerberos', {}, [ladder('practice', opened)])?.state).toBe('not-known');
    expect(transport('local-shell', {}, [ladder('local', opened)])?.state).toBe('works');
  });

  it('name the management shell where it is installed', () => {
    expect(transport('local-shell')?.state).toBe('does-not-work');
    expect(transport('local-shell', { managementShell: true })?.state).toBe('not-known');
  });
});

describe('the verdict', () => {
  const rung = (state: 'passed' | 'failed' | 'not-tried', needsPerson = false): Ladder => ({
    id: 'tenant',
    target: 't',
    way: 'sign-in',
    rungs: [
      state === 'failed'
        ? { id: 'name', milliseconds: 0, state, error: appError('HX-DNS') }
        : state === 'passed'
          ? { id: 'name', milliseconds: 0, state, note: { key: 'k', args: {} } }
          : { id: 'name', milliseconds: 0, state, needsPerson, note: { key: 'k', args: {} } },
    ],
  });

  it('is broken before it waits for a person, and fine otherwise', () => {
    expect(verdictOf([], [rung('passed')])).toBe('fine');
    expect(verdictOf([], [rung('not-tried')])).toBe('fine');
    expect(verdictOf([], [rung('not-tried', true)])).toBe('person');
    expect(verdictOf([], [rung('not-tried', true), rung('failed')])).toBe('broken');
    const checks = checkWorkstation(
      facts({ dataFolder: { path: '/d', freeBytes: null, error: appError('HX-RO') } }),
    );
    expect(verdictOf(checks, [])).toBe('broken');
  });
});
