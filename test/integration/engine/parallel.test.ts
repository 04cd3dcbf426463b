/** Reads of many servers: several shells on the lab find the same as one, and its limit of shells costs nothing but time. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labShell } from '../../../src/adapters/practice/lab-client';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { pooledShell } from '../../../src/adapters/shells/pooled-shell';
import type { PooledMember } from '../../../src/adapters/shells/pooled-shell';
import { systemClock } from '../../../src/adapters/system/crypto';
import type { Log } from '../../../src/core/ports';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

const SERVERS = 60;

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab({ servers: SERVERS });
});
afterAll(() => lab.stop());

// First: what another session left open would count here.
it('a caller with more shells than it may have reads through those it gets, and closes them', async () => {
  const warnings: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields?: unknown) =>
      warnings.push(`${event} ${JSON.stringify(Reflect.get(Object(fields), 'code'))}`),
    error: () => undefined,
  };
  const readAll = async (pool: PooledMember): Promise<unknown[]> => {
    const outcomes = await Promise.all(
      Array.from({ length: SERVERS }, (_value, index) =>
        pool.invoke(
          {
            name: 'Get-ExchangeCertificate',
            parameters: { Server: `EX${String(index + 1).padStart(2, '0')}` },
          },
          { deadlineMs: 30_000, requestId: randomUUID() },
        ),
      ),
    );
    return outcomes.filter(({ kind }) => kind !== 'done');
  };
  const pool = (): PooledMember =>
    pooledShell({
      main: labShell(lab.ready),
      another: () => labShell(lab.ready, randomUUID()),
      log,
      clock: systemClock,
      size: 25,
    });
  const first = pool();
  expect(await readAll(first)).toEqual([]);
  // 25 were wanted, 18 are allowed.
  expect(warnings).toEqual(Array(7).fill('shell.fewer "HX-SHELLS"'));
  expect(first.parallelReads).toBe(18);
  await first.close();
  const second = pool();
  expect(await readAll(second)).toEqual([]);
  expect(second.parallelReads).toBe(18);
  await second.close();
});

it('the plan of many servers is the same through one shell and through several', async () => {
  const one = await openBench(lab, {}, nodeFileSystem, labShell(lab.ready));
  const several = await openBench(lab);
  const expected = await one.session.makePlan();
  const before = (await lab.calls()).length;
  const plan = await several.session.makePlan();
  const asked = (await lab.calls()).slice(before);
  expect(plan.fingerprint).toBe(expected.fingerprint);
  expect(asked.filter(({ call }) => call === 'Get-ExchangeCertificate')).toHaveLength(SERVERS);
  // Nothing twice; the servers and Exchange Online are asked for their mailboxes with the same words.
  const questions = asked.map((item) => `${item.side} ${item.call} ${item.arguments}`);
  expect(new Set(questions).size).toBe(asked.length);
  await Promise.all([one.remove(), several.remove()]);
});
