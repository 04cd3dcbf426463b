import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../../src/main/app/person';
import { Preferences } from '../../../../src/main/app/preferences';
import { SettingsDesk } from '../../../../src/main/app/settings-desk';
import { NO_POLICY } from '../../../../src/shared/policy';

const PROXY = { kind: 'address', address: 'proxy.evil.example:8080' } as const;
const FEED = 'https://evil.example/feed/';

let data: string;
let preferences: Preferences;
const confirmHosts = vi.fn<Person['confirmHosts']>();
const onChange = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  data = mkdtempSync(join(tmpdir(), 'crossprem-settings-'));
  preferences = new Preferences(data, 'en');
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const desk = () =>
  new SettingsDesk({
    preferences,
    dataFolder: data,
    person: { confirmHosts, choosePowerShell: () => Promise.resolve(undefined) },
    openPath: () => Promise.resolve(),
    onPowerShell: () => Promise.resolve(),
    onChange,
  });

describe('settings that name a host', () => {
  // threat T1
  it('hold only once the person agreed, and are asked for once', async () => {
    confirmHosts.mockResolvedValue(false);
    await desk().change({ proxy: PROXY, theme: 'dark' });
    await desk().change({ updateFeed: FEED });
    expect(preferences.values).toMatchObject({ proxy: { kind: 'system' }, updateFeed: '' });
    expect(preferences.values.theme).toBe('system');
    expect(onChange).not.toHaveBeenCalled();
    confirmHosts.mockResolvedValue(true);
    await desk().change({ proxy: PROXY, updateFeed: FEED });
    expect(preferences.values).toMatchObject({ proxy: PROXY, updateFeed: FEED });
    expect(confirmHosts.mock.calls.slice(2)).toEqual([
      [{ kind: 'proxy', hosts: [PROXY.address] }],
      [{ kind: 'feed', hosts: [FEED] }],
    ]);
    await desk().change({ proxy: PROXY, updateFeed: FEED });
    expect(confirmHosts).toHaveBeenCalledTimes(4);
  });

  it('ask nothing where nothing is reached that was not before', async () => {
    await desk().change({ proxy: { kind: 'none' }, updateFeed: '', textSize: 100, theme: 'dark' });
    expect(confirmHosts).not.toHaveBeenCalled();
    expect(preferences.values.theme).toBe('dark');
  });

  it('are refused before the question where the organisation set them', async () => {
    preferences.obey({ ...NO_POLICY, values: { UpdateFeed: 'https://updates.contoso.com/' } });
    await expect(desk().change({ updateFeed: FEED })).rejects.toMatchObject({
      error: { code: 'HX-RULESET' },
    });
    expect(confirmHosts).not.toHaveBeenCalled();
  });
});
