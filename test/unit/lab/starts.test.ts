import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LAB_STARTS } from '../../../src/shared/lab';
import type { LabStart } from '../../../src/shared/lab';
import { startWorld } from '../../../src/lab/starts';
import { EPOCH } from '../../../src/lab/starts/builder';
import { openLab } from './lab';
import type { Item } from './lab';

const CLASSIC = 'SfBOnline-ApplicationAccount';

async function see(start: LabStart): Promise<{
  authServers: readonly Item[];
  connectors: readonly Item[];
  applications: ReadonlyMap<unknown, Item>;
  mailUsers: ReadonlyMap<unknown, Item>;
  roles: (account: string) => Promise<unknown[]>;
  lab: ReturnType<typeof openLab>;
}> {
  const lab = openLab({ start });
  const byName = (rows: readonly Item[]): ReadonlyMap<unknown, Item> =>
    new Map(rows.map((row) => [row['Name'], row]));
  return {
    lab,
    authServers: await lab.run('Get-AuthServer'),
    connectors: await lab.run('Get-IntraOrganizationConnector'),
    applications: byName(await lab.run('Get-PartnerApplication')),
    mailUsers: byName(await lab.run('Get-MailUser')),
    roles: async (account) =>
      (
        await lab.run('Get-ManagementRoleAssignment', {
          RoleAssignee: account,
          AssignmentMethod: 'Direct',
        })
      ).map((row) => row['Role']),
  };
}

const principal = (lab: ReturnType<typeof openLab>, id: string) =>
  lab.world.state.tenant.servicePrincipals.find((item) => item.appId.startsWith(id))!;

describe('start states', () => {
  test.each(LAB_STARTS)('%s is equal for equal seeds and differs by seed', (start) => {
    expect(startWorld(7, start)).toEqual(startWorld(7, start));
    const other = startWorld(8, start);
    expect(other.tenant.id).not.toBe(startWorld(7, start).tenant.id);
  });

  test('a pool has as many front ends as asked for, each with its name in DNS', () => {
    const { skype, dns } = startWorld(7, 'sfb-empty', 2, 20);
    const frontEnds = skype?.pools.find((pool) => pool.kind === 'front-end')?.computers ?? [];
    expect(frontEnds).toHaveLength(20);
    expect(frontEnds.at(-1)).toBe('FE20.contoso.lab');
    const named = dns.filter((record) => frontEnds.includes(record.host));
    expect(named).toHaveLength(20);
    expect(new Set(named.flatMap((record) => record.addresses)).size).toBe(20);
  });

  test('thumbprints of a seed never change', () => {
    const thumbprints = startWorld(7, 'empty')
      .organisation.certificates.slice(0, 2)
      .map((item) => item.thumbprint);
    expect(thumbprints).toEqual([
      '780BCC4E7045A5D4F25C8F690880FC74226DCA4D',
      '198378688EF2A75DFCBC320C6EA3551AAC6BFBDB',
    ]);
  });

  test('auth certificates are real, self-signed, and run five years', () => {
    for (const { raw, role, thumbprint } of startWorld(3, 'empty').organisation.certificates) {
      const certificate = new X509Certificate(Buffer.from(raw, 'base64'));
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(certificate.fingerprint.replaceAll(':', '')).toBe(thumbprint);
      const ended = Date.parse(certificate.validTo) < EPOCH;
      expect(ended).toBe(role === 'expired');
      if (role === 'server' || role === 'web') continue;
      expect(certificate.subject).toBe('CN=Microsoft Exchange Server Auth Certificate');
      const days =
        (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
      expect(days).toBe(1826);
    }
  });

  test.each(LAB_STARTS)('%s has an administrator on both sides', async (start) => {
    const lab = openLab({ start });
    expect(await lab.run('Get-Recipient', { Identity: 'ada@contoso.com' })).toHaveLength(1);
    expect(lab.world.state.tenant.users[0]).toMatchObject({
      userPrincipalName: 'ada@contoso.com',
      roleTemplateIds: ['62e90394-69f5-4237-9190-012177145e10'],
    });
    expect(await lab.run('Get-ExchangeServer')).toHaveLength(2);
  });

  test('empty: the wizard is done, nothing of Skype for Business or Teams', async () => {
    const { authServers, connectors, applications, mailUsers, lab } = await see('empty');
    const realm = lab.world.state.tenant.id;
    expect(authServers).toMatchObject([
      { Type: 'MicrosoftACS', Realm: realm, Enabled: true, Name: expect.stringMatching(/^ACS - /) },
      { Type: 'AzureAD', Realm: realm, Enabled: true, Name: expect.stringMatching(/^EvoSts - /) },
    ]);
    expect(connectors).toMatchObject([
      { Enabled: true, TargetAddressDomains: ['contoso.mail.onmicrosoft.com'] },
    ]);
    expect([...applications.keys()]).toEqual(['Exchange Online', 'Microsoft Graph']);
    expect(applications.get('Exchange Online')).toMatchObject({
      Enabled: true,
      LinkedAccount: 'contoso.lab/Users/Exchange Online-ApplicationAccount',
    });
    expect([...mailUsers.keys()]).toEqual(['Jean Dupré']);
    for (const item of lab.world.state.tenant.servicePrincipals)
      expect(item.keyCredentials).toEqual([]);
    expect(principal(lab, '00000002').servicePrincipalNames).toContain('https://mail.contoso.com/');
    const [config] = await lab.run('Get-AuthConfig');
    expect(config).toMatchObject({ PreviousCertificateThumbprint: '', Realm: '' });
    expect(config!['NextCertificateThumbprint']).toMatch(/^[0-9A-F]{40}$/);
  });

  test('half: visible, one role, disabled under another name, foreign keys', async () => {
    const { applications, mailUsers, roles, lab } = await see('half');
    expect(mailUsers.get(CLASSIC)).toMatchObject({ HiddenFromAddressListsEnabled: false });
    expect(await roles(CLASSIC)).toEqual(['UserApplication']);
    expect(applications.get('LyncOnline')).toMatchObject({
      Enabled: false,
      ApplicationIdentifier: '00000004-0000-0ff1-ce00-000000000000',
      LinkedAccount: null,
    });
    const ends = principal(lab, '00000004').keyCredentials.map(
      (key) => Date.parse(key.endDateTime) < EPOCH,
    );
    expect(ends).toEqual([true, false]);
  });

  test('articles: article 001 to its end, nothing for Teams', async () => {
    const { applications, mailUsers, roles, lab } = await see('articles');
    expect(mailUsers.get(CLASSIC)).toMatchObject({ HiddenFromAddressListsEnabled: true });
    expect(await roles(CLASSIC)).toEqual(['UserApplication', 'ArchiveApplication']);
    expect(applications.get('SfBOnline')).toMatchObject({
      Enabled: true,
      LinkedAccount: `contoso.lab/Users/${CLASSIC}`,
    });
    const [config] = await lab.run('Get-AuthConfig');
    const keys = principal(lab, '00000004').keyCredentials;
    expect(keys.map((key) => key.customKeyIdentifier)).toEqual([
      config!['CurrentCertificateThumbprint'],
    ]);
    expect(principal(lab, '7557eb47').keyCredentials).toEqual([]);
  });

  test('recorded: half-way between the recipes', async () => {
    const { applications, lab } = await see('recorded');
    const linked = {
      Enabled: false,
      LinkedAccount: 'contoso.lab/Users/TeamsIntegration-ApplicationAccount',
    };
    expect(applications.get('TeamsScheduler')).toMatchObject(linked);
    expect(applications.get('CloudVoicemail')).toMatchObject(linked);
    expect(applications.get('SfBLegacy')).toMatchObject({ Enabled: true, LinkedAccount: null });
    expect(applications.get('Microsoft Graph')).toMatchObject({
      AcceptSecurityIdentifierInformation: true,
    });
    expect(await lab.run('Get-SettingOverride')).toMatchObject([
      {
        Name: 'EnableExchangeHybrid3PAppFeature',
        ComponentName: 'Global',
        Status: 'Accepted',
        Parameters: ['Enabled=true'],
      },
    ]);
    const [config] = await lab.run('Get-AuthConfig');
    expect(config).toMatchObject({
      NextCertificateThumbprint: '',
      NextCertificateEffectiveDate: null,
    });
    const types = (await lab.run('Get-AcceptedDomain')).map((row) => row['DomainType']);
    expect(new Set(types)).toEqual(new Set(['Authoritative', 'InternalRelay', 'ExternalRelay']));
  });

  test.each([
    ['no-oauth', 0, false, false, 0],
    ['hcw-hybrid-configuration', 0, false, false, 0],
    ['hcw-auth-servers', 2, false, false, 0],
    ['hcw-partner-application', 2, true, false, 0],
    ['hcw-certificate', 2, true, false, 0],
    ['hcw-principal-names', 2, true, true, 0],
    ['hcw-connectors', 2, true, true, 1],
    ['hcw-dedicated-application', 2, true, true, 1],
    ['articles-oauth', 2, true, true, 1],
    ['oauth-complete', 2, true, true, 1],
  ] as const)(
    '%s: how far the wizard came',
    async (start, authServerCount, enabled, named, connectorCount) => {
      const { authServers, connectors, applications, lab } = await see(start);
      expect(authServers).toHaveLength(authServerCount);
      expect(applications.get('Exchange Online')?.['Enabled']).toBe(enabled);
      expect(
        principal(lab, '00000002').servicePrincipalNames.includes('https://mail.contoso.com/'),
      ).toBe(named);
      expect(connectors).toHaveLength(connectorCount);
      expect(await lab.run('Get-HybridConfiguration')).toHaveLength(start === 'no-oauth' ? 0 : 1);
    },
  );

  test('articles-oauth: the names and addresses of the articles’ own commands', async () => {
    const { authServers, connectors, lab } = await see('articles-oauth');
    expect(authServers.map((row) => [row['Name'], row['Type']])).toEqual([
      ['WindowsAzureACS', 'MicrosoftACS'],
      ['evoSTS', 'AzureAD'],
    ]);
    for (const row of authServers)
      expect(row['AuthMetadataUrl']).toContain('contoso.mail.onmicrosoft.com');
    expect(connectors).toMatchObject([{ Name: 'ExchangeHybridOnPremisesToOnline' }]);
    expect(lab.world.state.online.objects.connector).toMatchObject([
      { data: { name: 'ExchangeHybridOnlineToOnPremises' } },
    ]);
  });

  test.each(['hcw-certificate', 'articles-oauth'] as const)(
    '%s: the auth certificates lie on the shared principal',
    async (start) => {
      const { lab } = await see(start);
      const [config] = await lab.run('Get-AuthConfig');
      const keys = principal(lab, '00000002').keyCredentials;
      expect(keys.map((key) => key.customKeyIdentifier)).toEqual([
        config!['CurrentCertificateThumbprint'],
        config!['NextCertificateThumbprint'],
      ]);
    },
  );

  test.each([
    ['hcw-dedicated-application', 0],
    ['oauth-complete', 1],
  ] as const)('%s: the dedicated application, and %i overrides', async (start, overrides) => {
    const { authServers, lab } = await see(start);
    const [organisation] = await lab.run('Get-OrganizationConfig');
    const { applications, appRoleAssignments } = lab.world.state.tenant;
    expect(applications).toMatchObject([
      { displayName: `ExchangeServerApp-${String(organisation!['Guid'])}` },
    ]);
    expect(appRoleAssignments).toHaveLength(1);
    const [acs, entra] = authServers;
    expect(acs!['ApplicationIdentifier']).toBe('');
    expect(entra).toMatchObject({
      ApplicationIdentifier: applications[0]!.appId,
      DomainName: ['contoso.com', 'contoso.mail.onmicrosoft.com'],
    });
    expect(await lab.run('Get-OrganizationRelationship')).toMatchObject([
      { TargetSharingEpr: 'https://outlook.office365.com/EWS/Exchange.asmx' },
    ]);
    expect(await lab.run('Get-SettingOverride')).toHaveLength(overrides);
  });
});
