/**
 * The list of customers with a thousand of them against the same window with one: how long showing, filtering, sorting
 * and opening one whose last run has a journal of 100,000 lines take, and what the page's process is larger by.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { displaySwitches } from '../../scripts/setup/display.mjs';
import { ensureRuntime } from '../../scripts/setup/runtime.mjs';
import { CustomerList } from '../../src/adapters/storage/customer-list';
import { customerStore } from '../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../src/adapters/storage/file-system';
import type { CustomerRecord } from '../../src/core/model/customer';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { plan, started } from '../unit/main/support';
import { writeRun } from './support/long-run';
import type { Row } from './support/row';
import { rounded } from './support/row';

const ROOT = join(import.meta.dirname, '../..');
const MANY = 1_000;
/** Lines of the journal of the customer that is opened: beside one customer, and beside a thousand. */
const [SHORT, LONG] = [20, 100_000];
const BUDGET = { milliseconds: 100, megabytes: 150 };
const TURNS = 9;
const AT = '2026-01-12T08:00:00.000Z';

function record(number: number): CustomerRecord {
  const id = `customer-${String(number).padStart(4, '0')}`;
  return {
    format: 1,
    id,
    name: `Customer ${String(number)}`,
    tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
    tenantDomain: `${id}.onmicrosoft.com`,
    practice: false,
    recipe: 'both',
    inputs: {},
    exchangeServer: `ex01.${id}.com`,
    createdAt: AT,
  };
}

/** A data folder with so many customers, each with a run and a verification; the first one's has a journal this long. */
async function dataOf(folder: string, count: number, length: number): Promise<string> {
  const data = join(folder, String(count));
  const store = customerStore(data, nodeFileSystem);
  const first = record(1);
  await store.save(first);
  const proofs = Array.from({ length: 40 }, (_, index) => ({
    resource: `resource-${String(index)}`,
    step: 'prepare' as const,
    title: { key: 'core.resource.auth-certificate', args: {} },
    rung: 'configured' as const,
    verdict: 'verified' as const,
    comparisons: [
      {
        property: 'NotAfter',
        expected: '>',
        found: '2030-01-08T00:00:00.000Z',
        verdict: 'equal' as const,
      },
    ],
  }));
  await store.saveVerification(first.id, { at: AT, proofs, findings: [], steps: [] });
  const run = join(data, 'customers', first.id, 'runs', 'r1');
  const journal = await store.createRun(first.id, 'r1', plan([]));
  await journal.append(started);
  await journal.append({ type: 'run-ended', at: AT, result: 'done' });
  const lines = readFileSync(join(run, 'journal.jsonl'));
  const verified = readFileSync(join(data, 'customers', first.id, 'verification.json'));
  for (let number = 2; number <= count; number += 1) {
    const own = record(number);
    const to = join(data, 'customers', own.id);
    mkdirSync(join(to, 'runs', 'r1'), { recursive: true });
    writeFileSync(join(to, 'customer.json'), JSON.stringify(own));
    writeFileSync(join(to, 'verification.json'), verified);
    writeFileSync(join(to, 'runs', 'r1', 'journal.jsonl'), lines);
  }
  await writeRun(join(data, 'customers', first.id), length, 'ended');
  const preferences = { version: 1, language: 'en', theme: 'system', firstRun: false };
  writeFileSync(join(data, 'preferences.json'), JSON.stringify(preferences));
  return data;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Reading the list in main: from every file, and again when nothing changed, and after a restart. */
async function reading(data: string): Promise<Readonly<Record<string, number>>> {
  const store = customerStore(data, nodeFileSystem);
  const made = () => new CustomerList(data, nodeFileSystem, store);
  const list = made();
  const first = await timed(() => list.read());
  const times = { again: 0, 'after a restart': 0 };
  times.again = await median(() => timed(() => list.read()));
  times['after a restart'] = await median(() => timed(() => made().read()));
  return { 'for the very first time': first, ...times };
}

async function median(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) times.push(await work());
  return times.sort((left, right) => left - right)[Math.floor(TURNS / 2)] ?? 0;
}

/** From an act in the page to the frame in which it shows its effect. */
function answered(page: Page, act: string, shown: string): Promise<number> {
  return page.evaluate(
    async ([target = '', effect = '']) => {
      const [testid = '', value] = target.split('#');
      const element = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      const begun = performance.now();
      if (value === undefined) element?.click();
      else {
        const kind = element instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
        Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(element, value);
        const name = element instanceof HTMLSelectElement ? 'change' : 'input';
        element?.dispatchEvent(new Event(name, { bubbles: true }));
      }
      for (let frames = 0; frames < 600; frames += 1) {
        await frame();
        if (document.querySelector(effect) !== null) return performance.now() - begun;
      }
      throw new Error(`${effect} did not appear`);
    },
    [act, shown],
  );
}

async function interactions(page: Page, count: number): Promise<Readonly<Record<string, number>>> {
  const row = (number: number) => `[data-testid="${testId.customer(record(number).id)}"]`;
  const current = (screen: string) => `[data-testid="${testId.nav(screen)}"][aria-current="page"]`;
  const filter = TEST_IDS.customerFilter;
  const last = row(count);
  await page.locator(row(1)).waitFor();
  const show = await median(async () => {
    await answered(page, testId.nav('diagnostics'), current('diagnostics'));
    return answered(page, testId.nav('customers'), row(1));
  });
  const filtered = await median(async () => {
    await answered(page, `${filter}#`, row(1));
    return answered(page, `${filter}#Customer ${String(count)}`, last);
  });
  await answered(page, `${filter}#`, row(1));
  const sorted = await median(async () => {
    await answered(page, `${TEST_IDS.customerSort}#name`, row(1));
    return answered(page, `${TEST_IDS.customerSort}#expiry`, row(1));
  });
  const opened = await answered(page, testId.customerOpen(record(1).id), current('overview'));
  return { show, filter: filtered, sort: sorted, open: opened };
}

async function pageMegabytes(app: ElectronApplication): Promise<number> {
  const kilobytes = await app.evaluate(({ app: main }) =>
    Math.max(
      ...main
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory }) => memory.workingSetSize),
    ),
  );
  return (kilobytes * 1_024) / 1_000_000;
}

async function measureWindow(data: string, count: number) {
  const { binary, env } = await ensureRuntime();
  const app = await _electron.launch({
    executablePath: binary,
    args: [ROOT, '--lang=en', ...displaySwitches()],
    env: { ...env, CROSSPREM_DATA: data, CROSSPREM_PRACTICE: 'direct', LANG: 'en_US.UTF-8' },
  });
  try {
    const page = await app.firstWindow();
    const times = await interactions(page, count);
    return { times, megabytes: await pageMegabytes(app) };
  } finally {
    await app.close();
  }
}

/** Measures one customer and a thousand in one run. */
export default async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-bench-'));
  try {
    const few = await dataOf(folder, 1, SHORT);
    const many = await dataOf(folder, MANY, LONG);
    const [readFew, readMany] = [await reading(few), await reading(many)];
    const [one, thousand] = [await measureWindow(few, 1), await measureWindow(many, MANY)];
    const more = (name: string, value: number, of: number, limit?: number): Row => ({
      name: `${name}, ${String(MANY)} customers more than one (${String(rounded(of, 1))} ms)`,
      value: rounded(value - of, 1),
      unit: 'ms',
      ...(limit === undefined ? {} : { limit }),
    });
    return [
      ...Object.entries(readMany).map(([name, value]) =>
        more(
          `main reads the list ${name}`,
          value,
          readFew[name] ?? 0,
          // Once in the life of a data folder; the window is there meanwhile.
          name === 'for the very first time' ? undefined : BUDGET.milliseconds,
        ),
      ),
      ...Object.entries(thousand.times).map(([name, value]) =>
        more(`the window: ${name}`, value, one.times[name] ?? 0, BUDGET.milliseconds),
      ),
      {
        name: 'the page is larger by',
        value: rounded(thousand.megabytes - one.megabytes, 1),
        unit: 'MB',
        limit: BUDGET.megabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
