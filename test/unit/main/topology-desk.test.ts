import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { CustomerRecord } from '../../../src/core/model/customer';
import { topologyDesk } from '../../../src/main/app/topology-desk';
import { FIRST_TOPOLOGY } from '../../../src/shared/topology';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-topology-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: '11111111-2222-4333-8444-555555555555',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: { verifiedDomain: 'contoso.com' },
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-11-21T12:00:00.000Z',
};

function desk(open: boolean, file?: string) {
  return topologyDesk({
    store: customerStore(folder, nodeFileSystem),
    person: { chooseFileToSave: () => Promise.resolve(file) },
    openCustomer: () => (open ? { record, observations: null, verification: null } : null),
  });
}

describe('the topology of the open customer', () => {
  it('starts with an example where none is open, and cannot be saved then', async () => {
    expect(await desk(false).start()).toEqual({ description: FIRST_TOPOLOGY, from: 'empty' });
    await expect(desk(false).save(FIRST_TOPOLOGY)).rejects.toMatchObject({
      error: { code: 'HX-IPC' },
    });
  });

  it('starts with what the customer tells, and with what was saved once it was', async () => {
    const { description } = await desk(true).start();
    expect(description).toMatchObject({
      mailDomain: 'contoso.com',
      tenantDomain: 'contoso.onmicrosoft.com',
      finished: [],
    });
    const changed = { ...description, mailboxes: 'both' as const };
    await desk(true).save(changed);
    expect(await desk(true).start()).toEqual({ description: changed, from: 'saved' });
  });

  it('says which file is damaged', async () => {
    await desk(true).save(FIRST_TOPOLOGY);
    await writeFile(join(folder, 'customers/contoso/topology.json'), '{"format":2}');
    await expect(desk(true).start()).rejects.toMatchObject({
      error: { code: 'HX-FILE', args: { path: 'topology.json' } },
    });
  });

  it('writes the table where the person said, in the asked language', async () => {
    const input = { description: FIRST_TOPOLOGY, language: 'fr' } as const;
    expect(await desk(false).export(input)).toBe(false);
    const file = join(folder, 'table.csv');
    expect(await desk(false, file).export(input)).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('Messagerie vocale Exchange UM');
  });
});
