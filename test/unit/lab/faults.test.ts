import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LAB_FAULTS } from '../../../src/shared/lab';
import { DROPPED } from '../../../src/lab/shell-call';
import { CLASSIC, DC, openLab } from './lab';

const ID = '00000004-0000-0ff1-ce00-000000000000';

const bytesOf = (row: Readonly<Record<string, unknown>>): Buffer =>
  Buffer.from((row['RawData'] as { $bytes: string }).$bytes, 'base64');

describe('faults', () => {
  test.each(LAB_FAULTS)('%s goes on and off and leaves the world as it was', (fault) => {
    const lab = openLab({ start: 'half' });
    const before = lab.control({ op: 'status' });
    expect(lab.control({ op: 'fault', name: fault, on: true }).faults).toEqual([fault]);
    expect(lab.control({ op: 'fault', name: fault, on: false })).toEqual(before);
    lab.control({ op: 'fault', name: fault, on: true });
    expect(lab.control({ op: 'fault', name: fault, on: false })).toEqual(before);
  });

  test.each(LAB_FAULTS)('%s leaves no trace in the objects when it is switched off', (fault) => {
    const lab = openLab({ start: 'oauth-complete' });
    const seen = (): unknown => {
      const { organisation, tenant, online } = lab.world.state;
      const objects = Object.values(organisation.objects).map((list) =>
        list
          .filter((item) => item.versions[item.versions.length - 1]!.data !== null)
          .map((item) => [item.guid, item.versions[item.versions.length - 1]!.data]),
      );
      return structuredClone({ objects, tenant, online });
    };
    const before = seen();
    lab.control({ op: 'fault', name: fault, on: true });
    lab.control({ op: 'fault', name: fault, on: false });
    expect(seen()).toEqual(before);
  });

  test('what somebody mended stays mended when the fault is switched off', async () => {
    const lab = openLab({ start: 'oauth-complete', faults: ['partner-not-linked'] });
    await lab.run('Set-PartnerApplication', { Identity: 'Exchange Online', LinkedAccount: 'ada' });
    lab.control({ op: 'fault', name: 'partner-not-linked', on: false });
    expect(await lab.run('Get-PartnerApplication', { Identity: 'Exchange Online' })).toMatchObject([
      { LinkedAccount: 'contoso.lab/Staff/Ada Lindqvist' },
    ]);
  });

  test('auth-servers-old-names and duplicate-auth-server: other names, the same tenant', async () => {
    const lab = openLab({ faults: ['auth-servers-old-names'] });
    const names = async (): Promise<unknown[]> =>
      (await lab.run('Get-AuthServer')).map((row) => row['Name']);
    expect(await names()).toEqual(['ACS', 'EvoSTS']);
    lab.control({ op: 'fault', name: 'duplicate-auth-server', on: true });
    expect(await names()).toEqual(['ACS', 'EvoSTS', 'WindowsAzureACS', 'evoSTS']);
    const realms = (await lab.run('Get-AuthServer')).map((row) => row['Realm']);
    expect(new Set(realms)).toEqual(new Set([lab.world.state.tenant.id]));
  });

  test('old-build: EX02 alone, and the version hides the update', async () => {
    const lab = openLab();
    const version = async (): Promise<unknown[]> =>
      (await lab.run('Get-ExchangeServer')).map((row) => row['AdminDisplayVersion']);
    const before = await version();
    lab.control({ op: 'fault', name: 'old-build', on: true });
    expect(await version()).toEqual(before);
    const report = async (Server: string): Promise<string> => {
      const [row] = await lab.run('Get-ExchangeDiagnosticInfo', {
        Server,
        Process: 'Microsoft.Exchange.Directory.TopologyService',
        Component: 'VariantConfiguration',
      });
      return String(row!['Result']);
    };
    expect(await report('EX01')).toContain('15.2.1748.24');
    expect(await report('EX02')).toContain('15.2.1748.10');
  });

  test('they survive the process', () => {
    const lab = openLab({ faults: ['access-denied'] });
    expect(lab.reopen().control({ op: 'status' }).faults).toEqual(['access-denied']);
  });

  test('expired-certificate: the current auth certificate has ended, everywhere', async () => {
    const lab = openLab({ faults: ['expired-certificate'] });
    const [config] = await lab.run('Get-AuthConfig');
    const wish = { Server: 'EX02', Thumbprint: config!['CurrentCertificateThumbprint'] };
    const [row] = await lab.run('Get-ExchangeCertificate', wish);
    expect(Date.parse(new X509Certificate(bytesOf(row!)).validTo)).toBeLessThan(
      lab.world.now().getTime(),
    );
    lab.control({ op: 'fault', name: 'expired-certificate', on: false });
    await lab.refused('Get-ExchangeCertificate', wish);
  });

  test('no-next-certificate: nothing is staged, and no server has what was', async () => {
    const lab = openLab();
    const next = (await lab.run('Get-AuthConfig'))[0]!['NextCertificateThumbprint'];
    lab.control({ op: 'fault', name: 'no-next-certificate', on: true });
    expect((await lab.run('Get-AuthConfig'))[0]).toMatchObject({
      NextCertificateThumbprint: '',
      NextCertificateEffectiveDate: null,
    });
    await lab.refused('Get-ExchangeCertificate', { Server: 'EX01', Thumbprint: next });
  });

  test('next-missing-on-server: only EX02 lacks it', async () => {
    const lab = openLab({ faults: ['next-missing-on-server'] });
    const next = (await lab.run('Get-AuthConfig'))[0]!['NextCertificateThumbprint'];
    const on = (server: string) => ({ Server: server, Thumbprint: next });
    expect(await lab.run('Get-ExchangeCertificate', on('EX01'))).toHaveLength(1);
    await lab.refused('Get-ExchangeCertificate', on('EX02'));
  });

  test('short-key: the current auth certificate has 1024 bits', async () => {
    const lab = openLab({ faults: ['short-key'] });
    const current = (await lab.run('Get-AuthConfig'))[0]!['CurrentCertificateThumbprint'];
    const wish = { Server: 'EX02', Thumbprint: current };
    const [row] = await lab.run('Get-ExchangeCertificate', wish);
    const { publicKey } = new X509Certificate(bytesOf(row!));
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
  });

  test('private-key-missing: what is on the server cannot be staged', async () => {
    const lab = openLab({ faults: ['private-key-missing'] });
    const next = (await lab.run('Get-AuthConfig'))[0]!['NextCertificateThumbprint'];
    const wish = { NewCertificateThumbprint: next, Force: true };
    expect((await lab.refused('Set-AuthConfig', wish)).message).toContain('PrivateKeyMissing');
  });

  test('certificate-missing-on-server: only EX02 lacks it', async () => {
    const lab = openLab({ faults: ['certificate-missing-on-server'] });
    const [config] = await lab.run('Get-AuthConfig');
    const thumbprint = config!['CurrentCertificateThumbprint'];
    expect(
      await lab.run('Get-ExchangeCertificate', { Server: 'EX01', Thumbprint: thumbprint }),
    ).toHaveLength(1);
    const error = await lab.refused('Get-ExchangeCertificate', {
      Identity: `EX02\\${String(thumbprint)}`,
    });
    expect(error.message).toBe(
      `A special Rpc error occurs on server EX02: The certificate with thumbprint ${String(thumbprint)} was not found.`,
    );
    expect(await lab.run('Get-ExchangeCertificate', { Server: 'EX02' })).toHaveLength(3);
  });

  test('broken-certificate-list: no row is a certificate, and none has serialisation data', async () => {
    const lab = openLab();
    const whole = await lab.run('Get-ExchangeCertificate');
    expect(whole).toHaveLength(4);
    for (const row of whole) {
      expect(Object.keys(row)).toContain('SerializationData');
      expect(() => new X509Certificate(bytesOf(row))).not.toThrow();
    }
    lab.control({ op: 'fault', name: 'broken-certificate-list', on: true });
    for (const row of await lab.run('Get-ExchangeCertificate')) {
      expect(Object.keys(row)).not.toContain('SerializationData');
      expect(() => new X509Certificate(bytesOf(row))).toThrow();
    }
  });

  test('wrong-realm and two-tenants change what the auth servers say', async () => {
    const lab = openLab({ faults: ['wrong-realm'] });
    const own = lab.world.state.tenant.id;
    for (const row of await lab.run('Get-AuthServer')) {
      expect(row['Realm']).not.toBe(own);
      expect(row['TokenIssuingEndpoint']).toContain(row['Realm']);
    }
    lab.control({ op: 'fault', name: 'wrong-realm', on: false });
    lab.control({ op: 'fault', name: 'two-tenants', on: true });
    const rows = await lab.run('Get-AuthServer');
    expect(rows.filter((row) => row['Realm'] === own)).toHaveLength(2);
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => row['Name'])).size).toBe(4);
    expect(new Set(rows.map((row) => row['Guid'])).size).toBe(4);
  });

  test('missing-role: the cmdlet is not in the session', async () => {
    const error = await openLab({ faults: ['missing-role'] }).refused(
      'New-ManagementRoleAssignment',
      {
        Role: 'UserApplication',
        User: 'ada',
      },
    );
    expect(error.fullyQualifiedErrorId).toBe('CommandNotFoundException');
  });

  test('missing-parameter: -LinkedAccount is not in the session', async () => {
    const lab = openLab({ faults: ['missing-parameter'] });
    const wish = { Name: 'a', ApplicationIdentifier: ID };
    const error = await lab.refused('New-PartnerApplication', { ...wish, LinkedAccount: 'ada' });
    expect(error.message).toBe(
      "A parameter cannot be found that matches parameter name 'LinkedAccount'.",
    );
    expect(await lab.run('New-PartnerApplication', wish)).toHaveLength(1);
  });

  test('access-denied: Active Directory refuses New-MailUser', async () => {
    const error = await openLab({ faults: ['access-denied'] }).refused('New-MailUser', CLASSIC);
    expect(error.message).toContain(
      `Active Directory operation failed on ${DC}. This error is not retriable.`,
    );
    expect(error.message).toContain('problem 4003 (INSUFF_ACCESS_RIGHTS)');
    expect(error.fullyQualifiedErrorId).toContain('[FailureCategory=Cmdlet-ADOperationException]');
  });

  test('domain-controller-down: the first one does not answer, unpinned calls do', async () => {
    const lab = openLab({ faults: ['domain-controller-down'] });
    const error = await lab.refused('Get-MailUser', { DomainController: DC });
    expect(error.message).toContain(`suitability of server '${DC}'`);
    expect(await lab.run('Get-MailUser')).toHaveLength(1);
    expect(await lab.run('Get-MailUser', { DomainController: 'DC02.contoso.lab' })).toHaveLength(1);
  });

  test('slow-shell: every cmdlet takes 30 virtual seconds more', async () => {
    const lab = openLab({ faults: ['slow-shell'] });
    const before = lab.world.now().getTime();
    await lab.run('Get-AuthConfig');
    expect(lab.world.now().getTime() - before).toBe(30_150);
  });

  test.each([
    ['dropped-connection', true],
    ['dropped-before', false],
  ] as const)('%s: one change has no answer; that it happened is %s', async (fault, happened) => {
    const lab = openLab({ faults: [fault] });
    expect(await lab.run('Get-MailUser')).toHaveLength(1);
    expect(await lab.raw('New-MailUser', CLASSIC)).toBe(DROPPED);
    const { faults, organisation } = lab.control({ op: 'status' });
    expect(faults).toEqual([]);
    expect(organisation.mailUsers.includes(CLASSIC.Name)).toBe(happened);
    const lines = lab.log().filter((line) => line.call === 'New-MailUser');
    expect(lines).toMatchObject([{ phase: 'begin' }, { phase: 'end', outcome: 'dropped' }]);
    if (!happened) expect(await lab.run('New-MailUser', CLASSIC)).toHaveLength(1);
  });

  test('duplicate-partner-application: two cloud rows, whatever was there', async () => {
    for (const start of ['empty', 'articles'] as const) {
      const lab = openLab({ start, faults: ['duplicate-partner-application'] });
      expect(await lab.run('Get-PartnerApplication', { Identity: ID })).toHaveLength(2);
    }
  });

  test('a duplicate that was removed is not removed again', async () => {
    const lab = openLab({ start: 'articles', faults: ['duplicate-partner-application'] });
    await lab.run('Remove-PartnerApplication', { Identity: 'SfBOnline (old)', Confirm: false });
    lab.control({ op: 'fault', name: 'duplicate-partner-application', on: false });
    const names = lab.control({ op: 'status' }).organisation.partnerApplications;
    expect(names).toEqual(['Exchange Online', 'Microsoft Graph', 'SfBOnline']);
  });

  test('name-taken: mailboxes hold the names and addresses', async () => {
    const lab = openLab({ faults: ['name-taken'] });
    const [holder] = await lab.run('Get-Recipient', { Identity: CLASSIC.Name });
    expect(holder).toMatchObject({ RecipientTypeDetails: 'UserMailbox' });
    await lab.refused('Get-MailUser', { Identity: CLASSIC.Name });
    const error = await lab.refused('New-MailUser', CLASSIC);
    expect(error.message).toContain('is already being used by the proxy addresses');
    const half = openLab({ start: 'half', faults: ['name-taken'] });
    expect(await half.run('Get-Recipient', { Identity: CLASSIC.Name })).toHaveLength(2);
  });

  test('faults that are used up switch themselves off', () => {
    const lab = openLab({ faults: ['graph-429'] });
    expect([1, 2, 3, 4].map(() => lab.world.countDown('graph-429'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(lab.control({ op: 'status' }).faults).toEqual([]);
    lab.control({ op: 'fault', name: 'graph-429', on: true });
    expect(lab.world.countDown('graph-429')).toBe(true);
  });
});
