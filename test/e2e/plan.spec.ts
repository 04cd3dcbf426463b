/** The plan as people approve and rehearse it, and a run that waits for them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { PLAN_IDS } from '../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import type { LabFault } from '../../src/shared/lab';
import { unnamedApplications } from './support/acceptance';
import { apply, enter, readAndPlan, startOver } from './support/walk';
import {
  answerDialogs,
  askedQuestions,
  launch,
  openFrom,
  saveTo,
  type RunningApp,
} from './support/launch';
import { drop } from './support/drop';
import { Album, byMouse, goTo, idle, openCustomer } from './support/screens';

test.describe.configure({ timeout: 240_000 });

/** Switches a fault in the practice lab’s panel. */
async function fault(page: Page, name: LabFault, on: boolean): Promise<void> {
  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(testId.labFault(name)).click();
  await expect(page.getByTestId(testId.labFault(name))).toBeChecked({ checked: on });
  await page.getByTestId(TEST_IDS.panelClose).click();
}

/** Saves the plan that is shown. */
async function savePlan(app: RunningApp, file: string): Promise<string> {
  await saveTo(app, file);
  await app.page.getByTestId(TEST_IDS.planSave).click();
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toBeTruthy();
  return readFileSync(file, 'utf8');
}

/** Where a command runs: a machine and the shell or service that takes it. */
const MACHINE_AND_SHELL =
  /^(EX\d+\.contoso\.lab · Exchange Management Shell|\S+ · Microsoft Graph|\S+ · PowerShell)/m;

/** Keys of the tenant's principals, as the Keys screen reads them; expired ones leave, because the directory refuses them. */
async function tenantKeys(page: Page): Promise<readonly string[]> {
  await goTo(page, byMouse, 'keys');
  await page.getByTestId(TEST_IDS.keysRead).click();
  await idle(page);
  await expect(page.locator('[data-testid^="principal-"]').first()).toBeVisible();
  const ids = await page
    .locator('main tbody tr[data-testid^="key-"]:not([data-state="expired"])')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-testid') ?? ''));
  await goTo(page, byMouse, 'plan');
  return ids;
}

/** Rows of the plan's keys that are kept, by their texts. */
async function keptKeys(page: Page): Promise<readonly string[]> {
  const rows = await page.locator('.plan-row.sign-keep').allTextContents();
  return rows.filter((text) => /Key .*endDateTime/.test(text));
}

/** Valid keys of the applications whose lists the plan looks at, as they were read. */
async function plannedKeys(page: Page): Promise<readonly string[]> {
  const open = await openCustomer(page);
  const { principals } = open!['keys'] as {
    principals: {
      applicationId: string;
      keys: { keyId: string; thumbprint: string; state: string }[];
    }[];
  };
  const { script } = open!['plan'] as { script: string };
  return principals
    .filter(({ applicationId }) => script.includes(applicationId))
    .flatMap(({ keys }) => keys.filter(({ state }) => state !== 'expired'))
    .map(({ keyId, thumbprint }) => (thumbprint === '' ? keyId : thumbprint));
}

// acceptance 15, 16, 17, 18, 19, 20, 21, 22
test('a plan is approved, rehearsed in a copy, found out of date, and applied', async () => {
  const app = await launch();
  const { page } = app;
  const album = new Album(page, 'plan');
  await enter(page, byMouse, 'en');
  await startOver(page, 'half');
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');

  // All six counts, where each command runs, and a name beside each application id.
  for (const kind of ['add', 'change', 'keep', 'remove', 'by-hand', 'cannot-preview'])
    await expect(page.getByTestId(testId.count(kind))).toBeVisible();
  for (const head of await page.locator('.plan-group-head').all())
    await expect(head).toContainText(MACHINE_AND_SHELL);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('main details'))
      details.open = true;
  });
  const commands = page.locator('.plan-row figure.command');
  await expect(commands.first()).toBeVisible();
  expect(await commands.count()).toBe(await page.locator('.plan-row details').count());
  for (const place of await commands.locator('figcaption').allInnerTexts())
    expect(place).toMatch(MACHINE_AND_SHELL);
  expect(await page.locator('main').innerText()).toContain('00000004-0000-0ff1-ce00-000000000000');
  expect(await unnamedApplications(page)).toEqual([]);
  for (const tab of [TEST_IDS.planTabScript, TEST_IDS.planTabUndo, TEST_IDS.planTabChanges]) {
    await page.getByTestId(tab).click();
    expect(await unnamedApplications(page), tab).toEqual([]);
  }
  const kept = await keptKeys(page);
  expect(kept.length).toBeGreaterThan(0);
  const keysBefore = await tenantKeys(page);
  expect(keysBefore.length).toBeGreaterThan(0);
  // What is kept is what was there: each valid key of the planned applications has its row, and no row has another.
  const planned = await plannedKeys(page);
  expect(kept).toHaveLength(planned.length);
  for (const key of planned) expect(kept.filter((row) => row.includes(key))).toHaveLength(1);

  // Where each command comes from, and the undo of this plan.
  await page.getByTestId(PLAN_IDS.tabArticle).click();
  const rows = page.getByTestId(PLAN_IDS.articleTable).locator('tbody tr');
  const before = (await openCustomer(page))?.['plan'] as {
    fingerprint: string;
    groups: { actions: unknown[] }[];
  };
  const count = before.groups.flatMap((group) => group.actions).length;
  await expect(rows).toHaveCount(count);
  await expect(rows.first()).toContainText(/Configure|Deploy/);
  await album.show('article');
  await page.getByTestId(TEST_IDS.planTabUndo).click();
  await expect(page.getByTestId(TEST_IDS.planUndoScript)).toContainText(before.fingerprint);
  await page.getByTestId(TEST_IDS.planTabChanges).click();

  // A code that somebody gives, and a file.
  const code = page.getByTestId(PLAN_IDS.approvalCode);
  await code.fill('0000-0000');
  await expect(page.getByTestId(PLAN_IDS.approvalVerdict)).toContainText('not the approved plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeDisabled();
  await expect(page.getByTestId(TEST_IDS.applyReason)).toContainText('approver’s code');
  await code.fill(before.fingerprint.toLowerCase().replace('-', ' '));
  await expect(page.getByTestId(PLAN_IDS.approvalVerdict)).toContainText('This is the approved');
  const file = join(app.data, 'saved.hplan');
  const saved = await savePlan(app, file);
  // Dropped on any screen, it is compared here and changes nothing.
  await goTo(page, byMouse, 'overview');
  await drop(page, 'approved.json', saved);
  await expect(page.getByTestId(PLAN_IDS.approvalFile)).toContainText('This is the approved plan');
  await expect(page.getByTestId(PLAN_IDS.approvalFile)).toBeInViewport();
  await drop(page, 'edited.json', saved.replace('SfBOnline-Application', 'Another-Application'));
  await expect(page.getByTestId(testId.error('HX-PLANFILE'))).toContainText('edited.json');
  await openFrom(app, file);
  await page.getByTestId(PLAN_IDS.approvalLoad).click();
  await expect(page.getByTestId(PLAN_IDS.approvalFile)).toContainText('This is the approved plan');
  writeFileSync(file, saved.replace('SfBOnline-ApplicationAccount', 'Another-ApplicationAccount'));
  await page.getByTestId(PLAN_IDS.approvalLoad).click();
  await expect(page.getByTestId(testId.error('HX-PLANFILE'))).toBeVisible();
  await page.getByTestId(TEST_IDS.problemDismiss).click();
  await code.scrollIntoViewIfNeeded();
  await album.show('approval');

  // Apply's numbers follow the boxes, which nothing ticks but a person.
  const button = page.getByTestId(TEST_IDS.apply);
  const boxes = await page.locator('[data-testid^="consent-"]').all();
  for (const box of boxes) await expect(box).not.toBeChecked();
  const without = await button.innerText();
  expect(without).toMatch(/Apply \d+ changes? on \d+ systems?/);
  await answerDialogs(app, 'way-out');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await askedQuestions(app)).length).toBe(1);
  expect((await askedQuestions(app))[0]?.detail).toMatch(/left out/i);
  for (const box of boxes) await expect(box).not.toBeChecked();
  await idle(page);
  expect(boxes.length).toBeGreaterThan(1);
  for (const box of boxes) await box.click();
  const whole = await button.innerText();
  expect(whole).not.toBe(without);
  // Each box counts for itself: without it alone, what needs it is left out.
  for (const box of boxes) {
    await box.click();
    expect(await button.innerText()).not.toBe(whole);
    await box.click();
    expect(await button.innerText()).toBe(whole);
  }

  // The same plan in a copy of what was read; there it is applied and verified.
  await page.getByTestId(PLAN_IDS.rehearse).click();
  await expect(page.getByTestId(PLAN_IDS.rehearsal)).toBeVisible({ timeout: 60_000 });
  await idle(page);
  await expect(page.getByTestId(PLAN_IDS.rehearsal)).toContainText(
    `the same ${String(count)} actions as ${before.fingerprint}`,
  );
  await expect(page.getByTestId(TEST_IDS.practiceStripe)).toBeVisible();
  await album.show('rehearsal');
  await apply(app, byMouse);
  await page.getByTestId(TEST_IDS.runVerify).click();
  await idle(page);
  await goTo(page, byMouse, 'plan');
  await page.getByTestId(PLAN_IDS.rehearsalBack).click();
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(PLAN_IDS.rehearsalResult)).toContainText(
    `${String(count)} of ${String(count)} done, verified`,
  );
  await expect(page.getByTestId(TEST_IDS.planFingerprint)).toContainText(before.fingerprint);
  await album.show('rehearsed');
  expect((await openCustomer(page))?.['lab']).toMatchObject({ start: 'half', changes: 0 });

  // Somebody changes the world: no command runs, and what moved is named.
  await fault(page, 'partner-disabled', true);
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.click();
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  await idle(page);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.planOutdated)).toContainText('Enabled');
  await expect(page.getByTestId(TEST_IDS.applyReason)).toContainText('out of date');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeDisabled();
  expect((await openCustomer(page))?.['lab']).toMatchObject({ changes: 0 });
  await album.show('outdated');

  // Updated, the old file is another plan, and its differences are listed.
  await page.getByTestId(TEST_IDS.planUpdate).click();
  await idle(page);
  writeFileSync(file, saved);
  await page.getByTestId(PLAN_IDS.approvalLoad).click();
  await expect(page.getByTestId(PLAN_IDS.approvalFile)).toContainText('is another plan');
  await expect(page.getByTestId(PLAN_IDS.approvalFile).locator('tbody tr').first()).toBeVisible();
  await page.getByTestId(PLAN_IDS.approvalFile).scrollIntoViewIfNeeded();
  await album.show('another-plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeDisabled();
  await expect(page.getByTestId(TEST_IDS.applyReason)).toContainText('saved plan');
  await page.getByTestId(PLAN_IDS.approvalAside).click();
  await expect(page.getByTestId(TEST_IDS.apply)).toBeEnabled();
  const fingerprint = await page.getByTestId(TEST_IDS.planFingerprint).innerText();
  await apply(app, byMouse);
  await expect(page.getByTestId(TEST_IDS.runFingerprint)).toHaveText(fingerprint);
  await goTo(page, byMouse, 'report');
  await page.getByTestId(TEST_IDS.reportMake).click();
  const { report } = await idle(page);
  const { files } = report as { files: { format: string; path: string }[] };
  for (const made of files) expect(made.path).toContain(fingerprint);
  const html = files.find(({ format }) => format === 'html')?.path ?? '';
  expect(readFileSync(html, 'utf8')).toContain(fingerprint);

  // The keys that were there are there.
  await goTo(page, byMouse, 'plan');
  await page.getByTestId(TEST_IDS.planMake).first().click();
  await idle(page);
  const keysAfter = await tenantKeys(page);
  for (const key of keysBefore) expect(keysAfter).toContain(key);
  expect(keysAfter.filter((key) => keysBefore.includes(key))).toHaveLength(keysBefore.length);
  const keptAfter = await keptKeys(page);
  for (const key of planned) expect(keptAfter.filter((row) => row.includes(key))).toHaveLength(1);
  expect(keptAfter.length).toBeGreaterThan(planned.length);
  expect(app.problems).toEqual([]);
  await app.close();
});

// acceptance 24, 28
test('a failed action waits: tried again, and skipped for a reason', async () => {
  const app = await launch();
  const { page } = app;
  const album = new Album(page, 'failed');
  await enter(page, byMouse, 'en');
  await readAndPlan(page, byMouse);
  await fault(page, 'graph-403', true);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeVisible();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.click();
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  await expect(page.getByTestId(TEST_IDS.runState)).toHaveAttribute('data-state', 'held', {
    timeout: 60_000,
  });
  const run = async () =>
    (await openCustomer(page))?.['run'] as {
      failures: { action: string; blocks: string[] }[];
      actions: { id: string; state: string; leftOut: string | null; skipped: string | null }[];
    };
  // What does not build on it went on; nothing is blocked before the person says so.
  const held = await run();
  expect(held.actions.find(({ id }) => id === 'mail-user.classic.create')?.state).toBe('done');
  const waiting = held.failures.flatMap(({ blocks }) => blocks);
  expect(waiting.length).toBeGreaterThan(0);
  for (const id of waiting)
    expect(held.actions.find((row) => row.id === id)?.state, id).toBe('not-started');
  const problem = page.getByTestId(testId.error('HX-403')).first();
  for (const part of ['HX-403', 'Why', 'Do', 'Not touched'])
    await expect(problem).toContainText(new RegExp(part, 'i'));
  await problem.locator('summary').first().click();
  await expect(problem.locator('pre.original')).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.runElapsed)).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.log)).toBeVisible();
  expect(await page.locator('main').innerText()).not.toMatch(/\d\s?%/);
  await album.show('held');

  // Tried again while the cause is there, it fails again and waits again.
  await page.getByTestId(PLAN_IDS.failureRetry).first().click();
  await expect(page.getByTestId(PLAN_IDS.failureRetry)).toHaveCount(held.failures.length);
  await expect(page.getByTestId(TEST_IDS.runState)).toHaveAttribute('data-state', 'held');
  await fault(page, 'graph-403', false);
  const [first, second] = held.failures;
  if (first === undefined || second === undefined) throw new Error('two failures were expected');
  await page.getByTestId(testId.runAction(first.action)).getByTestId(PLAN_IDS.failureRetry).click();
  await expect(page.getByTestId(testId.runActionState(first.action))).toHaveAttribute(
    'data-state',
    'done',
  );

  // One is skipped, with the reason on the screen and in the journal.
  const card = page.getByTestId(testId.runAction(second.action));
  await card.getByTestId(PLAN_IDS.failureSkip).click();
  await expect(card.getByTestId(PLAN_IDS.failureReason)).toBeFocused();
  await expect(card.getByTestId(PLAN_IDS.failureSkipNow)).toBeDisabled();
  await card.getByTestId(PLAN_IDS.failureReason).fill('The tenant team does it on Monday');
  await album.show('skip');
  await card.getByTestId(PLAN_IDS.failureSkipNow).click();
  await expect(card).toContainText('The tenant team does it on Monday');
  await expect(page.getByTestId(TEST_IDS.runState)).toHaveAttribute('data-state', /held|partly/, {
    timeout: 60_000,
  });
  for (const { action } of (await run()).failures)
    await page.getByTestId(testId.runAction(action)).getByTestId(PLAN_IDS.failureRetry).click();
  await idle(page);
  expect((await run()).actions.find(({ id }) => id === second.action)?.skipped).toContain('Monday');
  await album.show('partly');
  expect(app.problems).toEqual([]);
  await app.close();
});
