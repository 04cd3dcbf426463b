import { describe, expect, test } from 'vitest';
import { CLASSIC, DC, openLab } from './lab';

describe('parameter binding', () => {
  test('names are found whatever their case', async () => {
    const lab = openLab();
    const rows = await lab.run('get-acceptedDOMAIN', {
      IDENTITY: 'contoso.com',
      domaincontroller: DC,
    });
    expect(rows).toHaveLength(1);
  });

  test('an unknown parameter is named as it was typed', async () => {
    const error = await openLab().refused('New-MailUser', { ...CLASSIC, applicationAccount: true });
    expect(error).toEqual({
      message: "A parameter cannot be found that matches parameter name 'applicationAccount'.",
      fullyQualifiedErrorId: 'NamedParameterNotFound,New-MailUser',
      category: 'InvalidArgument: (:) [New-MailUser], ParameterBindingException',
      exceptionType: 'System.Management.Automation.ParameterBindingException',
    });
  });

  test('a cloud-only parameter is unknown here', async () => {
    const error = await openLab().refused('Remove-ManagementRoleEntry', {
      Identity: 'UserApplication\\GetItem',
      Force: true,
    });
    expect(error.fullyQualifiedErrorId).toBe('NamedParameterNotFound,Remove-ManagementRoleEntry');
  });

  test('missing mandatory parameters are named', async () => {
    const error = await openLab().refused('New-MailUser', { DomainController: DC });
    expect(error.message).toContain('missing mandatory parameters: Name ExternalEmailAddress.');
    expect(error.fullyQualifiedErrorId).toBe('MissingMandatoryParameter,New-MailUser');
  });

  test.each([
    [
      'New-PartnerApplication',
      { Name: 'A', ApplicationIdentifier: 'b', AuthMetadataUrl: 'https://c/' },
    ],
    ['Get-ExchangeCertificate', { Identity: 'EX01\\AA', Server: 'EX01' }],
    ['Get-ManagementRoleAssignment', { Identity: 'a', RoleAssignee: 'b' }],
    ['New-ManagementRoleAssignment', { Role: 'UserApplication', User: 'ada', SecurityGroup: 'b' }],
    ['Get-WebServicesVirtualDirectory', { Identity: 'a', Server: 'EX01' }],
  ])('%s refuses parameters of two sets', async (command, parameters) => {
    const error = await openLab().refused(command, parameters);
    expect(error.fullyQualifiedErrorId).toBe(`AmbiguousParameterSet,${command}`);
    expect(error.message).toMatch(
      /^Parameter set cannot be resolved using the specified named parameters\./,
    );
  });

  test('-Server and -Thumbprint share a set', async () => {
    const lab = openLab();
    const { thumbprint } = lab.world.state.organisation.certificates[0]!;
    expect(
      await lab.run('Get-ExchangeCertificate', { Server: 'EX02', Thumbprint: thumbprint }),
    ).toHaveLength(1);
  });

  test.each([
    ['true', 'System.String'],
    [['x'], 'System.Object[]'],
  ])('a truth value cannot be %j', async (value, type) => {
    const lab = openLab({ start: 'half' });
    const error = await lab.refused('Set-MailUser', {
      Identity: CLASSIC.Name,
      HiddenFromAddressListsEnabled: value,
    });
    expect(error.message).toBe(
      `Cannot process argument transformation on parameter 'HiddenFromAddressListsEnabled'. Cannot convert value "${type}" to type "System.Boolean". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
    );
    expect(error.fullyQualifiedErrorId).toBe('ParameterArgumentTransformationError,Set-MailUser');
  });

  test('a number counts as a truth value', async () => {
    const lab = openLab({ start: 'half' });
    await lab.run('Set-MailUser', { Identity: CLASSIC.Name, HiddenFromAddressListsEnabled: 1 });
    const [user] = await lab.run('Get-MailUser', { Identity: CLASSIC.Name });
    expect(user!['HiddenFromAddressListsEnabled']).toBe(true);
  });

  test.each([null, ''])('a mandatory parameter refuses %j', async (value) => {
    const error = await openLab().refused('Remove-MailUser', { Identity: value, Confirm: false });
    expect(error.fullyQualifiedErrorId).toMatch(
      /^ParameterArgumentValidationError(Null|EmptyString)NotAllowed,/,
    );
  });

  test('an unknown cmdlet is not recognised', async () => {
    const error = await openLab().refused('Export-ExchangeCertificate');
    expect(error.fullyQualifiedErrorId).toBe('CommandNotFoundException');
    expect(error.message).toMatch(
      /^The term 'Export-ExchangeCertificate' is not recognized as the name of a cmdlet/,
    );
  });

  test('a choice outside its values is refused', async () => {
    const error = await openLab().refused('New-PartnerApplication', {
      Name: 'A',
      ApplicationIdentifier: 'b',
      AccountType: 'Nonsense',
    });
    expect(error.message).toContain('OrganizationalAccount, ConsumerAccount');
  });

  test('PowerShell’s own parameters are accepted', async () => {
    expect(
      await openLab().run('Get-AuthConfig', { ErrorAction: 'Stop', Verbose: true }),
    ).toHaveLength(1);
  });

  test('nothing happens with -WhatIf', async () => {
    const lab = openLab();
    expect(await lab.run('New-MailUser', { ...CLASSIC, WhatIf: true })).toEqual([]);
    expect(lab.control({ op: 'status' }).organisation.mailUsers).not.toContain(CLASSIC.Name);
  });

  test('a removal without -Confirm:$false asks, and nobody answers', async () => {
    const lab = openLab({ start: 'half' });
    const error = await lab.refused('Remove-MailUser', { Identity: CLASSIC.Name });
    expect(error.fullyQualifiedErrorId).toBe('InvalidOperation,Remove-MailUser');
    expect(error.message).toContain('[practice text]');
    expect(lab.control({ op: 'status' }).organisation.mailUsers).toContain(CLASSIC.Name);
    await lab.run('Remove-MailUser', { Identity: CLASSIC.Name, Confirm: false });
    expect(lab.control({ op: 'status' }).organisation.mailUsers).not.toContain(CLASSIC.Name);
  });
});
