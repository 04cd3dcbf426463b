/** The pool: start states, certificates, and the way from nothing to a test item in a mailbox. */
import { describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import { openLab } from './lab';
import type { TestLab } from './lab';
import {
  EXCHANGE_METADATA,
  FE01,
  FE02,
  POOL_METADATA,
  SCRIPT,
  SERVICE,
  SIP,
  cs,
  csRefused,
  operate,
} from './skype-lab';

const SCP = 'https://autodiscover.contoso.com/autodiscover/autodiscover.xml';
const ISSUER = { Type: ['OAuthTokenIssuer'] };

const scps = async (lab: TestLab, cmdlet = 'Get-ClientAccessService'): Promise<unknown[]> =>
  (await lab.run(cmdlet)).map((row) => row['AutoDiscoverServiceInternalUri']);

const partners = async (lab: TestLab): Promise<unknown[]> =>
  (await cs(lab, 'Get-CsPartnerApplication')).map((row) => row['Identity']);

const thumbprintOn = async (lab: TestLab, computer: string): Promise<unknown> =>
  (await cs(lab, 'Get-CsCertificate', ISSUER, computer))[0]?.['Thumbprint'];

describe('start states with a pool', () => {
  test('the others have none, and no session either', async () => {
    const error = await csRefused(openLab(), 'Get-CsPool');
    expect(error.fullyQualifiedErrorId).toContain('PSSessionOpenFailed');
  });

  test('sfb-empty: two front ends, certificates, nothing about Exchange', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    expect(await cs(lab, 'Get-CsPool', { Identity: 'pool01.contoso.lab' })).toMatchObject([
      { Computers: [FE01, FE02], Site: 'Site:Contoso' },
    ]);
    expect(await cs(lab, 'Get-CsService', { WebServer: true })).toMatchObject([
      { InternalFqdn: 'webint.contoso.lab', ExternalFqdn: 'sfbweb.contoso.com' },
    ]);
    expect(await cs(lab, 'Get-CsCertificate', ISSUER)).toMatchObject([
      {
        Subject: 'CN=contoso.com',
        AlternativeNames: ['contoso.com', 'emea.contoso.com'],
        Use: 'OAuthTokenIssuer',
      },
    ]);
    expect(await scps(lab)).toEqual([null, null]);
    expect(await partners(lab)).toEqual([]);
    expect(await cs(lab, 'Get-CsOAuthConfiguration')).toMatchObject([
      { ExchangeAutodiscoverUrl: '', Realm: 'contoso.com' },
    ]);
  });

  test('sfb-half: one address, the wrong file, a partner without account', async () => {
    const lab = openLab({ start: 'sfb-half' });
    expect(await scps(lab)).toEqual([SCP, null]);
    expect(await lab.run('Get-PartnerApplication', { Identity: 'Lync' })).toMatchObject([
      { AuthMetadataUrl: POOL_METADATA, LinkedAccount: null, UseAuthServer: false },
    ]);
    const [configuration] = await cs(lab, 'Get-CsOAuthConfiguration');
    expect(configuration!['ExchangeAutodiscoverUrl']).toMatch(/\.xml$/);
  });

  test('sfb-lync-2013: Exchange 2013 knows the cmdlet by its old name only', async () => {
    const lab = openLab({ start: 'sfb-lync-2013' });
    expect((await lab.refused('Get-ClientAccessService')).fullyQualifiedErrorId).toBe(
      'CommandNotFoundException',
    );
    expect(await scps(lab, 'Get-ClientAccessServer')).toEqual([SCP, SCP]);
    expect(await cs(lab, 'Get-CsServerVersion')).toMatchObject([
      { Value: expect.stringContaining('Lync Server 2013') as unknown },
    ]);
  });

  test.each<LabStart>(['sfb-done', 'sfb-lync-2013'])(
    '%s: the storage test passes',
    async (start) => {
      const lab = openLab({ start });
      for (const computer of [FE01, FE02])
        expect(
          await cs(
            lab,
            'Test-CsExStorageConnectivity',
            { SipUri: SIP, DeleteItem: true },
            computer,
          ),
        ).toHaveLength(1);
      expect(lab.control({ op: 'status' }).premises.testItems).toEqual([]);
    },
  );

  test('sfb-cross-premises: trust in the cloud, none in Exchange', async () => {
    const lab = openLab({ start: 'sfb-cross-premises' });
    const { id } = lab.world.state.tenant;
    expect(await cs(lab, 'Get-CsOAuthServer')).toMatchObject([
      { Identity: 'microsoft.sts', Realm: id },
    ]);
    expect(await cs(lab, 'Get-CsHostingProvider')).toMatchObject([
      { Enabled: true, EnabledSharedAddressSpace: true, HostsOCSUsers: true },
    ]);
    const error = await csRefused(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP });
    expect(error.message).toContain('ErrorEwsAutodiscover');
  });
});

describe('from nothing to an item in a mailbox', () => {
  test('every part is needed, and IIS knows the partner only after a restart', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    const why = async (): Promise<string> =>
      (await csRefused(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP })).message;
    expect(await why()).toContain('ErrorEwsAutodiscover');
    await cs(lab, 'Set-CsOAuthConfiguration', { ExchangeAutodiscoverUrl: SERVICE });
    expect(await why()).toContain('no partner application');
    await cs(lab, 'New-CsPartnerApplication', {
      Identity: 'Exchange',
      ApplicationTrustLevel: 'Full',
      MetadataUrl: EXCHANGE_METADATA,
    });
    expect(await why()).toContain('(401)');
    const made = await operate(lab, SCRIPT, {
      AuthMetaDataUrl: POOL_METADATA,
      ApplicationType: 'Lync',
    });
    expect(made.items).toMatchObject([{ ExitCode: 0 }]);
    expect(await why()).toContain('(401)');
    for (const ComputerName of ['EX01', 'EX02.contoso.lab'])
      expect((await operate(lab, 'iisreset', { ComputerName })).items).toMatchObject([
        { ExitCode: 0 },
      ]);
    await cs(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP });
    expect(lab.control({ op: 'status' }).premises.testItems).toMatchObject([
      { mailbox: 'zoe.mueller@contoso.com', folder: 'ConversationHistory' },
    ]);
  });

  test('a mailbox in the cloud takes nothing, nor does an unknown address', async () => {
    const lab = openLab({ start: 'sfb-done' });
    const test = (SipUri: string) => csRefused(lab, 'Test-CsExStorageConnectivity', { SipUri });
    expect((await test('sip:cleo.martin@contoso.com')).message).toContain('ErrorEwsAutodiscover');
    expect((await test('sip:nobody@contoso.com')).message).toContain('nobody@contoso.com');
  });

  test('by TCP the storage service must be named', async () => {
    const lab = openLab({ start: 'sfb-done' });
    const given = { SipUri: SIP, Binding: 'NetTCP', DeleteItem: true };
    await csRefused(lab, 'Test-CsExStorageConnectivity', given);
    await cs(lab, 'Test-CsExStorageConnectivity', { ...given, HostNameStorageService: FE02 });
  });
});

describe("the token issuer's certificate", () => {
  test('a change reaches the other front end with time, or when asked', async () => {
    const lab = openLab({ start: 'sfb-done' });
    const [asked] = await cs(lab, 'Request-CsCertificate', {
      New: true,
      Type: ['OAuthTokenIssuer'],
      AllSipDomain: true,
    });
    const wanted = String(asked!['Thumbprint']);
    const before = await thumbprintOn(lab, FE01);
    const assign = { Identity: 'Global', ...ISSUER, Thumbprint: wanted };
    await csRefused(lab, 'Set-CsCertificate', assign, FE02);
    await cs(lab, 'Set-CsCertificate', assign);
    expect(await thumbprintOn(lab, FE01)).toBe(wanted);
    expect(await thumbprintOn(lab, FE02)).toBe(before);
    expect(
      await cs(lab, 'Get-CsManagementStoreReplicationStatus', { ReplicaFqdn: FE02 }),
    ).toMatchObject([{ UpToDate: false }]);
    await cs(lab, 'Invoke-CsManagementStoreReplication');
    expect(await thumbprintOn(lab, FE02)).toBe(wanted);
    // Exchange still has the old one: the trust is broken until its metadata is read anew.
    await csRefused(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP });
    const [application] = (await lab.run('Get-PartnerApplication')).filter(
      (row) => row['AuthMetadataUrl'] === POOL_METADATA,
    );
    const Identity = application!['Guid'];
    await lab.run('Set-PartnerApplication', { Identity, RefreshAuthMetadata: true });
    lab.control({ op: 'advance', milliseconds: 16 * 60_000 });
    await cs(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP, DeleteItem: true });
  });

  test('a staged one takes over at its date; the one before stays', async () => {
    const lab = openLab({ start: 'sfb-done' });
    const before = await thumbprintOn(lab, FE01);
    const file = {
      Identity: 'Global',
      ...ISSUER,
      Path: '\\\\FS01.contoso.lab\\certificates\\oauth.pfx',
      Password: 'practice',
      Roll: true,
    };
    expect((await csRefused(lab, 'Import-CsCertificate', file)).message).toContain('EffectiveDate');
    await cs(lab, 'Import-CsCertificate', { ...file, EffectiveDate: '2026-01-20T00:00:00Z' });
    const staged = await cs(lab, 'Get-CsCertificate', ISSUER);
    expect(staged.map((row) => row['EffectiveDate'])).toEqual([null, '2026-01-20T00:00:00Z']);
    expect(staged[0]!['Thumbprint']).toBe(before);
    lab.control({ op: 'advance', milliseconds: 9 * 86_400_000 });
    expect(await thumbprintOn(lab, FE02)).toBe(staged[1]!['Thumbprint']);
    expect(lab.world.state.skype?.issuer.current).toBe(before);
  });
});

describe('the rules of the shell', () => {
  test('removing asks, parameter sets do not mix, -WhatIf changes nothing', async () => {
    const lab = openLab({ start: 'sfb-done' });
    const remove = { Identity: 'Exchange' };
    expect((await csRefused(lab, 'Remove-CsPartnerApplication', remove)).category).toContain(
      'InvalidOperation',
    );
    await cs(lab, 'Remove-CsPartnerApplication', { ...remove, WhatIf: true });
    expect(await partners(lab)).toEqual(['Exchange']);
    await cs(lab, 'Remove-CsPartnerApplication', { ...remove, Confirm: false });
    expect(await partners(lab)).toEqual([]);
    const mixed = await csRefused(lab, 'New-CsPartnerApplication', {
      ApplicationTrustLevel: 'Full',
      MetadataUrl: EXCHANGE_METADATA,
      ApplicationIdentifier: '00000002-0000-0ff1-ce00-000000000000',
    });
    expect(mixed.fullyQualifiedErrorId).toContain('AmbiguousParameterSet');
  });

  test('the documented metadata refusal', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    const error = await csRefused(lab, 'New-CsPartnerApplication', {
      Identity: 'Exchange',
      ApplicationTrustLevel: 'Full',
      MetadataUrl: 'https://autodiscover.contoso.com/metadata/json/1',
    });
    expect(error.message).toContain('is not a valid metadata document');
    expect(await partners(lab)).toEqual([]);
  });

  test('policies, users and the contact store', async () => {
    const lab = openLab({ start: 'sfb-lync-2013' });
    await cs(lab, 'Set-CsArchivingConfiguration', {
      EnableArchiving: 'ImOnly',
      EnableExchangeArchiving: true,
    });
    expect(await cs(lab, 'Get-CsArchivingConfiguration')).toMatchObject([
      { EnableArchiving: 'ImOnly', EnableExchangeArchiving: true },
    ]);
    await cs(lab, 'New-CsArchivingPolicy', { Identity: 'Legal', ArchiveInternal: true });
    await cs(lab, 'Grant-CsArchivingPolicy', { Identity: SIP, PolicyName: 'Legal' });
    await cs(lab, 'Set-CsUser', { Identity: SIP, ExchangeArchivingPolicy: 'ArchivingToExchange' });
    expect(await cs(lab, 'Get-CsUser', { Identity: 'zoe.mueller@contoso.com' })).toMatchObject([
      { ArchivingPolicy: 'Legal', ExchangeArchivingPolicy: 'ArchivingToExchange' },
    ]);
    const contacts = async (): Promise<unknown> =>
      (
        await cs(lab, 'Test-CsUnifiedContactStore', {
          TargetFqdn: 'pool01.contoso.lab',
          UserSipAddress: SIP,
        })
      )[0]!['Result'];
    expect(await contacts()).toBe('Failure');
    await cs(lab, 'Set-CsUserServicesPolicy', { UcsAllowed: true });
    expect(await contacts()).toBe('Success');
    expect(
      await cs(lab, 'Debug-CsUnifiedContactStore', { PoolFqdn: 'pool01.contoso.lab' }),
    ).toMatchObject([{ FrontEnd: FE01 }, { FrontEnd: FE02 }]);
  });

  test('calls are in the log, and a dropped change is too', async () => {
    const lab = openLab({ start: 'sfb-empty', faults: ['dropped-connection'] });
    const set = { ExchangeAutodiscoverUrl: SERVICE };
    await expect(cs(lab, 'Set-CsOAuthConfiguration', set)).rejects.toThrow('dropped');
    expect(await cs(lab, 'Get-CsOAuthConfiguration')).toMatchObject([
      { ExchangeAutodiscoverUrl: SERVICE },
    ]);
    expect(lab.log().map(({ side, call, phase, outcome }) => [side, call, phase, outcome])).toEqual(
      [
        ['skype', 'Set-CsOAuthConfiguration', 'begin', undefined],
        ['skype', 'Set-CsOAuthConfiguration', 'end', 'dropped'],
        ['skype', 'Get-CsOAuthConfiguration', 'end', 'done'],
      ],
    );
  });
});
