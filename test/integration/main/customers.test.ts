/** Customers over main's own composition: export and import, read-only until taken over, forgetting, and switching. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const shown: string[] = [];
vi.mock('electron', () => ({
  clipboard: { writeText: () => undefined },
  safeStorage: {},
  powerSaveBlocker: { start: () => 1, stop: () => true },
  session: { fromPartition: () => ({ fetch: () => Promise.reject(new Error('net::ERR_FAILED')) }) },
  shell: {
    openExternal: () => Promise.resolve(),
    openPath: () => Promise.resolve(''),
    showItemInFolder: (path: string) => void shown.push(path),
  },
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import type { Composition } from '../../../src/main/composition';
import { agreeable, composeDesk, OUT, openView, whenIdle } from './support/desk';

const LAB_BUNDLE = process.env['CROSSPREM_LAB_BUNDLE'] ?? join(OUT, 'lab.cjs');
const PASSPHRASE = 'correct horse battery';
const CONTOSO = {
  name: 'Contoso Ltd',
  tenantDomain: 'contoso.onmicrosoft.com',
  tenantId: '5e1c0de5-2222-4333-8444-555555555555',
  exchangeServer: 'ex01.contoso.com',
};

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let chosen: string | undefined;
const running: Composition[] = [];

async function start(name: string): Promise<Composition> {
  const app = await composeDesk(join(folder, name), {
    labFile: LAB_BUNDLE,
    person: {
      ...agreeable,
      chooseFileToSave: () => Promise.resolve(chosen),
      chooseCustomerFile: () => Promise.resolve(chosen),
    },
  });
  running.push(app);
  return app;
}

beforeEach(async () => {
  process.env['CROSSPREM_LATENCY'] = 'none';
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  folder = await mkdtemp(join(tmpdir(), 'crossprem-customers-'));
  chosen = undefined;
});
afterEach(async () => {
  for (const app of running.splice(0)) await app.desk.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Every file below a folder that holds one of these texts, in any case. */
async function naming(below: string, texts: readonly string[]): Promise<readonly string[]> {
  const files = await readdir(below, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    const content = file.isFile() ? (await readFile(path)).toString('latin1').toLowerCase() : '';
    const wanted = texts.map((text) => text.toLowerCase());
    if (wanted.some((text) => path.toLowerCase().includes(text) || content.includes(text)))
      found.push(path);
  }
  return found;
}

describe('an exported customer', () => {
  // threat T6
  it('opens elsewhere with its passphrase, read-only, and its badge and choices come along', async () => {
    const here = await start('here');
    await here.desk.createCustomer(CONTOSO);
    await here.desk.profiles.changeBadge({ letters: 'ÄÖ', colour: 3 });
    await here.desk.changeInputs({ values: { teamsRoleName: 'Scheduler' }, recipe: 'teams-2025' });
    expect((await here.desk.profiles.contents()).parts).toMatchObject([{ part: 'profile' }]);
    expect(await here.desk.profiles.export({ passphrase: PASSPHRASE })).toBeNull();
    chosen = join(folder, 'contoso.crossprem');
    expect(await here.desk.profiles.export({ passphrase: PASSPHRASE })).toEqual({
      file: 'contoso.crossprem',
    });
    expect((await readFile(chosen)).includes('ontoso')).toBe(false);

    const there = await start('there');
    await there.desk.profiles.choose();
    const waiting = there.desk.snapshot().importing;
    expect(waiting?.file).toBe('contoso.crossprem');
    const id = waiting?.id ?? '';
    await expect(
      there.desk.profiles.open({ id, passphrase: 'not the passphrase' }),
    ).rejects.toMatchObject({ error: { code: 'HX-BUNDLEPASS' } });
    expect(there.desk.snapshot()).toMatchObject({ importing: { id }, open: null, customers: [] });
    await there.desk.profiles.open({ id, passphrase: PASSPHRASE });
    expect(there.desk.snapshot().importing).toBeNull();
    expect(openView(there)).toMatchObject({
      id: 'contoso-ltd',
      badge: { letters: 'ÄÖ', colour: 3 },
      recipe: 'teams-2025',
      inputs: { teamsRoleName: 'Scheduler' },
      staging: { isReady: false },
    });
    expect(there.desk.snapshot().customers).toMatchObject([{ status: 'staged' }]);
    await expect(there.desk.profiles.takeOver()).rejects.toMatchObject({
      error: { code: 'HX-UNPROVEN' },
    });
    expect(JSON.stringify(there.desk.snapshot())).not.toContain(PASSPHRASE);
    expect(await naming(folder, [PASSPHRASE])).toEqual([]);
  });

  it('that is let go is not waited for any more', async () => {
    const app = await start('here');
    await app.desk.createCustomer(CONTOSO);
    chosen = join(folder, 'c.crossprem');
    await app.desk.profiles.export({ passphrase: PASSPHRASE });
    await app.desk.profiles.choose();
    const id = app.desk.snapshot().importing?.id ?? '';
    app.desk.profiles.cancel();
    expect(app.desk.snapshot().importing).toBeNull();
    await expect(app.desk.profiles.open({ id, passphrase: PASSPHRASE })).rejects.toMatchObject({
      error: { code: 'HX-IPC' },
    });
    await writeFile(chosen, 'something else');
    await expect(app.desk.profiles.choose()).rejects.toMatchObject({
      error: { code: 'HX-BUNDLEFILE' },
    });
  });
});

describe('a template', () => {
  // threat T11
  it('gives scenario, recipe, ways and names, and nothing of its organisation', async () => {
    const app = await start('here');
    await app.desk.createCustomer({
      ...CONTOSO,
      connection: { exchange: 'carry', tenant: 'carry' },
    });
    await app.desk.changeInputs({
      values: {
        teamsRoleName: 'Scheduler',
        classicAccountName: 'OurAccount',
        classicAddress: 'our@contoso.com',
        domainController: 'dc01.contoso.com',
        pool: 'pool.contoso.com',
        testMailbox: 'ada@contoso.com',
      },
      recipe: 'teams-2025',
      scenario: 'sfb-server-tenant',
    });
    await app.desk.createCustomer({
      name: 'Fabrikam',
      tenantDomain: 'fabrikam.onmicrosoft.com',
      tenantId: '11111111-2222-4333-8444-666666666666',
      exchangeServer: 'mail.fabrikam.com',
      template: 'contoso-ltd',
    });
    const text = await readFile(join(folder, 'here/customers/fabrikam/customer.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      scenario: 'sfb-server-tenant',
      recipe: 'teams-2025',
      connection: { exchange: 'carry', tenant: 'carry' },
      inputs: { teamsRoleName: 'Scheduler', classicAccountName: 'OurAccount' },
    });
    expect(text.toLowerCase()).not.toContain('contoso');
    await expect(app.desk.createCustomer({ ...CONTOSO, template: 'nobody' })).rejects.toMatchObject(
      { error: { code: 'HX-CUST' } },
    );
  });
});

describe('a forgotten customer', () => {
  // threat T4
  it('leaves nothing on this computer: no file names it', async () => {
    const app = await start('here');
    const data = join(folder, 'here');
    await app.desk.createCustomer({
      name: 'Fabrikam',
      tenantDomain: 'fabrikam.onmicrosoft.com',
      tenantId: '11111111-2222-4333-8444-666666666666',
      exchangeServer: 'mail.fabrikam.com',
    });
    await app.desk.createCustomer(CONTOSO);
    // Nothing answers there: what fails is logged with its names.
    app.desk.read();
    await whenIdle(app);
    await app.desk.closeCustomer();
    const log = join(data, 'logs', 'crossprem.log');
    await mkdir(join(data, 'logs'), { recursive: true });
    const before = await readFile(log, 'utf8').catch(() => '');
    await writeFile(log, `${before}{"event":"x","server":"ex01.contoso.com"}\n{"event":"kept"}\n`);
    const names = ['contoso', CONTOSO.tenantId];
    expect((await naming(data, names)).length).toBeGreaterThan(2);
    await app.desk.forgetCustomer('contoso-ltd');
    expect(await naming(data, names)).toEqual([]);
    expect(await readFile(log, 'utf8')).toContain('{"event":"kept"}');
    expect(app.desk.snapshot().customers).toMatchObject([{ id: 'fabrikam' }]);
  });
});

describe('while a run is under way', () => {
  it('another customer is not opened, and the reason is told', async () => {
    const app = await start('here');
    await app.desk.createCustomer(CONTOSO);
    await app.desk.openPractice({ start: 'half', seed: 7 });
    app.desk.read();
    const { plan } = await whenIdle(app);
    await app.desk.startRun({
      fingerprint: plan?.fingerprint ?? '',
      consents: plan?.consents.map((item) => item.tag) ?? [],
    });
    const refused = { error: { code: 'HX-RUNNING' } };
    await expect(app.desk.openCustomer('contoso-ltd')).rejects.toMatchObject(refused);
    await expect(app.desk.closeCustomer()).rejects.toMatchObject(refused);
    await expect(app.desk.createCustomer(CONTOSO)).rejects.toMatchObject(refused);
    expect(openView(app)).toMatchObject({ id: 'practice', busy: 'run' });
    const done = await whenIdle(app);
    expect(done.run?.state).toBe('done');
    await app.desk.openCustomer('contoso-ltd');
    expect(openView(app).id).toBe('contoso-ltd');
  });
});

describe('what was typed', () => {
  it('is told as restored after an unexpected end, and not after an orderly one', async () => {
    const app = await start('here');
    await app.desk.createCustomer(CONTOSO);
    await app.desk.changeInputs({ values: { teamsRoleName: 'Scheduler' } });
    expect(openView(app).restoredAt).toBeNull();
    const file = join(folder, 'here/customers/contoso-ltd/customer.json');
    const asKilled = await readFile(file, 'utf8');
    await app.desk.closeCustomer();
    await app.desk.openCustomer('contoso-ltd');
    expect(openView(app)).toMatchObject({
      restoredAt: null,
      inputs: { teamsRoleName: 'Scheduler' },
    });
    await app.desk.closeCustomer();
    await writeFile(file, asKilled);
    await app.desk.openCustomer('contoso-ltd');
    const { typedAt } = JSON.parse(asKilled) as { typedAt: string };
    expect(openView(app)).toMatchObject({
      restoredAt: typedAt,
      inputs: { teamsRoleName: 'Scheduler' },
    });
    await app.desk.changeInputs({ values: { teamsRoleName: 'Other' } });
    expect(openView(app).restoredAt).toBeNull();
  });
});
