import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../../src/renderer/settings-testids';
import { goTo } from '../../../src/renderer/state/ui-store';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import type { AppView } from '../../../src/shared/ipc/views';
import { LANGUAGES } from '../../../src/shared/languages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { USUAL_SETTINGS } from '../../../src/shared/settings';
import { SHORTCUTS, SHORTCUT_IDS, type ShortcutId } from '../../../src/shared/shortcuts';
import { RUNS } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

const channels = ({ bridge }: Shown) => bridge.calls.map((call) => call.channel);
const lastCall = ({ bridge }: Shown) => bridge.calls.at(-1);
const focused = () => document.activeElement;

/** The first screen or dialog of its kind is loaded with its libraries. */
const SLOWLY = { timeout: 15_000 };
vi.setConfig({ testTimeout: 30_000 });

/** Opens the palette by its shortcut and gives its field. */
async function openPalette(): Promise<HTMLElement> {
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  return screen.findByTestId(SETTINGS_TEST_IDS.paletteInput, undefined, SLOWLY);
}

describe('the palette', () => {
  // acceptance 8
  it.each([
    ['en', 'Text size', 'setting-text-size'],
    ['fr', 'taille du', 'setting-text-size'],
    ['zh-TW', '文字大小', 'setting-text-size'],
    ['en', 'hx-ten', 'error-HX-TEN'],
    ['fr', 'verifier', 'verify'],
    ['zh-TW', 'contoso.onmicrosoft', 'customer-contoso-practice'],
  ] as const)('in %s, %s finds %s first', async (language, typed, first) => {
    await show(appView(customerView(), { language }));
    await userEvent.type(await openPalette(), typed);
    const [option] = screen.getByTestId(SETTINGS_TEST_IDS.paletteList).children;
    expect(option?.getAttribute('data-testid')).toBe(settingsTestId.entry(first));
    expect(option?.getAttribute('aria-selected')).toBe('true');
  });

  // acceptance 6, 8
  it('opens what Enter chooses, moves with the arrows, and gives focus back on Escape', async () => {
    const shown = await show(appView(customerView()));
    const opener = screen.getByTestId(SETTINGS_TEST_IDS.paletteOpen);
    opener.focus();
    const field = await openPalette();
    expect(focused()).toBe(field);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId(SETTINGS_TEST_IDS.palette)).toBeNull();
    expect(focused()).toBe(opener);
    await userEvent.click(opener);
    await userEvent.type(await screen.findByTestId(SETTINGS_TEST_IDS.paletteInput), 'set up');
    const before = screen.getByTestId(SETTINGS_TEST_IDS.paletteInput);
    const active = before.getAttribute('aria-activedescendant');
    await userEvent.keyboard('{ArrowDown}');
    expect(before.getAttribute('aria-activedescendant')).not.toBe(active);
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(shown.services.ui.getState().screen).toBe('set-up');
    expect(screen.queryByTestId(SETTINGS_TEST_IDS.palette)).toBeNull();
  });

  it('shows what a code means, and goes back one step at a time', async () => {
    const shown = await show(appView(null));
    await userEvent.type(await openPalette(), 'HX-TEN{Enter}');
    const card = screen.getByTestId(SETTINGS_TEST_IDS.paletteError);
    expect(card.querySelectorAll('dd')).toHaveLength(3);
    await userEvent.keyboard('{Escape}');
    const field = screen.getByTestId<HTMLInputElement>(SETTINGS_TEST_IDS.paletteInput);
    expect([focused(), field.value]).toEqual([field, 'HX-TEN']);
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.paletteDiagnose));
    expect(shown.services.ui.getState()).toMatchObject({ screen: 'diagnose', dialog: null });
  });

  it('says in words when nothing fits, and Enter then does nothing', async () => {
    await show(appView(null));
    await userEvent.type(await openPalette(), 'qqqq{Enter}');
    expect(screen.getByTestId(SETTINGS_TEST_IDS.palette).textContent).toContain('“qqqq”');
  });

  it('goes to the setting itself', async () => {
    await show(appView(null));
    await userEvent.type(await openPalette(), 'proxy{Enter}');
    const proxy = await screen.findByTestId(settingsTestId.setting('proxy'));
    await waitFor(() => expect(focused()).toBe(proxy));
  });

  // acceptance 9
  it('leaves Enter and arrows to an input method that composes', async () => {
    const shown = await show(appView(customerView()));
    const field = await openPalette();
    const active = field.getAttribute('aria-activedescendant');
    const calls = shown.bridge.calls.length;
    fireEvent.keyDown(field, { key: 'ArrowDown', isComposing: true });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field, { key: 'Process' });
    expect(field.getAttribute('aria-activedescendant')).toBe(active);
    expect(shown.bridge.calls).toHaveLength(calls);
    expect(screen.getByTestId(SETTINGS_TEST_IDS.palette)).toBeTruthy();
  });
});

/** Presses keys as they are named. */
function press(keys: string, more: KeyboardEventInit = {}): void {
  const parts = keys === 'Ctrl++' ? ['Ctrl', '+'] : keys.split('+');
  const [key = ''] = parts.slice(-1);
  fireEvent.keyDown(focused() ?? document.body, {
    key: key.length === 1 ? key.toLowerCase() : key,
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    ...more,
  });
}

const RUNNING: () => AppView = () => appView(customerView({ run: RUNS.running() }));

/** What each shortcut does, and where it is tried. */
const EFFECTS: Readonly<
  Record<ShortcutId, { from?: () => AppView; on?: 'run' | 'plan'; works: (s: Shown) => void }>
> = {
  palette: { works: (s) => expect(s.services.ui.getState().dialog).toBe('palette') },
  customers: { works: (s) => expect(s.services.ui.getState().screen).toBe('customers') },
  settings: { works: (s) => expect(s.services.ui.getState().screen).toBe('settings') },
  help: { works: (s) => expect(s.services.ui.getState().panel).toBe('help') },
  sheet: { works: (s) => expect(s.services.ui.getState().dialog).toBe('sheet') },
  window: { works: (s) => expect(channels(s)).toContain('window.open') },
  lock: { works: (s) => expect(channels(s)).toContain('app.lock') },
  back: { works: (s) => expect(s.services.ui.getState().screen).toBe('overview') },
  'next-region': { works: () => expect(focused()?.closest('[data-region]')).toBeTruthy() },
  'previous-region': { works: () => expect(focused()?.closest('[data-region]')).toBeTruthy() },
  read: { works: (s) => expect(channels(s)).toContain('read.start') },
  primary: { works: (s) => expect(s.services.ui.getState().screen).toBe('plan') },
  pause: { from: RUNNING, on: 'run', works: (s) => expect(channels(s)).toContain('run.pause') },
  log: {
    from: RUNNING,
    on: 'run',
    works: () => expect(focused()).toBe(screen.getByTestId(TEST_IDS.log)),
  },
  'next-difference': {
    on: 'plan',
    works: () => expect(focused()?.hasAttribute('data-difference')).toBe(true),
  },
  'previous-difference': {
    on: 'plan',
    works: () => expect(focused()?.hasAttribute('data-difference')).toBe(true),
  },
  copy: { on: 'plan', works: (s) => expect(channels(s)).toContain('clipboard.write') },
  'zoom-in': { works: (s) => expect(lastCall(s)?.input).toEqual({ textSize: 110 }) },
  'zoom-out': { works: (s) => expect(lastCall(s)?.input).toEqual({ textSize: 90 }) },
  'zoom-reset': { works: (s) => expect(lastCall(s)?.input).toEqual({ textSize: 100 }) },
};

/** Every row of the sheet, with each of its keys. */
const ROWS = SHORTCUT_IDS.flatMap((id) => SHORTCUTS[id].keys.map((keys) => [id, keys] as const));

describe('shortcuts', () => {
  // acceptance 9
  it('are all listed in the sheet with the keys that they have, and none is a single character', async () => {
    await show(
      appView(null, { settings: { ...USUAL_SETTINGS, shortcuts: { read: 'Ctrl+Shift+E' } } }),
    );
    press('Ctrl+F1');
    const sheet = await screen.findByTestId(SETTINGS_TEST_IDS.sheet, undefined, SLOWLY);
    for (const id of SHORTCUT_IDS) {
      const row = sheet.querySelector(`[data-testid="${settingsTestId.shortcut(id)}"]`);
      const keys = [...(row?.querySelectorAll('kbd') ?? [])].map((key) => key.textContent);
      expect(keys, id).not.toEqual([]);
      for (const key of keys) expect(key, id).toMatch(/^(Ctrl\+|Alt\+|(Shift\+)?F\d)/);
    }
    const read = sheet.querySelector(`[data-testid="${settingsTestId.shortcut('read')}"] kbd`);
    expect(read?.textContent).toBe('Ctrl+Shift+E');
  });

  // acceptance 9
  it.each(ROWS)(
    '%s does what the sheet says by %s, and nothing while composing',
    async (id, keys) => {
      const { from = () => appView(customerView()), on, works } = EFFECTS[id];
      const shown = await show(from(), on ?? 'overview');
      if (id === 'back') act(() => goTo(shown.services.ui, 'verify'));
      if (id === 'copy') screen.getAllByTestId(/^copy-command-/)[0]?.focus();
      const before = shown.services.ui.getState();
      const calls = shown.bridge.calls.length;
      press(keys, { isComposing: true });
      expect(shown.services.ui.getState()).toBe(before);
      expect(shown.bridge.calls).toHaveLength(calls);
      press(keys);
      await waitFor(() => works(shown));
    },
  );

  it('have the keys that a person gave them, and no longer the usual ones', async () => {
    const settings = { ...USUAL_SETTINGS, shortcuts: { read: 'Ctrl+Shift+E' } };
    const shown = await show({ ...appView(customerView()), settings });
    press('F5');
    expect(channels(shown)).not.toContain('read.start');
    press('Ctrl+Shift+E');
    expect(channels(shown)).toContain('read.start');
  });

  it('copies the command that has the focus and no other', async () => {
    const shown = await show(appView(customerView()), 'plan');
    const copies = screen.getAllByTestId(/^copy-command-/);
    const second = copies[1];
    second?.focus();
    press('Ctrl+Shift+C');
    await waitFor(() => expect(channels(shown)).toContain('clipboard.write'));
    const command = second?.closest('figure')?.querySelector('pre')?.textContent;
    expect(lastCall(shown)?.input).toEqual({ text: command });
  });
});

describe('dialogs', () => {
  // acceptance 7
  it('keep Tab inside, start on the harmless button, and only the topmost closes', async () => {
    const shown = await show(appView(customerView()), 'settings');
    await userEvent.click(screen.getByTestId(TEST_IDS.helpToggle));
    const opener = await screen.findByTestId(SETTINGS_TEST_IDS.settingsResetAll);
    await userEvent.click(opener);
    const cancel = screen.getByTestId(SETTINGS_TEST_IDS.settingsResetCancel);
    const reset = screen.getByTestId(SETTINGS_TEST_IDS.settingsResetDo);
    expect(focused()).toBe(cancel);
    fireEvent.keyDown(cancel, { key: 'Tab' });
    expect(focused()).toBe(reset);
    fireEvent.keyDown(reset, { key: 'Tab', shiftKey: true });
    expect(focused()).toBe(cancel);
    press('F5');
    press('Ctrl+,');
    expect(channels(shown)).not.toContain('read.start');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId(SETTINGS_TEST_IDS.settingsResetAsk)).toBeNull();
    expect(focused()).toBe(opener);
    expect(shown.services.ui.getState().panel).toBe('help');
    await userEvent.keyboard('{Escape}');
    expect(shown.services.ui.getState().panel).toBeNull();
    expect(channels(shown)).not.toContain('settings.reset');
  });

  // acceptance 6
  it('give focus back from a panel to what had it, however it was opened', async () => {
    await show(appView(customerView()));
    const read = screen.getByTestId(TEST_IDS.readState);
    read.focus();
    press('F1');
    await screen.findByTestId(SETTINGS_TEST_IDS.sheetOpen);
    expect(focused()?.id).toBe('panel-title');
    await userEvent.keyboard('{Escape}');
    expect(focused()).toBe(read);
  });

  // acceptance 6
  it('a menu closes before the panel behind it', async () => {
    const shown = await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(TEST_IDS.helpToggle));
    await userEvent.click(screen.getByTestId(TEST_IDS.themeMenu));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(focused()).toBe(screen.getByTestId(TEST_IDS.themeMenu));
    expect(shown.services.ui.getState().panel).toBe('help');
  });
});

describe('the side panel’s edge', () => {
  it('moves with the arrow keys between its limits, and the width is kept', async () => {
    const shown = await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(TEST_IDS.helpToggle));
    const edge = screen.getByTestId(SETTINGS_TEST_IDS.panelResize);
    edge.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(lastCall(shown)?.input).toEqual({ panelWidth: 400 });
    await userEvent.keyboard('{End}{ArrowLeft}');
    expect(edge.getAttribute('aria-valuenow')).toBe('560');
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(edge.getAttribute('aria-valuenow')).toBe('320');
    expect(document.documentElement.style.getPropertyValue('--panel')).toBe('320px');
  });
});

describe('what is spoken', () => {
  afterEach(() => void vi.useRealTimers());

  it('follows at most once in three seconds, with the latest news', async () => {
    const running = RUNS.running();
    const idle = {
      ...running,
      actions: running.actions.map((a) => ({ ...a, state: 'not-started' as const })),
    };
    const { bridge } = await show(appView(customerView({ run: idle })), 'run');
    vi.useFakeTimers();
    const spoken = () => screen.getByTestId(TEST_IDS.announcer).textContent;
    const push = (run: typeof running): void =>
      act(() => {
        bridge.push(appView(customerView({ run })));
      });
    const wait = (milliseconds: number): void =>
      act(() => {
        vi.advanceTimersByTime(milliseconds);
      });
    push(running);
    const started = spoken();
    expect(started).toMatch(/^Running: /);
    wait(1_000);
    push({ ...running, state: 'paused' });
    expect(spoken()).toBe(started);
    wait(2_000);
    expect(spoken()).toBe('Paused');
    wait(500);
    push({ ...RUNS.done(), id: running.id });
    expect(spoken()).toBe('Paused');
    wait(2_500);
    expect(spoken()).toBe('Done');
  });
});

describe('every screen', () => {
  // acceptance 10
  it.each([...LANGUAGES])(
    'has one h1 with the focus after navigation, in %s',
    async (language) => {
      const shown = await show(appView(customerView(), { language }));
      const ids = [...screen.getByTestId(TEST_IDS.navigation).querySelectorAll('button')]
        .filter((item) => !item.hasAttribute('aria-expanded'))
        .map((item) => item.dataset['testid'] ?? '');
      for (const id of ids) {
        await userEvent.click(screen.getByTestId(id));
        const name = id.slice(testId.nav('').length);
        await waitFor(() => expect(shown.services.ui.getState().screen).toBe(name));
        await waitFor(() => expect(focused()?.tagName, name).toBe('H1'), SLOWLY);
        expect(document.querySelectorAll('h1'), name).toHaveLength(1);
        expect(messagesOf(language)[`ui.help.${name}`], name).toBeDefined();
      }
      expect(ids.length).toBeGreaterThan(10);
    },
    60_000,
  );
});
