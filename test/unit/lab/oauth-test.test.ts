/** Test-OAuthConnectivity on an Exchange server: every broken object gives its failure, and mending it mends it. */
import { describe, expect, test } from 'vitest';
import type { LabFault } from '../../../src/shared/lab';
import { openLab } from './lab';
import type { Item, TestLab } from './lab';

const TARGET = 'https://outlook.office365.com/ews/exchange.asmx';
const CALL = { Service: 'EWS', TargetUri: TARGET, Mailbox: 'ada', ReloadConfig: true };

interface Found {
  readonly type: unknown;
  readonly detail: string;
}

async function outcome(lab: TestLab, more: Item = {}): Promise<Found> {
  const [row] = await lab.run('Test-OAuthConnectivity', { ...CALL, ...more });
  return { type: row!['ResultType'], detail: String(row!['Detail']) };
}

async function guidOf(
  lab: TestLab,
  cmdlet: string,
  fits: (row: Item) => boolean,
): Promise<unknown> {
  return (await lab.run(cmdlet)).find(fits)!['Guid'];
}

const entra = (lab: TestLab): Promise<unknown> =>
  guidOf(lab, 'Get-AuthServer', (row) => row['Type'] === 'AzureAD');

describe('with everything in place', () => {
  test('the test passes, names the application and carries the harmless remark', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    const appId = lab.world.state.tenant.applications[0]!.appId;
    const [row] = await lab.run('Test-OAuthConnectivity', CALL);
    expect(row).toMatchObject({
      Task: 'Checking EWS API Call Under Oauth',
      ResultType: 'Success',
      Identity: 'Microsoft.Exchange.Security.OAuth.ValidationResultNodeId',
      IsValid: true,
      ObjectState: 'New',
    });
    expect(row!['Detail']).toContain(`L:${appId}-AS:`);
    expect(row!['Detail']).toContain('The SMTP address has no mailbox associated with it.');
    expect(row!['Detail']).toContain('The token cache is being cleared');
  });

  test('without -ReloadConfig the configuration was never loaded, and a cached token is not cleared', async () => {
    const { detail } = await outcome(openLab({ start: 'oauth-complete' }), {
      ReloadConfig: false,
      UseCachedToken: true,
    });
    expect(detail).toContain('1/01/0001 12:00:00 a.m. UTC');
    expect(detail).not.toContain('token cache');
  });

  test.each(['AutoD', 'Generic'])(
    'service %s passes too, and so does Exchange itself',
    async (service) => {
      const lab = openLab({ start: 'oauth-complete' });
      expect((await outcome(lab, { Service: service, AppOnly: true })).type).toBe('Success');
    },
  );

  test('it changes nothing', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    await outcome(lab);
    expect(lab.log().every((line) => !line.change)).toBe(true);
  });
});

/** A fault, what the failure says, and what mends it while the fault stays on. */
interface Case {
  readonly fault: LabFault;
  readonly says: RegExp;
  mend?(lab: TestLab): Promise<unknown>;
}

const CASES: readonly Case[] = [
  {
    fault: 'wrong-realm',
    says: /AADSTS90002: Tenant '[0-9a-f-]{36}' not found/,
    mend: async (lab) => {
      const Identity = await entra(lab);
      return lab.run('Set-AuthServer', {
        Identity,
        AuthMetadataUrl:
          'https://login.windows.net/contoso.onmicrosoft.com/federationmetadata/2007-06/federationmetadata.xml',
      });
    },
  },
  {
    fault: 'auth-server-disabled',
    says: /No enabled auth server has an application identifier/,
    mend: async (lab) => lab.run('Set-AuthServer', { Identity: await entra(lab), Enabled: true }),
  },
  {
    fault: 'expired-certificate',
    says: /AADSTS700027: .*\[Reason - The key was not found\./,
    mend: renewCertificate,
  },
  {
    fault: 'dedicated-key-missing',
    says: /AADSTS700027/,
  },
  {
    fault: 'dedicated-consent-missing',
    says: /\(403\) Forbidden/,
  },
  {
    fault: 'override-disabled',
    // Without the override the servers call as Exchange Online itself, whose principal has no key of theirs.
    says: /AADSTS50012: .*\[Reason - The key was not found\./,
    mend: async (lab) => {
      const [row] = await lab.run('Get-SettingOverride');
      await lab.run('Set-SettingOverride', {
        Identity: row!['Guid'],
        Parameters: ['Enabled=true'],
      });
      await refresh(lab);
    },
  },
  {
    fault: 'override-without-refresh',
    says: /AADSTS50012/,
    mend: (lab) => refresh(lab),
  },
  { fault: 'ews-disabled-online', says: /\(403\) Forbidden/ },
  { fault: 'ews-app-not-allowed', says: /\(403\) Forbidden/ },
  { fault: 'clock-skew', says: /AADSTS700024/ },
  {
    fault: 'proxy-blocks-sign-in',
    says: /\(403\) Forbidden\. {2}at System\.Net\.HttpWebRequest\.GetRequestStream/,
  },
  { fault: 'tls-too-old', says: /unexpected error occurred on a send/ },
  { fault: 'tls-inspection', says: /Could not establish trust relationship/ },
  { fault: 'test-user-ambiguous', says: /2000005;reason="The user .* is ambiguous/ },
];

async function refresh(lab: TestLab): Promise<void> {
  await lab.run('Get-ExchangeDiagnosticInfo', {
    Process: 'Microsoft.Exchange.Directory.TopologyService',
    Component: 'VariantConfiguration',
    Argument: 'Refresh',
  });
}

/** A new auth certificate, published at once, and its key on the application. */
async function renewCertificate(lab: TestLab): Promise<void> {
  const [made] = await lab.run('New-ExchangeCertificate', {
    SubjectName: 'cn=Microsoft Exchange Server Auth Certificate',
    DomainName: [],
    Force: true,
  });
  const { $bytes: raw } = made!['RawData'] as { $bytes: string };
  const { certificates } = lab.world.state.organisation;
  const { thumbprint } = certificates.find((item) => item.raw === raw)!;
  await lab.run('Set-AuthConfig', {
    NewCertificateThumbprint: thumbprint,
    NewCertificateEffectiveDate: lab.world.now().toISOString(),
    Force: true,
  });
  await lab.run('Set-AuthConfig', { PublishCertificate: true });
  const [application] = lab.world.state.tenant.applications;
  const [key] = application!.keyCredentials;
  const dates = { startDateTime: '2026-01-12T08:00:00Z', endDateTime: '2031-01-12T08:00:00Z' };
  application!.keyCredentials = [{ ...key!, ...dates, key: raw }];
}

describe('a broken part', () => {
  test.each(CASES)('$fault', async (broke) => {
    const { fault, says } = broke;
    const lab = openLab({ start: 'oauth-complete' });
    expect((await outcome(lab)).type).toBe('Success');
    lab.control({ op: 'fault', name: fault, on: true });
    const broken = await outcome(lab);
    expect(broken.type).toBe('Error');
    expect(broken.detail).toMatch(says);
    if (broke.mend === undefined) lab.control({ op: 'fault', name: fault, on: false });
    else await broke.mend(lab);
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect(await outcome(lab)).toMatchObject({ type: 'Success' });
  });

  test('a host that is not Exchange Online’s is not found', async () => {
    const { detail } = await outcome(openLab({ start: 'oauth-complete' }), {
      TargetUri: 'https://outlook.example/ews',
    });
    expect(detail).toContain("The remote name could not be resolved: 'outlook.example'");
  });

  test('a user that is not synchronised is not known there', async () => {
    const { detail } = await outcome(openLab({ start: 'oauth-complete' }), {
      Mailbox: 'meiling.chen',
    });
    expect(detail).toContain('error_category="invalid_user"');
  });

  test('an unknown mailbox is an error, not a result', async () => {
    const error = await openLab().refused('Test-OAuthConnectivity', { ...CALL, Mailbox: 'nobody' });
    expect(error.message).toContain("object 'nobody' couldn't be found");
  });

  test('a key that has ended is told from one that is not there', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    const config = lab.world.state.organisation.objects.authConfig[0]!;
    const data = config.versions[0]!.data!;
    config.versions = [
      { ...config.versions[0]!, data: { ...data, next: '', nextEffective: null } },
    ];
    lab.control({ op: 'advance', milliseconds: 6 * 365 * 86_400_000 });
    expect((await outcome(lab)).detail).toMatch(
      /Reason - The key used is expired\..*Found key 'Start=/,
    );
  });

  test('a certificate that is on no server signs nothing', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    lab.world.state.organisation.certificates = [];
    expect((await outcome(lab)).detail).toContain('Missing signing certificate.');
  });

  test('an application that is not in the tenant, or has no principal there', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    const { tenant } = lab.world.state;
    const { appId } = tenant.applications[0]!;
    tenant.servicePrincipals = tenant.servicePrincipals.filter((item) => item.appId !== appId);
    expect((await outcome(lab)).detail).toContain('AADSTS7000229');
    tenant.applications = [];
    expect((await outcome(lab)).detail).toContain(
      `AADSTS700016: Application with identifier '${appId}'`,
    );
  });
});

describe('the shared principal', () => {
  test('the articles’ way: AutoDiscover answers, Exchange Web Services are blocked', async () => {
    const lab = openLab({ start: 'articles-oauth' });
    expect((await outcome(lab, { Service: 'AutoD' })).type).toBe('Success');
    expect((await outcome(lab)).detail).toContain('(403) Forbidden');
  });

  test('without its key the token service names the missing one', async () => {
    const lab = openLab({ start: 'empty' });
    const [config] = await lab.run('Get-AuthConfig');
    const { detail } = await outcome(lab);
    expect(detail).toContain(
      `Thumbprint of key used by client: '${String(config!['CurrentCertificateThumbprint'])}'`,
    );
    lab.control({ op: 'fault', name: 'shared-principal-keys', on: true });
    expect((await outcome(lab, { Service: 'AutoD' })).type).toBe('Success');
  });

  test('without an auth server the challenge finds nobody', async () => {
    const { detail } = await outcome(openLab({ start: 'no-oauth' }));
    expect(detail).toContain(
      "The trusted issuers contained the following entries '00000001-0000-0000-c000-000000000000@*'.",
    );
  });

  test('with two tenants the one that names the mailbox’s domain is asked', async () => {
    const lab = openLab({ start: 'articles-oauth', faults: ['two-tenants'] });
    expect((await outcome(lab, { Service: 'AutoD' })).type).toBe('Success');
    const own = await guidOf(lab, 'Get-AuthServer', (row) => row['Name'] === 'WindowsAzureACS');
    await lab.run('Remove-AuthServer', { Identity: own, Confirm: false });
    expect((await outcome(lab, { Service: 'AutoD' })).detail).toContain('The key was not found.');
  });

  test('a build without the update does not know the dedicated application', async () => {
    const lab = openLab({ start: 'oauth-complete' });
    lab.control({
      op: 'edit',
      edit: { edit: 'set-server-build', server: 'EX01', build: '15.2.1748.10' },
    });
    expect((await outcome(lab)).detail).toContain('00000002-0000-0ff1-ce00-000000000000');
    expect((await outcome(lab)).type).toBe('Error');
    const error = await lab.refused('Set-AuthServer', {
      Identity: await entra(lab),
      ApplicationIdentifier: 'x',
    });
    expect(error.message).toContain("parameter name 'ApplicationIdentifier'");
  });
});
