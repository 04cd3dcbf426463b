/** A disk that fills up or turns read-only in the middle of a run stops it before the next command and loses nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileSystem } from '../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { practicePorts } from '../../../src/cli/composition';
import { TAGS } from '../../../src/core/model/action';
import { CustomerSession } from '../../../src/core/session';
import type { TestLab } from '../support/practice';
import { openBench, runningLab, startTestLab } from '../support/practice';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

/** Appends work `count` times, then fail. */
function failingAfter(count: number, code: string): FileSystem {
  let left = count;
  return {
    ...nodeFileSystem,
    appendFlushed: async (path, content) => {
      left -= 1;
      if (left < 0) throw Object.assign(new Error(code), { code });
      await nodeFileSystem.appendFlushed(path, content);
    },
  };
}

// fault disk-full, disk-read-only
test.each([
  [1, 'ENOSPC', 'HX-FULL'],
  [2, 'ENOSPC', 'HX-FULL'],
  [7, 'EROFS', 'HX-RO'],
  [20, 'ENOSPC', 'HX-FULL'],
])('after %d lines: %s', async (count, code, expected) => {
  await lab.reset('empty');
  const bench = await openBench(lab, {}, failingAfter(count, code));
  await bench.session.makePlan();
  await expect(bench.session.apply(TAGS)).rejects.toMatchObject({ error: { code: expected } });
  const before = await lab.changes();
  // No command runs without its intent on disk.
  expect(before.length).toBeLessThanOrEqual(Math.ceil(count / 2));

  const store = customerStore(bench.folder, nodeFileSystem);
  const record = await store.load('practice');
  if (record === undefined) throw new Error('no customer');
  const ports = practicePorts(bench.folder, await runningLab(lab), record, store);
  const session = new CustomerSession({ record, ports, store, productVersion: 'test' });
  await session.load();
  expect(session.state.run?.interrupted).toBe(true);
  expect((await session.resume()).result).toBe('done');
  expect((await session.verify()).steps.every((step) => step.verdict === 'verified')).toBe(true);
  const calls = (await lab.changes()).map((call) => `${call.call} ${call.arguments}`);
  expect(new Set(calls).size).toBe(calls.length);
  await bench.remove();
});
