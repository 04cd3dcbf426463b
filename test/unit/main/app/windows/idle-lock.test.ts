import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleLock } from '../../../../../src/main/app/windows/idle-lock';
import { ManualClock } from './manual-clock';

const MINUTE = 60_000;

let clock: ManualClock;
let minutes: number;
let idle: number | null;
let who: 'person' | 'unasked' | 'refused';
let watching: AbortController;
const onLock = vi.fn();
const onUnlock = vi.fn();
let lock: IdleLock;

beforeEach(() => {
  vi.clearAllMocks();
  clock = new ManualClock();
  minutes = 15;
  idle = null;
  who = 'person';
  watching = new AbortController();
  lock = new IdleLock({
    clock,
    minutes: () => minutes,
    idleInFocus: () => idle,
    authorise: () => Promise.resolve(who),
    onLock,
    onUnlock,
  });
  void lock.watch(watching.signal);
});
afterEach(() => watching.abort());

describe('the idle lock', () => {
  it('locks once the time without input is over, and not before', async () => {
    await clock.advance(15 * MINUTE - 1);
    expect(lock.isLocked).toBe(false);
    await clock.advance(1);
    expect(lock.isLocked).toBe(true);
    await clock.advance(60 * MINUTE);
    expect(onLock).toHaveBeenCalledOnce();
  });

  it('counts from the last key', async () => {
    await clock.advance(14 * MINUTE);
    lock.input();
    await clock.advance(14 * MINUTE);
    expect(lock.isLocked).toBe(false);
    await clock.advance(MINUTE);
    expect(lock.isLocked).toBe(true);
  });

  it('counts mouse and keyboard of the computer only while a window has the focus', async () => {
    idle = 0;
    await clock.advance(40 * MINUTE);
    expect(lock.isLocked).toBe(false);
    idle = null;
    await clock.advance(16 * MINUTE);
    expect(lock.isLocked).toBe(true);
  });

  it('follows a setting that changes, and never locks by itself where it is off', async () => {
    minutes = 0;
    await clock.advance(10 * 60 * MINUTE);
    expect(lock.isLocked).toBe(false);
    lock.input();
    minutes = 5;
    await clock.advance(5 * MINUTE + 15_000);
    expect(lock.isLocked).toBe(true);
  });

  it('locks at once when it is asked to, also where it is off', () => {
    minutes = 0;
    lock.lock();
    lock.lock();
    expect(onLock).toHaveBeenCalledOnce();
  });

  it('unlocks where the system knows the person, and begins to count anew', async () => {
    lock.lock();
    who = 'refused';
    await lock.unlock();
    expect(lock.isLocked).toBe(true);
    expect(onUnlock).not.toHaveBeenCalled();
    who = 'person';
    await clock.advance(20 * MINUTE);
    await Promise.all([lock.unlock(), lock.unlock()]);
    expect(onUnlock).toHaveBeenCalledOnce();
    await clock.advance(14 * MINUTE);
    expect(lock.isLocked).toBe(false);
  });

  // threat T4
  it('knows nobody after it was opened without a question, until the system asks one again', async () => {
    expect(lock.isPersonKnown).toBe(true);
    for (const [answer, known] of [
      ['unasked', false],
      ['refused', false],
      ['person', true],
    ] as const) {
      lock.lock();
      who = answer;
      await lock.unlock();
      expect(lock.isPersonKnown, answer).toBe(known);
    }
  });

  // threat T4
  it('takes away what was shown until then, and what is shown afterwards waits for the next lock', async () => {
    const before = lock.untilLocked;
    expect(before.aborted).toBe(false);
    lock.lock();
    expect(before.aborted).toBe(true);
    expect(lock.untilLocked.aborted).toBe(true);
    await lock.unlock();
    expect(lock.untilLocked.aborted).toBe(false);
  });
});
