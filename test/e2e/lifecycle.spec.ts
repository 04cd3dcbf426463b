/** What happens to a run when the app, its page or the practice lab ends in the middle of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../src/renderer/customers-testids';
import { KNOWN_IDS, interruptedId } from '../../src/renderer/known-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { movingParts } from './support/acceptance';
import { expectAccessible } from './support/axe';
import {
  answerDialogs,
  askedQuestions,
  launch,
  newDataFolder,
  type RunningApp,
} from './support/launch';
import { byMouse, goTo, idle, openCustomer } from './support/screens';

test.describe.configure({ timeout: 240_000 });

/** Real waits, so that there is a middle of a run. */
const SLOW = { CROSSPREM_LATENCY: 'realistic' };

/** Starts a run in the practice lab and waits until some of its actions are done. */
async function startRun(app: RunningApp, done: number): Promise<void> {
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeVisible();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.click();
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  await expect.poll(() => doneActions(app), { timeout: 60_000 }).toBeGreaterThanOrEqual(done);
}

async function doneActions(app: RunningApp): Promise<number> {
  const open = await openCustomer(app.page);
  const run = open?.['run'] as { done: number } | null | undefined;
  return run?.done ?? 0;
}

/** Everything that the lab was asked, from its own log. */
function calls(data: string): readonly Record<string, unknown>[] {
  return readFileSync(join(data, 'lab', 'calls.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What the lab was asked after a moment. A server may still end what it had begun by then: that was asked before. */
function callsSince(data: string, last: number): readonly Record<string, unknown>[] {
  return calls(data).filter((call) => Number(call['sequence']) > last);
}

/** The changes that the lab really made, from its own log; one it was killed in is `dropped` there, and not made. */
function changes(data: string): readonly string[] {
  return calls(data)
    .filter((call) => call['change'] === true && call['outcome'] === 'done')
    .map((call) => `${String(call['call'])} ${String(call['arguments'])}`);
}

// fault process-killed
// acceptance 26
test('killed in mid-run, it looks first and does nothing twice', async () => {
  const data = newDataFolder();
  const first = await launch({ data, environment: SLOW });
  await startRun(first, 3);
  const gone = new Promise((resolve) => first.electron.process().once('exit', resolve));
  first.electron.process().kill('SIGKILL');
  await gone;

  const before = Math.max(...calls(data).map((call) => Number(call['sequence'])));

  const second = await launch({ data });
  const { page } = second;
  // The list tells it, and so does the customer's first screen, with the three ways out.
  await expect(page.getByTestId(customersTestId.status('practice'))).toContainText(
    'Run ended unexpectedly',
  );
  await expect(page.getByTestId(KNOWN_IDS.interrupted)).toBeVisible();
  await page.getByTestId(interruptedId('practice')).click();
  // What was in flight is looked up before anything is offered, and each has one of the three answers.
  const answers = page.getByTestId(KNOWN_IDS.lookBack).locator('[data-outcome]');
  await expect(page.getByTestId(TEST_IDS.resumeContinue)).toBeEnabled({ timeout: 30_000 });
  const outcomes = await answers.evaluateAll((rows) =>
    rows.map((row) => row.getAttribute('data-outcome') ?? ''),
  );
  expect(outcomes.length).toBeGreaterThan(0);
  for (const outcome of outcomes) expect(['done', 'not-done', 'unknown']).toContain(outcome);
  expect(callsSince(data, before).filter((call) => call['change'] === true)).toEqual([]);
  for (const button of [
    TEST_IDS.resumeContinue,
    CUSTOMERS_TEST_IDS.resumeNewPlan,
    TEST_IDS.resumeClose,
  ])
    await expect(page.getByTestId(button)).toBeVisible();
  await goTo(page, byMouse, 'run');
  await expect(page.getByTestId(TEST_IDS.resumeCard)).toBeVisible();
  await answerDialogs(second, 'deed');
  await page.getByTestId(TEST_IDS.resumeContinue).click();
  const { run, error } = await idle(page);
  expect({ error, run }).toMatchObject({ error: null, run: { state: 'done' } });
  await expect(page.getByTestId(TEST_IDS.resumeCard)).toBeHidden();
  const since = callsSince(data, before);
  // Looked at before anything is sent again, and every action has one of the three answers.
  expect(since.findIndex((call) => call['change'] === false)).toBe(0);
  const states = (run as { actions: { state: string }[] }).actions.map((action) => action.state);
  expect(states.every((state) => ['done', 'not-done', 'unknown', 'left-out'].includes(state))).toBe(
    true,
  );
  const made = changes(data);
  const twice = made.filter((change, index) => made.indexOf(change) !== index);
  expect(twice).toEqual([]);
  await second.close();
});

/** Runs a line of script in the window's page, also where the page that Playwright knew has ended. */
async function inPage(app: RunningApp, line: string): Promise<unknown> {
  return app.electron.evaluate(
    ({ BrowserWindow }, code) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>,
        new Promise((resolve) => setTimeout(() => resolve('no answer'), 500)),
      ]).catch(() => 'no page'),
    line,
  );
}
const OPEN = "window.crossprem.call('app.snapshot', {}).then((answer) => answer.value.open)";

// fault page-crash
// acceptance 26, 27
test('a page that is reloaded and ends at several moments shows the same run, and nothing runs twice', async () => {
  const data = newDataFolder();
  const app = await launch({ data, environment: SLOW });
  await startRun(app, 1);
  const run = (await inPage(app, `${OPEN}.then((open) => open.run.id)`)) as string;
  const done = () => inPage(app, `${OPEN}.then((open) => open.run.done)`);
  /** The run's own screen, with this run's lines in its log. */
  const shown = () =>
    inPage(
      app,
      `document.querySelector('[data-testid="${TEST_IDS.runState}"]') !== null &&
       document.querySelector('[data-testid="${TEST_IDS.log}"]').textContent.length > 0`,
    );
  const act = (what: 'reload' | 'forcefullyCrashRenderer') =>
    app.electron.evaluate(
      ({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.webContents[name](),
      what,
    );
  for (const count of [2, 3]) {
    await act('reload');
    await expect.poll(shown, { timeout: 20_000 }).toBe(true);
    await expect.poll(done, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  }
  await act('forcefullyCrashRenderer');
  await expect.poll(shown, { timeout: 20_000 }).toBe(true);
  expect(await inPage(app, `${OPEN}.then((open) => open.run.id)`)).toBe(run);
  // A second end within a minute: the page that shares no code with the app, and the way back from it.
  await act('forcefullyCrashRenderer');
  const address = () => inPage(app, 'location.href');
  await expect.poll(address).toMatch(/^app:\/\/crossprem\/crash\/[0-9a-f-]{36}$/);
  await inPage(app, "document.querySelector('a').click()");
  await expect.poll(address).toBe('app://crossprem/');
  const state = () => inPage(app, `${OPEN}.then((open) => [open.run.id, open.run.state].join())`);
  await expect.poll(state, { timeout: 120_000 }).toBe(`${run},done`);
  const made = changes(data);
  expect(made.filter((change, index) => made.indexOf(change) !== index)).toEqual([]);

  // What was typed is main's as well.
  const typed = "{ values: { testMailbox: 'typed@contoso.com' } }";
  await inPage(app, `window.crossprem.call('customer.inputs', ${typed})`);
  await act('reload');
  const kept = () => inPage(app, `${OPEN}.then((open) => open.inputs.testMailbox)`);
  await expect.poll(kept, { timeout: 20_000 }).toBe('typed@contoso.com');
  await app.close();
});

/** A run that goes on: the state of each action, the time, the log, nothing invented, and nothing that must move. */
async function expectRunTold({ page }: RunningApp): Promise<void> {
  const states = page.locator('[data-testid^="run-action-state-"]');
  const { run } = (await openCustomer(page)) as { run: { actions: unknown[] } };
  await expect(states).toHaveCount(run.actions.length);
  for (const word of await states.allInnerTexts()) expect(word.length).toBeGreaterThan(2);
  const elapsed = page.getByTestId(TEST_IDS.runElapsed);
  const before = await elapsed.innerText();
  expect(before).toMatch(/\d/);
  await expect(page.getByTestId(TEST_IDS.log).locator('.log-line')).not.toHaveCount(0);
  expect(await page.locator('main').innerText()).not.toMatch(/\d\s?%/);
  await expect(page.locator('main').locator('progress, meter, [role="progressbar"]')).toHaveCount(
    0,
  );
  // What moves is seen to move, and stands still for who wants that; its mark and its word remain.
  await expect.poll(() => movingParts(page)).not.toEqual([]);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await expect.poll(() => movingParts(page)).toEqual([]);
  await expect(states.and(page.locator('[data-state="running"]'))).not.toHaveCount(0);
  expect(await movingParts(page)).toEqual([]);
  await expect(elapsed).not.toHaveText(before);
}

// acceptance 24, 25, 40
test('Ctrl+. pauses after the command; closing in mid-run asks, and lets the command finish', async () => {
  const data = newDataFolder();
  const app = await launch({ data, environment: SLOW });
  await startRun(app, 1);
  const { page } = app;
  await expectRunTold(app);
  await page.keyboard.press('Control+.');
  const state = page.getByTestId(TEST_IDS.runState);
  await expect(state).toHaveText(/Pausing after the current command|Paused/);
  await expect(state).toHaveAttribute('data-state', 'paused', { timeout: 60_000 });
  await expectAccessible(page, 'a paused run in forced colours', { targets: true });
  // Nothing is half done, and nothing goes on until a person says so.
  await expect(
    page.locator('[data-testid^="run-action-state-"][data-state="running"]'),
  ).toHaveCount(0);
  const made = changes(data).length;
  const done = await doneActions(app);
  expect(done).toBeGreaterThan(0);
  await page.getByTestId(TEST_IDS.runResume).click();
  await expect.poll(() => doneActions(app), { timeout: 60_000 }).toBeGreaterThan(done);
  expect(changes(data).length).toBeGreaterThan(made);
  const close = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await answerDialogs(app, 'way-out');
  await close();
  await expect.poll(async () => (await askedQuestions(app)).length).toBe(1);
  const [asked] = await askedQuestions(app);
  expect(asked).toMatchObject({ message: 'A run is under way', defaultId: 1, cancelId: 1 });
  expect(await openCustomer(app.page)).toMatchObject({ busy: 'run' });

  const ended = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await answerDialogs(app, 'deed');
  await close();
  await ended;
  const again = await launch({ data });
  await again.page.getByTestId(testId.customerOpen('practice')).click();
  await goTo(again.page, byMouse, 'run');
  await expect(again.page.getByTestId(TEST_IDS.runState)).toHaveAttribute('data-state', 'stopped');
  await again.close();
});

// fault lab-ends
test('a lab that ends is told, and can be started again', async () => {
  const app = await launch();
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(TEST_IDS.nextAction)).toBeVisible();
  await app.electron.evaluate(({ app: main }) => {
    const lab = main.getAppMetrics().find((item) => item.name === 'Crossprem practice lab');
    if (lab !== undefined) process.kill(lab.pid, 'SIGKILL');
  });
  await expect(page.getByTestId(testId.error('HX-LAB'))).toBeVisible();
  await page.getByTestId(TEST_IDS.customerChip).click();
  await page.getByTestId(TEST_IDS.closeCustomer).click();
  await page.getByTestId(testId.customerOpen('practice')).click();
  await page.getByTestId(TEST_IDS.nextAction).click();
  expect(await idle(page)).toMatchObject({ error: null });
  await app.close();
});
