import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {}, app: {}, dialog: {} }));

import type { App, BrowserWindow } from 'electron';
import { currentScope } from '../../../../src/adapters/logging/scope';
import { CrashCounter, pageAnswered, pageFailed, watchPage } from '../../../../src/main/app/crash';
import { crashPage } from '../../../../src/main/app/crash-page';
import { attachLog } from '../../../../src/main/app/early-log';
import { PageFaults } from '../../../../src/main/app/page-faults';
import { commandList } from '../../../../src/main/app/command-list';
import { runQuestion } from '../../../../src/main/app/run-question';
import { menuTemplate } from '../../../../src/main/app/menu';
import { guardClose, guardEnd } from '../../../../src/main/app/quit-guard';
import { loadTexts } from '../../../../src/main/app/texts';
import { LANGUAGES } from '../../../../src/shared/languages';
import { action, plan } from '../support';
import { ManualClock } from './windows/manual-clock';

describe('a page that ends', () => {
  it('is reloaded once a minute', () => {
    let now = 0;
    const counter = new CrashCounter(() => now);
    expect(counter.mayReload()).toBe(true);
    now = 30_000;
    expect(counter.mayReload()).toBe(false);
    now = 100_000;
    expect(counter.mayReload()).toBe(true);
  });

  function watched() {
    const webContents = Object.assign(new EventEmitter(), {
      id: 7,
      forcefullyCrashRenderer: vi.fn(),
      getURL: () => 'app://crossprem/',
    });
    const loadURL = vi.fn((_url: string) => Promise.resolve());
    const window = Object.assign(new EventEmitter(), {
      webContents,
      loadURL,
      isDestroyed: () => false,
    });
    const clock = new ManualClock();
    const logged: string[] = [];
    watchPage(window as unknown as BrowserWindow, {
      report: (event) => logged.push(`${event} ${currentScope().correlation ?? ''}`),
      askToReload: () => Promise.resolve(true),
      clock,
    });
    const shown = () => loadURL.mock.calls.flat().map((url) => url.replace('app://crossprem/', ''));
    return { webContents, window, clock, logged, shown };
  }

  // fault page-crash
  it('is replaced by the crash page at its second end, and when it cannot be loaded', () => {
    const { webContents, logged, shown } = watched();
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    webContents.emit('render-process-gone', {}, { reason: 'oom' });
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    webContents.emit('did-fail-load', {}, -2, 'failed', 'app://crossprem/', true);
    webContents.emit('did-fail-load', {}, -2, 'failed', 'app://crossprem/crash', true);
    webContents.emit('did-navigate', {}, 'app://crossprem/', 404);
    const ids = logged.map((line) => line.split(' ')[1] ?? '');
    expect(shown()).toEqual(['', `crash/${ids[1]}`, `crash/${ids[3]}`, `crash/${ids[5]}`]);
    expect(new Set(ids).size).toBe(6);
  });

  // fault page-crash
  it('that hangs is asked about once, ended where the person says so, and loaded again', async () => {
    const { webContents, window, logged, shown } = watched();
    webContents.forcefullyCrashRenderer.mockImplementation(() =>
      webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
    );
    window.emit('unresponsive');
    window.emit('unresponsive');
    await vi.waitFor(() => expect(webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce());
    expect(logged.map((line) => line.split(' ')[0])).toEqual(['page-hangs', 'page-ended']);
    expect(shown()).toEqual(['']);
  });

  it('is replaced where it has no working script, and not where it answers', async () => {
    const { webContents, clock, logged, shown } = watched();
    const load = (): void => {
      webContents.emit('did-navigate', {}, 'app://crossprem/', 200);
      webContents.emit('did-finish-load');
    };
    load();
    pageAnswered(7);
    await clock.advance(60_000);
    expect(shown()).toEqual([]);
    load();
    await clock.advance(60_000);
    expect(logged.map((line) => line.split(' ')[0])).toEqual(['page-silent']);
    expect(shown()).toEqual([`crash/${logged[0]?.split(' ')[1] ?? ''}`]);
  });

  it('that has nothing to show any more is replaced at once; one that is gone is left', () => {
    const { window, shown } = watched();
    pageFailed(7, 'an-id');
    window.emit('closed');
    pageFailed(7, 'another');
    expect(shown()).toEqual(['crash/an-id']);
  });

  it('tells of each fault, but not without end', () => {
    const { shown } = watched();
    let now = 0;
    const told: string[] = [];
    const log = (event: string, fields?: unknown) =>
      void told.push(`${event} ${String(Reflect.get(Object(fields), 'detail'))}`);
    attachLog({ info: log, warn: log, error: log });
    const faults = new PageFaults(7, () => now);
    const fault = { kind: 'error', detail: 'no such thing', stack: '' } as const;
    for (let turn = 0; turn < 30; turn += 1) faults.take(fault);
    expect(told.filter((line) => line === 'page-fault no such thing')).toHaveLength(20);
    now = 61_000;
    faults.take(fault);
    expect(told).toHaveLength(21);
    expect(shown()).toEqual([]);
    faults.take({ ...fault, kind: 'render' });
    expect(shown()[0]).toMatch(/^crash\/[0-9a-f-]{36}$/);
  });

  it('has a crash page in every language, without script and with everything escaped', () => {
    for (const language of LANGUAGES) {
      const html = crashPage({ language, logFile: '/data/<b>"&', id: 'an-id' });
      expect(html).toContain(`lang="${language}"`);
      expect(html).not.toContain('<script');
      expect(html).not.toContain('<b>');
      expect(html).toContain('<code>/data/&lt;b>&quot;&amp;</code>');
      expect(html).toContain('<code>an-id</code>');
      expect(html).toContain('href="app://crossprem/"');
    }
  });
});

function quitting(isRunning: boolean, ask: boolean) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn(), exit: vi.fn() });
  const window = Object.assign(new EventEmitter(), { close: vi.fn(), isDestroyed: () => false });
  const options = {
    isRunning: () => isRunning,
    ask: vi.fn(() => Promise.resolve(ask)),
    finishCommand: vi.fn(() => Promise.resolve()),
    goOn: vi.fn(),
    dispose: vi.fn(() => Promise.resolve()),
  };
  guardClose(window as unknown as BrowserWindow, options);
  guardEnd(app as unknown as App, options.dispose);
  const preventDefault = vi.fn();
  return { app, window, options, preventDefault };
}

describe('closing', () => {
  it('is not held up where nothing runs', () => {
    const { window, preventDefault, options } = quitting(false, true);
    window.emit('close', { preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    expect(options.ask).not.toHaveBeenCalled();
  });

  it('asks once during a run, and lets the command finish first', async () => {
    const { window, preventDefault, options } = quitting(true, true);
    window.emit('close', { preventDefault });
    window.emit('close', { preventDefault });
    await vi.waitFor(() => expect(window.close).toHaveBeenCalledOnce());
    expect(options.ask).toHaveBeenCalledOnce();
    expect(options.finishCommand).toHaveBeenCalledOnce();
    expect(options.goOn).toHaveBeenCalledOnce();
    expect(preventDefault).toHaveBeenCalledTimes(2);
    window.emit('close', { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(2);
  });

  it('goes on running when the person wants it', async () => {
    const { window, preventDefault, options } = quitting(true, false);
    window.emit('close', { preventDefault });
    await vi.waitFor(() => expect(options.ask).toHaveBeenCalled());
    expect(options.finishCommand).not.toHaveBeenCalled();
    expect(window.close).not.toHaveBeenCalled();
  });

  it('ends what was started before the app goes', async () => {
    const { app, preventDefault, options } = quitting(false, true);
    app.emit('will-quit', { preventDefault });
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(0));
    expect(options.dispose).toHaveBeenCalledOnce();
  });
});

describe('the menu', () => {
  const asked = { help: vi.fn(), about: vi.fn(), updates: vi.fn() };
  const actions = { newWindow: vi.fn(), lock: vi.fn(), ...asked };
  const zoomTo = vi.fn();
  const all = { ...actions, zoomTo };

  it('has roles and what a window can ask for, in every language and on every system', async () => {
    for (const language of LANGUAGES) {
      const t = await loadTexts(language);
      for (const platform of ['win32', 'linux', 'darwin'] as const) {
        const menus = menuTemplate(t, platform, true, all);
        const items = menus.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
        const others = items.filter((item) => item.role === undefined && item.type !== 'separator');
        const named = others.filter((item) => item.id !== undefined);
        expect(named.map((item) => item.id).sort()).toEqual(Object.keys(actions).sort());
        for (const item of others.filter((other) => other.id === undefined))
          Reflect.apply(item.click ?? (() => undefined), undefined, []);
        expect(zoomTo.mock.calls).toEqual([[0], [1], [-1]]);
        zoomTo.mockClear();
        expect(items.some((item) => item.role === 'toggleDevTools' || item.role === 'reload')).toBe(
          false,
        );
        expect(items.filter((item) => item.role !== undefined && item.label === undefined)).toEqual(
          [],
        );
        expect(JSON.stringify(menus)).not.toContain('main.menu');
      }
    }
  });

  it('shows the keys that the window knows, and takes none of them itself', async () => {
    const menus = menuTemplate(await loadTexts('en'), 'win32', true, all);
    const items = menus.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
    const keys = items.filter((item) => item.accelerator !== undefined);
    expect(keys.map((item) => item.accelerator)).toEqual([
      'CommandOrControl+Shift+N',
      'CommandOrControl+Shift+L',
      'F1',
    ]);
    expect(keys.every((item) => item.registerAccelerator === false)).toBe(true);
  });

  it('has the developer’s entries in a checkout', async () => {
    const menus = menuTemplate(await loadTexts('en'), 'linux', false, all);
    expect(JSON.stringify(menus)).toContain('toggleDevTools');
  });
});

describe('the question before a run', () => {
  const tagged = action('keys', { tags: ['adds-credential'], target: 'tenant' });
  const rest = action('after', { dependsOn: ['keys'], target: 'tenant' });
  const asked = {
    customer: 'Contoso',
    tenantDomain: 'contoso.onmicrosoft.com',
    practice: false,
    plan: plan([action('one'), tagged, rest]),
    refused: [],
  };

  it('counts what main itself will run, and says what is left out', async () => {
    const t = await loadTexts('en');
    const without = runQuestion({ ...asked, consents: [] }, t);
    expect(without.message).toBe('Apply 1 change on 1 system?');
    expect(without.detail).toContain('Left out without consent: 2');
    expect(without.buttons).toEqual(['Apply 1 change', 'Show all commands', 'Cancel']);
    const all = runQuestion({ ...asked, consents: ['adds-credential'] }, t);
    expect(all.message).toBe('Apply 3 changes on 2 systems?');
    expect(all.detail).toContain('[Adds a credential]');
    expect(all.detail).toContain('Contoso');
    expect(all.detail).toContain('7F3A-91C2');
  });

  // threat T2
  it('has every row with its command character by character one button away', async () => {
    const t = await loadTexts('en');
    const actions = Array.from({ length: 60 }, (_, index) => action(`row-${String(index)}`));
    const many = { ...asked, plan: plan(actions), consents: [] };
    expect(runQuestion(many, t).detail).toContain('and 46 more');
    const { html } = commandList(many, 'en', t);
    expect(html.match(/<li>/g)).toHaveLength(60);
    for (const { id } of actions)
      expect(html).toContain(`New-MailUser -Name &#39;${id}&#39;</code>`);
    expect(html).not.toMatch(/<script|<a |<img|src=|href=/);
    // What goes on after an unexpected end: what remains, and nothing that was decided.
    const decided = new Set(actions.slice(0, 50).map(({ id }) => id));
    expect(commandList({ ...many, decided }, 'en', t).html.match(/<li>/g)).toHaveLength(10);
    expect(runQuestion({ ...many, decided }, t).buttons).toEqual([
      'Continue from here',
      'Show all commands',
      'Cancel',
    ]);
  });

  // threat T2, T9
  it('is one line a name, whatever the name says; hidden characters of a command are seen', async () => {
    const t = await loadTexts('en');
    const hostile = 'Contoso\n\nNothing will be changed.\u202Egnirts\u2066';
    const sent = action('one', {
      operation: {
        kind: 'cmdlet',
        command: { name: 'New-MailUser', parameters: { Name: 'a<b>\u200E\u202Eb' } },
      },
    });
    const own = {
      ...asked,
      customer: hostile,
      tenantDomain: hostile,
      plan: plan([sent]),
      consents: [],
    };
    const { detail = '' } = runQuestion(own, t);
    expect(detail.split('\n')[0]).toBe(
      'Customer: Contoso  Nothing will be changed.gnirts · Contoso  Nothing will be changed.gnirts',
    );
    expect(detail).not.toMatch(/[\u202E\u2066]/);
    const { html } = commandList(own, 'en', t);
    expect(html).toContain('a&#60;b&#62;[U+200E][U+202E]b');
    expect(html).not.toMatch(/[\u202E\u2066]/);
  });

  it('is asked in every language', async () => {
    for (const language of LANGUAGES) {
      const t = await loadTexts(language);
      const list = commandList({ ...asked, consents: [] }, language, t);
      expect(JSON.stringify(list)).not.toMatch(/main\.|core\./);
      const question = runQuestion({ ...asked, practice: true, consents: ['adds-credential'] }, t);
      expect(JSON.stringify(question)).not.toMatch(/main\.|core\./);
    }
  });
});
