/** Policies: what each source says, which of them wins, and that nothing unreadable ever loosens anything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicy, type PolicyInput, type ProgramResult } from '../../../../src/adapters/policy';
import type { PolicyDisk } from '../../../../src/adapters/policy/files';
import { parseQuery } from '../../../../src/adapters/policy/registry';
import { policyOf } from '../../../../src/adapters/policy/values';
import { SCENARIOS, PLAN_SCENARIOS } from '../../../../src/core/model/plan';
import { TAGS } from '../../../../src/core/model/action';
import {
  isCloudAllowed,
  isSignInAllowed,
  POLICY_ACTIONS,
  POLICY_NAMES,
  POLICY_SCENARIOS,
  POLICY_SETTINGS,
  refusedSetting,
  settingsUnder,
  STRICTEST,
  type Policy,
} from '../../../../src/shared/policy';
import { USUAL_SETTINGS } from '../../../../src/shared/settings';

const MACHINE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Crossprem';
const USER = 'HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Crossprem';
const GERMAN = 'FEHLER: Der angegebene Registrierungsschlüssel wurde nicht gefunden.\r\n';

const answer = (...lines: readonly string[]): ProgramResult => ({
  code: 0,
  output: ['', ...lines, '', ''].join('\r\n'),
  errors: '',
});
const absent: ProgramResult = { code: 1, output: '', errors: GERMAN };

/** A Windows whose reg.exe answers so, by key. */
function windows(keys: Readonly<Record<string, ProgramResult>>) {
  const asked: (readonly string[])[] = [];
  const input: PolicyInput = {
    platform: 'win32',
    environment: { SystemRoot: 'C:\\Windows' },
    home: 'C:\\Users\\anna',
    user: 'anna',
    run: (executable, words) => {
      asked.push([executable, ...words]);
      return Promise.resolve(keys[words[1] ?? ''] ?? absent);
    },
  };
  return { asked, policy: () => readPolicy(input) };
}

const NOBODY_SET = {
  'HKLM\\SOFTWARE\\Policies': answer('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft'),
  'HKCU\\SOFTWARE': answer('HKEY_CURRENT_USER\\SOFTWARE\\Microsoft'),
};
const codes = ({ problems }: Policy) => problems.map(({ code }) => code);

describe('the table', () => {
  it('names every kind, tag and scenario that actions have', () => {
    expect(POLICY_ACTIONS).toEqual(['add', 'change', 'remove', ...TAGS]);
    expect(POLICY_SCENARIOS).toEqual(PLAN_SCENARIOS);
    expect(PLAN_SCENARIOS).toEqual([...SCENARIOS, 'keys']);
    expect([...POLICY_NAMES].sort()).toEqual(Object.keys(POLICY_SETTINGS).sort());
  });
});

describe('the registry', () => {
  it('is asked through the system’s reg.exe with fixed words, and nothing there sets nothing', async () => {
    const { asked, policy } = windows(NOBODY_SET);
    expect(await policy()).toEqual({ values: {}, setBy: {}, problems: [] });
    expect(asked).toContainEqual([
      'C:\\Windows\\System32\\reg.exe',
      'query',
      'HKLM\\SOFTWARE\\Policies\\Crossprem',
      '/reg:64',
    ]);
  });

  it('reads every type, and the machine wins setting by setting', async () => {
    const { policy } = windows({
      ...NOBODY_SET,
      'HKLM\\SOFTWARE\\Policies\\Crossprem': answer(
        MACHINE,
        '    (Standard)    REG_SZ    (Wert nicht gesetzt)',
        '    PracticeOnly    REG_DWORD    0x0',
        '    AllowedClouds    REG_MULTI_SZ    global\\0gcc-high',
        '    updatefeed    REG_SZ    https://updates.contoso.com/crossprem/',
        '    IdleLockMinutes    REG_DWORD    0xf',
      ),
      'HKCU\\SOFTWARE\\Policies\\Crossprem': answer(
        USER,
        '    IdleLockMinutes    REG_DWORD    0x3c',
        '    AllowedClouds    REG_MULTI_SZ    dod',
        '    AllowedSignInMethods    REG_SZ    browser, certificate',
      ),
    });
    expect(await policy()).toEqual({
      values: {
        PracticeOnly: false,
        AllowedClouds: ['global', 'gcc-high'],
        UpdateFeed: 'https://updates.contoso.com/crossprem/',
        IdleLockMinutes: 15,
        AllowedSignInMethods: ['browser', 'certificate'],
      },
      setBy: {
        PracticeOnly: 'machine',
        AllowedClouds: 'machine',
        UpdateFeed: 'machine',
        IdleLockMinutes: 'machine',
        AllowedSignInMethods: 'user',
      },
      problems: [],
    });
  });

  it('restricts what has a wrong value, and names it; the user cannot loosen it', async () => {
    const { policy } = windows({
      ...NOBODY_SET,
      'HKLM\\SOFTWARE\\Policies\\Crossprem': answer(
        MACHINE,
        '    PracticeOnly    REG_SZ    yes',
        '    ReadOnly    REG_DWORD    0x2',
        '    AllowedActions    REG_MULTI_SZ    add\\0reboots',
        '    LogDays    REG_BINARY    1E000000',
        '    Misspelt    REG_DWORD    0x1',
      ),
      'HKCU\\SOFTWARE\\Policies\\Crossprem': answer(USER, '    ReadOnly    REG_DWORD    0x0'),
    });
    const found = await policy();
    expect(found.values).toEqual({
      PracticeOnly: true,
      ReadOnly: true,
      AllowedActions: ['add'],
      LogDays: 30,
    });
    expect(found.problems.map(({ code, args }) => [code, args['name'], args['value']])).toEqual([
      ['HX-RULEVALUE', 'PracticeOnly', 'yes'],
      ['HX-RULEVALUE', 'ReadOnly', '2'],
      ['HX-RULEVALUE', 'AllowedActions', 'reboots'],
      ['HX-RULEVALUE', 'LogDays', 'null'],
      ['HX-RULENAME', 'Misspelt', undefined],
    ]);
  });

  it('restricts everything where the key is there and refused, whatever the language', async () => {
    const refused = windows({
      ...NOBODY_SET,
      'HKLM\\SOFTWARE\\Policies': answer(MACHINE),
    });
    expect((await refused.policy()).values).toEqual(STRICTEST);
    expect(codes(await refused.policy())).toEqual(['HX-RULEREAD']);
    // Not even SOFTWARE is answered: reg.exe itself is switched off.
    const off = await windows({}).policy();
    expect(off.values).toEqual(STRICTEST);
    expect(codes(off)).toEqual(['HX-RULEREAD', 'HX-RULEREAD']);
  });

  it('restricts everything where reg.exe does not start or says something else', async () => {
    const broken: PolicyInput = {
      platform: 'win32',
      environment: {},
      home: '',
      user: '',
      run: () => Promise.reject(new Error('spawn ENOENT')),
    };
    expect((await readPolicy(broken)).values).toEqual(STRICTEST);
    // A value with a line break could otherwise pass for another value.
    const split = windows({
      ...NOBODY_SET,
      'HKLM\\SOFTWARE\\Policies\\Crossprem': answer(
        MACHINE,
        '    UpdateFeed    REG_SZ    https://a.example/',
        'and more',
      ),
    });
    expect((await split.policy()).values).toEqual(STRICTEST);
  });

  it('takes a setting that stands there twice for the strictest', async () => {
    const { policy } = windows({
      ...NOBODY_SET,
      'HKLM\\SOFTWARE\\Policies\\Crossprem': answer(
        MACHINE,
        '    ReadOnly    REG_DWORD    0x1',
        '    readonly    REG_DWORD    0x0',
        `${MACHINE}\\AllowedClouds`,
      ),
    });
    const found = await policy();
    expect(found.values).toEqual({ ReadOnly: true, AllowedClouds: [] });
    expect(codes(found)).toEqual(['HX-RULEVALUE', 'HX-RULEVALUE']);
  });

  it('never fails on any output', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseQuery(text)));
  });
});

/** A disk with these files. */
function disk(
  files: Readonly<
    Record<string, { readonly text: string; readonly uid?: number; readonly mode?: number }>
  >,
  folder = { uid: 0, mode: 0o755 },
): PolicyDisk {
  return {
    folder: () => Promise.resolve(folder),
    file: (path) => {
      const found = files[path];
      return found === undefined
        ? Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }))
        : Promise.resolve({ uid: 0, mode: 0o644, ...found });
    },
  };
}

const ETC = '/etc/crossprem/policy.json';
const OWN = '/home/anna/.config/crossprem/policy.json';
const linux = (of: PolicyDisk, more: Partial<PolicyInput> = {}) =>
  readPolicy({
    platform: 'linux',
    environment: {},
    home: '/home/anna',
    user: 'anna',
    run: () => Promise.reject(new Error('nothing is run')),
    disk: of,
    ...more,
  });

describe('files', () => {
  it('are read in JSON; the user’s fills what the machine leaves open', async () => {
    const found = await linux(
      disk({
        [ETC]: { text: '{"ReadOnly":false,"AllowedActions":["add","keys:removes-credential"]}' },
        [OWN]: { text: '{"ReadOnly":true,"LogDays":7}', uid: 1000 },
      }),
    );
    expect(found).toEqual({
      values: { ReadOnly: false, AllowedActions: ['add', 'keys:removes-credential'], LogDays: 7 },
      setBy: { ReadOnly: 'machine', AllowedActions: 'machine', LogDays: 'user' },
      problems: [],
    });
    const moved = disk({ '/etc/anna/crossprem/policy.json': { text: '{"LogDays":7}' } });
    const environment = { XDG_CONFIG_HOME: '/etc/anna' };
    expect((await linux(moved, { environment })).setBy).toEqual({ LogDays: 'user' });
  });

  it.each([
    ['written by somebody else', { [ETC]: { text: '{}', uid: 1000 } }, undefined],
    ['writable by everybody', { [ETC]: { text: '{}', mode: 0o666 } }, undefined],
    ['writable by its group', { [ETC]: { text: '{}', mode: 0o664 } }, undefined],
    ['in a folder of somebody else', { [ETC]: { text: '{}' } }, { uid: 1000, mode: 0o755 }],
  ])('that are %s restrict everything', async (_how, files, folder) => {
    const found = await linux(disk(files, folder));
    expect(found.values).toEqual(STRICTEST);
    expect(found.problems).toEqual([{ code: 'HX-RULEFILE', args: { place: ETC } }]);
  });

  it.each(['', '[]', 'null', '"ReadOnly"', '{"ReadOnly": false', '[["ReadOnly", false]]'])(
    'that hold %j restrict everything',
    async (text) => {
      const found = await linux(disk({ [ETC]: { text } }));
      expect(found.values).toEqual(STRICTEST);
      expect(codes(found)).toEqual(['HX-RULEREAD']);
    },
  );

  it('of macOS go through plutil, with what the profile says of itself left aside', async () => {
    const asked: unknown[] = [];
    const managed = '/Library/Managed Preferences/app.crossprem.desktop.plist';
    const found = await linux(disk({ [managed]: { text: 'bplist00…' } }), {
      platform: 'darwin',
      run: (executable, words) => {
        asked.push(executable, words.at(-1));
        const output = '{"PayloadUUID":"B3A3","ReadOnly":true,"IdleLockMinutes":5}';
        return Promise.resolve({ code: 0, output, errors: '' });
      },
    });
    expect(asked).toEqual(['/usr/bin/plutil', managed]);
    expect(found).toMatchObject({ values: { ReadOnly: true, IdleLockMinutes: 5 }, problems: [] });
  });
});

describe('any value at all', () => {
  const entry = fc.tuple(fc.constantFrom(...POLICY_NAMES), fc.jsonValue());

  it('restricts as much as what it should have said, and never crashes', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const { values, problems } = policyOf([
          { level: 'machine', place: 'x', found: { kind: 'values', entries } },
        ]);
        for (const [name, raw] of entries) {
          // Whatever is named is set: nothing that was written there leaves it open.
          expect(values[name]).toBeDefined();
          if (problems.some(({ args }) => args['name'] === name) && !Array.isArray(raw))
            expect(values[name]).toEqual(STRICTEST[name]);
        }
      }),
    );
  });

  it('of the user never changes what the machine set', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (machine, user) => {
        const source = (level: 'machine' | 'user', entries: typeof machine) =>
          ({ level, place: level, found: { kind: 'values', entries } }) as const;
        const alone = policyOf([source('machine', machine)]);
        const both = policyOf([source('machine', machine), source('user', user)]);
        expect(both.values).toMatchObject(alone.values);
      }),
    );
  });
});

describe('what holds under a policy', () => {
  const policy = (values: Policy['values']) => ({ values, setBy: {}, problems: [] });

  it('is never laxer than the policy, and stricter where the person chose so', () => {
    const under = (idleLockMinutes: 0 | 5 | 60) =>
      settingsUnder({ ...USUAL_SETTINGS, idleLockMinutes }, policy({ IdleLockMinutes: 15 }))
        .idleLockMinutes;
    expect([under(0), under(60), under(5)]).toEqual([15, 15, 5]);
    const fixed = policy({ LogDays: 90, Updates: 'ask', AllowedSignInMethods: ['device-code'] });
    expect(settingsUnder(USUAL_SETTINGS, fixed)).toMatchObject({
      logDays: 90,
      updates: 'ask',
      signInMethod: 'device-code',
    });
  });

  it('cannot be set otherwise', () => {
    const fixed = policy({ IdleLockMinutes: 15, LogDays: 90, AllowedSignInMethods: ['browser'] });
    expect(refusedSetting({ logDays: 7 }, fixed)).toBe('LogDays');
    expect(refusedSetting({ idleLockMinutes: 0 }, fixed)).toBe('IdleLockMinutes');
    expect(refusedSetting({ idleLockMinutes: 30 }, fixed)).toBe('IdleLockMinutes');
    expect(refusedSetting({ idleLockMinutes: 5 }, fixed)).toBeUndefined();
    expect(refusedSetting({ signInMethod: 'device-code' }, fixed)).toBe('AllowedSignInMethods');
    expect(refusedSetting({ density: 'compact', updates: 'ask' }, fixed)).toBeUndefined();
  });

  it('leaves open what is not set, and nothing of what is empty', () => {
    expect(isSignInAllowed('device-code', {})).toBe(true);
    expect(isSignInAllowed('browser', { AllowedSignInMethods: [] })).toBe(false);
    expect(isCloudAllowed('global', { AllowedClouds: ['dod'] })).toBe(false);
  });
});
