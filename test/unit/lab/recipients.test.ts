import { describe, expect, test } from 'vitest';
import { CLASSIC, DC, openLab } from './lab';

describe('mail users', () => {
  test('New-MailUser returns the disabled account it made', async () => {
    const [made] = await openLab().run('New-MailUser', CLASSIC);
    expect(made).toMatchObject({
      Name: CLASSIC.Name,
      DisplayName: CLASSIC.Name,
      Alias: CLASSIC.Name,
      SamAccountName: 'SfBOnline-Applicatio',
      UserPrincipalName: `${CLASSIC.Name}@contoso.lab`,
      DistinguishedName: `CN=${CLASSIC.Name},CN=Users,DC=contoso,DC=lab`,
      Identity: `contoso.lab/Users/${CLASSIC.Name}`,
      ExternalEmailAddress: `SMTP:${CLASSIC.ExternalEmailAddress}`,
      EmailAddresses: [`SMTP:${CLASSIC.ExternalEmailAddress}`],
      HiddenFromAddressListsEnabled: false,
      EmailAddressPolicyEnabled: true,
      RecipientTypeDetails: 'MailUser',
      ExchangeUserAccountControl: 'AccountDisabled',
      OriginatingServer: DC,
      WhenCreatedUTC: '2026-01-12T08:00:01Z',
    });
  });

  test('the policy gives an address beside a foreign one', async () => {
    const [made] = await openLab().run('New-MailUser', {
      Name: 'A B',
      ExternalEmailAddress: 'smtp:x@fabrikam.com',
    });
    expect(made).toMatchObject({
      Alias: 'AB',
      PrimarySmtpAddress: 'AB@contoso.com',
      EmailAddresses: ['SMTP:AB@contoso.com', 'smtp:x@fabrikam.com'],
      ExternalEmailAddress: 'SMTP:x@fabrikam.com',
    });
  });

  test('an address in use names its holder', async () => {
    const error = await openLab().refused('New-MailUser', {
      Name: 'new',
      ExternalEmailAddress: 'ADA@contoso.com',
    });
    expect(error.message).toBe(
      'The proxy address "SMTP:ADA@contoso.com" is already being used by the proxy addresses or LegacyExchangeDN of "contoso.lab/Staff/Ada Lindqvist". Please choose another proxy address.',
    );
  });

  test('a name in use in the same container is refused, in another one it is not', async () => {
    const lab = openLab({ start: 'half' });
    const error = await lab.refused('New-MailUser', {
      ...CLASSIC,
      ExternalEmailAddress: 'other@contoso.com',
    });
    expect(error.message).toBe(
      `Active Directory operation failed on ${DC}. The object 'CN=${CLASSIC.Name},CN=Users,DC=contoso,DC=lab' already exists.`,
    );
    const [made] = await lab.run('New-MailUser', {
      ...CLASSIC,
      ExternalEmailAddress: 'other@contoso.com',
      OrganizationalUnit: 'contoso.lab/Staff',
    });
    expect(made).toMatchObject({
      SamAccountName: 'SfBOnline-Applicati1',
      PrimarySmtpAddress: `${CLASSIC.Name}2@contoso.com`,
    });
    expect(
      await lab.run('Get-MailUser', { Identity: CLASSIC.Name, DomainController: DC }),
    ).toHaveLength(2);
  });

  test.each(['台北@contoso.com', 'no-at', 'a@', 'a b@contoso.com'])(
    '%j is no address',
    async (address) => {
      const error = await openLab().refused('New-MailUser', {
        Name: 'a',
        ExternalEmailAddress: address,
      });
      expect(error.message).toContain('[practice text]');
    },
  );

  test('a name of 65 characters is refused', async () => {
    const error = await openLab().refused('New-MailUser', {
      Name: 'x'.repeat(65),
      ExternalEmailAddress: 'x@contoso.com',
    });
    expect(error.fullyQualifiedErrorId).toBe('ParameterArgumentTransformationError,New-MailUser');
  });

  test('Set-MailUser answers nothing, and warns where nothing changes', async () => {
    const lab = openLab({ start: 'half' });
    const wish = { Identity: CLASSIC.Name, HiddenFromAddressListsEnabled: true };
    expect(await lab.raw('Set-MailUser', wish)).toEqual({ items: [], warnings: [] });
    expect(await lab.raw('Set-MailUser', wish)).toEqual({
      items: [],
      warnings: [
        `The command completed successfully but no settings of 'contoso.lab/Users/${CLASSIC.Name}' have been modified.`,
      ],
    });
  });

  test('Set-MailUser finds no mailbox', async () => {
    const error = await openLab().refused('Set-MailUser', {
      Identity: 'ada',
      HiddenFromAddressListsEnabled: true,
    });
    expect(error.message).toContain("object 'ada' couldn't be found");
  });

  test('Get-Recipient leaves out accounts without address, Get-User contacts', async () => {
    const lab = openLab();
    const names = async (command: string): Promise<unknown[]> =>
      (await lab.run(command)).map((row) => row['Name']);
    expect(await names('Get-Recipient')).not.toContain('Exchange Online-ApplicationAccount');
    expect(await names('Get-Recipient')).toContain('Kim Partner');
    expect(await names('Get-User')).toContain('Exchange Online-ApplicationAccount');
    expect(await names('Get-User')).not.toContain('Kim Partner');
  });

  test('-ResultSize cuts with a warning', async () => {
    const lab = openLab();
    const answer = await lab.raw('Get-Recipient', { ResultSize: 2 });
    expect(answer).toMatchObject({
      items: [{}, {}],
      warnings: [expect.stringContaining('-ResultSize Unlimited')],
    });
    expect((await lab.run('Get-Recipient', { ResultSize: 'unlimited' })).length).toBeGreaterThan(2);
  });

  test('a removed account leaves its assignment and its application without it', async () => {
    const lab = openLab({ start: 'articles' });
    await lab.run('Remove-MailUser', {
      Identity: CLASSIC.Name,
      Confirm: false,
      DomainController: DC,
    });
    const [application] = await lab.run('Get-PartnerApplication', {
      Identity: 'SfBOnline',
      DomainController: DC,
    });
    expect(application!['LinkedAccount']).toBeNull();
    const assignments = await lab.run('Get-ManagementRoleAssignment', { DomainController: DC });
    expect(assignments.filter((row) => row['RoleAssignee'] === '')).toHaveLength(2);
  });
});
