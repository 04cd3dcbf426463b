/** `doctor` as a person or a scheduler uses it: the built bundle, real exit codes, the practice lab with its faults. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DoctorResult } from '../../../src/shared/doctor';
import { EXCHANGE_RUNGS, ONLINE_RUNGS, TENANT_RUNGS, TRANSPORTS } from '../../../src/shared/doctor';
import { LANGUAGES } from '../../../src/shared/languages';
import type { LabFault } from '../../../src/shared/lab';
import { unzip } from '../../unit/adapters/storage/zip-reader';
import { command, endLabs } from '../support/command-line';
import type { Ran } from '../support/command-line';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');

const folders: string[] = [];
let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-doctor-'));
  folders.push(data);
});
afterEach(endLabs);
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const doctor = (...words: string[]): Promise<Ran> => run('doctor', ...words);

/** The same on the sources, with the practice lab; its first test is a process. */
const practised = (...words: string[]): Promise<Ran> =>
  command(['doctor', '--lab', ...words, '--data', data]);

function run(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CLI, ...words, '--data', data],
      { env: { ...process.env, LANG: 'C' } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

interface Told {
  readonly code: number;
  readonly result: DoctorResult;
}

async function json(...words: string[]): Promise<Told> {
  const { code, out } = await doctor(...words, '--json');
  return { code, result: JSON.parse(out) as DoctorResult };
}

async function practisedJson(fault: LabFault): Promise<Told> {
  const { code, out } = await practised('--fault', fault, '--json');
  return { code, result: JSON.parse(out) as DoctorResult };
}

const brokenAt = ({ ladders }: DoctorResult): string[] =>
  ladders.flatMap(({ id, rungs }) =>
    rungs.flatMap((rung) =>
      rung.state === 'failed' && 'error' in rung ? [`${id} ${rung.id} ${rung.error.code}`] : [],
    ),
  );

describe('the practice lab', () => {
  test('is fine from end to end, and leaves the program with 0', async () => {
    const { code, result } = await json('--lab');
    expect(code).toBe(0);
    expect(result).toMatchObject({ format: 1, verdict: 'fine', customer: { practice: true } });
    const [exchange, tenant, online] = result.ladders;
    expect(exchange?.rungs.map(({ id }) => id)).toEqual([...EXCHANGE_RUNGS]);
    expect(tenant?.rungs.map(({ id }) => id)).toEqual([...TENANT_RUNGS]);
    expect(online?.rungs.map(({ id }) => id)).toEqual([...ONLINE_RUNGS]);
    expect(result.transports.map(({ id }) => id)).toEqual([...TRANSPORTS]);
    expect(result.transports.find(({ id }) => id === 'hand-carry')?.state).toBe('works');
  });

  test.each<[LabFault, ...string[]]>([
    ['missing-role', 'exchange cmdlets HX-RIGHT'],
    ['missing-parameter', 'exchange cmdlets HX-RIGHT'],
    ['domain-controller-down', 'exchange rights HX-DC'],
    ['graph-401', 'tenant graph HX-SIGNIN'],
    // Exchange Online is behind the same sign-in.
    ['sign-in-refused', 'tenant sign-in HX-SIGNIN', 'online sign-in HX-SIGNIN'],
    ['wrong-tenant', 'tenant sign-in HX-TEN', 'online sign-in HX-TEN'],
  ])('shows %s at its rung, with 3', async (fault, ...where) => {
    const { code, result } = await practisedJson(fault);
    expect(brokenAt(result)).toEqual(where);
    expect(code).toBe(3);
  });

  test.each<[LabFault]>([['graph-429'], ['graph-503'], ['slow-shell']])(
    'is not troubled by %s, which passes',
    async (fault) => {
      expect((await practisedJson(fault)).code).toBe(0);
    },
  );

  test.each(LANGUAGES)('speaks %s, without a key in sight', async (language) => {
    const { out, code } = await practised('--fault', 'missing-role', '--lang', language);
    expect(code).toBe(3);
    expect(out).not.toMatch(/\b(doctor|errors|core|cli)\.[a-z]/);
    expect(out).toContain('HX-RIGHT  ');
    expect(out).toContain('New-ManagementRoleAssignment');
  });
});

describe('this computer alone', () => {
  test('is looked at where no customer is named; no lab is started', async () => {
    const { code, result } = await json();
    expect(code).toBe(0);
    expect(result).toMatchObject({ customer: null, ladders: [] });
    expect(result.checks.map(({ id }) => id)).toContain('data-folder');
    expect(existsSync(join(data, 'lab'))).toBe(false);
  });

  test('a data folder that is a file is told, with 3', async () => {
    const file = join(data, 'file');
    await writeFile(file, '');
    data = join(file, 'below');
    const { code, result } = await json();
    expect(code).toBe(3);
    expect(result.checks.find(({ id }) => id === 'data-folder')).toMatchObject({ state: 'failed' });
  });
});

describe('a customer', () => {
  async function customer(changes: object): Promise<void> {
    const folder = join(data, 'customers', 'acme');
    await mkdir(folder, { recursive: true });
    const record = {
      format: 1,
      id: 'acme',
      name: 'Acme',
      tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
      tenantDomain: 'acme.onmicrosoft.com',
      practice: false,
      recipe: 'both',
      inputs: {},
      exchangeServer: 'ex01.acme.invalid',
      createdAt: '2026-11-01T00:00:00.000Z',
      ...changes,
    };
    await writeFile(join(folder, 'customer.json'), JSON.stringify(record));
  }
  const carried = { exchange: 'carry', tenant: 'carry' };

  test('whose scripts are carried has nothing to check', async () => {
    await customer({ connection: carried });
    const { code, result } = await json('--customer', 'acme');
    expect(code).toBe(0);
    expect(result.ladders).toEqual([
      { id: 'exchange', target: 'ex01.acme.invalid', way: 'carry', rungs: [] },
      { id: 'tenant', target: 'acme.onmicrosoft.com', way: 'carry', rungs: [] },
      { id: 'online', target: 'acme.onmicrosoft.com', way: 'carry', rungs: [] },
    ]);
  });

  test('whose server has no address is told at the name, and nothing after it is tried', async () => {
    await customer({ connection: { ...carried, exchange: 'remote' } });
    const { code, result } = await json('--customer', 'acme', '--agree-hosts');
    expect(code).toBe(3);
    expect(brokenAt(result)).toEqual(['exchange name HX-DNS']);
    expect(result.ladders[0]?.rungs.slice(1).every(({ state }) => state === 'not-tried')).toBe(
      true,
    );
    expect(result.transports[0]).toMatchObject({ id: 'remote-kerberos', state: 'does-not-work' });
  });

  test('that nobody knows is HX-CUST', async () => {
    const { code, err } = await doctor('--customer', 'nobody');
    expect(code).toBe(3);
    expect(err).toContain('HX-CUST');
  });
});

describe('a support bundle', () => {
  test('is written only after it was agreed to', async () => {
    const file = join(data, 'support.zip');
    const asked = await doctor('--bundle', file);
    expect(asked.code).toBe(4);
    expect(asked.out).toContain('logs/crossprem.log');
    expect(existsSync(file)).toBe(false);

    const agreed = await doctor('--bundle', file, '--yes', '--json');
    expect(agreed.code).toBe(0);
    const { bundle } = JSON.parse(agreed.out) as {
      bundle: { file: string; written: boolean; files: { name: string; bytes: number }[] };
    };
    expect(bundle).toMatchObject({ file, written: true });
    const short = join(data, 'short.zip');
    expect((await run('--diagnose', short)).code).toBe(0);
    expect([...unzip(await readFile(short)).keys()]).toEqual(bundle.files.map(({ name }) => name));
    const files = unzip(await readFile(file));
    expect([...files].map(([name, bytes]) => ({ name, bytes: bytes.length }))).toEqual(
      bundle.files.map(({ name, bytes }) => ({ name, bytes })),
    );
  });
});
