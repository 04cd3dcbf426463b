import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeLock } from '../../../src/lab/lock';
import { temporaryFolder } from './lab';

const lockOf = (folder: string): string => join(folder, 'lab.lock');

describe('lock', () => {
  test('names its process and goes when it is released', async () => {
    const folder = join(temporaryFolder(), 'new');
    const lock = await takeLock(folder);
    expect(readFileSync(lockOf(folder), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    lock.release();
    expect(existsSync(lockOf(folder))).toBe(false);
  });

  test('a second lab waits for the first to end', async () => {
    const folder = temporaryFolder();
    const first = await takeLock(folder);
    setTimeout(() => first.release(), 200);
    const before = performance.now();
    const second = await takeLock(folder);
    expect(performance.now() - before).toBeGreaterThan(150);
    second.release();
  });

  test('patience ends', async () => {
    const folder = temporaryFolder();
    const first = await takeLock(folder);
    await expect(takeLock(folder, 200)).rejects.toThrow('another practice lab uses');
    first.release();
  });

  test.each([
    ['of a dead process', '999999999 x'],
    ['that nobody kept fresh', `${process.pid} x`],
  ])('a lock %s is taken over', async (what, content) => {
    const folder = temporaryFolder();
    writeFileSync(lockOf(folder), content);
    if (what.startsWith('that')) utimesSync(lockOf(folder), new Date(0), new Date(0));
    const lock = await takeLock(folder, 1000);
    lock.release();
  });

  test('of many that find a dead lock, one at a time gets it', async () => {
    const folder = temporaryFolder();
    writeFileSync(lockOf(folder), '999999999 x');
    let holders = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lock = await takeLock(folder);
        holders += 1;
        most = Math.max(most, holders);
        await new Promise((resolve) => setTimeout(resolve, 5));
        holders -= 1;
        lock.release();
      }),
    );
    expect(most).toBe(1);
  });
});
