/** A session with an Exchange server, in a real PowerShell whose remoting commands are stand-ins. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exchangeShell } from '../../../src/adapters/powershell';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificates } from '../../../src/core/reads/organisation';
import { ALLOWED_CMDLETS } from '../../../src/core/commands/allow-list';
import type { PowerShellOptions } from '../../../src/adapters/powershell/shell';
import {
  KINDS,
  call,
  closeAll,
  folder,
  makeShell,
  removeFolder,
  shippedBridge,
} from './support/shells';

const real = KINDS[1]!;
const place = join(folder, 'exchange');
const log = join(place, 'log.txt');

beforeEach(async () => {
  await mkdir(place, { recursive: true });
  await rm(log, { force: true });
  await copyFile(
    join(import.meta.dirname, 'support/Fake.Exchange.psm1'),
    join(place, 'Fake.Exchange.psm1'),
  );
  await writeFile(
    join(place, 'Both.psm1'),
    `Import-Module '${join(place, 'Fake.Exchange.psm1')}' -Global\nImport-Module '${shippedBridge}' -Global\n`,
  );
});
afterEach(closeAll);
afterAll(removeFolder);

const shellTo = (server: string, more: Partial<PowerShellOptions> = {}) =>
  makeShell(real, {
    modulePath: join(place, 'Both.psm1'),
    target: server,
    connect: { op: 'connect-exchange', server },
    ...more,
  });
const written = async (): Promise<string[]> =>
  (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
const domains = { name: 'Get-AcceptedDomain', parameters: {} };

describe.skipIf(real.executable === undefined)(`an Exchange session in ${real.name}`, () => {
  it('is opened once over Kerberos, imports the allowed commands only, and is closed', async () => {
    const shell = shellTo('ex01.contoso.lab');
    for (let round = 0; round < 3; round += 1)
      expect(await shell.invoke(domains, call())).toEqual({
        kind: 'done',
        items: [{ DomainName: 'contoso.com', DomainType: 'Authoritative', Default: true }],
        warnings: [],
      });
    await shell.close();
    expect(await written()).toEqual([
      'open Microsoft.Exchange http://ex01.contoso.lab/PowerShell/ Kerberos',
      `import ${Object.keys(ALLOWED_CMDLETS).join(',')}`,
      'close',
    ]);
  });

  it('takes a credential from the private pipe', async () => {
    const secret = 'Pa55 "w0rd"';
    const shell = shellTo('ex01.contoso.lab', {
      connect: { op: 'connect-exchange', server: 'ex01.contoso.lab', credential: 'admin' },
      secret: () => ({ name: 'admin', user: 'CONTOSO\\ada', secret }),
    });
    expect(await shell.invoke(domains, call())).toMatchObject({ kind: 'done' });
    expect(await written()).toContain('as CONTOSO\\ada True');
  });

  it('tells the rights that the account has', async () => {
    const outcome = await shellTo('ex01.contoso.lab').request({ op: 'rights' }, call());
    if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome));
    const { items } = outcome.answer;
    expect(items).toContainEqual({ command: 'Get-AcceptedDomain', found: true, missing: [] });
    expect(items).toContainEqual({
      command: 'New-PartnerApplication',
      found: true,
      missing: ['LinkedAccount'],
    });
    expect(items).toContainEqual({
      command: 'New-ManagementRoleAssignment',
      found: false,
      missing: [],
    });
    expect(items).toHaveLength(Object.keys(ALLOWED_CMDLETS).length);
  });

  it('a cmdlet or parameter that the roles do not grant is told by PowerShell’s own ids', async () => {
    const shell = shellTo('ex01.contoso.lab');
    const role = { Role: 'UserApplication', User: 'x', DomainController: 'dc01' };
    expect(
      await shell.invoke({ name: 'New-ManagementRoleAssignment', parameters: role }, call()),
    ).toMatchObject({
      kind: 'failed',
      record: { fullyQualifiedErrorId: 'CommandNotFoundException' },
    });
    const application = {
      Name: 'x',
      ApplicationIdentifier: 'y',
      LinkedAccount: 'z',
      DomainController: 'dc01',
    };
    expect(
      await shell.invoke({ name: 'New-PartnerApplication', parameters: application }, call()),
    ).toMatchObject({
      kind: 'failed',
      record: {
        fullyQualifiedErrorId: expect.stringContaining('NamedParameterNotFound') as string,
      },
    });
  });

  it('certificates without thumbprint are read from their bytes', async () => {
    const outcome = await shellTo('ex01.contoso.lab').invoke(
      { name: 'Get-ExchangeCertificate', parameters: { Server: 'EX01' } },
      call(),
    );
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    expect(outcome.items).toEqual([{ RawData: { $bytes: 'MIIB' } }]);
    const crypto = { sha256: () => '', certificate: () => undefined };
    expect(certificates.parse({ kind: 'items', items: outcome.items }, crypto, {})).toEqual({
      certificates: [],
      unreadable: 1,
    });
  });

  it('a connection that breaks mid-command is unknown, and a new session is opened', async () => {
    const shell = shellTo('ex01.contoso.lab');
    const parameters = {
      Name: 'x',
      ExternalEmailAddress: 'SMTP:x@contoso.com',
      DomainController: 'dc01',
    };
    expect(await shell.invoke({ name: 'New-MailUser', parameters }, call())).toMatchObject({
      kind: 'unknown',
      error: { code: 'HX-LOST' },
    });
    expect(await shell.invoke(domains, call())).toMatchObject({ kind: 'done' });
    expect((await written()).filter((line) => line.startsWith('open'))).toHaveLength(2);
  });

  it.each([
    ['mail.contoso.lab', 'HX-KERB'],
    ['10.0.0.1', 'HX-KERB'],
    ['ex01', 'HX-KERB'],
    ['ex01.contoso.lab/x', 'HX-KERB'],
    ['full.contoso.lab', 'HX-SHELLS'],
    ['nolang.contoso.lab', 'HX-NOLANG'],
    ['gone.contoso.lab', 'HX-REACH'],
    ['denied.contoso.lab', 'HX-SESSION'],
  ])('%s: %s, and nothing was sent', async (server, code) => {
    const outcome = await shellTo(server).invoke(domains, call());
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      error: { code, args: { target: server } },
    });
  });

  it('a server without a management shell says so', async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const shell = exchangeShell(
      { bridgeFolder: dirname(shippedBridge), configured: real.executable!, log },
      { kind: 'local' },
    );
    expect(await shell.invoke(domains, call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-SESSION' },
    });
    await shell.close();
  });
});
