/**
 * A customer with a journal of 100,000 lines against one with a short journal, in one run: what opening it and each
 * question of the History screen costs, and how long checking a whole journal holds up this process at a time.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerStore } from '../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../src/adapters/storage/file-system';
import { readJournalPage } from '../../src/adapters/storage/journal-page';
import { checkWhole } from '../../src/adapters/storage/journal-standing';
import { readRunDigest } from '../../src/adapters/storage/run-reader';
import { LastRun } from '../../src/core/last-run';
import { assess } from '../../src/main/app/projection/assessment';
import { runView } from '../../src/main/app/projection/run-view';
import { stepViews } from '../../src/main/app/projection/steps';
import { open } from '../unit/main/support';
import { RUN, writeRun } from './support/long-run';
import type { Row } from './support/row';
import { rounded } from './support/row';

const LINES = 100_000;
const RUNS = 1_000;
const TURNS = 7;
const MORE_MS = 100;

const customerIn = (data: string): string => join(data, 'customers/large');

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.sort((left, right) => left - right)[Math.floor(TURNS / 2)] ?? 0;
}

/**
 * The longest time for which nothing else of the process had its turn. Where others keep the processor busy the time by
 * the clock says nothing: then the processor's time counts.
 */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const spent = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  let longest = 0;
  let last = { clock: performance.now(), processor: spent() };
  const tick = (): void => {
    const now = { clock: performance.now(), processor: spent() };
    longest = Math.max(longest, Math.min(now.clock - last.clock, now.processor - last.processor));
    last = now;
  };
  const timer = setInterval(tick, 1);
  await work();
  tick();
  clearInterval(timer);
  return longest;
}

/** Opens the customer as the window does, to the view that is sent to it; what goes on behind that is given up. */
async function openCustomer(data: string): Promise<void> {
  const store = customerStore(data, nodeFileSystem);
  const runs = await store.runs('large');
  const last = new LastRun(store, (run) => {
    const state = open({ run, runs });
    stepViews(state, assess(state));
    runView(run, state);
  });
  await last.open('large', RUN);
  await last.end();
}

type Questions = Readonly<Record<string, () => Promise<unknown>>>;

function questions(data: string, path: string, count: number): Questions {
  const store = customerStore(data, nodeFileSystem);
  return {
    'opening the customer': () => openCustomer(data),
    'the list of runs': () => store.runs('large'),
    'what became of a run': () => readRunDigest(nodeFileSystem, path),
    'the first page of its journal': () => readJournalPage(nodeFileSystem, path, 0, 100),
    'the last page of its journal': () =>
      readJournalPage(nodeFileSystem, path, Math.max(0, count - 100), 100),
  };
}

/** What each question of a long journal costs beyond the same of a short one. */
async function compared(folder: string, end: 'ended' | 'interrupted'): Promise<Row[]> {
  const [small, large] = [join(folder, `small-${end}`), join(folder, `large-${end}`)];
  const short = questions(small, await writeRun(customerIn(small), 20, end), 20);
  const long = questions(large, await writeRun(customerIn(large), LINES, end), LINES);
  const rows: Row[] = [];
  for (const [name, ask] of Object.entries(long)) {
    const more = (await median(ask)) - (await median(short[name] ?? ask));
    const text = `${name}, run ${end}, ${String(LINES)} lines over 20 lines`;
    rows.push({ name: text, value: rounded(more, 1), unit: 'ms', limit: MORE_MS });
  }
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The first time that a journal is opened which an earlier version left, or which came with a file. */
async function unkept(folder: string): Promise<Row[]> {
  const data = join(folder, 'unkept');
  const path = await writeRun(customerIn(data), LINES, 'nothing kept');
  const first = await timed(() => openCustomer(data));
  const again = await timed(() => openCustomer(data));
  await rm(join(path, '../standing.json'));
  await rm(join(path, '../summary.json'));
  const hold = await longestHold(() => openCustomer(data));
  return [
    { name: 'opening it with nothing kept, once', value: rounded(first), unit: 'ms' },
    {
      ...{ name: 'longest hold in that' },
      ...{ value: rounded(hold, 1), unit: 'ms', limit: MORE_MS },
    },
    { name: 'opening it the next time', value: rounded(again), unit: 'ms', limit: MORE_MS },
  ];
}

/** A customer with a thousand runs against one with one. */
async function manyRuns(folder: string): Promise<Row[]> {
  const [one, many] = [join(folder, 'one'), join(folder, 'many')];
  for (const data of [one, many]) await writeRun(customerIn(data), 20, 'ended');
  const runs = join(customerIn(many), 'runs');
  const kept = readFileSync(join(runs, RUN, 'summary.json'), 'utf8');
  for (let number = 1; number < RUNS; number += 1) {
    const name = `20250101-000000-${String(number).padStart(8, '0')}`;
    await cp(join(runs, RUN), join(runs, name), { recursive: true });
    // Each says its own name, as a run does.
    writeFileSync(join(runs, name, 'summary.json'), kept.replaceAll(RUN, name));
  }
  const few = await median(() => openCustomer(one));
  const more = (await median(() => openCustomer(many))) - few;
  const name = `opening the customer, ${String(RUNS)} runs over one`;
  return [{ name, value: rounded(more, 1), unit: 'ms', limit: MORE_MS }];
}

/** Measures. */
export default async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-bench-history-'));
  try {
    const rows = [
      ...(await compared(folder, 'ended')),
      ...(await compared(folder, 'interrupted')),
      ...(await unkept(folder)),
      ...(await manyRuns(folder)),
    ];
    const path = await writeRun(customerIn(join(folder, 'checked')), LINES, 'ended');
    const check = () => checkWhole(nodeFileSystem, path);
    const hold = await longestHold(check);
    const whole = await timed(check);
    const size = `${String(Math.round(statSync(path).size / 1e6))} MB`;
    return [
      ...rows,
      {
        ...{ name: `longest hold while the whole journal is checked (${size})` },
        ...{ value: rounded(hold, 1), unit: 'ms', limit: MORE_MS },
      },
      { name: 'checking the whole journal', value: rounded(whole), unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
