/** Files that are carried by hand between the window under test and another computer. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { canonicalJson } from '../../../src/shared/json';
import type { CarryOrder } from '../../integration/support/carry-worker';
import { APP_FOLDER, openFrom, saveTo, type RunningApp } from './launch';
import { idle } from './screens';

const ROOT = resolve(__dirname, '../../..');
type Side = 'exchange' | 'tenant' | 'online';

/** What the lab of a seed is; every lab of the seed is the same. */
interface Organisation {
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly exchangeServer: string;
}

/** The other computer: runs saved scripts of a customer on the lab that the order names. */
export type OtherComputer = (order: CarryOrder) => Organisation;

/** Makes it; in a process of its own, because it uses modules that this runner does not load. */
export function makeOtherComputer(): OtherComputer {
  const build =
    "import('./test/integration/support/build-worker.mjs').then((m) => m.buildWorker('carry-worker')).then((path) => console.log(path))";
  const options = { cwd: ROOT, encoding: 'utf8' } as const;
  const worker = execFileSync(process.execPath, ['-e', build], options).trim();
  const env = { ...process.env, CROSSPREM_LAB_BUNDLE: join(APP_FOLDER, 'out/main/lab.cjs') };
  return (order) =>
    JSON.parse(
      execFileSync(process.execPath, [worker, JSON.stringify(order)], { ...options, env }),
    ) as Organisation;
}

/** Saves a script for a side with its button, and gives the file. */
export async function saveCarried(
  app: RunningApp,
  kind: 'look' | 'script' | 'trial',
  side: Side,
): Promise<string> {
  const file = join(app.data, `${kind}-${side}.ps1`);
  await saveTo(app, file);
  await app.page.getByTestId(testId.saveCarried(kind, side)).first().click();
  await idle(app.page);
  return file;
}

/** Loads a result file with the screen's button. */
export async function loadResult(app: RunningApp, file: string): Promise<void> {
  await openFrom(app, file);
  await app.page.getByTestId(TEST_IDS.loadResult).first().click();
  await idle(app.page);
}

/** Loads a file that is refused with this code, and puts the message away. */
export async function expectRefused(app: RunningApp, file: string, code: string): Promise<void> {
  await openFrom(app, file);
  await app.page.getByTestId(TEST_IDS.loadResult).first().click();
  const problem = app.page.locator(`[data-testid="error-${code}"]`);
  await expect(problem).toBeVisible();
  await idle(app.page);
  await problem.getByTestId(TEST_IDS.problemDismiss).click();
  await expect(problem).toBeHidden();
}

/** The result of a trial: every row was accepted. */
export function trialResult(
  manifest: Readonly<Record<string, unknown>>,
  rows: readonly string[],
): string {
  const { script, body, customer, tenantId, digest, target, madeAt } = manifest;
  const [host = ''] = (manifest['hosts'] as readonly string[] | undefined) ?? [];
  const told = rows.map((id) => ({
    ...{ id, outcome: 'accepted', at: madeAt, text: `What if: ${id}` },
    ...{ warnings: [], waitsFor: [], error: null },
  }));
  return wholeResult({
    ...{ format: 1, kind: 'trial', script, body, customer, tenantId, digest, target, host },
    ...{ signedInTenant: '', startedAt: madeAt, endedAt: madeAt, powershell: '5.1' },
    ...{ account: 'CONTOSO\\admin', rows: told },
  });
}

function wholeResult(value: unknown): string {
  const content = canonicalJson(value);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return `{"content":${content},"sha256":"${sha256}","end":"crossprem-end"}`;
}

/** A whole result file that no script of this customer wrote. */
export function foreignResult(): string {
  return wholeResult({
    format: 1,
    kind: 'look',
    script: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
    body: '',
    customer: 'somebody',
    tenantId: '',
    digest: '',
    target: 'exchange',
    host: 'ex01.somebody.test',
    signedInTenant: '',
    startedAt: '2026-01-12T08:00:00.000Z',
    endedAt: '2026-01-12T08:00:01.000Z',
    powershell: '5.1',
    switches: [],
    halt: null,
    actions: [],
    answers: [],
    files: [],
  });
}
