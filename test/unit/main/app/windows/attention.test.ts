/** What the system shows of a run, and what a person can turn off. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

const told = vi.hoisted((): { title: string; body: string }[] => []);
vi.mock('electron', () => ({
  app: {},
  Notification: class {
    static isSupported = (): boolean => true;
    constructor(private readonly options: { title: string; body: string }) {}
    on = (): void => undefined;
    close = (): void => undefined;
    show(): void {
      told.push(this.options);
    }
  },
}));

import type { BrowserWindow } from 'electron';
import { windowAttention } from '../../../../../src/main/app/windows/attention';
import { createTranslator } from '../../../../../src/shared/messages';
import { messagesOf } from '../../../../../src/shared/messages/sync';

const flashes: boolean[] = [];
const bars: number[] = [];
const window = {
  isDestroyed: () => false,
  isFocused: () => false,
  flashFrame: (on: boolean) => flashes.push(on),
  setProgressBar: (value: number) => bars.push(value),
} as unknown as BrowserWindow;

/** The attention of a window whose person set this. */
function attention(notifications: 'on' | 'off') {
  return windowAttention({
    window: () => window,
    texts: () => Promise.resolve(createTranslator('en', messagesOf('en'))),
    notifies: () => notifications === 'on',
    onSelect: () => undefined,
  });
}

beforeEach(() => {
  for (const list of [told, flashes, bars]) list.length = 0;
});

describe('a run that waits for a person', () => {
  it('says so in a notification that names the customer', async () => {
    attention('on').tell('waits-for-person', 'Contoso');
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]?.title).toBe('Contoso');
    expect(told[0]?.body).not.toBe('');
    expect(flashes).toEqual([true]);
  });

  it('says so on the taskbar alone where notifications are off', async () => {
    const quiet = attention('off');
    quiet.tell('waits-for-person', 'Contoso');
    quiet.progress('paused');
    // One that is on comes after it, so that nothing of the first is still under way.
    attention('on').tell('done', 'Fabrikam');
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]?.title).toBe('Fabrikam');
    expect(flashes).toEqual([true]);
    expect(bars).toEqual([1]);
  });
});
