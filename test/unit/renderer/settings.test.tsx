import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../../src/renderer/settings-testids';
import { TEST_IDS } from '../../../src/renderer/testids';
import { SETTING_IDS } from '../../../src/renderer/state/settings-catalogue';
import { USUAL_SETTINGS } from '../../../src/shared/settings';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

vi.setConfig({ testTimeout: 30_000 });

async function showSettings(view = appView(null, { theme: 'system' })): Promise<Shown> {
  const shown = await show(view, 'settings');
  await screen.findByTestId(SETTINGS_TEST_IDS.settingsSearch, undefined, { timeout: 15_000 });
  return shown;
}
const control = (id: string) => screen.getByTestId<HTMLSelectElement>(settingsTestId.setting(id));
const root = () => document.documentElement;
const sent = ({ bridge }: Shown) => bridge.calls.at(-1);

describe('settings', () => {
  it('have a name, one line of effect, and no way back while nothing is changed', async () => {
    await showSettings();
    for (const id of SETTING_IDS) {
      const row = document.querySelector(`[data-setting="${id}"]`);
      expect(row?.querySelector('h3')?.textContent, id).toMatch(/\w/);
      expect(row?.querySelector('p')?.textContent, id).toMatch(/\w\.$/);
      expect(screen.queryByTestId(settingsTestId.reset(id)), id).toBeNull();
    }
  });

  it('take effect at once, show their default, and go back to it', async () => {
    const shown = await showSettings();
    await userEvent.selectOptions(control('theme'), 'contrast');
    expect(root().dataset['theme']).toBe('contrast');
    await userEvent.selectOptions(control('motion'), 'reduced');
    expect(root().dataset['motion']).toBe('reduced');
    await userEvent.selectOptions(control('density'), 'compact');
    expect(root().dataset['density']).toBe('compact');
    const row = document.querySelector('[data-setting="density"]');
    expect(row?.textContent).toContain('Default: Comfortable');
    await userEvent.selectOptions(control('notifications'), 'off');
    expect(sent(shown)?.input).toEqual({ notifications: 'off' });
    await userEvent.click(screen.getByTestId(settingsTestId.reset('density')));
    expect(sent(shown)?.input).toEqual({ density: 'comfortable' });
    expect(root().dataset['density']).toBe('comfortable');
    expect(screen.queryByTestId(settingsTestId.reset('density'))).toBeNull();
  });

  it('are found by name and by effect, and say so when there is none', async () => {
    await showSettings();
    const search = screen.getByTestId(SETTINGS_TEST_IDS.settingsSearch);
    await userEvent.type(search, 'microsoft graph');
    const shown = () =>
      [...document.querySelectorAll('[data-setting]')].map((row) =>
        row.getAttribute('data-setting'),
      );
    expect(shown()).toEqual(['proxy']);
    await userEvent.clear(search);
    await userEvent.type(search, 'zzz');
    expect(shown()).toEqual([]);
    expect(screen.getByTestId(SETTINGS_TEST_IDS.settingsNone).textContent).toContain('“zzz”');
  });

  it('take a proxy only once its address is one', async () => {
    const shown = await showSettings();
    const before = shown.bridge.calls.length;
    await userEvent.selectOptions(control('proxy'), 'address');
    await userEvent.type(screen.getByTestId(SETTINGS_TEST_IDS.proxyAddress), 'proxy.contoso.com');
    await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.proxyUse));
    expect(shown.bridge.calls).toHaveLength(before);
    expect(document.body.textContent).toContain('Enter a host and a port');
    await userEvent.type(screen.getByTestId(SETTINGS_TEST_IDS.proxyAddress), ':8080{Enter}');
    const proxy = { kind: 'address', address: 'proxy.contoso.com:8080' };
    expect(sent(shown)).toEqual({ channel: 'app.preferences', input: { proxy } });
    await userEvent.click(screen.getByTestId(settingsTestId.reset('proxy')));
    expect(sent(shown)?.input).toEqual({ proxy: { kind: 'system' } });
  });

  it('let main choose the PowerShell and open the folder', async () => {
    const shown = await showSettings(appView(null, { powershell: '/opt/pwsh' }));
    await userEvent.click(screen.getByTestId(settingsTestId.setting('powershell')));
    expect(sent(shown)).toEqual({ channel: 'app.powershell', input: { use: 'choose' } });
    await userEvent.click(screen.getByTestId(settingsTestId.reset('powershell')));
    expect(sent(shown)).toEqual({ channel: 'app.powershell', input: { use: 'found' } });
    await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.openData));
    expect(sent(shown)).toEqual({ channel: 'settings.open-data', input: {} });
  });

  it('are all reset by one button, after a question', async () => {
    const shown = await showSettings();
    await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.settingsResetAll));
    await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.settingsResetDo));
    expect(sent(shown)).toEqual({ channel: 'settings.reset', input: {} });
    await waitFor(() =>
      expect(screen.queryByTestId(SETTINGS_TEST_IDS.settingsResetAsk)).toBeNull(),
    );
  });

  it('that the organisation set are shown with a lock, and offer only what is allowed', async () => {
    const values = {
      LogDays: 90,
      IdleLockMinutes: 15,
      UpdateFeed: 'https://u.contoso.com/',
    } as const;
    const setBy = { LogDays: 'machine', IdleLockMinutes: 'user', UpdateFeed: 'machine' } as const;
    const settings = { ...USUAL_SETTINGS, logDays: 90 as const, updateFeed: values.UpdateFeed };
    await showSettings(appView(null, { settings, policy: { values, setBy, problems: [] } }));
    const locked = await screen.findByTestId(settingsTestId.locked('log-days'));
    expect(locked.textContent).toBe('Set by your organisation');
    expect(screen.getByTestId(settingsTestId.locked('idle-lock')).textContent).toBe(
      'Choices limited by your organisation',
    );
    expect(control('log-days').textContent).toBe('90 days');
    expect(control('log-days').tagName).toBe('SPAN');
    const offered = [...control('idle-lock').querySelectorAll('option')];
    expect(offered.map(({ value }) => value)).toEqual(['5', '15']);
    expect(screen.queryByTestId(SETTINGS_TEST_IDS.feedAddress)).toBeNull();
    expect(screen.queryByTestId(settingsTestId.locked('theme'))).toBeNull();
    const own = screen.getByTestId(settingsTestId.policy('IdleLockMinutes'));
    expect(own.textContent).toContain('For your account');
  });

  it('take a feed only once it is an address, and ask it only when told to', async () => {
    const shown = await showSettings();
    const field = await screen.findByTestId(SETTINGS_TEST_IDS.feedAddress);
    const before = shown.bridge.calls.length;
    await userEvent.type(field, 'http://updates.contoso.com/{Enter}');
    expect(shown.bridge.calls).toHaveLength(before);
    expect(document.body.textContent).toContain('begins with https://');
    await userEvent.clear(field);
    await userEvent.type(field, 'https://updates.contoso.com/{Enter}');
    const updateFeed = 'https://updates.contoso.com/';
    expect(sent(shown)).toEqual({ channel: 'app.preferences', input: { updateFeed } });
    expect(screen.getByTestId(SETTINGS_TEST_IDS.updateCheck)).toHaveProperty('disabled', true);
  });

  it('offer the preferred sign-in first', async () => {
    const settings = { ...USUAL_SETTINGS, signInMethod: 'device-code' as const };
    const out = customerView({ signIn: { state: 'signed-out' } });
    await show(appView(out, { settings }));
    const buttons = screen.getByTestId(TEST_IDS.signIn).querySelectorAll('button');
    expect(buttons[0]?.dataset['testid']).toBe(TEST_IDS.signInDevice);
  });
});

describe('keys of a shortcut', () => {
  const press = (keys: Record<string, unknown>) =>
    fireEvent.keyDown(screen.getByTestId(settingsTestId.captureShortcut('read')), keys);

  // acceptance 9
  it('are refused with the reason, taken when they are free, and reset', async () => {
    const shown = await showSettings(appView(customerView()));
    await userEvent.click(screen.getByTestId(settingsTestId.changeShortcut('read')));
    const refused = () => screen.getByTestId(SETTINGS_TEST_IDS.shortcutRefused).textContent;
    press({ key: 'e' });
    expect(refused()).toContain('alone types a character');
    press({ key: 'c', ctrlKey: true });
    expect(refused()).toContain('belongs to the system');
    press({ key: 'k', ctrlKey: true });
    expect(refused()).toContain('“Search or run a command”');
    expect(screen.queryByTestId(SETTINGS_TEST_IDS.palette)).toBeNull();
    press({ key: 'Process' });
    press({ key: 'E', ctrlKey: true, shiftKey: true });
    expect(sent(shown)?.input).toEqual({ shortcuts: { read: 'Ctrl+Shift+E' } });
    fireEvent.keyDown(document.body, { key: 'F5' });
    expect(shown.bridge.calls.some(({ channel }) => channel === 'read.start')).toBe(false);
    fireEvent.keyDown(document.body, { key: 'E', ctrlKey: true, shiftKey: true });
    expect(sent(shown)?.channel).toBe('read.start');
    await userEvent.click(screen.getByTestId(settingsTestId.reset('read')));
    expect(sent(shown)?.input).toEqual({ shortcuts: {} });
  });

  it('stay as they are after Escape, and focus is back', async () => {
    const shown = await showSettings();
    const change = screen.getByTestId(settingsTestId.changeShortcut('read'));
    await userEvent.click(change);
    const before = shown.bridge.calls.length;
    press({ key: 'Escape' });
    await waitFor(() =>
      expect(document.activeElement).toBe(
        screen.getByTestId(settingsTestId.changeShortcut('read')),
      ),
    );
    expect(shown.bridge.calls).toHaveLength(before);
  });
});
