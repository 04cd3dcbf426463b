/** The support bundle after somebody planted secrets and names wherever it looks: the written bytes are searched. */
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLog } from '../../../src/adapters/logging/file-log';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { BundleFile } from '../../../src/adapters/support/bundle';
import { gatherBundle, writeBundle } from '../../../src/adapters/support/bundle';
import type { CustomerRecord } from '../../../src/core/model/customer';
import { appError } from '../../../src/shared/errors';
import type { Policy } from '../../../src/shared/policy';
import { samplePlan } from '../../unit/core/commands/support/sample-plan';
import { brokenDoctor } from '../../unit/renderer/fixture-doctor';
import { unzip } from '../../unit/adapters/storage/zip-reader';

const JWT =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLXZhbHVl';
const KEY_BODY = 'MIIEpAIBAAKCAQEA7bq5pLantedKeyBody';
const PEM = `-----BEGIN PRIVATE KEY-----\n${KEY_BODY}\n-----END PRIVATE KEY-----`;
const SECRETS = ['Sw0rdfish-42', 'two words secret', '8Q~pLantedClientSecret', JWT, KEY_BODY];

const RECORD: CustomerRecord = {
  format: 1,
  id: 'zanzibar-mills',
  name: 'Zanzibar Mills',
  tenantId: 'c0ffee00-1111-4222-8333-444455556666',
  tenantDomain: 'zanzibarmills.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: { verifiedDomain: 'zanzibar-mills.example', classicAccountName: 'Zanzi-App' },
  exchangeServer: 'zmex07.corp.zanzibar-mills.example',
  createdAt: '2026-11-01T00:00:00.000Z',
};
/** Must be in no file unless the person ticked it. */
const NAMES = [
  /zanzibar/i,
  /zmex07/i,
  /Zanzi-App/i,
  /c0ffee00-1111/i,
  /quintessa/i,
  /O'Hara/i,
  /ZCORP/,
  /10\.77\.3\.9/,
  /A1B2C3D4E5F60718293A4B5C6D7E8F9001122334/i,
  /otherhost\.partner\.example/i,
];

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-bundle-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** Writes like a careless product would: some lines through the log, some past it. */
async function plant(): Promise<void> {
  const log = fileLog(data, () => new Date('2026-11-21T14:00:00Z'));
  log.info('shell.request', {
    op: 'invoke',
    command: 'Get-AuthConfig',
    target: RECORD.exchangeServer,
  });
  log.error('operation-failed', {
    stack: `Error: no answer from ${RECORD.exchangeServer.toUpperCase()} (10.77.3.9)\n    at Socket.emit (/home/quintessa/app/main.cjs:1:2)`,
  });
  log.warn('sign-in.failed', {
    reason: `AADSTS50020: User account quintessa.o'hara@zanzibar-mills.example (ZCORP\\quintessa, CN=Quintessa O'Hara,OU=Zanzibar,DC=corp) from otherhost.partner.example, certificate A1B2C3D4E5F60718293A4B5C6D7E8F9001122334`,
  });
  const past = [
    JSON.stringify({ at: 'x', level: 'info', event: 'e', body: { password: 'Sw0rdfish-42' } }),
    JSON.stringify({ at: 'x', level: 'info', event: 'e', text: `{"password":"two words secret"}` }),
    `not JSON: client_secret=8Q~pLantedClientSecret and Bearer ${JWT} at Zanzibar Mills`,
    JSON.stringify({ at: 'x', level: 'info', event: 'e', pem: PEM, token: JWT }),
    '{"at":"cut in the middle by Zanzibar Mills',
  ];
  await appendFile(join(data, 'logs', 'crossprem.log'), `${past.join('\n')}\n`);
  await writeFile(join(data, 'logs', 'crossprem.log.1'), `older line of ZMEX07 ${JWT}\n`);
  await writeFile(
    join(data, 'preferences.json'),
    JSON.stringify({
      language: 'fr',
      powershell: 'C:\\Users\\quintessa\\pwsh.exe',
      secret: 'Sw0rdfish-42',
    }),
  );
  const store = customerStore(data, nodeFileSystem);
  await store.save(RECORD);
  const plan = { ...samplePlan().plan, customer: RECORD.id, tenantId: RECORD.tenantId };
  const journal = await store.createRun(RECORD.id, '2026-11-21-1400', plan);
  const at = (second: number): string => `2026-11-21T14:00:0${String(second)}.000Z`;
  const action = plan.actions[0]!.id;
  const { digest, fingerprint } = plan;
  await journal.append({
    type: 'run-started',
    at: at(0),
    run: '2026-11-21-1400',
    kind: 'apply',
    digest,
    fingerprint,
    consents: [],
    productVersion: '0.1.0',
  });
  await journal.append({ type: 'intent', at: at(1), action, before: { server: 'zmex07' } });
  await journal.append({
    type: 'outcome',
    at: at(3),
    action,
    outcome: 'failed',
    decidedBy: 'run',
    facts: { note: 'password: Sw0rdfish-42', pem: PEM },
    durationMs: 1_900,
    warnings: ['Zanzibar Mills says no'],
    error: appError('HX-DC', { name: 'zmdc.zanzibar-mills.example' }, `Bearer ${JWT}`),
    notes: [],
  });
  await journal.append({ type: 'run-ended', at: at(4), result: 'failed' });
}

const POLICY: Policy = {
  values: {
    AllowedActions: ['add', 'sfb-server-exchange:interrupts-service'],
    ReadOnly: false,
    UpdateFeed: 'https://updates.zanzibar-mills.example/crossprem/',
  },
  setBy: { AllowedActions: 'machine', ReadOnly: 'machine', UpdateFeed: 'user' },
  problems: [appError('HX-RULEVALUE', { name: 'ReadOnly', place: '/etc/crossprem/policy.json' })],
};

async function bundle(
  includeNames: boolean,
  customer: string | null = null,
): Promise<readonly BundleFile[]> {
  const doctor = brokenDoctor();
  return gatherBundle({
    dataFolder: data,
    store: customerStore(data, nodeFileSystem),
    doctor: {
      ...doctor,
      customer: { id: RECORD.id, name: RECORD.name, practice: false },
      ladders: doctor.ladders.map((ladder) => ({ ...ladder, target: RECORD.exchangeServer })),
    },
    readme: 'What this is.',
    electron: null,
    policy: POLICY,
    customer,
    includeNames,
  });
}

/** Writes and unpacks; the whole content as one text by file. */
async function written(files: readonly BundleFile[]): Promise<ReadonlyMap<string, string>> {
  const file = join(data, 'out', 'support.zip');
  await mkdir(join(data, 'out'), { recursive: true });
  await writeBundle(file, files, new Date());
  const unpacked = unzip(await readFile(file));
  return new Map([...unpacked].map(([name, bytes]) => [name, bytes.toString('utf8')]));
}

describe('a support bundle', () => {
  it('holds no secret and no name, in no file and no file name', async () => {
    await plant();
    const files = await written(await bundle(false));
    for (const [name, text] of files) {
      for (const secret of SECRETS)
        expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
      for (const known of [...NAMES, new RegExp(`\\b${hostname()}\\b`)]) {
        expect(text, `${String(known)} in ${name}`).not.toMatch(known);
        expect(name).not.toMatch(known);
      }
    }
  });

  it('keeps what support needs: codes, times, commands, events, and one placeholder for one name', async () => {
    await plant();
    const files = await written(await bundle(false));
    const log = files.get('logs/crossprem.log') ?? '';
    expect(log).toContain('"event":"shell.request"');
    expect(log).toContain('"command":"Get-AuthConfig"');
    expect(log).toContain('Socket.emit');
    expect(log).toContain('AADSTS50020');
    const doctor = JSON.parse(files.get('doctor.json') ?? '') as {
      customer: { name: string };
      ladders: { target: string; rungs: { error?: { code: string } }[] }[];
    };
    expect(doctor.customer.name).toMatch(/^<customer-\d>$/);
    const target = doctor.ladders[0]?.target ?? '';
    expect(target).toMatch(/^<host-\d>$/);
    expect(log).toContain(target);
    expect(doctor.ladders[0]?.rungs.map((rung) => rung.error?.code)).toContain('HX-CLOCK');
    expect(JSON.parse(files.get('runs/customer-1-run-1.json') ?? '')).toMatchObject({
      kind: 'apply',
      lines: [
        { type: 'run-started', afterMs: 0 },
        { type: 'intent', afterMs: 1_000, action: 1 },
        { type: 'outcome', afterMs: 3_000, outcome: 'failed', durationMs: 1_900, code: 'HX-DC' },
        { type: 'run-ended', afterMs: 4_000, outcome: 'failed' },
      ],
    });
  });

  it('tells what the organisation sets, by whom, and what could not be used', async () => {
    await plant();
    const policy: unknown = JSON.parse(
      (await written(await bundle(false))).get('policy.json') ?? '',
    );
    expect(policy).toEqual({
      settings: [
        { setting: 'ReadOnly', value: false, setBy: 'machine' },
        {
          setting: 'AllowedActions',
          value: ['add', 'sfb-server-exchange:interrupts-service'],
          setBy: 'machine',
        },
        {
          setting: 'UpdateFeed',
          value: expect.stringMatching(/^https:\/\/updates\.<\w+-\d>\/crossprem\/$/),
          setBy: 'user',
        },
      ],
      problems: POLICY.problems,
    });
    const named = (await written(await bundle(true))).get('policy.json');
    expect(named).toContain('https://updates.zanzibar-mills.example/crossprem/');
  });

  it('writes byte for byte what was shown', async () => {
    await plant();
    const shown = await bundle(false);
    const files = await written(shown);
    expect([...files]).toEqual(shown.map(({ name, text }) => [name, text]));
  });

  it('of one customer holds nothing of another, also with names', async () => {
    await plant();
    const other = { ...RECORD, id: 'fabrikam', name: 'Fabrikam', tenantDomain: 'fabrikam.example' };
    const own = {
      tenantId: 'abad1dea-1111-4222-8333-444455556666',
      exchangeServer: 'fx1.fabrikam.example',
    };
    await customerStore(data, nodeFileSystem).save({ ...other, ...own, inputs: {} });
    const files = await written(await bundle(true, 'fabrikam'));
    expect(files.get('customers/fabrikam.json')).toContain('fx1.fabrikam.example');
    for (const [name, text] of files) {
      expect(name).not.toMatch(/zanzibar/i);
      if (name !== 'doctor.json') expect(text, name).not.toMatch(/zanzibar|zmex07/i);
    }
  });

  it('with names still holds no secret', async () => {
    await plant();
    const files = await written(await bundle(true));
    expect(files.get(`customers/${RECORD.id}.json`)).toContain('Zanzibar Mills');
    expect([...files.keys()]).toContain(`journals/${RECORD.id}-2026-11-21-1400.json`);
    for (const [name, text] of files)
      for (const secret of SECRETS)
        expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
  });

  it('takes the end of all files of the log, and nothing else of that folder', async () => {
    await plant();
    await mkdir(join(data, 'window', 'Crashpad'), { recursive: true });
    for (const place of ['logs/memory.dmp', 'window/Crashpad/memory.dmp'])
      await writeFile(join(data, place), 'MDMP token');
    await writeFile(join(data, 'logs', 'crossprem.log.4'), `{"event":"oldest"}\n`);
    const files = await bundle(true);
    expect(files.some(({ name }) => name.includes('dmp'))).toBe(false);
    expect(files.some(({ text }) => text.includes('MDMP'))).toBe(false);
    const log = files.find(({ name }) => name === 'logs/crossprem.log')?.text ?? '';
    const places = ['oldest', 'older line', 'shell.request'].map((word) => log.indexOf(word));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places).not.toContain(-1);
  });

  it('can be made of an empty data folder', async () => {
    expect((await bundle(false)).map(({ name }) => name)).toEqual([
      'README.txt',
      'doctor.json',
      'versions.json',
      'settings.json',
      'policy.json',
      'logs/crossprem.log',
    ]);
  });

  it('says where it cannot be written', async () => {
    const inFile = join(data, 'a-file');
    await writeFile(inFile, '');
    await expect(
      writeBundle(join(inFile, 'x.zip'), await bundle(false), new Date()),
    ).rejects.toMatchObject({ error: { code: 'HX-FILE' } });
  });
});
