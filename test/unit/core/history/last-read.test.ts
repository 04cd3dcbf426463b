/** What is kept of the last read so that a restart does not forget it, and when it is not believed. */
import { describe, expect, it } from 'vitest';
import { HistoryKeeper } from '../../../../src/core/history/keeper';
import { keepLastRead, loadLastRead } from '../../../../src/core/history/last-read';
import type { RunSummary } from '../../../../src/core/model/customer';
import type { Files } from '../../../../src/core/ports';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { lastRead } from '../../main/support';

const FILE = 'last-read.json';
const NOW = new Date('2026-01-12T09:00:00.000Z');
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const drift = {
  ...{ before: 'a', after: 'b', since: '2026-01-10T08:00:00.000Z', values: 2 },
  ...{ resources: ['mail-user:classic'], steps: ['mail-user' as const] },
};

function files(content?: string): Files & { written: string } {
  const kept = {
    written: content ?? '',
    read: (path: string) =>
      Promise.resolve(
        path === FILE && kept.written !== '' ? new TextEncoder().encode(kept.written) : undefined,
      ),
    write: (_path: string, bytes: Uint8Array) => {
      kept.written = new TextDecoder().decode(bytes);
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
    list: () => Promise.resolve([]),
  };
  return kept;
}

describe('the last read in short', () => {
  it('is read back as it was kept', async () => {
    const place = files();
    await keepLastRead(place, lastRead({ drift }));
    expect(await loadLastRead(place)).toEqual(lastRead({ drift }));
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['a later format', JSON.stringify({ ...lastRead(), format: 2 })],
    ['something more', JSON.stringify({ ...lastRead(), plan: [] })],
    ['no time', JSON.stringify(lastRead({ at: 'yesterday' }))],
    ['a count that is none', JSON.stringify(lastRead({ changes: -1 }))],
    ['more than any organisation has', `${JSON.stringify(lastRead())}${' '.repeat(1_048_577)}`],
  ])('counts as not read where the file holds %s', async (_what, content) => {
    expect(await loadLastRead(files(content))).toBeNull();
  });

  it('counts as not read where the file cannot be opened', async () => {
    const place = { read: () => Promise.reject(new Error('EIO')) };
    expect(await loadLastRead(place)).toBeNull();
  });

  it('brings back what had changed, unless something ran since', async () => {
    const keeper = async (runs: readonly Partial<RunSummary>[]) => {
      const place = files(JSON.stringify(lastRead({ drift })));
      const ports = { files: place, crypto: nodeCrypto, clock: { now: () => NOW }, log };
      const made = new HistoryKeeper(ports);
      await made.recall(runs as readonly RunSummary[]);
      return made;
    };
    const later = { startedAt: '2026-01-12T08:30:00.000Z' };
    expect((await keeper([])).drift).toEqual(drift);
    expect((await keeper([{ ...later, result: 'outdated' }])).drift).toEqual(drift);
    const ran = await keeper([{ ...later, result: 'failed' }]);
    expect(ran.drift).toBeNull();
    // It is still what was read last.
    expect(ran.known?.at).toBe(lastRead().at);
  });
});
