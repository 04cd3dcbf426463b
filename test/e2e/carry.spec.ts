/** Hand-carry in the window: scripts saved and results refused in practice, and a customer that is reached by hand alone. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PLAN_IDS } from '../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import type { CarrySideView, CarryView, PlanView } from '../../src/shared/ipc/work-views';
import {
  expectRefused,
  foreignResult,
  loadResult,
  makeOtherComputer,
  saveCarried,
  trialResult,
} from './support/carry';
import { dataWithCustomer, openCustomer } from './support/customer';
import { launch, type RunningApp } from './support/launch';
import { Album, byMouse, goTo, idle } from './support/screens';

test.describe.configure({ timeout: 180_000 });

const SEED = 11;
const ID = 'contoso-ltd';

/** The first line of a carried script. */
function manifestOf(file: string): Record<string, unknown> {
  const [first = ''] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\r\n');
  expect(first).toMatch(/^# crossprem-manifest \{/);
  return JSON.parse(first.slice('# crossprem-manifest '.length)) as Record<string, unknown>;
}

test('a script of the plan is saved; a broken and a foreign result change nothing', async () => {
  const app = await launch();
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await page.getByTestId(TEST_IDS.nextAction).click();
  const before = await idle(page);
  await goTo(page, byMouse, 'plan');
  const fingerprint = await page.getByTestId(TEST_IDS.planFingerprint).innerText();
  await page.getByTestId(TEST_IDS.planTabScript).click();
  await new Album(page, 'carry-practice').show('script');

  const script = await saveCarried(app, 'script', 'exchange');
  expect(manifestOf(script)).toMatchObject({ kind: 'apply', target: 'exchange', fingerprint });
  expect(readFileSync(script, 'utf8')).toContain('New-MailUser');

  const trial = manifestOf(await saveCarried(app, 'trial', 'exchange'));
  expect(trial).toMatchObject({ kind: 'trial', target: 'exchange', fingerprint });
  const { plan: planned } = before as { plan?: PlanView };
  const own = (planned?.groups ?? [])
    .filter(({ target }) => target === 'exchange' || target === 'local')
    .flatMap(({ actions }) => actions.map(({ id }) => id));
  const tried = join(app.data, 'trial-result.json');
  writeFileSync(tried, trialResult(trial, own));
  await loadResult(app, tried);
  await expect(page.getByTestId(PLAN_IDS.trialScripts)).toContainText('ex01');
  const album = new Album(page, 'carry-practice');
  await page.getByTestId(TEST_IDS.planTabChanges).click();
  const [first = ''] = own;
  await page.getByTestId(testId.planAction(first)).locator('summary').first().click();
  await expect(page.getByTestId(`${PLAN_IDS.trial}-${first}`)).toContainText(`What if: ${first}`);
  await album.show('trial');
  await page.getByTestId(TEST_IDS.planTabScript).click();

  const carried = join(app.data, 'customers/practice/carried');
  const files = readdirSync(carried, { recursive: true });
  const file = join(app.data, 'result.json');
  writeFileSync(file, foreignResult().slice(0, 400));
  await expectRefused(app, file, 'HX-CARRYFILE');
  writeFileSync(file, foreignResult());
  await expectRefused(app, file, 'HX-CARRYUNKNOWN');
  expect(readdirSync(carried, { recursive: true })).toEqual(files);
  const after = await idle(page);
  for (const part of ['runs', 'topology'] as const) expect(after[part]).toEqual(before[part]);
  expect((after as { plan?: PlanView }).plan?.madeAt).toBe(planned?.madeAt);
  await expect(page.getByTestId(TEST_IDS.planFingerprint)).toHaveText(fingerprint);
  expect(app.problems).toEqual([]);
  await app.close();
});

const SIDES = ['exchange', 'tenant', 'online'] as const;
type Side = (typeof SIDES)[number];

/** Chooses on the Connection screen that every side is reached by hand. */
async function chooseByHand(app: RunningApp): Promise<void> {
  const { page } = app;
  await goTo(page, byMouse, 'connection');
  for (const [side, usual] of [
    ['exchange', 'remote'],
    ['tenant', 'sign-in'],
  ] as const) {
    await expect(page.getByTestId(testId.way(side, usual))).toBeChecked();
    await page.getByTestId(testId.way(side, 'carry')).click();
  }
  // Exchange Online goes the tenant's way.
  await expect(page.getByTestId(testId.way('online', 'carry'))).toBeChecked();
  await new Album(page, 'connection').show('by-hand');
  await page.getByTestId(TEST_IDS.connectionSave).click();
  await expect(page.getByTestId(TEST_IDS.carryPanel)).toBeVisible();
}

/** Saves a side's script, has it run on the other computer, and loads what it wrote. */
async function carry(app: RunningApp, kind: 'look' | 'script', side: Side): Promise<void> {
  const script = await saveCarried(app, kind, side);
  const result = script.replace(/\.ps1$/, '-result.json');
  otherComputer({ data: app.data, customer: ID, seed: SEED, lab, runs: [{ script, result }] });
  await loadResult(app, result);
}

/** How hand-carry stands with a side. */
async function standing(app: RunningApp, side: Side): Promise<CarrySideView> {
  const { carry: view } = (await idle(app.page)) as { carry?: CarryView };
  const found = view?.sides.find(({ target }) => target === side);
  if (found === undefined) throw new Error(`${side} is not reached by hand`);
  return found;
}

/** Looks at a side until nothing of it is missing: what one look brings can show what to ask next. */
async function look(app: RunningApp, side: Side): Promise<void> {
  await carry(app, 'look', side);
  for (let looks = 1; (await standing(app, side)).missing > 0; looks++) {
    expect(looks).toBeLessThan(4);
    await carry(app, 'look', side);
  }
}

/**
 * Carries the plan's scripts, each as soon as what it waits for is done, and looks again at a side where the plan says
 * that it lacks something of it; gives the sides in the order they were carried.
 */
async function carryPlan(app: RunningApp): Promise<Side[]> {
  const carried: Side[] = [];
  for (;;) {
    const standings = new Map<Side, CarrySideView>();
    for (const side of SIDES) standings.set(side, await standing(app, side));
    const lacking = SIDES.find((side) => (standings.get(side)?.missing ?? 0) > 0);
    const next = SIDES.find((side) => (standings.get(side)?.ready ?? 0) > 0);
    if (lacking !== undefined) {
      await goTo(app.page, byMouse, 'overview');
      await look(app, lacking);
    } else if (next !== undefined) {
      await goTo(app.page, byMouse, 'plan');
      await app.page.getByTestId(TEST_IDS.planTabScript).click();
      await carry(app, 'script', next);
      carried.push(next);
      const { runs } = await idle(app.page);
      expect(runs).toMatchObject(carried.map(() => ({ kind: 'apply', result: 'done' })));
    } else return carried;
    expect(carried.length).toBeLessThan(10);
  }
}

let otherComputer: ReturnType<typeof makeOtherComputer>;
let lab: string;

test.describe('a customer reached by hand alone', () => {
  test.beforeAll(() => {
    otherComputer = makeOtherComputer();
    lab = mkdtempSync(join(tmpdir(), 'crossprem-other-'));
  });
  test.afterAll(() => {
    rmSync(lab, { recursive: true, force: true });
  });

  test('is looked at, planned, and changed with files; its ways survive a restart', async () => {
    const { tenantId, tenantDomain, exchangeServer } = otherComputer({
      data: '',
      customer: '',
      seed: SEED,
      lab,
      runs: [],
    });
    const data = dataWithCustomer({ id: ID, tenantId, tenantDomain, exchangeServer });
    const first = await launch({ data });
    await openCustomer(first.page, ID);
    await chooseByHand(first);
    await first.close();
    const stored: unknown = JSON.parse(
      readFileSync(join(data, 'customers', ID, 'customer.json'), 'utf8'),
    );
    const ways = { exchange: 'carry', tenant: 'carry' };
    expect(stored).toMatchObject({ connection: ways, exchangeServer });

    const app = await launch({ data });
    const { page } = app;
    await openCustomer(app.page, ID);
    await goTo(page, byMouse, 'connection');
    for (const side of SIDES)
      await expect(page.getByTestId(testId.way(side, 'carry'))).toBeChecked();
    await goTo(page, byMouse, 'overview');
    const album = new Album(page, 'carry');
    await album.show('overview-unread');
    for (const side of SIDES) await look(app, side);
    await expect(page.getByTestId(TEST_IDS.carryPanel)).toContainText('ex01.contoso.lab');
    await expect(page.getByTestId(TEST_IDS.carryPanel)).toContainText('admin-pc');
    await album.show('overview-collected');

    await goTo(page, byMouse, 'plan');
    await page.getByTestId(TEST_IDS.planTabScript).click();
    await album.show('script');
    // What servers use at last is planned when the tenant's part is known to be there.
    expect(await carryPlan(app)).toEqual(['exchange', 'tenant', 'exchange']);
    await goTo(page, byMouse, 'plan');
    await expect(page.getByTestId(TEST_IDS.planNoChanges)).toBeVisible();
    expect(app.problems).toEqual([]);
    await app.close();
  });
});
