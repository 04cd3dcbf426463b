import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPowerShells } from '../../../src/adapters/powershell/discovery';
import { GRAPH_PERMISSIONS } from '../../../src/core/commands/graph-table';
import { APPLICATIONS } from '../../../src/shared/applications';
import { renderRegisterScript } from '../../../src/core/commands/register-script';

const TENANT = '11111111-2222-4333-8444-555555555555';

/** Stand-ins for the Graph module: applications in a file, calls written down. */
const MODULE = String.raw`
$script:tenant = '${TENANT}'
function Connect-MgGraph { param($TenantId, $Environment, $Scopes) Add-Content $env:CALLS ("connect $TenantId $Environment $Scopes") }
function Get-MgContext { New-Object PSObject -Property @{ TenantId = $script:tenant } }
function Invoke-MgGraphRequest {
    param($Method, $Uri, $OutputType, $ErrorAction, $Body, $ContentType)
    Add-Content $env:CALLS ($Method + ' ' + [Uri]::UnescapeDataString($Uri))
    if ($Uri -like '/v1.0/servicePrincipals*') {
        $null = [Uri]::UnescapeDataString($Uri) -match "appId eq '([^']+)'"
        $resource = $Matches[1]
        if ($resource -like '00000002-*' -and $env:WITHOUT_EXCHANGE) { return '{"value":[]}' }
        $names = if ($resource -like '00000002-*') { @('Exchange.Manage', 'EWS.AccessAsUser.All') }
        else { @('${GRAPH_PERMISSIONS.join("','")}', 'Mail.Read') }
        $n = 0
        $scopes = $names | ForEach-Object { $n++; @{ value = $_; id = ('id-' + $n) } }
        return (ConvertTo-Json -Depth 6 @{ value = @(@{ appId = $resource; displayName = $resource; oauth2PermissionScopes = @($scopes) }) })
    }
    if ($Method -eq 'GET') { return (Get-Content -Raw $env:APPS) }
    Add-Content $env:CALLS $Body
    $application = ConvertFrom-Json $Body
    Add-Member -InputObject $application -NotePropertyMembers @{ id = 'object'; appId = 'the-app-id' } -Force
    $json = ConvertTo-Json -Depth 6 @{ value = @($application) }
    Set-Content $env:APPS $json
    if ($Method -eq 'POST') { return (ConvertTo-Json -Depth 6 $application) }
}
Export-ModuleMember -Function *
`;

const found = await findPowerShells({
  platform: process.platform,
  environment: process.env,
  ...(process.env['CROSSPREM_PWSH'] === undefined
    ? {}
    : { configured: process.env['CROSSPREM_PWSH'] }),
});
const powerShell = found[0]?.executable ?? '';

describe.skipIf(powerShell === '')('the script that registers an application, run', () => {
  function run(
    applications: unknown[],
    more: readonly string[] = [],
    times = 1,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-register-'));
    const [script, module, apps, calls] = ['s.ps1', 'Graph.psm1', 'apps.json', 'calls.txt'].map(
      (name) => join(folder, name),
    ) as [string, string, string, string];
    writeFileSync(script, renderRegisterScript({ tenantId: TENANT }));
    writeFileSync(module, MODULE);
    writeFileSync(apps, JSON.stringify({ value: applications }));
    writeFileSync(calls, '');
    const once = () =>
      spawnSync(
        powerShell,
        [
          '-NoLogo',
          '-NoProfile',
          '-Command',
          `Import-Module '${module}'; & '${script}' ${more.join(' ')}`,
        ],
        { encoding: 'utf8', env: { ...process.env, ...environment, APPS: apps, CALLS: calls } },
      );
    const [first, again] = [once(), times > 1 ? once() : undefined];
    const said = readFileSync(calls, 'utf8').trim().split(/\r?\n/);
    rmSync(folder, { recursive: true });
    return { first, again, said };
  }

  it('registers once and finds it right the second time', () => {
    const { first, again, said } = run([], [], 2);
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain('Registered Crossprem.');
    expect(first.stdout.trim().endsWith('the-app-id')).toBe(true);
    expect(again?.stderr).toBe('');
    expect(again?.stdout).toContain('is registered as it should be');
    expect(again?.stdout.trim()).toMatch(/the-app-id$/);
    expect(said.filter((line) => line.startsWith('POST'))).toEqual(['POST /v1.0/applications']);
    expect(said.filter((line) => line.startsWith('PATCH'))).toEqual([]);
    const body = JSON.parse(said.find((line) => line.startsWith('{'))!);
    expect(body).toEqual({
      displayName: 'Crossprem',
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: true,
      publicClient: { redirectUris: ['http://localhost'] },
      requiredResourceAccess: [
        {
          resourceAppId: '00000003-0000-0000-c000-000000000000',
          resourceAccess: GRAPH_PERMISSIONS.map((_name, index) => ({
            id: `id-${index + 1}`,
            type: 'Scope',
          })),
        },
        {
          resourceAppId: APPLICATIONS.exchangeOnline,
          resourceAccess: [{ id: 'id-1', type: 'Scope' }],
        },
      ],
    });
    expect(said[0]).toBe(`connect ${TENANT} Global Application.ReadWrite.All`);
  });

  it('leaves out what a tenant without Exchange Online has not, and says so', () => {
    const { first, said } = run([], [], 1, { WITHOUT_EXCHANGE: '1' });
    expect(first.status).toBe(0);
    expect(`${first.stderr}${first.stdout}`).toContain(APPLICATIONS.exchangeOnline);
    const body = said.find((line) => line.startsWith('{'));
    expect(body).not.toContain(APPLICATIONS.exchangeOnline);
  });

  it('sets one right that asks for too much', () => {
    const resourceAccess = [{ id: 'id-7', type: 'Scope' }];
    const resourceAppId = '00000003-0000-0000-c000-000000000000';
    const { first, said } = run([
      {
        id: 'object',
        appId: 'the-app-id',
        signInAudience: 'AzureADMultipleOrgs',
        isFallbackPublicClient: false,
        publicClient: { redirectUris: [] },
        requiredResourceAccess: [{ resourceAppId, resourceAccess }],
        web: { redirectUris: [] },
        spa: { redirectUris: [] },
        passwordCredentials: [],
        keyCredentials: [],
      },
    ]);
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain('Set Crossprem right.');
    expect(said.filter((line) => line.startsWith('PATCH'))).toEqual([
      'PATCH /v1.0/applications/object',
    ]);
  });

  it.each([
    ['secrets', { passwordCredentials: [{ keyId: 'x' }] }, 'is left as it is'],
    ['a web address', { web: { redirectUris: ['https://x'] } }, 'is left as it is'],
  ])('leaves one with %s alone', (_name, more, words) => {
    const empty = { web: { redirectUris: [] }, spa: { redirectUris: [] }, keyCredentials: [] };
    const { first, said } = run([{ id: 'object', passwordCredentials: [], ...empty, ...more }]);
    expect(first.status).not.toBe(0);
    expect(`${first.stderr}${first.stdout}`.replace(/\s+/g, ' ')).toContain(words);
    expect(said.some((line) => /^(POST|PATCH)/.test(line))).toBe(false);
  });

  it('stops where there are two, and where the sign-in is another tenant’s', () => {
    const { first } = run([{ id: 'a' }, { id: 'b' }]);
    expect(first.status).not.toBe(0);
    const other = '99999999-2222-4333-8444-555555555555';
    const elsewhere = run([], ['-TenantId', other]);
    expect(elsewhere.first.status).not.toBe(0);
    expect(elsewhere.said.some((line) => /^(POST|PATCH)/.test(line))).toBe(false);
  });
});
