/** The cmdlets of OAuth between both sides: what they make, change, refuse and leave. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DC, OTHER_DC, openLab } from './lab';
import type { Item, TestLab } from './lab';

const ACS =
  'https://accounts.accesscontrol.windows.net/contoso.mail.onmicrosoft.com/metadata/json/1';
const ENTRA =
  'https://login.windows.net/contoso.mail.onmicrosoft.com/federationmetadata/2007-06/federationmetadata.xml';

async function first(lab: TestLab, cmdlet: string, parameters?: Item): Promise<Item> {
  const [row] = await lab.run(cmdlet, parameters);
  return row!;
}

describe('auth servers', () => {
  test('the articles’ commands make both, of the tenant that the address names', async () => {
    const lab = openLab();
    const realm = lab.world.state.tenant.id;
    expect(
      await first(lab, 'New-AuthServer', { Name: 'WindowsAzureACS', AuthMetadataUrl: ACS }),
    ).toMatchObject({
      Type: 'MicrosoftACS',
      Realm: realm,
      IssuerIdentifier: '00000001-0000-0000-c000-000000000000',
      TokenIssuingEndpoint: `https://accounts.accesscontrol.windows.net/${realm}/tokens/OAuth/2`,
      Enabled: true,
      IsDefaultAuthorizationEndpoint: false,
      ApplicationIdentifier: '',
    });
    const made = await first(lab, 'New-AuthServer', {
      Name: 'evoSTS',
      Type: 'AzureAD',
      AuthMetadataUrl: ENTRA,
      DomainName: ['contoso.com'],
      Enabled: false,
    });
    expect(made).toMatchObject({
      Type: 'AzureAD',
      Realm: realm,
      IssuerIdentifier: `https://sts.windows.net/${realm}/`,
      DomainName: ['contoso.com'],
      Enabled: false,
    });
  });

  test.each([
    ['a tenant that is not there', ACS.replace('contoso.', 'nobody.'), /\(400\) Bad Request/],
    ['a path without a document', ACS.replace('/json/1', ''), /\(404\) Not Found/],
    [
      'a host of nobody',
      'https://login.example/metadata/json/1',
      /could not be resolved: 'login\.example'/,
    ],
    ['no address at all', 'nothing', /Invalid URI/],
    ['a federation document without -Type', ENTRA, /\[practice text\]/],
  ])('%s: the document cannot be acquired', async (_what, AuthMetadataUrl, says) => {
    const error = await openLab().refused('New-AuthServer', { Name: 'a', AuthMetadataUrl });
    expect(error.message).toContain(
      `Cannot acquire auth metadata document from '${AuthMetadataUrl}'. Error: `,
    );
    expect(error.message).toMatch(says);
  });

  test('an inspected connection is trusted only with -TrustAnySSLCertificate', async () => {
    const lab = openLab({ faults: ['tls-inspection'] });
    const wish = { Name: 'a', AuthMetadataUrl: ACS };
    expect((await lab.refused('New-AuthServer', wish)).message).toContain('SSL/TLS secure channel');
    expect(await lab.run('New-AuthServer', { ...wish, TrustAnySSLCertificate: true })).toHaveLength(
      1,
    );
  });

  test('a name is taken once; a second object of one tenant is let through', async () => {
    const lab = openLab();
    const wish = { Name: 'a', AuthMetadataUrl: ACS };
    await lab.run('New-AuthServer', wish);
    expect((await lab.refused('New-AuthServer', wish)).message).toContain('already exists');
    expect(await lab.run('New-AuthServer', { ...wish, Name: 'b' })).toHaveLength(1);
  });

  test('the application’s id, the domains, and clearing them', async () => {
    const lab = openLab();
    const { Guid: Identity } = (await lab.run('Get-AuthServer'))[1]!;
    await lab.run('Set-AuthServer', {
      Identity,
      ApplicationIdentifier: 'app',
      DomainName: ['a.com', 'b.com'],
    });
    expect(await first(lab, 'Get-AuthServer', { Identity })).toMatchObject({
      ApplicationIdentifier: 'app',
      DomainName: ['a.com', 'b.com'],
    });
    await lab.run('Set-AuthServer', { Identity, ApplicationIdentifier: null, DomainName: null });
    expect(await first(lab, 'Get-AuthServer', { Identity })).toMatchObject({
      ApplicationIdentifier: '',
      DomainName: [],
    });
  });

  test('parameters of two sets do not mix', async () => {
    const lab = openLab();
    const { Guid: Identity } = (await lab.run('Get-AuthServer'))[1]!;
    for (const more of [
      { RefreshAuthMetadata: true, AuthMetadataUrl: ENTRA },
      { ApplicationIdentifier: 'a', IsDefaultAuthorizationEndpoint: true },
    ]) {
      const error = await lab.refused('Set-AuthServer', { Identity, ...more });
      expect(error.fullyQualifiedErrorId).toBe('AmbiguousParameterSet,Set-AuthServer');
    }
  });

  test('removing asks; nothing is removed without the answer', async () => {
    const lab = openLab();
    const { Guid: Identity } = (await lab.run('Get-AuthServer'))[0]!;
    await lab.refused('Remove-AuthServer', { Identity });
    await lab.run('Remove-AuthServer', { Identity, Confirm: false });
    expect(await lab.run('Get-AuthServer')).toHaveLength(1);
  });

  test('a write reaches the other domain controller later', async () => {
    const lab = openLab();
    const wish = { Name: 'a', AuthMetadataUrl: ACS, DomainController: DC };
    await lab.run('New-AuthServer', wish);
    await lab.refused('Get-AuthServer', { Identity: 'a', DomainController: OTHER_DC });
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect(
      await lab.run('Get-AuthServer', { Identity: 'a', DomainController: OTHER_DC }),
    ).toHaveLength(1);
  });
});

describe('connectors and address spaces', () => {
  test('a connector is made disabled, changed and enabled', async () => {
    const lab = openLab({ start: 'no-oauth' });
    const { Guid: Identity } = await first(lab, 'New-IntraOrganizationConnector', {
      Name: 'ExchangeHybridOnPremisesToOnline',
      DiscoveryEndpoint: 'https://outlook.office365.com/autodiscover/autodiscover.svc',
      TargetAddressDomains: ['contoso.mail.onmicrosoft.com'],
      Enabled: false,
    });
    await lab.run('Set-IntraOrganizationConnector', {
      Identity,
      Enabled: true,
      TargetAddressDomains: ['a.com'],
    });
    expect(await first(lab, 'Get-IntraOrganizationConnector', { Identity })).toMatchObject({
      Enabled: true,
      TargetAddressDomains: ['a.com'],
    });
    await lab.run('Remove-IntraOrganizationConnector', { Identity, Confirm: false });
    await lab.refused('Get-IntraOrganizationConnector', { Identity });
  });

  test('the sharing address of this side is none: the parameter belongs to Exchange Online', async () => {
    const error = await openLab().refused('Set-IntraOrganizationConnector', {
      Identity: 'x',
      TargetSharingEpr: 'https://a.example/',
    });
    expect(error.fullyQualifiedErrorId).toBe(
      'NamedParameterNotFound,Set-IntraOrganizationConnector',
    );
  });

  test('an address space is named after its forest', async () => {
    const lab = openLab();
    const wish = {
      ForestName: 'contoso.mail.onmicrosoft.com',
      AccessMethod: 'internalproxy',
      ProxyUrl: 'https://mail.contoso.com/EWS/Exchange.asmx',
      UseServiceAccount: true,
    };
    expect(await first(lab, 'Add-AvailabilityAddressSpace', wish)).toMatchObject({
      Name: 'contoso.mail.onmicrosoft.com',
      AccessMethod: 'InternalProxy',
    });
    expect((await lab.refused('Add-AvailabilityAddressSpace', wish)).message).toContain(
      'already exists',
    );
    const Identity = wish.ForestName;
    await lab.run('Remove-AvailabilityAddressSpace', { Identity, Confirm: false });
    expect(await lab.run('Get-AvailabilityAddressSpace')).toEqual([]);
  });
});

describe('setting overrides', () => {
  const WISH = {
    Name: 'EnableExchangeHybrid3PAppFeature',
    Component: 'Global',
    Section: 'ExchangeOnpremAsThirdPartyAppId',
    Parameters: ['Enabled=true'],
    Reason: 'test',
  };
  const REPORT = {
    Process: 'Microsoft.Exchange.Directory.TopologyService',
    Component: 'VariantConfiguration',
  };

  test('a server knows one after a refresh, or after an hour; the other server does not', async () => {
    const lab = openLab();
    await lab.run('New-SettingOverride', WISH);
    const knows = async (Server: string, more: Item = {}): Promise<boolean> =>
      String(
        (await first(lab, 'Get-ExchangeDiagnosticInfo', { ...REPORT, Server, ...more }))['Result'],
      ).includes(WISH.Section);
    expect(await knows('EX01')).toBe(false);
    expect(await knows('EX01', { Argument: 'Refresh' })).toBe(true);
    expect(await knows('EX01')).toBe(true);
    expect(await knows('EX02')).toBe(false);
    const reopened = lab.reopen();
    expect(reopened.world.state.organisation.overridesLoaded).toHaveProperty('EX01');
    lab.control({ op: 'advance', milliseconds: 3_600_000 });
    expect(await knows('EX02')).toBe(true);
    await lab.run('Remove-SettingOverride', { Identity: WISH.Name, Confirm: false });
    expect(await knows('EX01')).toBe(true);
    expect(await knows('EX01', { Argument: 'Overrides,Refresh' })).toBe(false);
  });

  test('one for a single server is loaded by that server only', async () => {
    const lab = openLab();
    const made = await first(lab, 'New-SettingOverride', { ...WISH, Server: ['EX02'] });
    expect(made).toMatchObject({ Server: ['EX02'], Status: 'Accepted' });
    const Argument = 'Refresh';
    const one = await first(lab, 'Get-ExchangeDiagnosticInfo', { ...REPORT, Argument });
    expect(one['Result']).not.toContain(WISH.Section);
    const two = await first(lab, 'Get-ExchangeDiagnosticInfo', {
      ...REPORT,
      Argument,
      Server: 'EX02',
    });
    expect(two['Result']).toContain(WISH.Section);
  });
});

describe('access to Exchange Web Services', () => {
  test('of the organisation: set, shown, cleared; a change that changes nothing warns', async () => {
    const lab = openLab();
    await lab.run('Set-OrganizationConfig', {
      EwsEnabled: true,
      EwsApplicationAccessPolicy: 'EnforceAllowList',
      EwsAllowList: ['*SchedulingService*'],
      OAuth2ClientProfileEnabled: true,
    });
    const set = {
      EwsEnabled: true,
      EwsApplicationAccessPolicy: 'EnforceAllowList',
      EwsAllowList: ['*SchedulingService*'],
      EwsBlockList: null,
      OAuth2ClientProfileEnabled: true,
    };
    expect(await first(lab, 'Get-OrganizationConfig')).toMatchObject(set);
    const again = await lab.raw('Set-OrganizationConfig', { EwsEnabled: true });
    expect(again).toMatchObject({ warnings: [expect.stringContaining('no settings of')] });
    await lab.run('Set-OrganizationConfig', {
      EwsEnabled: null,
      EwsApplicationAccessPolicy: null,
      EwsAllowList: null,
    });
    expect(await first(lab, 'Get-OrganizationConfig')).toMatchObject({
      EwsEnabled: null,
      EwsApplicationAccessPolicy: null,
      EwsAllowList: null,
    });
  });

  test('of a mailbox', async () => {
    const lab = openLab();
    await lab.run('Set-CASMailbox', { Identity: 'ada', EwsEnabled: false });
    expect(await first(lab, 'Get-CASMailbox', { Identity: 'ada' })).toMatchObject({
      EwsEnabled: false,
    });
    await lab.refused('Set-CASMailbox', { Identity: 'kim.partner', EwsEnabled: false });
    expect(
      (await lab.run('Get-Mailbox')).every((row) => row['RecipientType'] === 'UserMailbox'),
    ).toBe(true);
  });

  test('OAuth of a virtual directory is switched without touching the other methods', async () => {
    const lab = openLab();
    const Identity = 'EX01\\EWS (Default Web Site)';
    const before = await first(lab, 'Get-WebServicesVirtualDirectory', { Identity });
    await lab.run('Set-WebServicesVirtualDirectory', { Identity, OAuthAuthentication: false });
    const off = await first(lab, 'Get-WebServicesVirtualDirectory', { Identity });
    expect(off).toMatchObject({ OAuthAuthentication: false, WSSecurityAuthentication: true });
    await lab.run('Set-WebServicesVirtualDirectory', { Identity, OAuthAuthentication: true });
    expect(await first(lab, 'Get-WebServicesVirtualDirectory', { Identity })).toMatchObject({
      InternalAuthenticationMethods: before['InternalAuthenticationMethods'],
    });
  });
});

describe('the auth certificate’s roll-over', () => {
  const made = async (lab: TestLab): Promise<string> => {
    const row = await first(lab, 'New-ExchangeCertificate', {
      SubjectName: 'cn=Microsoft Exchange Server Auth Certificate',
      DomainName: [],
      Services: ['None'],
    });
    const { $bytes } = row['RawData'] as { $bytes: string };
    return new X509Certificate(Buffer.from($bytes, 'base64')).fingerprint.replaceAll(':', '');
  };
  const config = (lab: TestLab): Promise<Item> => first(lab, 'Get-AuthConfig');

  test('staged, copied to every server, published, the old one cleared', async () => {
    const lab = openLab({ start: 'recorded' });
    const before = (await config(lab))['CurrentCertificateThumbprint'];
    const thumbprint = await made(lab);
    await lab.refused('Get-ExchangeCertificate', { Server: 'EX02', Thumbprint: thumbprint });
    await lab.run('Set-AuthConfig', {
      NewCertificateThumbprint: thumbprint,
      NewCertificateEffectiveDate: '2026-03-01T00:00:00Z',
    });
    expect(await config(lab)).toMatchObject({
      NextCertificateThumbprint: thumbprint,
      NextCertificateEffectiveDate: '2026-03-01T00:00:00Z',
    });
    expect(
      await lab.run('Get-ExchangeCertificate', { Server: 'EX02', Thumbprint: thumbprint }),
    ).toHaveLength(1);
    await lab.run('Set-AuthConfig', { PublishCertificate: true });
    expect(await config(lab)).toMatchObject({
      CurrentCertificateThumbprint: thumbprint,
      PreviousCertificateThumbprint: before,
      NextCertificateThumbprint: '',
      NextCertificateEffectiveDate: null,
    });
    await lab.run('Set-AuthConfig', { ClearPreviousCertificate: true });
    expect(await config(lab)).toMatchObject({ PreviousCertificateThumbprint: '' });
  });

  test('a staged one takes over by itself some hours after its date', async () => {
    const lab = openLab();
    const next = (await config(lab))['NextCertificateThumbprint'];
    lab.control({ op: 'advance', milliseconds: 1401 * 86_400_000 });
    expect(await config(lab)).toMatchObject({
      CurrentCertificateThumbprint: next,
      NextCertificateThumbprint: '',
    });
  });

  test('refusals: a past date, a near date without -Force, a thumbprint of nobody, nothing to publish', async () => {
    const lab = openLab({ start: 'recorded' });
    const NewCertificateThumbprint = await made(lab);
    const past = { NewCertificateThumbprint, NewCertificateEffectiveDate: '2026-01-01T00:00:00Z' };
    expect((await lab.refused('Set-AuthConfig', past)).message).toBe(
      'The new certificate effective date is invalid. The effective date must be greater than the current time.',
    );
    const near = { NewCertificateThumbprint, NewCertificateEffectiveDate: '2026-01-13T00:00:00Z' };
    expect((await lab.refused('Set-AuthConfig', near)).message).toContain('NonInteractive');
    await lab.run('Set-AuthConfig', { ...near, Force: true });
    const nobody = { NewCertificateThumbprint: 'AB'.repeat(20) };
    expect((await lab.refused('Set-AuthConfig', nobody)).message).toContain('was not found.');
    await lab.run('Set-AuthConfig', { PublishCertificate: true });
    expect((await lab.refused('Set-AuthConfig', { PublishCertificate: true })).message).toContain(
      '[practice text]',
    );
    const mixed = { PublishCertificate: true, NewCertificateThumbprint };
    expect((await lab.refused('Set-AuthConfig', mixed)).fullyQualifiedErrorId).toContain(
      'AmbiguousParameterSet',
    );
  });

  test('a certificate for SMTP asks about the default one', async () => {
    const error = await openLab().refused('New-ExchangeCertificate', { SubjectName: 'cn=x' });
    expect(error.message).toContain('Overwrite the existing default SMTP certificate?');
  });
});

test('a sharing address is set and cleared on the organisation relationship', async () => {
  const lab = openLab();
  const { Guid: Identity } = await first(lab, 'Get-OrganizationRelationship');
  const TargetSharingEpr = 'https://outlook.office365.com/EWS/Exchange.asmx';
  await lab.run('Set-OrganizationRelationship', { Identity, TargetSharingEpr });
  expect(await first(lab, 'Get-OrganizationRelationship')).toMatchObject({ TargetSharingEpr });
  await lab.run('Set-OrganizationRelationship', { Identity, TargetSharingEpr: null });
  expect(await first(lab, 'Get-OrganizationRelationship')).toMatchObject({
    TargetSharingEpr: null,
  });
});

test.each([
  ['15.1.2507.55', 'Version 15.1 (Build 2507.6)', true],
  ['15.1.2507.44', 'Version 15.1 (Build 2507.6)', false],
  ['15.2.1544.25', 'Version 15.2 (Build 1544.4)', true],
  ['15.2.1748.24', 'Version 15.2 (Build 1748.10)', true],
  ['15.2.2562.17', 'Version 15.2 (Build 2562.17)', true],
  ['15.1.2375.7', 'Version 15.1 (Build 2375.7)', false],
])('build %s', async (build, version, knows) => {
  const lab = openLab();
  lab.control({ op: 'edit', edit: { edit: 'set-server-build', server: 'ex01', build } });
  const [server] = await lab.run('Get-ExchangeServer', { Identity: 'EX01' });
  expect(server!['AdminDisplayVersion']).toBe(version);
  const { Guid: Identity } = (await lab.run('Get-AuthServer'))[1]!;
  const answer = await lab.raw('Set-AuthServer', { Identity, ApplicationIdentifier: 'app' });
  expect('error' in (answer as object)).toBe(!knows);
});
