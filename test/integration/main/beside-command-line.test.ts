/** The window's desk holds a customer in this process; the built command line wants it in another. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('./support/electron'));

import { prepareDataFolder } from '../../../src/adapters/storage/data-folder-upgrade';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { systemClock } from '../../../src/adapters/system/crypto';
import type { Composition } from '../../../src/main/composition';
import { inProcessOfItsOwn } from '../support/command-line';
import { agreeable, composeDesk, openView } from './support/desk';

let data: string;
let app: Composition;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-beside-'));
  // As every start does it: what refuses the command line is the customer's lock.
  await prepareDataFolder({ folder: data, fs: nodeFileSystem, clock: systemClock }, true);
  app = await composeDesk(data, { person: agreeable });
  await app.desk.createCustomer({
    name: 'Contoso',
    tenantDomain: 'contoso.onmicrosoft.com',
    tenantId: '11111111-2222-4333-8444-555555555555',
    exchangeServer: 'ex01.contoso.invalid',
    connection: { exchange: 'carry', tenant: 'carry' },
  });
});
afterEach(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

const crossprem = (...words: readonly string[]) =>
  inProcessOfItsOwn([...words, '--customer', 'contoso', '--data', data]);

/** Every file of the customer with its bytes. */
async function stored(): Promise<Record<string, string>> {
  const folder = join(data, 'customers', 'contoso');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
  const read = paths.sort().map(async (path) => [path, await readFile(path, 'latin1')] as const);
  return Object.fromEntries(await Promise.all(read));
}

// fault window-and-command-line
test('a customer that a window has open is not touched: the command line says who holds it, and ends', async () => {
  const before = await stored();
  const holder = `process ${String(process.pid)}`;
  for (const words of [
    ['read', '--json'],
    ['apply', '--yes', '--consent', 'all'],
    ['customer', 'set', '--name', 'Fabrikam'],
  ]) {
    const { code, out, err } = await crossprem(...words);
    expect(code, words.join(' ')).toBe(4);
    expect(err).toContain('HX-BUSY');
    expect(err).toContain(holder);
    if (words.includes('--json'))
      expect(JSON.parse(out)).toMatchObject({ error: { code: 'HX-BUSY' } });
    else expect(out).toBe('');
  }
  expect(await stored()).toEqual(before);
  expect(openView(app).name).toBe('Contoso');
  await app.desk.closeCustomer();
  const now = await crossprem('customer', 'set', '--name', 'Fabrikam');
  expect(now).toMatchObject({ code: 0, err: '' });
});
