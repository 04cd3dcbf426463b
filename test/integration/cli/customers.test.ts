/** Customers of one's own on the command line: made, reached, read from collected files, and left alone at the end. */
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeExchangeHost } from '../powershell/support/exchange-host';
import type { ExchangeHost } from '../powershell/support/exchange-host';
import { KINDS, removeFolder, shippedBridge } from '../powershell/support/shells';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
const real = KINDS[1]?.executable;
const reference = process.env['CROSSPREM_REFERENCE'];
const TENANT = '11111111-2222-4333-8444-555555555555';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
interface Row {
  readonly read: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string };
}

let root = '';
let data = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-own-'));
});
beforeEach(async () => {
  data = await mkdtemp(join(root, 'data-'));
});
afterAll(async () => {
  await removeFolder();
  await rm(root, { recursive: true, force: true });
});

function crossprem(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 64 << 20, env: { ...process.env, LANG: 'C' } };
    execFile(process.execPath, [CLI, ...words, '--data', data], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const add = (...more: string[]): Promise<Ran> =>
  crossprem(
    ...['customer', 'add', '--name', 'Contoso Ltd.', '--tenant-domain', 'contoso.onmicrosoft.com'],
    ...['--tenant-id', TENANT, '--server', 'ex01.contoso.lab', ...more],
  );

describe('customers', () => {
  test('are added, listed, changed and forgotten', async () => {
    const added = await add('--json');
    expect(JSON.parse(added.out)).toMatchObject({
      id: 'contoso-ltd',
      connection: { exchange: 'remote', tenant: 'sign-in' },
    });
    const words = ['--customer', 'contoso-ltd', '--exchange', 'carry', '--tenant', 'carry'];
    expect((await crossprem('customer', 'set', ...words)).out).toContain('carried by hand');
    const statement = ['--oauth', 'elsewhere', '--by', 'Ada Lin', '--note', 'The wizard'];
    await crossprem('customer', 'set', '--customer', 'contoso-ltd', ...statement);
    const listed = await crossprem('customer', 'list', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([
      { id: 'contoso-ltd', tenantId: TENANT, connection: { exchange: 'carry', tenant: 'carry' } },
    ]);
    const said = { way: 'elsewhere', statedBy: 'Ada Lin', doneBy: 'The wizard' };
    expect(JSON.parse(listed.out)).toMatchObject([{ oauth: said }]);
    // Nobody is there to be asked.
    expect((await crossprem('customer', 'forget', '--customer', 'contoso-ltd')).code).toBe(64);
    await crossprem('customer', 'forget', '--customer', 'contoso-ltd', '--yes');
    expect(JSON.parse((await crossprem('customer', 'list', '--json')).out)).toEqual([]);
  });

  test('are forgotten all at once by a script, and one that cannot be is named', async () => {
    await add();
    await add('--name', 'Fabrikam');
    expect((await crossprem('customer', 'forget', '--all')).code).toBe(64);
    const both = ['customer', 'forget', '--all', '--customer', 'fabrikam', '--yes'];
    expect((await crossprem(...both)).code).toBe(64);
    const damaged = join(data, 'customers', 'damaged');
    await mkdir(damaged);
    await writeFile(join(damaged, 'customer.json'), '{');
    const partly = await crossprem('customer', 'forget', '--all', '--yes');
    expect(partly.code).toBe(3);
    expect(partly.err).toContain('HX-CUST');
    expect(await readdir(join(data, 'customers'))).toEqual(['damaged']);
    await rm(damaged, { recursive: true });
    const none = await crossprem('customer', 'forget', '--all', '--yes');
    expect(none).toMatchObject({ code: 0, out: '' });
  });

  test('name a front end or reach the pool by hand, and its look is written without asking anybody', async () => {
    const added = await add('--skype', 'fe01.contoso.lab', '--json');
    expect(JSON.parse(added.out)).toMatchObject({
      skypeServer: 'fe01.contoso.lab',
      connection: { skype: 'remote' },
    });
    const customer = ['--customer', 'contoso-ltd', '--json'];
    const set = await crossprem('customer', 'set', ...customer, '--skype', 'carry');
    expect(JSON.parse(set.out)).toMatchObject({
      skypeServer: 'fe01.contoso.lab',
      connection: { skype: 'carry' },
    });
    const words = ['--exchange', 'carry', '--scenario', 'sfb-server-exchange'];
    await crossprem('customer', 'set', ...customer, ...words.slice(0, 2));
    const look = ['script', '--look', '--target', 'skype', ...words.slice(2), ...customer];
    expect(JSON.parse((await crossprem(...look)).out)).toMatchObject({
      manifest: { kind: 'look', target: 'skype', hosts: ['fe01.contoso.lab'] },
      script: expect.stringContaining('Get-CsOAuthConfiguration') as string,
    });
    const none = await crossprem('customer', 'set', ...customer, '--skype', 'none');
    expect(JSON.parse(none.out)).toMatchObject({
      skypeServer: null,
      connection: { skype: 'carry' },
    });
  });

  test.each([
    [['add', '--name', 'x']],
    [['add', '--name', ' ', '--tenant-id', TENANT]],
    [['set', '--name', 'x']],
    [['set', '--customer', 'nobody', '--exchange', 'by-horse']],
    [['remove']],
    [['list', 'all']],
  ])('customer %j ends with 64 and HX-USE', async (words) => {
    const ran = await crossprem('customer', ...words);
    expect([ran.code, ran.err.slice(0, 6)]).toEqual([64, 'HX-USE']);
  });

  test('say which PowerShell is not there, and that nobody signed in', async () => {
    await add();
    const words = ['--customer', 'contoso-ltd', '--powershell', '/nowhere/pwsh', '--json'];
    const { code, out } = await crossprem('read', ...words);
    const rows = JSON.parse(out) as readonly Row[];
    expect(code).toBe(4);
    expect(new Set(rows.map((row) => row.error?.code))).toEqual(new Set(['HX-SHELL', 'HX-SIGNIN']));
  });
});

describe.skipIf(real === undefined)('a customer reached through a real PowerShell', () => {
  let lab: TestLab;
  let host: ExchangeHost;
  beforeAll(async () => {
    lab = await startTestLab();
    const place = join(root, 'host');
    await mkdir(place);
    host = await makeExchangeHost(place, real ?? '', lab.ready, dirname(shippedBridge), 'x');
  });
  afterAll(() => lab.stop());

  test('is read, and its session is closed', async () => {
    await add();
    const words = ['--customer', 'contoso-ltd', '--powershell', host.executable];
    const { out } = await crossprem('read', ...words, '--json');
    const rows = JSON.parse(out) as readonly Row[];
    expect(rows.find((row) => row.read === 'auth-config')?.facts).toBeDefined();
    expect((await host.calls()).slice(-2)).toEqual([
      'open Microsoft.Exchange http://ex01.contoso.lab/PowerShell/ Kerberos current user',
      'close',
    ]);
  });

  test('that wants a credential is not asked for one without a terminal', async () => {
    await add('--exchange', 'remote-credential');
    const words = ['--customer', 'contoso-ltd', '--powershell', host.executable, '--json'];
    const rows = JSON.parse((await crossprem('read', ...words)).out) as readonly Row[];
    expect(rows.some((row) => row.error?.code === 'HX-NOCRED')).toBe(true);
  });

  test.skipIf(process.platform === 'win32')(
    'leaves no PowerShell behind after Ctrl+C',
    async () => {
      await add();
      const before = (await host.calls()).length;
      const words = ['read', '--customer', 'contoso-ltd', '--powershell', host.executable];
      const child = spawn(process.execPath, [CLI, ...words, '--data', data], { stdio: 'ignore' });
      await vi.waitFor(async () => expect((await host.calls()).length).toBeGreaterThan(before), {
        timeout: 30_000,
        interval: 5,
      });
      const mine = await processesOf(host.executable);
      expect(mine.length).toBeGreaterThan(0);
      child.kill('SIGINT');
      await vi.waitFor(async () => expect(await processesOf(host.executable)).toEqual([]), {
        timeout: 15_000,
        interval: 50,
      });
    },
  );
});

/** Ids of processes whose command line names this program. */
async function processesOf(program: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const words = (await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).split('\0');
      return words.slice(0, 2).includes(program) ? [id] : [];
    }),
  );
  return found.flat();
}

describe('collected files', () => {
  test('change nothing and prove nothing', async () => {
    for (const verb of ['apply', 'undo', 'verify', 'report']) {
      const ran = await crossprem(verb, '--from', root, '--customer', 'contoso-ltd');
      expect([verb, ran.code, ran.err.slice(0, 12)]).toEqual([verb, 3, 'HX-COLLECTED']);
    }
    expect((await crossprem('lab', '--from', root)).code).toBe(64);
    // A plan compares with a tenant, and none is named.
    expect((await crossprem('plan', '--from', root)).code).toBe(64);
  });

  test('that are not there are reads that were not made', async () => {
    const rows = JSON.parse(
      (await crossprem('read', '--from', join(root, 'nothing'), '--json')).out,
    ) as readonly Row[];
    expect(rows.find((row) => row.read === 'auth-config')?.error?.code).toBe('HX-NOFILE');
    expect(await readdir(data)).not.toContain('customers');
  });

  describe.skipIf(reference === undefined)(
    'recorded on a real server (CROSSPREM_REFERENCE)',
    () => {
      const recordings = join(reference ?? '', 'recordings');

      test('are read and planned without a customer', async () => {
        const controller = ['--input', 'domainController=dc01.contoso.lab'];
        const { code, out } = await crossprem(
          'read',
          '--from',
          recordings,
          ...controller,
          '--json',
        );
        const rows = JSON.parse(out) as readonly Row[];
        expect(code).toBe(4);
        for (const read of ['auth-config', 'exchange-servers', 'partner-applications'])
          expect(rows.find((row) => row.read === read)?.facts, read).toBeDefined();
        const words = ['--tenant-id', TENANT, '--json'];
        const plan = await crossprem('plan', '--from', recordings, ...words);
        expect(JSON.parse(plan.out)).toMatchObject({ scenario: 'tenant-exchange' });
        const script = await crossprem('script', '--from', recordings, '--tenant-id', TENANT);
        expect([script.code, script.err]).toEqual([0, '']);
      });

      const copyTo = async (folder: string): Promise<void> => {
        for (const name of (await readdir(recordings)).filter((item) => /^[\w-]+\.xml$/.test(item)))
          await copyFile(join(recordings, name), join(folder, name));
      };
      const planText = async (folder: string): Promise<string> => {
        const ran = await crossprem('plan', '--from', folder, '--tenant-id', TENANT);
        expect(ran.out + ran.err).not.toContain('HX-BUG');
        return ran.out;
      };

      test.each([
        ['Get-ExchangeCertificate', 'broken'],
        ['Get-AuthConfig', 'no-next'],
      ])('%s.%s', async (cmdlet, variant) => {
        const folder = await mkdtemp(join(root, 'variant-'));
        await copyTo(folder);
        await copyFile(join(recordings, `${cmdlet}.${variant}.xml`), join(folder, `${cmdlet}.xml`));
        // Certificates are read from their bytes, which a list without subjects still has.
        expect(await planText(folder)).not.toContain('HX-CERTBROKEN');
      });

      test('a certificate list without bytes says so', async () => {
        const folder = await mkdtemp(join(root, 'variant-'));
        await copyTo(folder);
        const file = join(folder, 'Get-ExchangeCertificate.xml');
        const bytes = await readFile(file);
        const encoding = bytes[0] === 0xff ? 'utf16le' : 'utf8';
        const text = bytes.toString(encoding).replace(/<BA N="RawData">[^<]*<\/BA>/g, '');
        await writeFile(file, text, encoding);
        expect(await planText(folder)).toContain('HX-CERTBROKEN');
      });
    },
  );
});
