import { describe, expect, test } from 'vitest';
import { CLASSIC, openLab } from './lab';

const ID = '00000004-0000-0ff1-ce00-000000000000';
const WISH = { Name: 'SfBOnline', ApplicationIdentifier: ID };

describe('partner applications', () => {
  test('New-PartnerApplication returns a cloud row: empty texts, not null', async () => {
    const [made] = await openLab().run('New-PartnerApplication', WISH);
    expect(made).toMatchObject({
      Name: 'SfBOnline',
      Identity: 'SfBOnline',
      ApplicationIdentifier: ID,
      Enabled: true,
      UseAuthServer: true,
      Realm: '',
      AuthMetadataUrl: '',
      IssuerIdentifier: '',
      LinkedAccount: null,
      AccountType: 'OrganizationalAccount',
      AppOnlyPermissions: null,
      ActAsPermissions: null,
    });
  });

  test('it is found by name, application id, GUID and distinguished name', async () => {
    const lab = openLab();
    const [made] = await lab.run('New-PartnerApplication', WISH);
    for (const identity of [WISH.Name, ID, made!['Guid'], made!['DistinguishedName']]) {
      expect(await lab.run('Get-PartnerApplication', { Identity: identity })).toHaveLength(1);
    }
  });

  test('a taken name is refused; a second row with the same id is not, for no refusal is published', async () => {
    const lab = openLab();
    await lab.run('New-PartnerApplication', WISH);
    expect((await lab.refused('New-PartnerApplication', WISH)).message).toMatch(
      / already exists\.$/,
    );
    await lab.run('New-PartnerApplication', { ...WISH, Name: 'Another' });
    expect(await lab.run('Get-PartnerApplication', { Identity: ID })).toHaveLength(2);
  });

  test('Set- links, unlinks with $null, renames, and warns where nothing changes', async () => {
    const lab = openLab({ start: 'half' });
    const row = async (): Promise<unknown> =>
      (await lab.run('Get-PartnerApplication', { Identity: ID }))[0];
    await lab.run('Set-PartnerApplication', {
      Identity: ID,
      LinkedAccount: CLASSIC.Name,
      Enabled: true,
    });
    expect(await row()).toMatchObject({
      LinkedAccount: `contoso.lab/Users/${CLASSIC.Name}`,
      Enabled: true,
    });
    const answer = await lab.raw('Set-PartnerApplication', { Identity: ID, Enabled: true });
    expect(answer).toMatchObject({
      items: [],
      warnings: [expect.stringContaining('no settings of')],
    });
    await lab.run('Set-PartnerApplication', { Identity: ID, LinkedAccount: null, Name: 'Renamed' });
    expect(await row()).toMatchObject({ LinkedAccount: null, Name: 'Renamed' });
    await lab.refused('Set-PartnerApplication', { Identity: ID, Name: 'Exchange Online' });
    await lab.refused('Set-PartnerApplication', { Identity: ID, Name: '' });
  });

  test('metadata documents cannot be fetched here', async () => {
    const lab = openLab();
    const error = await lab.refused('New-PartnerApplication', {
      Name: 'Lync',
      AuthMetadataUrl: 'https://sfb.contoso.lab/metadata/json/1',
    });
    expect(error.message).toMatch(
      /^Cannot acquire auth metadata document from 'https:\/\/sfb\.contoso\.lab\/metadata\/json\/1'\. Error: /,
    );
    await lab.refused('Set-PartnerApplication', {
      Identity: 'Exchange Online',
      RefreshAuthMetadata: true,
    });
  });

  test('Remove- takes one away', async () => {
    const lab = openLab({ start: 'articles' });
    await lab.run('Remove-PartnerApplication', { Identity: 'SfBOnline', Confirm: false });
    await lab.refused('Get-PartnerApplication', { Identity: 'SfBOnline' });
  });
});
