/** Customers stay apart: nothing of one is in what another's window is told, nor in its files; forgotten, it is nowhere. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const copied = vi.hoisted(() => ({ text: '' }));
vi.mock('electron', async () => ({
  ...(await import('./support/electron')),
  clipboard: {
    writeText: (text: string) => void (copied.text = text),
    readText: () => copied.text,
    clear: () => void (copied.text = ''),
  },
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import { writeRehearsal } from '../../../src/adapters/practice/rehearsal-store';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { forgetCustomer } from '../../../src/adapters/storage/forget';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { Composition } from '../../../src/main/composition';
import { everyFile } from '../../support/stored-data';
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
/** The list of customers names it in every window. What else is known of it is nobody else's. */
const PRIVATE = [ADATUM.tenantId, ADATUM.exchangeServer, ...Object.values(CANARIES)];
const ALL = ['adatum', ADATUM.tenantId, ...Object.values(CANARIES)];

let data: string;
let app: Composition;
let told: unknown[];
beforeEach(async () => {
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  data = await mkdtemp(join(tmpdir(), 'crossprem-apart-'));
  told = [];
  app = await composeDesk(data, { person: agreeable, send: (payload) => void told.push(payload) });
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

// fault customers-mixed
it('work on one, then on another: nothing of the first is told or stored with the second', async () => {
  await workOnFirst();
  app.publisher.flush();
  expect(namedIn(PRIVATE, JSON.stringify(told))).toContain(CANARIES.mailbox);
  await app.desk.copy(CANARIES.mailbox);
  expect(copied.text).toBe(CANARIES.mailbox);
  await app.desk.closeCustomer();
  await vi.waitFor(() => expect(copied.text).toBe(''));
  app.publisher.flush();
  told.length = 0;

  await app.desk.createCustomer(BOTTLE);
  app.desk.read();
  await whenIdle(app);
  app.publisher.flush();
  expect(openView(app).id).toBe('bottle-works');
  const messages = JSON.stringify([told, app.desk.snapshot()]);
  expect(messages).toContain(BOTTLE.exchangeServer);
  expect(namedIn(PRIVATE, messages)).toEqual([]);
  const files = await everyFile(join(data, 'customers/bottle-works'));
  expect(Object.keys(files).length).toBeGreaterThan(1);
  for (const [path, content] of Object.entries(files))
    expect(namedIn(ALL, `${path} ${content}`), path).toEqual([]);
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
