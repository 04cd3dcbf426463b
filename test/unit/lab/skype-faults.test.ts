/** Each fault of the pool, of DNS, of service connection points and of IIS shows in a read, and can be mended. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LabFault } from '../../../src/shared/lab';
import { pageAt } from '../../../src/lab/web/documents';
import { addressesOf, reach } from '../../../src/lab/web/hosts';
import { openLab } from './lab';
import type { Item, TestLab } from './lab';
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

const ISSUER = { Type: ['OAuthTokenIssuer'] };
const done = (...faults: LabFault[]): TestLab => openLab({ start: 'sfb-done', faults });

/** Certificates that a host publishes as its keys. */
function published(lab: TestLab, host: string): X509Certificate[] {
  const page = pageAt(lab.world.state, host, '/metadata/json/1');
  const { keys } = JSON.parse(page.body) as { keys: { keyvalue: { value: string } }[] };
  return keys.map((key) => new X509Certificate(Buffer.from(key.keyvalue.value, 'base64')));
}

const issuer = async (lab: TestLab, computer = FE01): Promise<Item | undefined> =>
  (await cs(lab, 'Get-CsCertificate', ISSUER, computer))[0];

const off = (lab: TestLab, name: LabFault) => lab.control({ op: 'fault', name, on: false });

const fails = (lab: TestLab, computer = FE01) =>
  csRefused(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP }, computer);

describe("faults of the token issuer's certificate", () => {
  test('sfb-certificate-missing: nothing is assigned; assigning one mends it', async () => {
    const lab = done('sfb-certificate-missing');
    expect(await issuer(lab)).toBeUndefined();
    expect(published(lab, 'pool01.contoso.lab')).toEqual([]);
    expect((await fails(lab)).message).toContain('OAuthTokenIssuer');
    const [own] = await cs(lab, 'Get-CsCertificate', { Type: ['Default'] });
    const Thumbprint = own!['Thumbprint'];
    await cs(lab, 'Set-CsCertificate', { Identity: 'Global', ...ISSUER, Thumbprint });
    off(lab, 'sfb-certificate-missing');
    expect((await issuer(lab))!['Thumbprint']).toBe(Thumbprint);
  });

  test('sfb-certificates-differ: FE02 has another one until it is replicated', async () => {
    const lab = done('sfb-certificates-differ');
    const [one, other] = [await issuer(lab), await issuer(lab, FE02)];
    expect(one!['Thumbprint']).not.toBe(other!['Thumbprint']);
    expect(published(lab, FE02)[0]!.fingerprint.replaceAll(':', '')).toBe(other!['Thumbprint']);
    expect(
      await cs(lab, 'Get-CsManagementStoreReplicationStatus', { ReplicaFqdn: FE02 }),
    ).toMatchObject([{ UpToDate: false }]);
    lab.control({ op: 'advance', milliseconds: 3_600_000 });
    expect((await fails(lab, FE02)).message).toContain('(401)');
    await cs(lab, 'Invoke-CsManagementStoreReplication', { ReplicaFqdn: FE02 });
    expect((await issuer(lab, FE02))!['Thumbprint']).toBe(one!['Thumbprint']);
    off(lab, 'sfb-certificates-differ');
    expect((await issuer(lab, FE02))!['Thumbprint']).toBe(one!['Thumbprint']);
  });

  test('sfb-certificate-names: the second SIP domain is missing', async () => {
    const lab = done('sfb-certificate-names');
    expect((await issuer(lab))!['AlternativeNames']).toEqual(['contoso.com']);
    off(lab, 'sfb-certificate-names');
    expect((await issuer(lab))!['AlternativeNames']).toEqual(['contoso.com', 'emea.contoso.com']);
  });

  test('sfb-certificate-short-key: shows in the published certificate', () => {
    const lab = done('sfb-certificate-short-key');
    const bits = (): number | undefined =>
      published(lab, 'pool01.contoso.lab')[0]!.publicKey.asymmetricKeyDetails?.modulusLength;
    expect(bits()).toBe(1024);
    off(lab, 'sfb-certificate-short-key');
    expect(bits()).toBe(2048);
  });

  test('sfb-certificate-expired: past its end, and refused', async () => {
    const lab = done('sfb-certificate-expired');
    expect(Date.parse(String((await issuer(lab))!['NotAfter']))).toBeLessThan(lab.world.state.now);
    expect((await fails(lab)).message).toContain('(401)');
  });
});

describe('faults of addresses', () => {
  test('sfb-autodiscover-xml', async () => {
    const lab = done('sfb-autodiscover-xml');
    const [row] = await cs(lab, 'Get-CsOAuthConfiguration');
    expect(row!['ExchangeAutodiscoverUrl']).toMatch(/autodiscover\.xml$/);
    expect((await fails(lab)).message).toContain("expected 'text/xml'");
    await cs(lab, 'Set-CsOAuthConfiguration', { ExchangeAutodiscoverUrl: SERVICE });
    await cs(lab, 'Test-CsExStorageConnectivity', { SipUri: SIP });
  });

  test('sfb-metadata-unreachable and -untrusted: the script fails and leaves its account', async () => {
    const lab = openLab({ start: 'sfb-empty', faults: ['sfb-metadata-unreachable'] });
    expect(reach(lab.world.state, 'pool01.contoso.lab')).toEqual({ kind: 'no-answer' });
    const wish = { AuthMetaDataUrl: POOL_METADATA, ApplicationType: 'lync' };
    const failed = await operate(lab, SCRIPT, wish);
    expect(failed.error?.message).toContain(
      `Cannot acquire auth metadata document from '${POOL_METADATA}'`,
    );
    expect(await lab.run('Get-MailUser', { Identity: 'LyncEnterprise-*' })).toMatchObject([
      { HiddenFromAddressListsEnabled: true },
    ]);
    off(lab, 'sfb-metadata-unreachable');
    lab.control({ op: 'fault', name: 'sfb-metadata-untrusted', on: true });
    expect((await operate(lab, SCRIPT, wish)).error?.message).toContain('trust relationship');
    const trusting = await operate(lab, SCRIPT, { ...wish, TrustAnySSLCertificate: true });
    expect(trusting.items).toMatchObject([{ ExitCode: 0 }]);
  });

  test('exchange-metadata-unreachable: the pool cannot fetch the document', async () => {
    const lab = openLab({ start: 'sfb-empty', faults: ['exchange-metadata-unreachable'] });
    const error = await csRefused(lab, 'New-CsPartnerApplication', {
      Identity: 'Exchange',
      ApplicationTrustLevel: 'Full',
      MetadataUrl: EXCHANGE_METADATA,
    });
    expect(error.message).toContain('could not be downloaded');
  });

  test('autodiscover-dns-missing: no address; a record made by hand stays', async () => {
    const lab = done('autodiscover-dns-missing');
    const host = 'autodiscover.contoso.com';
    expect(addressesOf(lab.world.state, host)).toEqual([]);
    expect((await fails(lab)).message).toContain('could not be resolved');
    lab.control({ op: 'edit', edit: { edit: 'set-dns-record', host, addresses: ['10.9.9.9'] } });
    off(lab, 'autodiscover-dns-missing');
    expect(addressesOf(lab.world.state, host)).toEqual(['10.9.9.9']);
  });

  test('sfb-two-pools: the second has web addresses of its own and the same certificate', async () => {
    const lab = done('sfb-two-pools');
    const services = await cs(lab, 'Get-CsService', { WebServer: true });
    expect(services.map((row) => row['PoolFqdn'])).toEqual([
      'pool01.contoso.lab',
      'pool02.contoso.lab',
    ]);
    expect(services[1]!['ExternalFqdn']).toBe('sfbweb2.contoso.com');
    expect(published(lab, 'pool02.contoso.lab')[0]!.fingerprint).toBe(
      published(lab, 'pool01.contoso.lab')[0]!.fingerprint,
    );
  });

  test('scp-elsewhere: what another admin has set since stays', async () => {
    const lab = done('scp-elsewhere');
    const uris = (): unknown[] =>
      lab.control({ op: 'status' }).premises.serviceConnectionPoints.map((item) => item.uri);
    expect(uris()[1]).toContain('fabrikam.com');
    expect(
      (await lab.run('Get-ClientAccessService', { Identity: 'EX02' }))[0]![
        'AutoDiscoverServiceInternalUri'
      ],
    ).toContain('fabrikam.com');
    lab.control({ op: 'edit', edit: { edit: 'set-scp', server: 'EX02', uri: '' } });
    off(lab, 'scp-elsewhere');
    expect(uris()[1]).toBeNull();
  });
});

describe('IIS and rights', () => {
  test('iis-not-back: EX02 stays stopped until it can start again', async () => {
    const lab = done('iis-not-back');
    const running = (): unknown[] =>
      lab.control({ op: 'status' }).premises.iis.map((item) => item.running);
    const health = (server: string) => reach(lab.world.state, `${server}.contoso.lab`).kind;
    expect((await operate(lab, 'iisreset', { ComputerName: 'EX02' })).items).toMatchObject([
      { ExitCode: 1 },
    ]);
    expect(running()).toEqual([true, false]);
    expect([health('EX01'), health('EX02')]).toEqual(['exchange', 'no-answer']);
    off(lab, 'iis-not-back');
    expect(running()).toEqual([true, false]);
    await operate(lab, 'iisreset', { ComputerName: 'EX02' });
    expect(running()).toEqual([true, true]);
  });

  test('sfb-access-denied: the storage test alone is refused', async () => {
    const lab = done('sfb-access-denied');
    expect((await fails(lab)).message).toContain('Access Denied');
    expect(await cs(lab, 'Get-CsPartnerApplication')).toHaveLength(1);
  });

  test('a directory without OAuth answers 401', async () => {
    expect((await fails(done('directory-without-oauth'))).message).toContain('(401)');
  });
});

describe("the server's own shell", () => {
  test('has the two operations and nothing else; the restricted one has neither', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    expect((await operate(lab, 'Get-PartnerApplication', {})).error?.fullyQualifiedErrorId).toBe(
      'CommandNotFoundException',
    );
    for (const command of [SCRIPT, 'iisreset'])
      expect((await lab.refused(command)).fullyQualifiedErrorId).toBe('CommandNotFoundException');
  });

  test('a second run makes a second application and no second account', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    const wish = { AuthMetaDataUrl: POOL_METADATA, ApplicationType: 'Lync' };
    await operate(lab, SCRIPT, { ...wish, DomainController: 'DC01.contoso.lab' });
    lab.control({ op: 'advance', milliseconds: 60_000 });
    await operate(lab, SCRIPT, { ...wish, DomainController: 'DC01.contoso.lab' });
    const made = (await lab.run('Get-PartnerApplication', { DomainController: 'DC01' })).filter(
      (row) => String(row['Name']).startsWith('LyncEnterprise-'),
    );
    expect(made).toHaveLength(2);
    expect(made[0]).toMatchObject({
      ApplicationIdentifier: '00000004-0000-0ff1-ce00-000000000000',
      Realm: 'contoso.com',
      AuthMetadataUrl: POOL_METADATA,
      UseAuthServer: false,
      AcceptSecurityIdentifierInformation: true,
      LinkedAccount: 'contoso.lab/Users/LyncEnterprise-ApplicationAccount',
    });
    const roles = await lab.run('Get-ManagementRoleAssignment', {
      RoleAssignee: 'LyncEnterprise-ApplicationAccount',
      AssignmentMethod: 'Direct',
      DomainController: 'DC01',
    });
    expect(roles.map((row) => row['Role'])).toEqual([
      'UserApplication',
      'ArchiveApplication',
      'MeetingGraphApplication',
    ]);
  });

  test('an accepted domain with a name of its own makes the script fail', async () => {
    const lab = openLab({ start: 'sfb-empty' });
    const directory = lab.world.state.organisation.objects.acceptedDomain[0]!;
    directory.versions = directory.versions.map((version) => ({
      ...version,
      data: version.data === null ? null : { ...version.data, name: 'Contoso main' },
    }));
    const failed = await operate(lab, SCRIPT, {
      AuthMetaDataUrl: POOL_METADATA,
      ApplicationType: 'Lync',
    });
    expect(failed.error?.fullyQualifiedErrorId).toContain('ParameterArgumentTransformationError');
  });
});
