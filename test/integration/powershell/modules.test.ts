/** Exchange Online and Skype for Business in processes of their own, in a real PowerShell with stand-in modules. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exchangeOnlineShell, skypeShell } from '../../../src/adapters/powershell/module-shells';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';
import type { AppError } from '../../../src/shared/errors';
import { KINDS, call, removeFolder, shippedBridge } from './support/shells';

const real = KINDS[1]?.executable;
const TENANT = '11111111-2222-4333-8444-555555555555';
const ORGANIZATION = 'contoso.onmicrosoft.com';
const TOKEN = `eyJ0.${'S3cret-Pl4nted-T0ken'.repeat(120)}.sig`;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const ONLINE = (folder: string, tenant: string): string => `
function Connect-ExchangeOnline { param([string]$AccessToken, [string]$Organization, [string]$DelegatedOrganization, [switch]$ShowBanner)
  $ok = $AccessToken -ceq '${TOKEN}'
  [IO.File]::AppendAllText('${folder}/log.txt', "connect $Organization|$DelegatedOrganization $ok$([char]10)")
  $script:Connection = [pscustomobject]@{ State = 'Connected'; Organization = $Organization; DelegatedOrganization = $DelegatedOrganization; TenantID = '${tenant}'; TokenStatus = 'Active' } }
function Get-ConnectionInformation { param() $script:Connection }
function Disconnect-ExchangeOnline { [CmdletBinding(SupportsShouldProcess)] param() [IO.File]::AppendAllText('${folder}/log.txt', "disconnect$([char]10)") }
function Remove-Mailbox { param() 'not in the list' }
Export-ModuleMember -Function *`;
const SKYPE = `
function Get-CsServerVersion { param() 'Skype for Business Server 2019 (7.0.2046.0)' }
Export-ModuleMember -Function *`;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-modules-'));
});
const open: PowerShellShell[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((shell) => shell.close()));
});
afterAll(async () => {
  await removeFolder();
  await rm(root, { recursive: true, force: true });
});

/** A PowerShell that has the stand-in modules on its module path. */
async function host(name: string, tenant = TENANT) {
  const folder = join(root, name);
  for (const [module, text] of [
    ['ExchangeOnlineManagement', ONLINE(folder, tenant)],
    ['SkypeForBusiness', SKYPE],
  ] as const) {
    await mkdir(join(folder, module), { recursive: true });
    await writeFile(join(folder, module, `${module}.psm1`), text);
  }
  const configured = join(folder, 'powershell');
  await writeFile(configured, `#!/bin/sh\nPSModulePath='${folder}' exec '${real ?? ''}' "$@"\n`);
  await chmod(configured, 0o755);
  const calls = async (): Promise<string[]> =>
    (await readFile(join(folder, 'log.txt'), 'utf8').catch(() => '')).trim().split('\n');
  return { setup: { bridgeFolder: dirname(shippedBridge), configured, log }, calls };
}

function opened(shell: PowerShellShell | AppError): PowerShellShell {
  if ('code' in shell) throw new Error(shell.code);
  open.push(shell);
  return shell;
}

const online = {
  organization: ORGANIZATION,
  tenantId: TENANT,
  delegated: false,
  token: () => TOKEN,
};
const readBack = { op: 'invoke', command: 'Get-ConnectionInformation', parameters: [] } as const;

describe.skipIf(real === undefined)('Exchange Online in a real PowerShell', () => {
  it('takes the token from the private pipe, reads back where it is, and disconnects', async () => {
    const { setup, calls } = await host('online');
    const shell = opened(await exchangeOnlineShell(setup, online));
    expect(await shell.perform(readBack, call())).toMatchObject({
      kind: 'done',
      items: [{ State: 'Connected', Organization: ORGANIZATION, TenantID: TENANT }],
    });
    await shell.close();
    expect(await calls()).toEqual([`connect ${ORGANIZATION}| True`, 'disconnect']);
  });

  it('is reached by a partner with delegated access', async () => {
    const { setup, calls } = await host('delegated');
    const shell = opened(await exchangeOnlineShell(setup, { ...online, delegated: true }));
    expect(await shell.perform(readBack, call())).toMatchObject({ kind: 'done' });
    expect(await calls()).toEqual([`connect |${ORGANIZATION} True`]);
  });

  it('runs nothing in another tenant', async () => {
    const { setup, calls } = await host('other', '99999999-2222-4333-8444-555555555555');
    const shell = opened(await exchangeOnlineShell(setup, online));
    expect(await shell.perform(readBack, call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-TEN', args: { expected: ORGANIZATION } },
    });
    expect(await calls()).toContain('disconnect');
  });

  it('runs what its own list names, and nothing of Exchange Server’s', async () => {
    const { setup } = await host('list');
    const shell = opened(await exchangeOnlineShell(setup, online));
    for (const command of ['Remove-Mailbox', 'Get-AuthConfig'])
      expect(await shell.perform({ op: 'invoke', command, parameters: [] }, call())).toMatchObject({
        kind: 'not-sent',
        error: { detail: expect.stringContaining('NotAllowed') },
      });
  });

  it('without a token is not tried', async () => {
    const { setup, calls } = await host('none');
    const shell = opened(await exchangeOnlineShell(setup, { ...online, token: () => undefined }));
    expect(await shell.perform(readBack, call())).toMatchObject({ error: { code: 'HX-NOCRED' } });
    expect(await calls()).toEqual(['']);
  });
});

describe.skipIf(real === undefined)('Skype for Business Server in a real PowerShell', () => {
  const version = { op: 'invoke', command: 'Get-CsServerVersion', parameters: [] } as const;

  it('is its module on a server', async () => {
    const { setup } = await host('skype');
    const shell = opened(await skypeShell(setup, { server: 'fe01.contoso.lab', local: true }));
    expect(await shell.perform(version, call())).toMatchObject({
      kind: 'done',
      items: ['Skype for Business Server 2019 (7.0.2046.0)'],
    });
  });

  it('by an address instead of a name is refused', async () => {
    const { setup } = await host('skype-address');
    const shell = opened(await skypeShell(setup, { server: '10.0.0.1', local: false }));
    expect(await shell.perform(version, call())).toMatchObject({ error: { code: 'HX-KERB' } });
  });
});
