/** Exchange Online's shell in a real PowerShell, with a stand-in for its module that makes its commands as the real one does. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {
  OnlineShell,
  OnlineShellOptions,
} from '../../../src/adapters/powershell/online-shell';
import { onlineShell } from '../../../src/adapters/powershell/online-shell';
import { appError } from '../../../src/shared/errors';
import { fail, ok } from '../../../src/shared/result';
import { KINDS, call, removeFolder, shippedBridge } from './support/shells';

const real = KINDS[1]?.executable;
const TENANT = '11111111-2222-4333-8444-555555555555';
const ORGANIZATION = 'contoso.onmicrosoft.com';
const TOKEN = `eyJ0.${'S3cret-Pl4nted-T0ken'.repeat(120)}.sig`;
const ACCOUNT = 'ada@contoso.com';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const READ = { name: 'Get-IntraOrganizationConnector', parameters: {} };

/** What a stand-in does differently. */
interface Standing {
  readonly tenant: string;
  /** What the organisation calls itself; none where the account sees no organisation. */
  readonly name: string | undefined;
  readonly domains: string;
  /** Thrown by Connect-ExchangeOnline. */
  readonly refusal: string;
  readonly old: boolean;
}

const USUAL: Standing = {
  tenant: TENANT,
  name: ORGANIZATION,
  domains: `'contoso.com', '${ORGANIZATION}'`,
  refusal: '',
  old: false,
};

/** The commands come in a temporary module, whose path the connection names, as with ExchangeOnlineManagement 3. */
function commandsModule(folder: string, { name, domains }: Standing): string {
  const organisation =
    name === undefined
      ? ''
      : `function Get-OrganizationConfig { [CmdletBinding()] param() [pscustomobject]@{ Name = '${name}' } }`;
  return `
${organisation}
function Get-AcceptedDomain { [CmdletBinding()] param() @(${name === undefined ? '' : domains}) | ForEach-Object { [pscustomobject]@{ DomainName = $_ } } }
function Get-IntraOrganizationConnector { [CmdletBinding()] param()
  [IO.File]::AppendAllText('${folder}/log.txt', "read$([char]10)")
  [pscustomobject]@{ Name = 'HybridIOC'; TargetAddressDomains = @('contoso.com'); DiscoveryEndpoint = 'https://x'; Enabled = $true; Guid = [guid]'c0000000-0000-4000-8000-000000000001'; Secret = 'not taken' } }
function Set-IntraOrganizationConnector { [CmdletBinding()] param([string]$Identity, [bool]$Enabled)
  [IO.File]::AppendAllText('${folder}/log.txt', "set $Identity $Enabled$([char]10)") }
Export-ModuleMember -Function *`;
}

function managementModule(folder: string, standing: Standing): string {
  const token = standing.old ? '' : '[string]$AccessToken, ';
  return `
function Connect-ExchangeOnline { [CmdletBinding()] param(${token}[string]$UserPrincipalName, [string]$DelegatedOrganization, [string]$ExchangeEnvironmentName, [string[]]$CommandName, [switch]$ShowBanner, [switch]$SkipLoadingFormatData)
  [IO.File]::AppendAllText('${folder}/log.txt', "connect $UserPrincipalName|$DelegatedOrganization|$ExchangeEnvironmentName $($AccessToken -ceq '${TOKEN}') $($CommandName -contains 'Get-OrganizationConfig')$([char]10)")
  [IO.File]::Delete('${folder}/expired')
  ${standing.refusal === '' ? '' : `throw '${standing.refusal}'`}
  Import-Module '${folder}/tmpEXO_abc.def/tmpEXO_abc.def.psm1' -DisableNameChecking
  $script:Connection = [pscustomobject]@{ State = 'Connected'; Organization = '${ORGANIZATION}'; DelegatedOrganization = $DelegatedOrganization; TenantID = '${standing.tenant}'; ModuleName = '${folder}/tmpEXO_abc.def/tmpEXO_abc.def.psm1' } }
function Get-ConnectionInformation { [CmdletBinding()] param()
  $status = if ([IO.File]::Exists('${folder}/expired')) { 'Expired' } else { 'Active' }
  $script:Connection | Select-Object *, @{ Name = 'TokenStatus'; Expression = { $status } } }
function Disconnect-ExchangeOnline { [CmdletBinding(SupportsShouldProcess)] param()
  [IO.File]::AppendAllText('${folder}/log.txt', "disconnect$([char]10)") }
Export-ModuleMember -Function *`;
}

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-online-'));
});
const open: OnlineShell[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((shell) => shell.close()));
});
afterAll(async () => {
  await removeFolder();
  await rm(root, { recursive: true, force: true });
});

/** A shell on a PowerShell that has the stand-in on its module path, and what was called there. */
async function started(
  name: string,
  standing: Partial<Standing> = {},
  change: Partial<OnlineShellOptions> = {},
) {
  const folder = join(root, name);
  const all = { ...USUAL, ...standing };
  const write = async (module: string, text: string): Promise<void> => {
    await mkdir(join(folder, module), { recursive: true });
    await writeFile(join(folder, module, `${module}.psm1`), text);
  };
  if (name !== 'absent') await write('ExchangeOnlineManagement', managementModule(folder, all));
  await write('tmpEXO_abc.def', commandsModule(folder, all));
  const configured = join(folder, 'powershell');
  await writeFile(configured, `#!/bin/sh\nPSModulePath='${folder}' exec '${real ?? ''}' "$@"\n`);
  await chmod(configured, 0o755);
  const shell = onlineShell({
    setup: { bridgeFolder: dirname(shippedBridge), configured, log },
    organization: ORGANIZATION,
    tenantId: TENANT,
    environment: 'O365Default',
    token: () => Promise.resolve(ok({ accessToken: TOKEN, account: ACCOUNT, delegated: false })),
    ...change,
  });
  open.push(shell);
  const calls = async (): Promise<string[]> =>
    (await readFile(join(folder, 'log.txt'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return { shell, calls, folder };
}

const CONNECT = `connect ${ACCOUNT}||O365Default True True`;

describe.skipIf(real === undefined)('Exchange Online in a real PowerShell', () => {
  it('takes the token from the private pipe, lets the organisation answer, runs and disconnects', async () => {
    const { shell, calls } = await started('usual');
    expect(await shell.connect(call())).toBeUndefined();
    const read = await shell.invoke(READ, call());
    expect(read).toMatchObject({
      kind: 'done',
      items: [{ Name: 'HybridIOC', TargetAddressDomains: ['contoso.com'], Enabled: true }],
    });
    expect(JSON.stringify(read)).not.toContain('not taken');
    const set = { Identity: 'c0000000-0000-4000-8000-000000000001', Enabled: false };
    expect(
      await shell.invoke({ name: 'Set-IntraOrganizationConnector', parameters: set }, call()),
    ).toMatchObject({ kind: 'done' });
    await shell.close();
    expect(await calls()).toEqual([
      CONNECT,
      'read',
      'set c0000000-0000-4000-8000-000000000001 False',
      'disconnect',
    ]);
  }, 60_000);

  it('goes to the environment of the cloud, and for a partner to the customer’s organisation', async () => {
    const token = { accessToken: TOKEN, account: 'p@partner.com', delegated: true };
    const { shell, calls } = await started(
      'partner',
      {},
      { environment: 'O365USGovDoD', token: () => Promise.resolve(ok(token)) },
    );
    expect(await shell.connect(call())).toBeUndefined();
    expect(await calls()).toEqual([`connect |${ORGANIZATION}|O365USGovDoD True True`]);
  }, 60_000);

  it.each([
    ['another tenant', { tenant: '99999999-2222-4333-8444-555555555555' }, 'HX-TEN'],
    // What the connection says of itself is the customer's; the organisation that answers is the partner's.
    [
      'another organisation',
      { name: 'partner.onmicrosoft.com', domains: "'partner.com'" },
      'HX-TEN',
    ],
    ['no organisation', { name: undefined }, 'HX-EXOROLE'],
    ['a refusal', { refusal: 'UnAuthorized' }, 'HX-EXOROLE'],
    ['an old module', { old: true }, 'HX-EXOMODULE'],
  ] as const)(
    'with %s nothing runs',
    async (name, standing, code) => {
      const { shell, calls } = await started(name.replaceAll(' ', '-'), standing);
      expect(await shell.invoke(READ, call())).toMatchObject({ kind: 'not-sent', error: { code } });
      expect(await calls()).not.toContain('read');
    },
    60_000,
  );

  it('is the customer’s also where it calls itself by another of its domains', async () => {
    const { shell } = await started('renamed', { name: 'contosoltd.onmicrosoft.com' });
    expect(await shell.invoke(READ, call())).toMatchObject({ kind: 'done' });
  }, 60_000);

  it('without the module says so', async () => {
    const { shell } = await started('absent');
    expect(await shell.connect(call())).toMatchObject({
      code: 'HX-EXOMODULE',
      args: { cause: 'missing' },
    });
  }, 60_000);

  it('without a token starts nothing', async () => {
    const error = appError('HX-SIGNIN', { reason: 'needed' });
    const token = () => Promise.resolve(fail(error));
    const { shell, calls } = await started('signed-out', {}, { token });
    expect(await shell.invoke(READ, call())).toEqual({ kind: 'not-sent', error });
    expect(await calls()).toEqual([]);
  });

  it('connects anew when the token has run out, and for another person', async () => {
    let account = ACCOUNT;
    const { shell, calls, folder } = await started(
      'expired',
      {},
      {
        token: () => Promise.resolve(ok({ accessToken: TOKEN, account, delegated: false })),
      },
    );
    expect(await shell.invoke(READ, call())).toMatchObject({ kind: 'done' });
    await writeFile(join(folder, 'expired'), '');
    expect(await shell.invoke(READ, call())).toMatchObject({ kind: 'done' });
    account = 'cleo@contoso.com';
    expect(await shell.invoke(READ, call())).toMatchObject({ kind: 'done' });
    const connects = (await calls()).filter((line) => line.startsWith('connect'));
    expect(connects.map((line) => line.split(/[ |]/)[1])).toEqual([
      ACCOUNT,
      ACCOUNT,
      'cleo@contoso.com',
    ]);
  }, 90_000);

  it('runs what its own list names, and nothing of Exchange Server’s', async () => {
    const { shell } = await started('list');
    for (const name of ['Remove-Mailbox', 'Get-AuthConfig'])
      expect(await shell.invoke({ name, parameters: {} }, call())).toMatchObject({
        kind: 'not-sent',
        error: { code: 'HX-BUG' },
      });
  });
});
