/** By hand alone through the window's own composition, with real files: look, load, plan, script, load, verify. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Person, SaveKind } from '../../../src/main/app/person';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { resultFile, trialContent } from '../../support/trial';
import { readScript, runElsewhere } from '../support/other-computer';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

vi.mock('electron', () => import('./support/electron'));

import { systemClock } from '../../../src/adapters/system/crypto';
import type { Composition } from '../../../src/main/composition';
import { agreeable, composeDesk, openView, whenIdle } from './support/desk';

const CUSTOMER = 'contoso';

let lab: TestLab;
let data: string;
let app: Composition;
let chosen: string;
let saved: SaveKind[];

const person: Person = {
  ...agreeable,
  chooseFileToSave: (kind) => {
    saved.push(kind);
    return Promise.resolve(chosen);
  },
  chooseResultFile: () => Promise.resolve(chosen),
};

beforeEach(async () => {
  lab = await startTestLab();
  // Both computers have the lab's date, so that its certificates are as old as they should be.
  const offset = Date.parse((await lab.control({ op: 'status' })).now) - Date.now();
  vi.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + offset));
  data = await mkdtemp(join(tmpdir(), 'crossprem-desk-carry-'));
  saved = [];
  app = await composeDesk(data, { person });
  const { tenantId, tenantDomain, exchangeServer } = lab.ready;
  await app.desk.createCustomer({
    name: 'Contoso',
    tenantDomain,
    tenantId,
    exchangeServer,
    connection: { exchange: 'carry', tenant: 'carry' },
  });
});
afterEach(async () => {
  await app.desk.dispose();
  vi.restoreAllMocks();
  await lab.stop();
  await rm(data, { recursive: true, force: true });
});

type Side = 'exchange' | 'tenant' | 'online';

const open = (): CustomerView => openView(app);
const idle = (): Promise<CustomerView> => whenIdle(app);
const changes = (view: CustomerView) => view.plan?.groups.flatMap((group) => group.actions) ?? [];
const side = (view: CustomerView, target: Side) =>
  view.carry.sides.find((item) => item.target === target);

/** Saves a script, runs it on the other computer, and loads what it wrote. */
async function carry(kind: 'look' | 'script', target: Side): Promise<CustomerView> {
  chosen = join(data, `${kind}-${target}.ps1`);
  await app.desk.saveCarried({ kind, target });
  const script = await readScript(data, CUSTOMER, await readFile(chosen, 'utf8'));
  chosen = join(data, 'result.json');
  await writeFile(chosen, await runElsewhere(lab, script, systemClock));
  await app.desk.loadCarried();
  return idle();
}

const SIDES = ['exchange', 'tenant', 'online'] as const;

/** Looks at a side until nothing of it is missing. */
async function look(target: Side): Promise<void> {
  for (let looks = 0; looks < 4; looks++)
    if (side(await carry('look', target), target)?.missing === 0) return;
  throw new Error(`${target} is never known`);
}

it(
  'goes from nothing known to verified and back with files alone',
  { timeout: 180_000 },
  async () => {
    expect(open().carry.sides.map(({ byHand, collected }) => [byHand, collected])).toEqual(
      SIDES.map(() => [true, null]),
    );
    for (const target of SIDES) await look(target);
    const planned = open();
    expect(new Set(saved)).toEqual(new Set(['script']));
    expect(side(planned, 'exchange')).toMatchObject({
      collected: { host: lab.ready.exchangeServer.toLowerCase() },
      missing: 0,
    });
    expect(side(planned, 'tenant')).toMatchObject({ collected: { host: 'admin-pc' }, missing: 0 });
    expect(planned.carry.onlyByHand).toBe(true);
    expect(changes(planned).length).toBeGreaterThan(5);

    const lacking = () => SIDES.find((target) => (side(open(), target)?.missing ?? 0) > 0);
    for (let round = 0; round < 12; round++) {
      // What a run made shows further reads to be needed; the plan goes on when they were carried.
      const place = lacking();
      if (place !== undefined) await look(place);
      if (changes(open()).length === 0) break;
      const next = SIDES.find((target) => (side(open(), target)?.ready ?? 0) > 0);
      if (next === undefined) throw new Error('nothing can be carried anywhere');
      await carry('script', next);
    }
    expect(changes(open())).toEqual([]);
    expect(new Set(open().runs.map(({ result }) => result))).toEqual(new Set(['done']));

    for (const target of SIDES) await look(target);
    await app.desk.verify({});
    const verified = await idle();
    expect(verified.error).toBeNull();
    expect(verified.steps.map(({ state }) => state)).toEqual(verified.steps.map(() => 'verified'));

    // What the last side got is taken back.
    const last = verified.runs.at(-1);
    await app.desk.planUndo(last?.id ?? '');
    const place = SIDES.find((target) => (side(open(), target)?.ready ?? 0) > 0) ?? 'exchange';
    const undone = await carry('script', place);
    expect(saved.at(-1)).toBe('undo');
    expect(undone.runs.at(-1)).toMatchObject({ kind: 'undo', result: 'done' });
    expect(changes(undone).length).toBeGreaterThan(0);
  },
);

it('shows beside the rows what a trial said, and leaves the plan as it is', async () => {
  await carry('look', 'exchange');
  const planned = await carry('look', 'tenant');
  expect(side(planned, 'tenant')).toMatchObject({ triable: 0, trial: null });
  expect(changes(planned).map(({ trial }) => trial)).toEqual(changes(planned).map(() => null));
  chosen = join(data, 'trial.ps1');
  await app.desk.saveCarried({ kind: 'trial', target: 'exchange' });
  expect(saved.at(-1)).toBe('script');
  const { manifest, plan } = await readScript(data, CUSTOMER, await readFile(chosen, 'utf8'));
  if (plan === null) throw new Error('a trial without a plan');
  const content = trialContent(
    { manifest: { ...manifest, kind: 'trial' } },
    plan,
    new Date(manifest.madeAt),
  );
  chosen = join(data, 'trial-result.json');
  await writeFile(chosen, resultFile(content));
  await app.desk.loadCarried();
  const tried = await idle();
  expect(tried.error).toBeNull();
  expect(tried.plan?.madeAt).toBe(planned.plan?.madeAt);
  expect(tried.plan?.fingerprint).toBe(planned.plan?.fingerprint);
  expect(tried.runs).toEqual([]);
  const rows = content.rows.length;
  expect(side(tried, 'exchange')?.trial).toMatchObject({ accepted: rows, refused: 0, total: rows });
  const told = changes(tried).flatMap(({ id, trial }) =>
    trial === null ? [] : [[id, trial.text]],
  );
  expect(told).toHaveLength(rows);
  expect(told[0]).toEqual([content.rows[0]?.id, content.rows[0]?.text]);
  expect(await lab.changes()).toEqual([]);
});

it('says what it cannot do by hand, and keeps what it has', async () => {
  await carry('look', 'exchange');
  const planned = await carry('look', 'tenant');
  await expect(app.desk.saveCarried({ kind: 'script', target: 'online' })).rejects.toMatchObject({
    error: { code: 'HX-CARRYORDER' },
  });
  await app.desk.startRun({ fingerprint: planned.plan?.fingerprint ?? '', consents: [] });
  const refused = await idle();
  expect(refused.error).toMatchObject({ code: 'HX-CARRYHERE' });
  // The result of the last look, once more.
  await expect(app.desk.loadCarried()).rejects.toMatchObject({ error: { code: 'HX-CARRYAGAIN' } });
  chosen = join(data, 'no-such-result.json');
  await expect(app.desk.loadCarried()).rejects.toMatchObject({ error: { code: 'HX-FILE' } });
  expect((await idle()).plan?.fingerprint).toBe(planned.plan?.fingerprint);
  expect(await lab.changes()).toEqual([]);
});
