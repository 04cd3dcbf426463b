/** What the lab's cmdlets answer against what is known of the real ones' output. */
import { describe, expect, test } from 'vitest';
import { CMDLETS } from '../../../src/lab/exchange/parameters';
import { CLASSIC, openLab } from '../../unit/lab/lab';
import type { Item, TestLab } from '../../unit/lab/lab';
import { rows } from '../../unit/lab/online-lab';
import { describeWithReference, officialOutputs } from './reference';
import type { OfficialProperty } from './reference';

/** Calls whose output is compared; all others are compared without parameters. */
const CALLS: Readonly<Record<string, Item>> = {
  'Get-ManagementRoleEntry': { Identity: 'UserApplication\\*' },
  'New-MailUser': { ...CLASSIC, Name: 'New', ExternalEmailAddress: 'new@contoso.com' },
  'New-ManagementRole': { Name: 'New', Parent: 'UserApplication' },
  'New-ManagementRoleAssignment': { Role: 'UserApplication', User: 'ada' },
  'New-PartnerApplication': {
    Name: 'New',
    ApplicationIdentifier: '00000004-0000-0ff1-ce00-000000000000',
  },
  'New-AuthServer': {
    Name: 'New',
    AuthMetadataUrl:
      'https://accounts.accesscontrol.windows.net/contoso.mail.onmicrosoft.com/metadata/json/1',
  },
  'New-IntraOrganizationConnector': {
    Name: 'New',
    DiscoveryEndpoint: 'https://outlook.office365.com/autodiscover/autodiscover.svc',
    TargetAddressDomains: ['contoso.mail.onmicrosoft.com'],
  },
  'Add-AvailabilityAddressSpace': {
    ForestName: 'contoso.mail.onmicrosoft.com',
    AccessMethod: 'InternalProxy',
    ProxyUrl: 'https://mail.contoso.com/EWS/Exchange.asmx',
    UseServiceAccount: true,
  },
  'New-SettingOverride': {
    Name: 'New',
    Component: 'Global',
    Section: 'Any',
    Parameters: ['Enabled=true'],
    Reason: 'test',
  },
  'Get-ExchangeDiagnosticInfo': {
    Process: 'Microsoft.Exchange.Directory.TopologyService',
    Component: 'VariantConfiguration',
    Argument: 'Refresh',
  },
  'New-ExchangeCertificate': { Services: ['None'] },
  'Test-OAuthConnectivity': {
    Service: 'EWS',
    TargetUri: 'https://outlook.office365.com/ews/exchange.asmx',
    Mailbox: 'ada',
  },
};

/** What makes the lab's world hold a row for each cmdlet. */
async function prepared(): Promise<TestLab> {
  const lab = openLab({ start: 'recorded' });
  await lab.run('Add-AvailabilityAddressSpace', CALLS['Add-AvailabilityAddressSpace']);
  return lab;
}

/** Properties that outputs carry beyond the published list, because remoting adds them to everything. */
const REMOTING = ['PSComputerName', 'RunspaceId', 'PSShowComputerName', 'SerializationData'];

/** Properties with a value in the example that may well be null. */
const MAY_BE_NULL: Readonly<Record<string, readonly string[]>> = {
  'Get-AuthConfig': ['NextCertificateEffectiveDate'],
  'Get-PartnerApplication': ['LinkedAccount'],
  'New-PartnerApplication': ['LinkedAccount', 'ActAsPermissions'],
  'Get-AutodiscoverVirtualDirectory': ['InternalUrl'],
  'Get-OrganizationConfig': ['DefaultAuthenticationPolicy'],
  'Get-Recipient': ['ExternalEmailAddress'],
};

/** The client rebuilds everything but the raw bytes; the lab serves what is on the wire. */
const onTheWire = (cmdlet: string, name: string): boolean =>
  !cmdlet.endsWith('-ExchangeCertificate') || name === 'RawData' || REMOTING.includes(name);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/;

/** The kind of a value as the reference names kinds. */
function kindOf(value: unknown, expected: string): string {
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'string') ? 'list' : 'list of other things';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'object' && value !== null) return '$bytes' in value ? 'bytes' : 'object';
  return expected === 'datetime' && typeof value === 'string' && ISO.test(value)
    ? 'datetime'
    : typeof value;
}

async function rowsOf(lab: TestLab, cmdlet: string): Promise<readonly Item[]> {
  const rows = await lab.run(cmdlet, CALLS[cmdlet]);
  expect(rows.length).toBeGreaterThan(0);
  return rows;
}

function check(cmdlet: string, name: string, official: OfficialProperty, row: Item): void {
  expect(row, `${cmdlet} lacks ${name}`).toHaveProperty([name]);
  const value = row[name];
  const isOpen =
    official.example === null || official.nullable !== undefined || /unknown/.test(official.type);
  if (value === null) {
    expect(isOpen || MAY_BE_NULL[cmdlet]?.includes(name), `${cmdlet}: ${name} is null`).toBe(true);
    return;
  }
  const expected = official.deserialized ?? '';
  if (expected === '' || /unknown|Uri\/text/.test(official.type)) return;
  expect(kindOf(value, expected), `${cmdlet}: ${name}`).toBe(expected);
}

const answering = Object.keys(CMDLETS).filter((cmdlet) => /^(Get|New|Test)-/.test(cmdlet));
const known = answering.filter((cmdlet) => cmdlet in officialOutputs);

describeWithReference('lab output against the known output', () => {
  test('all but a few cmdlets have a known output', () => {
    expect(answering.filter((cmdlet) => !(cmdlet in officialOutputs))).toEqual([
      'Get-User',
      'Get-CASMailbox',
      'Get-MailboxFolderStatistics',
      'Get-MailboxFolderPermission',
      'Get-Mailbox',
    ]);
  });

  test.each(known)('%s has every known property, of its kind', async (cmdlet) => {
    const lab = await prepared();
    const { properties } = officialOutputs[cmdlet]!;
    for (const row of await rowsOf(lab, cmdlet)) {
      for (const [name, official] of Object.entries(properties)) {
        if (official.emsOnly === undefined && onTheWire(cmdlet, name))
          check(cmdlet, name, official, row);
      }
    }
  });

  test.each(known)('%s has no property that nobody has seen', async (cmdlet) => {
    const lab = await prepared();
    const { properties } = officialOutputs[cmdlet]!;
    for (const row of await rowsOf(lab, cmdlet)) {
      const added = Object.keys(row).filter(
        (name) => !(name in properties) && !REMOTING.includes(name),
      );
      expect(added).toEqual([]);
    }
  });
});

describe('lab output', () => {
  test('Set- and Remove- answer nothing', async () => {
    const lab = openLab({ start: 'articles' });
    const answers = [
      await lab.run('Set-MailUser', {
        Identity: CLASSIC.Name,
        HiddenFromAddressListsEnabled: false,
      }),
      await lab.run('Set-PartnerApplication', { Identity: 'SfBOnline', Enabled: false }),
      await lab.run('Remove-PartnerApplication', { Identity: 'SfBOnline', Confirm: false }),
    ];
    expect(answers).toEqual([[], [], []]);
  });
});

/** Cmdlets of Exchange Online whose output is known, with what they are called with. */
const ONLINE: readonly (readonly [string, Item])[] = [
  ['Get-IntraOrganizationConnector', {}],
  [
    'New-IntraOrganizationConnector',
    {
      Name: 'New',
      DiscoveryEndpoint: 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
      TargetAddressDomains: ['contoso.com'],
    },
  ],
  ['Get-IntraOrganizationConfiguration', {}],
  ['Get-OrganizationRelationship', {}],
  [
    'Test-OAuthConnectivity',
    { Service: 'EWS', TargetUri: 'https://mail.contoso.com/EWS/Exchange.asmx' },
  ],
];

describeWithReference('lab output of Exchange Online against the known output', () => {
  test.each(ONLINE)('%s has every known property', async (cmdlet, parameters) => {
    const known = Object.keys(officialOutputs[cmdlet]!.properties).filter(
      (name) => !REMOTING.includes(name),
    );
    const answered = await rows(openLab(), cmdlet, parameters);
    expect(answered.length).toBeGreaterThan(0);
    for (const row of answered) expect(Object.keys(row)).toEqual(expect.arrayContaining(known));
  });

  test('the result type is an object there, as it was observed', async () => {
    const [row] = await rows(openLab(), ...ONLINE[4]!);
    expect(row!['ResultType']).toEqual({ Value: 'Success' });
  });
});
