/** A customer whose last run has a long journal: shown at once, checked behind that, and nothing rests on it before. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({
  clipboard: {},
  safeStorage: {},
  powerSaveBlocker: { start: () => 1, stop: () => true },
  session: { fromPartition: () => ({ fetch: () => Promise.reject(new Error('net::ERR_FAILED')) }) },
  shell: {},
  utilityProcess: {},
}));

import type { Composition } from '../../../src/main/composition';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { action, intent, outcome, plan, started } from '../../unit/main/support';
import { agreeable, composeDesk, openView } from './support/desk';

const confirmRun = vi.fn(() => Promise.resolve(false));
let data = '';
let app: Composition;
let journal = '';

/** A customer with a run that broke off after so many lines that its journal is not read whole when it is opened. */
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-long-'));
  app = await composeDesk(data, { person: { ...agreeable, confirmRun } });
  await app.desk.createCustomer({
    ...{ name: 'Contoso Ltd', tenantDomain: 'contoso.onmicrosoft.com' },
    ...{ tenantId: '5e1c0de5-2222-4333-8444-555555555555', exchangeServer: 'ex01.contoso.com' },
  });
  const id = openView(app).id;
  await app.desk.closeCustomer();
  const store = customerStore(data, nodeFileSystem);
  const made = plan([action('a1'), action('a2')], { customer: id });
  const run = await store.createRun(id, 'r1', made);
  await run.append(started);
  for (let turn = 0; turn < 40; turn += 1) {
    await run.append(intent('a1'));
    await run.append(outcome('a1', { durationMs: turn, warnings: ['x'.repeat(8_000)] }));
  }
  const folder = join(data, 'customers', id, 'runs/r1');
  expect(await readdir(folder)).toContain('standing.json');
  journal = join(folder, 'journal.jsonl');
  confirmRun.mockClear();
});
afterEach(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

const open = () => app.desk.openCustomer('contoso-ltd');

it('is shown and gone on with as any other', async () => {
  await open();
  expect(openView(app).run).toMatchObject({ state: 'interrupted', done: 1, total: 2 });
  await app.desk.continueRun();
  expect(confirmRun).toHaveBeenCalledOnce();
  expect(openView(app).error).toBeNull();
});

// threat T3
it('that was changed says so, and nothing is asked, reported or closed on the strength of it', async () => {
  const text = await readFile(journal, 'utf8');
  await writeFile(journal, text.replace('"durationMs":3,', '"durationMs":4,'));
  await open();
  expect(openView(app).run).toMatchObject({ state: 'interrupted' });
  const refused = { error: { code: 'HX-JRN' } };
  await expect(app.desk.continueRun()).rejects.toMatchObject(refused);
  expect(confirmRun).not.toHaveBeenCalled();
  expect(openView(app).error).toMatchObject({ code: 'HX-JRN', args: { line: 9 } });
  await expect(app.desk.closeRun()).rejects.toMatchObject(refused);
  await expect(
    app.desk.reports.preview({ language: 'en', level: 'full', parts: [] }),
  ).rejects.toMatchObject(refused);
  await app.desk.closeCustomer();
  await expect(open()).rejects.toMatchObject(refused);
});

it('is let go at once when the customer is left, and leaves nothing behind once it is forgotten', async () => {
  await open();
  await app.desk.forgetCustomer('contoso-ltd');
  expect(app.desk.snapshot()).toMatchObject({ open: null, customers: [] });
  expect(await readdir(join(data, 'customers'))).not.toContain('contoso-ltd');
});
