import { describe, expect, test } from 'vitest';
import { CLASSIC, DC, openLab } from './lab';

const ROLE = { Name: 'TeamsSchedulerRole', Parent: 'UserApplication' };

describe('management roles', () => {
  test('a derived role starts as a copy of its parent and is stripped entry by entry', async () => {
    const lab = openLab();
    const [made] = await lab.run('New-ManagementRole', ROLE);
    expect(made).toMatchObject({
      Name: ROLE.Name,
      Parent: 'UserApplication',
      IsRootRole: false,
      RoleType: 'UserApplication',
      DistinguishedName: `CN=${ROLE.Name},CN=UserApplication,CN=Roles,CN=RBAC,CN=Contoso Lab,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=lab`,
    });
    const entries = async (role: string): Promise<unknown[]> =>
      (await lab.run('Get-ManagementRoleEntry', { Identity: `${role}\\*` })).map(
        (row) => row['Name'],
      );
    const all = await entries('UserApplication');
    expect(await entries(ROLE.Name)).toEqual(all);
    expect(all).toContain('GetDelegate');
    for (const name of all.filter((item) => item !== 'GetDelegate')) {
      await lab.run('Remove-ManagementRoleEntry', {
        Identity: `${ROLE.Name}\\${String(name)}`,
        Confirm: false,
      });
    }
    expect(await entries(ROLE.Name)).toEqual(['GetDelegate']);
    expect(await entries('UserApplication')).toEqual(all);
  });

  test('an entry prints its role as Id, so that the portable pipeline form works', async () => {
    const [entry] = await openLab().run('Get-ManagementRoleEntry', {
      Identity: 'UserApplication\\GetDelegate',
    });
    expect(entry).toMatchObject({
      Name: 'GetDelegate',
      Id: 'UserApplication',
      Role: 'UserApplication',
      Type: 'WebService',
    });
  });

  test('entries of built-in roles stay', async () => {
    const error = await openLab().refused('Remove-ManagementRoleEntry', {
      Identity: 'UserApplication\\GetItem',
      Confirm: false,
    });
    expect(error.message).toContain('[practice text]');
  });

  test('an entry comes back from the parent only', async () => {
    const lab = openLab();
    await lab.run('New-ManagementRole', ROLE);
    const identity = `${ROLE.Name}\\GetItem`;
    await lab.run('Remove-ManagementRoleEntry', { Identity: identity, Confirm: false });
    await lab.refused('Get-ManagementRoleEntry', { Identity: identity });
    await lab.run('Add-ManagementRoleEntry', { Identity: identity });
    expect(await lab.run('Get-ManagementRoleEntry', { Identity: identity })).toHaveLength(1);
    await lab.refused('Add-ManagementRoleEntry', { Identity: identity });
    await lab.refused('Add-ManagementRoleEntry', { Identity: `${ROLE.Name}\\DeleteEverything` });
    await lab.run('Remove-ManagementRoleEntry', { Identity: identity, Confirm: false });
    await lab.run('Add-ManagementRoleEntry', {
      ParentRoleEntry: 'UserApplication\\GetItem',
      Role: ROLE.Name,
    });
    expect(await lab.run('Get-ManagementRoleEntry', { Identity: identity })).toHaveLength(1);
  });

  test('wildcards in both parts; an identity without an entry is refused', async () => {
    const lab = openLab();
    const rows = await lab.run('Get-ManagementRoleEntry', { Identity: '*Application\\GetItem' });
    expect(rows.map((row) => row['Role'])).toEqual(['UserApplication', 'MeetingGraphApplication']);
    expect(await lab.run('Get-ManagementRoleEntry', { Identity: 'Nothing*\\*' })).toEqual([]);
    await lab.refused('Get-ManagementRoleEntry', { Identity: 'UserApplication' });
    const error = await lab.refused('Get-ManagementRoleEntry', { Identity: 'Nothing\\*' });
    expect(error.message).toContain("object 'Nothing\\*' couldn't be found");
  });

  test.each([null, ''])(
    'an entry identity of %j answers with all entries of all roles',
    async (identity) => {
      const rows = await openLab().run('Get-ManagementRoleEntry', { Identity: identity });
      expect(new Set(rows.map((row) => row['Role'])).size).toBeGreaterThan(5);
    },
  );

  test('children and descendants', async () => {
    const lab = openLab();
    await lab.run('New-ManagementRole', ROLE);
    await lab.run('New-ManagementRole', { Name: 'Grandchild', Parent: ROLE.Name });
    const names = async (parameters: Record<string, unknown>): Promise<unknown[]> =>
      (await lab.run('Get-ManagementRole', { Identity: 'UserApplication', ...parameters })).map(
        (row) => row['Name'],
      );
    expect(await names({ GetChildren: true })).toEqual([ROLE.Name]);
    expect(await names({ Recurse: true })).toEqual(['UserApplication', ROLE.Name, 'Grandchild']);
  });

  test('a role with children or assignments stays', async () => {
    const lab = openLab({ start: 'half' });
    await lab.run('New-ManagementRole', ROLE);
    await lab.run('New-ManagementRole', { Name: 'Grandchild', Parent: ROLE.Name });
    await lab.refused('Remove-ManagementRole', { Identity: ROLE.Name, Confirm: false });
    await lab.run('New-ManagementRoleAssignment', { Role: 'Grandchild', User: CLASSIC.Name });
    await lab.refused('Remove-ManagementRole', {
      Identity: ROLE.Name,
      Recurse: true,
      Confirm: false,
    });
    await lab.run('Remove-ManagementRoleAssignment', {
      Identity: `Grandchild-${CLASSIC.Name}`,
      Confirm: false,
    });
    await lab.run('Remove-ManagementRole', { Identity: ROLE.Name, Recurse: true, Confirm: false });
    await lab.refused('Get-ManagementRole', { Identity: 'Grandchild' });
    await lab.refused('Remove-ManagementRole', { Identity: 'UserApplication', Confirm: false });
  });

  test('a name in use is refused', async () => {
    const lab = openLab();
    await lab.run('New-ManagementRole', ROLE);
    expect((await lab.refused('New-ManagementRole', ROLE)).message).toMatch(/ already exists\.$/);
  });
});

describe('role assignments', () => {
  const direct = { RoleAssignee: CLASSIC.Name, AssignmentMethod: 'Direct', Delegating: false };

  test('the automatic name; a second assignment is made silently under a numbered one', async () => {
    const lab = openLab({ start: 'half' });
    const wish = { Role: 'ArchiveApplication', User: CLASSIC.Name };
    const [made] = await lab.run('New-ManagementRoleAssignment', wish);
    expect(made).toMatchObject({
      Name: `ArchiveApplication-${CLASSIC.Name}`,
      Role: 'ArchiveApplication',
      RoleAssignee: `contoso.lab/Users/${CLASSIC.Name}`,
      RoleAssigneeName: CLASSIC.Name,
      RoleAssigneeType: 'User',
      RoleAssignmentDelegationType: 'Regular',
      AssignmentMethod: 'Direct',
    });
    const [second] = await lab.run('New-ManagementRoleAssignment', wish);
    expect(second!['Name']).toBe(`ArchiveApplication-${CLASSIC.Name}-1`);
    await lab.refused('New-ManagementRoleAssignment', {
      ...wish,
      Name: `ArchiveApplication-${CLASSIC.Name}`,
    });
    expect(await lab.run('Get-ManagementRoleAssignment', direct)).toHaveLength(3);
  });

  test('names have at most 64 characters', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', { Name: 'x'.repeat(64), ExternalEmailAddress: 'x@contoso.com' });
    const [made] = await lab.run('New-ManagementRoleAssignment', {
      Role: 'UserApplication',
      User: 'x@contoso.com',
    });
    expect(String(made!['Name'])).toHaveLength(64);
  });

  test('without -AssignmentMethod an assignee also gets what its groups have', async () => {
    const lab = openLab();
    const all = await lab.run('Get-ManagementRoleAssignment', { RoleAssignee: 'ada' });
    expect(new Set(all.map((row) => row['AssignmentMethod']))).toEqual(new Set(['RoleGroup']));
    expect(all[0]!['EffectiveUserName']).toBe('Ada Lindqvist');
    expect(
      await lab.run('Get-ManagementRoleAssignment', { ...direct, RoleAssignee: 'ada' }),
    ).toEqual([]);
    const delegating = await lab.run('Get-ManagementRoleAssignment', {
      RoleAssignee: 'ada',
      Delegating: true,
    });
    expect(delegating.length).toBeLessThan(all.length);
  });

  test('-Role narrows; unknown roles and assignees are reported', async () => {
    const lab = openLab({ start: 'articles' });
    const rows = await lab.run('Get-ManagementRoleAssignment', {
      ...direct,
      Role: 'UserApplication',
    });
    expect(rows).toHaveLength(1);
    await lab.refused('Get-ManagementRoleAssignment', { RoleAssignee: 'nobody' });
    await lab.refused('Get-ManagementRoleAssignment', { Role: 'NoRole' });
    await lab.refused('New-ManagementRoleAssignment', {
      Role: 'UserApplication',
      User: 'nobody',
      DomainController: DC,
    });
  });

  test('a role group takes an assignment too', async () => {
    const [made] = await openLab().run('New-ManagementRoleAssignment', {
      Role: 'UserApplication',
      SecurityGroup: 'Organization Management',
    });
    expect(made).toMatchObject({
      RoleAssigneeType: 'RoleGroup',
      EffectiveUserName: 'All Group Members',
    });
  });
});
