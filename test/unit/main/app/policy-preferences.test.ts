/** Preferences under a policy: it holds over what was chosen, refuses changes, and leaves the person's own choice on disk. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Preferences } from '../../../../src/main/app/preferences';

it('hold over what was chosen, and give it back when the policy is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
  const preferences = new Preferences(folder, 'en');
  preferences.change({ idleLockMinutes: 60, logDays: 7 });
  const values = { IdleLockMinutes: 15, LogDays: 90 } as const;
  preferences.obey({ values, setBy: {}, problems: [] });
  expect(preferences.values).toMatchObject({ idleLockMinutes: 15, logDays: 90 });
  expect(() => preferences.change({ logDays: 30 })).toThrow('HX-RULESET');
  expect(() => preferences.change({ idleLockMinutes: 0 })).toThrow('HX-RULESET');
  preferences.change({ idleLockMinutes: 5, density: 'compact' });
  expect(preferences.values).toMatchObject({ idleLockMinutes: 5, logDays: 90, density: 'compact' });
  expect(new Preferences(folder, 'en').values).toMatchObject({ idleLockMinutes: 5, logDays: 7 });
  preferences.reset();
  expect(preferences.values).toMatchObject({ idleLockMinutes: 15, logDays: 90 });
});
