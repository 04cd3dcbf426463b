/**
 * Inspecting a large HAR: how long it takes against reading the file, how long the process is held at a time, how
 * much it grows, and how much crosses to the window. CROSSPREM_BENCH_MEGABYTES sets the size.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { inspectFile } from '../../src/adapters/inspection';
import { NOTHING_KNOWN } from '../../src/core/inspection/ports';
import { writeLargeHar } from './support/large-har';
import type { Row } from './support/row';
import { ratio, rounded } from './support/row';

const MEGABYTE = 1_000_000;
const SIZE = Number(process.env['CROSSPREM_BENCH_MEGABYTES'] ?? '200');
/** What the window may notice of it, and what the process may grow. */
const BUDGET = { held: 100, megabytes: 150, answer: 5 };

async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function readThrough(file: string): Promise<number> {
  let quotes = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 18, encoding: 'utf8' }))
    quotes += (piece as string).includes('no such text') ? 1 : 0;
  return quotes;
}

/** Measures a file of that size. */
export default async function measure(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-bench-'));
  try {
    const file = join(folder, 'trace.har');
    const shakes = await writeLargeHar(file, SIZE * MEGABYTE);
    const read = await processorTime(() => readThrough(file));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const memory = process.memoryUsage().rss;
    let largest = 0;
    const watch = setInterval(() => {
      largest = Math.max(largest, process.memoryUsage().rss - memory);
    }, 20);
    let answer = '';
    delay.enable();
    const inspected = await processorTime(async () => {
      const { inspection } = await inspectFile(file, { known: NOTHING_KNOWN, now: new Date() });
      const { accepted, refused } = inspection.counts;
      if (accepted + refused !== shakes) throw new Error(`${String(accepted + refused)} found`);
      answer = JSON.stringify(inspection);
    });
    delay.disable();
    clearInterval(watch);
    const name = `${String(rounded((await stat(file)).size / MEGABYTE))} MB HAR`;
    return [
      { name: `${name}: inspected`, value: rounded(inspected), unit: 'ms' },
      { name: `${name}: read as text`, value: rounded(read), unit: 'ms' },
      ratio(`${name}: inspected against read`, inspected, read, 12),
      {
        name: `${name}: process held at a time`,
        value: rounded(delay.max / 1e6),
        unit: 'ms',
        limit: BUDGET.held,
      },
      {
        name: `${name}: process grew by`,
        value: rounded(largest / MEGABYTE),
        unit: 'MB',
        limit: BUDGET.megabytes,
      },
      {
        name: `${name}: answer to the window`,
        value: rounded(answer.length / MEGABYTE, 2),
        unit: 'MB',
        limit: BUDGET.answer,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
