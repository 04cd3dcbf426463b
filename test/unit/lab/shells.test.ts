/** Several shells of one caller. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_SHELLS, OpenShells } from '../../../src/lab/exchange/open-shells';
import { runShell } from '../../../src/lab/exchange/shell';
import { openLab } from './lab';
import type { TestLab } from './lab';

/** A read that takes 350 ms (src/lab/latency.ts). */
const READ_MS = 350;

function certificates(lab: TestLab, shellId?: string): Promise<unknown> {
  return runShell(lab.world, {
    shell: 'exchange',
    command: 'Get-ExchangeCertificate',
    parameters: { Server: 'EX01' },
    requestId: 'x',
    ...(shellId === undefined ? {} : { shellId }),
  });
}

describe('the time of several shells', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function took(lab: TestLab, calls: readonly Promise<unknown>[]): Promise<number> {
    const begun = Date.now();
    const all = Promise.all(calls);
    const ended = all.then(() => Date.now());
    await vi.advanceTimersByTimeAsync(10_000);
    await lab.world.close();
    return (await ended) - begun;
  }

  it('is that of the longest; in one shell calls wait for each other', async () => {
    const lab = openLab({ latency: 'realistic' });
    const before = lab.world.state.now;
    expect(await took(lab, [certificates(lab, 'a'), certificates(lab, 'b')])).toBe(READ_MS);
    expect(lab.world.state.now - before).toBe(READ_MS);

    const other = openLab({ latency: 'realistic' });
    const start = other.world.state.now;
    const calls = [certificates(other), certificates(other), certificates(other, 'a')];
    expect(await took(other, calls)).toBe(2 * READ_MS);
    expect(other.world.state.now - start).toBe(2 * READ_MS);
  });

  it('adds up where nothing waits, whatever the order', async () => {
    const lab = openLab();
    const before = lab.world.state.now;
    expect(await took(lab, [certificates(lab, 'a'), certificates(lab, 'b')])).toBeLessThan(50);
    expect(lab.world.state.now - before).toBe(2 * READ_MS);
  });
});

describe('open shells', () => {
  it('are as many as the policy allows, the first among them', () => {
    const shells = new OpenShells();
    const opened = Array.from({ length: MOST_SHELLS }, (_value, index) =>
      shells.enter(`shell ${index}`, 0),
    );
    expect(opened.filter(Boolean)).toHaveLength(MOST_SHELLS - 1);
    expect(shells.enter(undefined, 0)).toBe(true);
    expect(shells.enter('shell 0', 0)).toBe(true);
    shells.close('shell 3');
    expect(shells.enter('another', 0)).toBe(true);
    expect(shells.enter('one more', 0)).toBe(false);
  });

  it('end when they are idle for a quarter of an hour', () => {
    const shells = new OpenShells();
    for (let index = 0; index < MOST_SHELLS; index += 1) shells.enter(`shell ${index}`, 0);
    expect(shells.enter('new', 15 * 60_000)).toBe(false);
    expect(shells.enter('new', 15 * 60_000 + 1)).toBe(true);
  });
});
