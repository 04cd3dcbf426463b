import { describe, expect, test } from 'vitest';
import type { LabEdit } from '../../../src/shared/lab';
import { CLASSIC, DC, OTHER_DC, openLab } from './lab';

const ID = '00000004-0000-0ff1-ce00-000000000000';

describe('edits of another admin', () => {
  test('hide-mail-user is seen everywhere at once', async () => {
    const lab = openLab({ start: 'half' });
    lab.control({ op: 'edit', edit: { edit: 'hide-mail-user', name: CLASSIC.Name, hidden: true } });
    for (const dc of [DC, OTHER_DC]) {
      const [row] = await lab.run('Get-MailUser', { Identity: CLASSIC.Name, DomainController: dc });
      expect(row!['HiddenFromAddressListsEnabled']).toBe(true);
    }
  });

  test('an edit of something not replicated yet keeps what was written', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    lab.control({ op: 'edit', edit: { edit: 'hide-mail-user', name: CLASSIC.Name, hidden: true } });
    expect(await lab.run('Get-MailUser', { Identity: CLASSIC.Name })).toMatchObject([
      {
        HiddenFromAddressListsEnabled: true,
        ExternalEmailAddress: `SMTP:${CLASSIC.ExternalEmailAddress}`,
      },
    ]);
  });

  test('assign-role', async () => {
    const lab = openLab({ start: 'half' });
    const edit: LabEdit = { edit: 'assign-role', role: 'Mailbox Search', user: CLASSIC.Name };
    lab.control({ op: 'edit', edit });
    lab.control({ op: 'edit', edit });
    const rows = await lab.run('Get-ManagementRoleAssignment', {
      RoleAssignee: CLASSIC.Name,
      Role: 'Mailbox Search',
    });
    expect(new Set(rows.map((row) => row['Guid'])).size).toBe(2);
  });

  test('disable-partner-application', async () => {
    const lab = openLab({ start: 'articles' });
    lab.control({ op: 'edit', edit: { edit: 'disable-partner-application', applicationId: ID } });
    expect((await lab.run('Get-PartnerApplication', { Identity: ID }))[0]!['Enabled']).toBe(false);
  });

  test('add-key puts a valid foreign key on the principal', () => {
    const lab = openLab();
    lab.control({ op: 'edit', edit: { edit: 'add-key', applicationId: ID, label: 'Rival’s key' } });
    const keys = lab.world.state.tenant.servicePrincipals.find(
      (item) => item.appId === ID,
    )!.keyCredentials;
    expect(keys).toMatchObject([
      { displayName: 'Rival’s key', type: 'AsymmetricX509Cert', usage: 'Verify' },
    ]);
    expect(Date.parse(keys[0]!.endDateTime)).toBeGreaterThan(lab.world.now().getTime());
  });

  test('rename-domain', async () => {
    const lab = openLab();
    lab.control({
      op: 'edit',
      edit: { edit: 'rename-domain', from: 'contoso.com', to: 'contoso.example' },
    });
    const [row] = await lab.run('Get-AcceptedDomain', { Identity: 'contoso.example' });
    expect(row).toMatchObject({
      Name: 'contoso.example',
      DomainName: 'contoso.example',
      Default: true,
    });
  });

  test.each<LabEdit>([
    { edit: 'hide-mail-user', name: 'nobody', hidden: true },
    { edit: 'assign-role', role: 'nothing', user: 'Ada Lindqvist' },
    { edit: 'disable-partner-application', applicationId: ID },
    { edit: 'add-key', applicationId: 'nothing', label: 'a' },
    { edit: 'rename-domain', from: 'nothing.example', to: 'b.example' },
  ])('what is not there cannot be edited: $edit', (edit) => {
    expect(() => openLab().control({ op: 'edit', edit })).toThrow(/^there is no /);
  });

  test('an edit waits for the change it was meant for, reads do not count', async () => {
    const lab = openLab({ start: 'half' });
    const hidden = async (): Promise<unknown> =>
      (await lab.run('Get-MailUser', { Identity: CLASSIC.Name }))[0]![
        'HiddenFromAddressListsEnabled'
      ];
    lab.control({
      op: 'edit-before-change',
      nth: 2,
      edit: { edit: 'hide-mail-user', name: CLASSIC.Name, hidden: true },
    });
    await lab.run('New-MailUser', { Name: 'first', ExternalEmailAddress: 'first@contoso.com' });
    expect(await hidden()).toBe(false);
    const answer = await lab.raw('Set-MailUser', {
      Identity: CLASSIC.Name,
      HiddenFromAddressListsEnabled: true,
    });
    // The other admin came first: the product's own change changes nothing any more.
    expect(answer).toMatchObject({ warnings: [expect.stringContaining('no settings of')] });
    expect(await hidden()).toBe(true);
  });

  test('a waiting edit survives the process', async () => {
    const lab = openLab({ start: 'half' });
    lab.control({
      op: 'edit-before-change',
      nth: 1,
      edit: { edit: 'hide-mail-user', name: CLASSIC.Name, hidden: true },
    });
    const again = lab.reopen();
    await again.run('New-MailUser', { Name: 'first', ExternalEmailAddress: 'first@contoso.com' });
    expect(
      (await again.run('Get-MailUser', { Identity: CLASSIC.Name }))[0]![
        'HiddenFromAddressListsEnabled'
      ],
    ).toBe(true);
  });
});
