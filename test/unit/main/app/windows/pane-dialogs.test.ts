import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const { showMessageBox, showOpenDialog } = vi.hoisted(() => ({
  showMessageBox: vi.fn(),
  showOpenDialog: vi.fn(),
}));
vi.mock('electron', () => ({
  app: { getPath: () => '/home/ada/Documents' },
  dialog: { showMessageBox, showOpenDialog },
}));

import type { BrowserWindow, MessageBoxOptions } from 'electron';
import type { RunQuestion } from '../../../../../src/main/app/person';
import { loadTexts } from '../../../../../src/main/app/texts';
import { IdleLock } from '../../../../../src/main/app/windows/idle-lock';
import { PaneDialogs } from '../../../../../src/main/app/windows/pane-dialogs';
import { action, plan } from '../../support';
import { ManualClock } from './manual-clock';

const RUN: RunQuestion = {
  customer: 'Contoso',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  plan: plan([action('one')]),
  consents: [],
  refused: [],
};

let lock: IdleLock;
let shown: RunQuestion[];
let dialogs: PaneDialogs;
/** Answers the box that is open; undefined where none is. */
let press: ((response: number) => void) | undefined;

class TestDialogs extends PaneDialogs {
  protected override showCommands(question: RunQuestion): Promise<void> {
    shown.push(question);
    return Promise.resolve();
  }
}

// Loading takes longer than a question may.
beforeAll(() => loadTexts('en'));
beforeEach(() => {
  vi.clearAllMocks();
  shown = [];
  press = undefined;
  lock = new IdleLock({
    clock: new ManualClock(),
    minutes: () => 0,
    idleInFocus: () => null,
    authorise: () => Promise.resolve('unasked'),
    onLock: () => undefined,
    onUnlock: () => undefined,
  });
  dialogs = new TestDialogs(
    () => ({}) as BrowserWindow,
    () => loadTexts('en'),
    lock,
  );
  showMessageBox.mockImplementation(
    () =>
      new Promise((resolve) => {
        press = (response) => resolve({ response, checkboxChecked: false });
      }),
  );
});

const opened = (): Promise<void> =>
  vi.waitFor(() => {
    if (press === undefined) throw new Error('nothing is asked');
  });
const options = (): MessageBoxOptions => showMessageBox.mock.lastCall?.[1] as MessageBoxOptions;

const QUESTIONS = {
  run: () => dialogs.confirmRun(RUN),
  test: () => dialogs.confirmMailboxTest({ ...RUN, mailbox: 'ada@contoso.com' }),
  forget: () => dialogs.confirmForget('Contoso', '/data/customers/contoso'),
  hosts: () =>
    dialogs.confirmHosts({ kind: 'customer', customer: 'Contoso', hosts: ['ex01.contoso.com'] }),
} as const;

describe.each(Object.entries(QUESTIONS))('the question %s', (_name, ask) => {
  it('is agreed to with its first button; the last is the way out and the usual one', async () => {
    const agreed = ask();
    await opened();
    const { buttons = [], cancelId, defaultId } = options();
    expect([cancelId, defaultId]).toEqual([buttons.length - 1, buttons.length - 1]);
    press?.(0);
    expect(await agreed).toBe(true);
    const refused = ask();
    await vi.waitFor(() => expect(showMessageBox).toHaveBeenCalledTimes(2));
    press?.(buttons.length - 1);
    expect(await refused).toBe(false);
  });

  // threat T2, T4
  it('goes with the lock, and an agreement that comes later counts for nothing', async () => {
    const answer = ask();
    await opened();
    lock.lock();
    expect(options().signal?.aborted).toBe(true);
    expect(await answer).toBe(false);
    press?.(0);
    // Behind the lock none is even shown.
    expect(await ask()).toBe(false);
    expect(showMessageBox).toHaveBeenCalledOnce();
  });

  // threat T1
  it('has no other beside it', async () => {
    const answer = ask();
    await opened();
    for (const other of Object.values(QUESTIONS)) expect(await other()).toBe(false);
    expect(showMessageBox).toHaveBeenCalledOnce();
    press?.(0);
    expect(await answer).toBe(true);
  });
});

describe('main’s own dialogs', () => {
  // threat T2
  it('show all commands of a run as often as wanted, and ask again', async () => {
    const agreed = dialogs.confirmRun(RUN);
    for (const turn of [1, 2]) {
      await vi.waitFor(() => expect(showMessageBox).toHaveBeenCalledTimes(turn));
      press?.(1);
    }
    await vi.waitFor(() => expect(showMessageBox).toHaveBeenCalledTimes(3));
    expect(shown).toEqual([RUN, RUN]);
    press?.(0);
    expect(await agreed).toBe(true);
  });

  // threat T1
  it('name every host, and a proxy and a feed each in words of their own', async () => {
    const texts: string[] = [];
    const questions = [
      { kind: 'customer', customer: 'Contoso', hosts: ['ex01.contoso.com', 'fe01.contoso.com'] },
      { kind: 'proxy', hosts: ['proxy.evil.example:8080'] },
      { kind: 'feed', hosts: ['https://evil.example/feed/'] },
    ] as const;
    for (const asked of questions) {
      // The box before is gone.
      showMessageBox.mockClear();
      const answer = dialogs.confirmHosts(asked);
      await vi.waitFor(() => expect(showMessageBox).toHaveBeenCalledOnce());
      const { message, detail } = options();
      for (const host of asked.hosts) expect(detail).toContain(host);
      texts.push(message);
      press?.(1);
      expect(await answer).toBe(false);
    }
    expect(new Set(texts).size).toBe(3);
    expect(texts[0]).toBe('Connect to these servers for Contoso?');
  });

  // threat T4
  it('take no file that is chosen behind the lock', async () => {
    showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/x/plan.json'] });
    expect(await dialogs.choosePlanFile()).toBe('/x/plan.json');
    lock.lock();
    expect(await dialogs.choosePlanFile()).toBeUndefined();
  });
});
