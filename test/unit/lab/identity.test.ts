import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasFrom, cut, escapeRdn, samAccountNameFrom } from '../../../src/lab/exchange/names';
import { CLASSIC, DC, OTHER_DC, openLab } from './lab';

describe('identities', () => {
  test.each([
    ['name', 'SfBOnline-ApplicationAccount'],
    ['name in other case', 'sfbonline-APPLICATIONaccount'],
    ['address', 'SfBOnline-ApplicationAccount@contoso.com'],
    ['proxy address', 'SMTP:SfBOnline-ApplicationAccount@contoso.com'],
    ['distinguished name', 'CN=SfBOnline-ApplicationAccount,CN=Users,DC=contoso,DC=lab'],
    ['canonical name', 'contoso.lab/Users/SfBOnline-ApplicationAccount'],
    ['account name', 'contoso\\SfBOnline-Applicatio'],
  ])('a mail user is found by its %s', async (_what, identity) => {
    const rows = await openLab({ start: 'half' }).run('Get-MailUser', { Identity: identity });
    expect(rows.map((row) => row['Name'])).toEqual(['SfBOnline-ApplicationAccount']);
  });

  test('objects are found by GUID', async () => {
    const lab = openLab({ start: 'half' });
    const [user] = await lab.run('Get-MailUser', { Identity: CLASSIC.Name });
    expect(await lab.run('Get-User', { Identity: user!['Guid'] })).toHaveLength(1);
    expect(await lab.run('Get-Recipient', { Identity: user!['Guid'] })).toHaveLength(1);
  });

  test.each([{}, { Identity: null }, { Identity: '' }])(
    'no identity (%j) answers with every object, the trap of Get-*',
    async (parameters) => {
      const lab = openLab({ start: 'half' });
      expect(await lab.run('Get-MailUser', parameters)).toHaveLength(2);
      expect((await lab.run('Get-PartnerApplication', parameters)).length).toBeGreaterThan(1);
      expect((await lab.run('Get-ManagementRole', parameters)).length).toBeGreaterThan(1);
    },
  );

  test('an absent object is reported with the domain controller that was asked', async () => {
    const error = await openLab().refused('Get-MailUser', {
      Identity: 'nobody',
      DomainController: DC,
    });
    expect(error.message).toBe(
      `The operation couldn't be performed because object 'nobody' couldn't be found on '${DC}'.`,
    );
    expect(error.fullyQualifiedErrorId).toMatch(
      /^\[Server=EX01,RequestId=[0-9a-f-]{36},TimeStamp=1\/12\/2026 8:00:\d\d AM\] \[FailureCategory=Cmdlet-ManagementObjectNotFoundException\] [0-9A-F]{8},Microsoft\.Exchange\.Management\.RecipientTasks\.GetMailUser$/,
    );
    expect(error.category).toBe(
      'NotSpecified: (:) [Get-MailUser], ManagementObjectNotFoundException',
    );
    expect(error.exceptionType).toBe('System.Management.Automation.RemoteException');
    const unpinned = await openLab().refused('Get-MailUser', { Identity: 'nobody' });
    expect(unpinned.message).toContain(OTHER_DC);
  });

  test('a change refuses an identity that fits several objects', async () => {
    const lab = openLab();
    lab.control({ op: 'fault', name: 'duplicate-partner-application', on: true });
    const id = '00000004-0000-0ff1-ce00-000000000000';
    expect(await lab.run('Get-PartnerApplication', { Identity: id })).toHaveLength(2);
    const error = await lab.refused('Set-PartnerApplication', { Identity: id, Enabled: false });
    expect(error.message).toBe(
      `The operation couldn't be performed because '${id}' matches multiple entries.`,
    );
    expect(error.fullyQualifiedErrorId).toContain('ManagementObjectAmbiguousException');
  });

  test('a wildcard fits several; a name that really holds one is found first', async () => {
    const lab = openLab({ start: 'half' });
    expect(await lab.run('Get-MailUser', { Identity: '*' })).toHaveLength(2);
    expect(await lab.run('Get-MailUser', { Identity: 'Sfb*Account' })).toHaveLength(1);
    expect(await lab.run('Get-MailUser', { Identity: 'x*' })).toEqual([]);
    await lab.run('New-MailUser', { Name: 'S*', ExternalEmailAddress: 'star@contoso.com' });
    const rows = await lab.run('Get-MailUser', { Identity: 'S*' });
    expect(rows.map((row) => row['Name'])).toEqual(['S*']);
  });
});

describe('names', () => {
  test.each([
    ['a,b+c"d\\e<f>g;h', 'a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h'],
    ['#first', '\\#first'],
    [' lead', '\\ lead'],
    ['trail ', 'trail\\ '],
    ['台北/a=b', '台北/a=b'],
  ])('RFC 4514 escapes %j', (value, expected) => {
    expect(escapeRdn(value)).toBe(expected);
  });

  test('canonical names escape slash and backslash', async () => {
    const lab = openLab();
    const [made] = await lab.run('New-MailUser', {
      Name: 'a/b\\c',
      ExternalEmailAddress: 'abc@contoso.com',
    });
    expect(made!['Identity']).toBe('contoso.lab/Users/a\\/b\\\\c');
    expect(await lab.run('Get-MailUser', { Identity: made!['Identity'] })).toHaveLength(1);
  });

  test('account names have at most 20 characters and none that is forbidden', () => {
    expect(samAccountNameFrom('SfBOnline-ApplicationAccount', () => false)).toBe(
      'SfBOnline-Applicatio',
    );
    expect(samAccountNameFrom('a/b[c]:d;e|f=g,h', () => false)).toBe('a_b_c__d_e_f_g_h');
    expect(samAccountNameFrom('SfBOnline-ApplicationAccount', (name) => !name.endsWith('2'))).toBe(
      'SfBOnline-Applicati2',
    );
  });

  test('aliases lose spaces and turn unsupported characters into question marks', () => {
    expect(aliasFrom('Zoë Müller 台北')).toBe('ZoëMüller??');
    expect(aliasFrom('...')).toBe('?');
  });

  test('a cut never leaves half a character', () => {
    expect(cut('ab😀', 3)).toBe('ab');
  });

  test('any name survives unchanged and finds its object', async () => {
    const lab = openLab();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
          .filter((name) => name.length <= 64 && name.trim() === name && !/[*\p{Cc}]/u.test(name)),
        async (name) => {
          number += 1;
          const address = `n${number}@contoso.com`;
          const [made] = await lab.run('New-MailUser', {
            Name: name,
            ExternalEmailAddress: address,
          });
          for (const property of ['DistinguishedName', 'Identity', 'Guid']) {
            const [found] = await lab.run('Get-MailUser', { Identity: made![property] });
            expect(found!['Name']).toBe(name);
          }
          expect(String(made!['SamAccountName']).length).toBeLessThanOrEqual(20);
          await lab.run('Remove-MailUser', { Identity: made!['Guid'], Confirm: false });
        },
      ),
      { numRuns: 60 },
    );
  });
});
