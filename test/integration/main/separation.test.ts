/** Customers stay apart: nothing of one is in what another's window is told, nor in its files; forgotten, it is nowhere. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { makeLabStandIn } from '../powershell/support/lab-stand-in';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

vi.mock('electron', () => import('./support/connected-electron'));

import { writeRehearsal } from '../../../src/adapters/practice/rehearsal-store';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { forgetCustomer } from '../../../src/adapters/storage/forget';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { systemClock } from '../../../src/adapters/system/crypto';
import { Preferences } from '../../../src/main/app/preferences';
import type { Composition } from '../../../src/main/composition';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { REPORT_PARTS } from '../../../src/shared/report';
import { everyFile } from '../../support/stored-data';
import { reach, stage } from './support/connected-electron';
import { agreeable, composeDesk, openView, whenIdle } from './support/desk';

const ADATUM = {
  name: 'Adatum Canary',
  tenantDomain: 'adatumcanary.onmicrosoft.com',
  tenantId: 'aaaaaaaa-2222-4333-8444-55555555aaaa',
  exchangeServer: 'exa.adatumcanary.example',
};
const BOTTLE = {
  name: 'Bottle Works',
  tenantDomain: 'bottleworks.onmicrosoft.com',
  tenantId: 'bbbbbbbb-2222-4333-8444-55555555bbbb',
  exchangeServer: 'exb.bottleworks.example',
};
/** Typed or read for the first one. */
const CANARIES = {
  mailbox: 'planted.mailbox@adatumcanary.example',
  role: 'PlantedRoleOfAdatum',
  thumbprint: 'ADA7C4A4A4A4A4A4A4A4A4A4A4A4A4A4A4A4ADA7',
};
const ALL = ['adatum', ADATUM.tenantId, ...Object.values(CANARIES)];

const WAIT = { timeout: 60_000, interval: 10 };

let lab: TestLab;
let programs: string;
let powershell: string;
let data: string;
let app: Composition;
let told: unknown[];
beforeAll(async () => {
  lab = await startTestLab({ start: 'half' });
  programs = await mkdtemp(join(tmpdir(), 'crossprem-programs-'));
  powershell = await makeLabStandIn(programs, lab.ready);
  // The lab's certificates are as old as they should be on its own date.
  const offset = Date.parse((await lab.control({ op: 'status' })).now) - Date.now();
  vi.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + offset));
});
afterAll(async () => {
  vi.restoreAllMocks();
  reach(undefined);
  await lab.stop();
  await rm(programs, { recursive: true, force: true });
});
beforeEach(async () => {
  reach(lab.ready);
  data = await mkdtemp(join(tmpdir(), 'crossprem-apart-'));
  told = [];
  const preferences = new Preferences(data, 'en');
  preferences.change({ powershell });
  const send = (payload: unknown): void => void told.push(payload);
  app = await composeDesk(data, { person: agreeable, preferences, send });
});
afterEach(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

async function plant(path: string, text: string): Promise<void> {
  await mkdir(join(data, dirname(path)), { recursive: true });
  await writeFile(join(data, path), text);
}

/** Works on the first customer as far as it goes without servers: reads fail, and failures are logged. */
async function workOnFirst(): Promise<void> {
  await app.desk.createCustomer(ADATUM);
  await app.desk.changeInputs({
    values: { testMailbox: CANARIES.mailbox, teamsRoleName: CANARIES.role },
  });
  app.desk.read();
  await whenIdle(app);
  await plant('customers/adatum-canary/history/reads/r.json', CANARIES.thumbprint);
}

function namedIn(texts: readonly string[], content: string): string[] {
  return texts.filter((text) => content.toLowerCase().includes(text.toLowerCase()));
}

/** What the fields of the tenant's sign-in say where it is kept and all else is as usual. */
const KEPT = {
  cloud: 'auto',
  login: '',
  graph: '',
  clientId: '',
  remember: true,
  appOnly: { clientId: '', certificateFile: 'none', keyFile: 'none' },
} as const;

/** The first customer on the lab's servers: signed in, with the sign-in kept, read, planned, applied and reported. */
async function workWithServers(): Promise<CustomerView> {
  const { tenantId, tenantDomain, exchangeServer, graph } = lab.ready;
  await app.desk.createCustomer({ name: ADATUM.name, tenantDomain, tenantId, exchangeServer });
  const { origin } = new URL(graph);
  await app.desk.tenant.change({ ...KEPT, cloud: 'custom', login: origin, graph: origin });
  await app.desk.changeInputs({ values: { testMailbox: CANARIES.mailbox } });
  app.desk.signIn('browser');
  await vi.waitFor(() => expect(openView(app).signIn.state).toBe('signed-in'), WAIT);
  app.desk.read();
  const { plan } = await whenIdle(app);
  const consents = plan?.consents.map((item) => item.tag) ?? [];
  await app.desk.startRun({ fingerprint: plan?.fingerprint ?? '', consents });
  await whenIdle(app);
  const choice = { language: 'en', level: 'full', parts: [...REPORT_PARTS] } as const;
  app.desk.reports.make({ ...choice, parts: [...choice.parts], formats: ['html', 'json', 'ps1'] });
  return whenIdle(app);
}

/** The second customer, none of whose servers answers: read, a text copied, a sign-in that is to be kept tried. */
async function workOnSecond(): Promise<void> {
  await app.desk.createCustomer(BOTTLE);
  await app.desk.tenant.change(KEPT);
  app.desk.read();
  await whenIdle(app);
  app.desk.signIn('browser');
  await vi.waitFor(() => expect(openView(app).signIn.state).toBe('failed'), WAIT);
}

/** Everything that was told to the window since `told` was emptied, and what a window that is loaded now is told. */
function messages(): string {
  app.publisher.flush();
  return JSON.stringify([told, app.desk.snapshot(), app.desk.logLines(0)]);
}

const logText = (): Promise<string> => readFile(join(data, 'logs/crossprem.log'), 'utf8');
/** Its files; what is kept of a read may still be under way. */
const filesOf = (id: string): Promise<Record<string, string>> =>
  vi.waitFor(async () => {
    const files = await everyFile(join(data, 'customers', id));
    expect(Object.keys(files).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    expect(Object.keys(files)).toContain('history/history.jsonl');
    return files;
  }, WAIT);
const textOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files).flat().join('\n');

/** Ids, thumbprints and fingerprints of plans that stand in a text. */
function idsIn(text: string): ReadonlySet<string> {
  const ids =
    /\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{40}|\d{8}-\d{6}-[0-9a-f]{8})\b/gi;
  return new Set(text.match(ids)?.map((id) => id.toLowerCase()));
}

/** Every token that the tenant issued. */
function tokens(): readonly string[] {
  return stage.issued.flatMap((body) => {
    const answer = JSON.parse(body) as Readonly<Record<string, unknown>>;
    return ['access_token', 'refresh_token', 'id_token'].flatMap((name) => {
      const token = answer[name];
      return typeof token === 'string' ? [token] : [];
    });
  });
}

// fault customers-mixed
it('work on one, then on another: nothing of the first is told or stored with the second', async () => {
  // What Crossprem itself says of any customer is no secret of the first one's.
  await workOnSecond();
  const common = idsIn(messages() + textOf(await filesOf('bottle-works')) + (await logText()));
  await app.desk.closeCustomer();
  await app.desk.forgetCustomer('bottle-works');
  told.length = 0;

  const { error, report, run, signIn, topology } = await workWithServers();
  expect({ error, run, topology }).toMatchObject({
    error: null,
    run: { state: 'done' },
    topology: { exchange: { state: 'read' }, tenant: { state: 'read' } },
  });
  expect(report?.files).toHaveLength(4);
  const firstFiles = await filesOf('adatum-canary');
  const ids = [...idsIn(messages() + textOf(firstFiles))].filter((id) => !common.has(id));
  const account = signIn.state === 'signed-in' ? signIn.account : '';
  const issued = tokens();
  const secret = [...ids, ...issued, account, run?.fingerprint ?? '', CANARIES.mailbox, 'contoso'];
  expect(ids).toContain(lab.ready.tenantId);
  expect(ids.filter((id) => id.length === 40).length).toBeGreaterThan(1);
  expect(ids.length).toBeGreaterThan(20);
  expect(issued.length).toBeGreaterThan(2);
  expect(namedIn(secret, messages())).toEqual(expect.arrayContaining([account, 'contoso']));
  expect(namedIn(issued, stage.sealed.join('\n'))).not.toEqual([]);
  expect(Object.keys(firstFiles)).toContain('sign-in.bin');
  expect(namedIn(issued, messages() + textOf(await everyFile(data)))).toEqual([]);
  await app.desk.copy(CANARIES.mailbox);
  expect(stage.copied).toBe(CANARIES.mailbox);
  await app.desk.closeCustomer();
  await vi.waitFor(() => expect(stage.copied).toBe(''));
  app.publisher.flush();
  told.length = 0;
  stage.sealed.length = 0;
  const logged = (await logText()).length;

  await workOnSecond();
  await app.desk.closeCustomer();
  // A sign-in that came into the wrong folder is nobody's: it is removed, and its account is not told.
  const kept = join(data, 'customers/bottle-works/sign-in.bin');
  await copyFile(join(data, 'customers/adatum-canary/sign-in.bin'), kept);
  await app.desk.openCustomer('bottle-works');
  await vi.waitFor(() => expect(existsSync(kept)).toBe(false), WAIT);
  expect(openView(app)).toMatchObject({ id: 'bottle-works', runs: [], report: null });
  expect(openView(app).signIn.state).not.toBe('signed-in');
  // The list of customers names each with its domain, in every window.
  const shown = messages().replaceAll(lab.ready.tenantDomain, '');
  expect(shown).toContain(BOTTLE.exchangeServer);
  expect(namedIn(secret, shown)).toEqual([]);
  const since = (await logText()).slice(logged);
  expect(since).toContain('"event":"');
  expect(namedIn([...secret, 'adatum'], since)).toEqual([]);
  expect(namedIn([...secret, 'adatum'], stage.copied + stage.sealed.join('\n'))).toEqual([]);
  const files = await filesOf('bottle-works');
  expect(Object.keys(files).length).toBeGreaterThan(1);
  for (const [path, content] of Object.entries(files))
    expect(namedIn([...secret, 'adatum'], `${path} ${content}`), path).toEqual([]);
});

// fault forgotten-left
it('a forgotten one is in no file of the data folder, wherever it had been copied to', async () => {
  await workOnFirst();
  await app.desk.closeCustomer();
  await app.desk.createCustomer(BOTTLE);
  await app.desk.closeCustomer();
  const store = customerStore(data, nodeFileSystem);
  const record = await store.load('adatum-canary');
  if (record === undefined) throw new Error('no customer');
  const customer = { id: record.id, name: record.name };
  const rehearsal = { customer, at: record.createdAt, plan: {} as never, notCloned: [] };
  await writeRehearsal(join(data, 'rehearsal'), rehearsal, {} as never);
  await plant('rehearsal/state.json', JSON.stringify({ servers: [ADATUM.exchangeServer] }));
  await store.save({ ...record, id: 'rehearsal', practice: true });
  await plant('backups/format-1-x/customers/adatum-canary/customer.json', JSON.stringify(record));
  await plant('backups/format-1-x/customers/bottle-works/customer.json', BOTTLE.name);
  const recent = { version: 1, customers: ['adatum-canary', 'bottle-works'] };
  await plant('window/recent.json', JSON.stringify(recent));
  const typed = { template: '', values: { name: 'Next', exchangeServer: ADATUM.exchangeServer } };
  await plant('window/new-customer.json', JSON.stringify({ version: 1, typed }));
  const lines = [
    '{"event":"a","host":"autodiscover.adatumcanary.example"}',
    '{"event":"b","customer":"adatum-canary"}',
    '{"event":"c","server":"exb.bottleworks.example"}',
  ];
  await plant('logs/crossprem.log.1', lines.join('\n'));
  const before = Object.entries(await everyFile(data));
  const naming = before.filter(([path, text]) => namedIn(ALL, path + text).length > 0);
  const folders = new Set(naming.map(([path]) => path.split('/').slice(0, 2).join('/')));
  for (const place of [
    'customers/adatum-canary',
    'customers/rehearsal',
    'rehearsal/rehearsal.json',
    'rehearsal/state.json',
    'backups/format-1-x',
    'window/recent.json',
    'window/new-customer.json',
    'logs/crossprem.log.1',
  ])
    expect(folders).toContain(place);

  await forgetCustomer({ dataFolder: data, fs: nodeFileSystem, store }, 'adatum-canary');
  const after = await everyFile(data);
  for (const [path, content] of Object.entries(after))
    expect(namedIn(ALL, `${path} ${content}`), path).toEqual([]);
  expect(after['logs/crossprem.log.1']).toBe(lines[2]);
  expect(after['window/recent.json']).toContain('bottle-works');
  expect(after['backups/format-1-x/customers/bottle-works/customer.json']).toBe(BOTTLE.name);
  expect(after['customers/bottle-works/customer.json']).toContain(BOTTLE.exchangeServer);
});
