/** Every drill over a real practice lab: its trouble is met, its remedy works, and the window recognises both. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { drillNow } from '../../../src/renderer/practice/drill-state';
import type { CustomerView } from '../../../src/shared/ipc/views';
import type { DrillId } from '../../../src/shared/practice/drill-ids';
import { DRILLS, drillOf } from '../../../src/shared/practice/drills';
import { NO_PROGRESS, type DrillProgress } from '../../../src/shared/practice/progress';

vi.mock('electron', () => ({
  clipboard: {},
  safeStorage: {},
  powerSaveBlocker: { start: () => 1, stop: () => undefined },
  session: { fromPartition: () => ({ fetch: () => Promise.reject(new Error('net::ERR_FAILED')) }) },
  shell: {},
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import type { CustomerRecord } from '../../../src/core/model/customer';
import type { Composition } from '../../../src/main/composition';
import { applicationToken, handShake, har, signer } from '../../unit/support/traces';
import { OUT, agreeable, composeDesk, openView, whenIdle } from './support/desk';

/** Another customer of the list. */
const FABRIKAM: CustomerRecord = {
  format: 1,
  id: 'fabrikam',
  name: 'Fabrikam',
  tenantId: '99999999-2222-4333-8444-555555555555',
  tenantDomain: 'fabrikam.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.fabrikam.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const LAB_BUNDLE = process.env['CROSSPREM_LAB_BUNDLE'] ?? join(OUT, 'lab.cjs');
const TAGS = [
  'interrupts-service',
  'writes-mailbox',
  'adds-credential',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
  'needs-tenant-admin',
] as const;

let data: string;
let app: Composition;
let progress: DrillProgress;

beforeAll(async () => {
  process.env['CROSSPREM_LATENCY'] = 'none';
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  data = await mkdtemp(join(tmpdir(), 'crossprem-drills-'));
  app = await composeDesk(data, { person: agreeable, labFile: LAB_BUNDLE });
}, 60_000);
afterAll(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

/** Where the drill stands, noted as the window notes it. */
function phase(): string {
  const now = drillNow(drillOf(progress.id), progress, openView(app), new Set());
  progress = { ...progress, seen: now.seen };
  return now.phase;
}

async function begin(id: DrillId): Promise<void> {
  await app.practice.drill(id);
  progress = { id, hinted: false, solved: false, seen: null };
  expect(phase()).toBe('look');
}

async function read(): Promise<CustomerView> {
  app.desk.read();
  return whenIdle(app);
}

async function plan(): Promise<CustomerView> {
  await app.desk.makePlan();
  return whenIdle(app);
}

async function apply(): Promise<CustomerView> {
  const fingerprint = openView(app).plan?.fingerprint ?? '';
  await app.desk.startRun({ fingerprint, consents: [...TAGS] });
  await vi.waitFor(() => expect(isUnderWay(openView(app))).toBe(false), { timeout: 60_000 });
  // At a failed action the run waits for the person, who ends it here.
  if (openView(app).run?.state === 'held') app.desk.plans.stop();
  return whenIdle(app);
}

function isUnderWay({ busy, run }: CustomerView): boolean {
  return busy !== null && run?.state !== 'held';
}

/** What a person does in each drill: meets the trouble, then has it mended or mends it. */
const WAYS: Readonly<Record<Exclude<DrillId, 'retired-module'>, () => Promise<void>>> = {
  'expired-certificate': () => outside(read, read),
  'wrong-application': () =>
    inside(async () => {
      await read();
    }),
  'stale-plan': () =>
    inside(async () => {
      await read();
      await app.practice.edit('hide-account');
      await apply();
      expect(openView(app).plan?.outdated).not.toBeNull();
    }),
  'refused-401': () => outside(readAndApply, planAndApply),
  'missing-role': () => outside(readAndApply, planAndApply),
  'replication-lag': async () => {
    await readAndApply();
    await verify();
    expect(phase()).toBe('look');
    await app.desk.advanceLab(1);
    await verify();
  },
  'domain-controller': () => outside(read, read),
  'clock-skew': () => outside(verify, verify),
  'wrong-tenant': () =>
    outside(read, async () => {
      await app.desk.signOut();
      return read();
    }),
  'dropped-connection': async () => {
    await readAndApply();
  },
  'key-limit': () => outside(readAndApply, planAndApply),
  'xml-svc': () =>
    inside(async () => {
      await read();
    }),
  'refused-write': () => outside(readAndApply, planAndApply),
  'older-key': () =>
    inside(async () => {
      await read();
    }),
  'name-taken': async () => {
    await read();
    expect(phase()).toBe('mend');
    await app.desk.changeInputs({
      values: {
        classicAccountName: 'Crossprem-Classic',
        classicAddress: 'crossprem-classic@contoso.com',
        teamsAccountName: 'Crossprem-Teams',
        teamsAddress: 'crossprem-teams@contoso.com',
      },
    });
    await read();
  },
};

async function verify(): Promise<CustomerView> {
  await app.desk.verify({});
  return whenIdle(app);
}

async function readAndApply(): Promise<CustomerView> {
  await read();
  return apply();
}

async function planAndApply(): Promise<CustomerView> {
  await plan();
  return apply();
}

/** Somebody else mends the cause; without that a second look shows the trouble again. */
async function outside(
  meet: () => Promise<CustomerView>,
  again: () => Promise<CustomerView>,
): Promise<void> {
  await meet();
  expect(phase()).toBe('mend');
  await app.practice.mend(progress.id);
  expect(phase()).toBe('mend');
  await again();
}

/** The plan itself mends it. */
async function inside(meet: () => Promise<void>): Promise<void> {
  await meet();
  expect(phase()).toBe('mend');
  await planAndApply();
  await read();
}

/** The full matrix has them all; without it, each way of mending is here once or twice. */
const SAMPLE: readonly DrillId[] = [
  'stale-plan',
  'refused-401',
  'replication-lag',
  'wrong-tenant',
  'dropped-connection',
  'key-limit',
  'xml-svc',
  'older-key',
];

describe('drills', () => {
  // acceptance 21
  it.each(
    DRILLS.map(({ id }) => id)
      .filter((id) => id !== 'retired-module')
      .filter((id) => process.env['CROSSPREM_FULL'] === '1' || SAMPLE.includes(id)),
  )(
    '%s is met, mended and recognised',
    async (id) => {
      await begin(id);
      await WAYS[id]();
      expect(phase()).toBe('solved');
    },
    120_000,
  );
});

describe('practising', () => {
  it('keeps progress, and nothing that is not one', async () => {
    expect(app.practice.progress()).toEqual(NO_PROGRESS);
    const kept = { ...NO_PROGRESS, tour: 'left' } as const;
    app.practice.keep(kept);
    expect(app.practice.progress()).toEqual(kept);
    expect(JSON.parse(await readFile(join(data, 'practice.json'), 'utf8'))).toEqual(kept);
  });

  it('refuses a drill while a run is under way', async () => {
    await app.practice.drill('stale-plan');
    await read();
    const started = app.desk.startRun({
      fingerprint: openView(app).plan?.fingerprint ?? '',
      consents: [...TAGS],
    });
    await started;
    expect(openView(app).busy).toBe('run');
    await expect(app.practice.drill('expired-certificate')).rejects.toMatchObject({
      error: { code: 'HX-RUNNING' },
    });
    await whenIdle(app);
  });

  it('attaches what was inspected to the last run, without a signature', async () => {
    await expect(app.practice.attach()).rejects.toMatchObject({ error: { code: 'HX-IPC' } });
    // What is made up is no evidence, nor is what was compared with another customer.
    const example = await app.practice.example();
    expect(example.compared.customer).toBe('Litware');
    await expect(app.practice.attach()).rejects.toMatchObject({ error: { code: 'HX-IPC' } });
    await customerStore(data, nodeFileSystem).save(FABRIKAM);
    const ended = signer('Auth', -1);
    const text = har(handShake(applicationToken(ended), { status: 401 }));
    const other = { kind: 'customer', id: FABRIKAM.id } as const;
    const found = await app.inspect.text({ text, compare: other });
    expect(found.compared.customer).toBe('Fabrikam');
    await expect(app.practice.attach()).rejects.toMatchObject({ error: { code: 'HX-IPC' } });
    const again = await app.inspect.compare({ kind: 'open' });
    expect(again?.compared.customer).toBe(openView(app).name);
    await app.practice.attach();
    const folder = join(data, 'customers', 'practice', 'attachments');
    const [name = ''] = await readdir(folder);
    expect(await app.practice.attached()).toEqual([name]);
    expect(name.startsWith(openView(app).run?.id ?? '-')).toBe(true);
    const written = await readFile(join(folder, name), 'utf8');
    const stored = JSON.parse(written) as { handShakes: readonly { outcome: string }[] };
    expect(stored.handShakes.map((shake) => shake.outcome)).toEqual(['refused']);
    expect(written).toContain('signature-removed');
    expect(written).not.toMatch(/fabrikam/i);
  });
});
