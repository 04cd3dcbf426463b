/**
 * The window while a large HAR is inspected and after it, against the same window with a HAR of two hand-shakes: how
 * long each interaction takes, and what the page's process grows by. CROSSPREM_BENCH_MEGABYTES sets the size.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { displaySwitches } from '../../scripts/setup/display.mjs';
import { ensureRuntime } from '../../scripts/setup/runtime.mjs';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { writeLargeHar } from './support/large-har';
import type { Row } from './support/row';
import { rounded } from './support/row';

const ROOT = join(import.meta.dirname, '../..');
const MEGABYTE = 1_000_000;
const SIZE = Number(process.env['CROSSPREM_BENCH_MEGABYTES'] ?? '200');
const BUDGET = { milliseconds: 100, megabytes: 150 };
const TURNS = 9;
/** A whole file is read within this, on any machine. */
const READ_WITHIN = 240_000;

/** Milliseconds by name of the interaction. */
type Times = Readonly<Record<string, number>>;

async function started(data: string): Promise<ElectronApplication> {
  const { binary, env } = await ensureRuntime();
  const preferences = { version: 1, language: 'en', theme: 'system', firstRun: false };
  writeFileSync(join(data, 'preferences.json'), JSON.stringify(preferences));
  return _electron.launch({
    executablePath: binary,
    args: [ROOT, '--lang=en', ...displaySwitches()],
    env: { ...env, CROSSPREM_DATA: data, CROSSPREM_PRACTICE: 'direct', LANG: 'en_US.UTF-8' },
  });
}

/** From the press to the frame in which the page shows its effect, measured in the page. */
function answered(page: Page, press: string, shown: string): Promise<number> {
  return page.evaluate(
    async ([target = '', effect = '']) => {
      const begun = performance.now();
      const [testid = '', key] = target.split('#');
      const element = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
      if (key === undefined) element?.click();
      else element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let frames = 0; frames < 600; frames += 1) {
        if (document.querySelector(effect) !== null) return performance.now() - begun;
        await frame();
      }
      throw new Error(`${effect} did not appear`);
    },
    [press, shown],
  );
}

async function median(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) times.push(await work());
  return times.sort((left, right) => left - right)[Math.floor(TURNS / 2)] ?? 0;
}

const title = (screen: string) => `[data-testid="${testId.nav(screen)}"][aria-current="page"]`;

async function interactions(page: Page, last: number): Promise<Times> {
  const option = (index: number) =>
    `[data-testid="${testId.handShake(index)}"][aria-selected="true"]`;
  const list = TEST_IDS.inspectList;
  // All of them, so that the list is as long as it gets.
  await page.getByTestId(TEST_IDS.inspectFailed).click();
  return {
    'to the last row': await median(async () => {
      await answered(page, `${list}#Home`, option(0));
      return answered(page, `${list}#End`, option(last));
    }),
    'to the first row': await median(async () => {
      await answered(page, `${list}#End`, option(last));
      return answered(page, `${list}#Home`, option(0));
    }),
  };
}

/** Opens a file through main's dialog, which chooses it. */
async function open(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    const answer = { canceled: false, filePaths: [path] };
    Reflect.set(dialog, 'showOpenDialog', () => Promise.resolve(answer));
  }, file);
  await page.getByTestId(TEST_IDS.inspectOpen).click();
}

async function pageMemory(app: ElectronApplication): Promise<number> {
  const kilobytes = await app.evaluate(({ app: main }) =>
    Math.max(
      ...main
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory }) => memory.workingSetSize),
    ),
  );
  return (kilobytes * 1_024) / MEGABYTE;
}

/** Places that answer while the file is read. */
async function whileReading(page: Page): Promise<number> {
  return Math.max(
    await answered(page, TEST_IDS.languageMenu, `[data-testid="${testId.language('fr')}"]`),
    await answered(page, TEST_IDS.languageMenu, 'body'),
  );
}

async function measureFile(data: string, file: string, shakes: number) {
  const app = await started(data);
  try {
    const page = await app.firstWindow();
    await page.getByTestId(testId.nav('inspect')).click();
    await page.getByTestId(TEST_IDS.inspectOpen).waitFor();
    const before = await pageMemory(app);
    await open(app, page, file);
    const reading = await whileReading(page);
    await page.getByTestId(TEST_IDS.inspectList).waitFor({ timeout: READ_WITHIN });
    const grown = (await pageMemory(app)) - before;
    const times = await interactions(page, shakes - 1);
    const leaving = await answered(page, testId.nav('topology'), title('topology'));
    return { times: { ...times, 'a menu while reading': reading, leaving }, grown };
  } finally {
    await app.close();
  }
}

/** Measures both files. */
export default async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-bench-'));
  try {
    const small = join(folder, 'small.har');
    const large = join(folder, 'large.har');
    const few = await writeLargeHar(small, 2 * MEGABYTE);
    const many = await writeLargeHar(large, SIZE * MEGABYTE);
    const empty = await measureFile(folder, small, few);
    const full = await measureFile(folder, large, many);
    const times = Object.entries(full.times).flatMap(([name, value]): Row[] => {
      const of = empty.times[name as keyof typeof empty.times];
      return [
        { name: `${name}, large HAR`, value: rounded(value), unit: 'ms' },
        {
          name: `${name}, beyond a small HAR`,
          value: rounded(value - of),
          unit: 'ms',
          limit: BUDGET.milliseconds,
        },
      ];
    });
    return [
      ...times,
      {
        name: 'page grew by, large HAR',
        value: rounded(full.grown),
        unit: 'MB',
        limit: BUDGET.megabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
