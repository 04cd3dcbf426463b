import { describe, expect, test } from 'vitest';
import { CLASSIC, DC, OTHER_DC, openLab } from './lab';

const found = async (lab: ReturnType<typeof openLab>, dc?: string): Promise<boolean> => {
  const rows = await lab.run('Get-MailUser', dc === undefined ? {} : { DomainController: dc });
  return rows.some((row) => row['Name'] === CLASSIC.Name);
};

describe('replication', () => {
  test('a write on the pinned controller is seen there at once, elsewhere after 15 seconds', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    expect(await found(lab, DC)).toBe(true);
    expect(await found(lab)).toBe(false);
    expect(await found(lab, OTHER_DC)).toBe(false);
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect(await found(lab)).toBe(true);
  });

  test('with the fault it takes 15 minutes', async () => {
    const lab = openLab({ faults: ['replication-lag'] });
    await lab.run('New-MailUser', CLASSIC);
    lab.control({ op: 'advance', milliseconds: 14 * 60_000 });
    expect(await found(lab)).toBe(false);
    lab.control({ op: 'advance', milliseconds: 60_000 });
    expect(await found(lab)).toBe(true);
  });

  test('switching the fault on hides nothing that has arrived', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    lab.control({ op: 'advance', milliseconds: 20_000 });
    lab.control({ op: 'fault', name: 'replication-lag', on: true });
    expect(await found(lab)).toBe(true);
  });

  test('an unpinned link to a fresh account fails, as article 001 races', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    const wish = {
      Name: 'SfBOnline',
      ApplicationIdentifier: '00000004-0000-0ff1-ce00-000000000000',
      LinkedAccount: CLASSIC.Name,
    };
    const error = await lab.refused('New-PartnerApplication', wish);
    expect(error.fullyQualifiedErrorId).toContain('ManagementObjectNotFoundException');
    const [made] = await lab.run('New-PartnerApplication', { ...wish, DomainController: DC });
    expect(made).toMatchObject({
      LinkedAccount: `contoso.lab/Users/${CLASSIC.Name}`,
      OriginatingServer: DC,
    });
  });

  test('changes and deletions travel too, and the later write wins', async () => {
    const lab = openLab({ start: 'half' });
    const hidden = async (dc: string): Promise<unknown> =>
      (await lab.run('Get-MailUser', { Identity: CLASSIC.Name, DomainController: dc }))[0]?.[
        'HiddenFromAddressListsEnabled'
      ];
    await lab.run('Set-MailUser', {
      Identity: CLASSIC.Name,
      HiddenFromAddressListsEnabled: true,
      DomainController: DC,
    });
    expect([await hidden(DC), await hidden(OTHER_DC)]).toEqual([true, false]);
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect(await hidden(OTHER_DC)).toBe(true);
    await lab.run('Remove-MailUser', {
      Identity: CLASSIC.Name,
      Confirm: false,
      DomainController: OTHER_DC,
    });
    expect([await found(lab, DC), await found(lab, OTHER_DC)]).toEqual([true, false]);
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect(await found(lab, DC)).toBe(false);
  });

  test('controllers go by FQDN or short name; an unknown one cannot be used', async () => {
    const lab = openLab();
    const [row] = await lab.run('Get-AuthConfig', { DomainController: 'dc01' });
    expect(row!['OriginatingServer']).toBe(DC);
    const error = await lab.refused('Get-AuthConfig', { DomainController: 'dc9.contoso.lab' });
    expect(error.message).toBe(
      "An Active Directory error 0x51 occurred when trying to check the suitability of server 'dc9.contoso.lab'. Error: 'Active directory response: The LDAP server is unavailable.'",
    );
  });
});
