import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipboardKeeper } from '../../../../../src/main/app/windows/clipboard-keeper';
import { ManualClock } from './manual-clock';

let clock: ManualClock;
let held: string;
let fails: boolean;
const warn = vi.fn();
let keeper: ClipboardKeeper;

beforeEach(() => {
  vi.clearAllMocks();
  clock = new ManualClock();
  held = 'before';
  fails = false;
  const clipboard = {
    writeText: (text: string) => void (held = text),
    // From Electron 44 on it answers later.
    readText: () => (fails ? Promise.reject(new Error('busy')) : Promise.resolve(held)),
    clear: () => void (held = ''),
  };
  keeper = new ClipboardKeeper(clipboard, clock, { warn });
});

describe('the clipboard', () => {
  // threat T4
  it('is cleared a minute after a text was copied', async () => {
    await keeper.copy('Get-AuthConfig');
    await clock.advance(59_999);
    expect(held).toBe('Get-AuthConfig');
    await clock.advance(1);
    expect(held).toBe('');
  });

  it('keeps what another program copied meanwhile', async () => {
    await keeper.copy('Get-AuthConfig');
    held = 'a letter';
    await clock.advance(120_000);
    expect(held).toBe('a letter');
  });

  it('counts from the last copy', async () => {
    await keeper.copy('one');
    await clock.advance(40_000);
    await keeper.copy('two');
    await clock.advance(40_000);
    expect(held).toBe('two');
    await clock.advance(20_000);
    expect(held).toBe('');
  });

  it('is cleared when the app ends, and only of what is ours', async () => {
    await keeper.clear();
    expect(held).toBe('before');
    await keeper.copy('one');
    await keeper.clear();
    expect(held).toBe('');
    held = 'one';
    await clock.advance(120_000);
    expect(held).toBe('one');
  });

  it('says in the log where it could not be cleared', async () => {
    await keeper.copy('one');
    fails = true;
    await clock.advance(60_000);
    expect(warn).toHaveBeenCalledWith('clipboard.not-cleared', { detail: 'Error: busy' });
  });
});
