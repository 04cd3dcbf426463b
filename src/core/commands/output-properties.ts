/**
 * The properties that are taken from a cmdlet's answer; nothing else crosses from a shell. A contract test holds the
 * table to the reads. A cmdlet that changes something is judged by reading back, so nothing is taken from its answer.
 */
import { ALLOWED_CMDLETS } from './allow-list';
import type { AllowedCmdlet, ParameterKind } from './allow-list';
import { ONLINE_CMDLETS } from './allow-list-oauth';

/** Properties by cmdlet. A cmdlet that is not named here answers with nothing. */
export const OUTPUT_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'Get-ExchangeServer': ['Name', 'Fqdn', 'AdminDisplayVersion'],
  'Get-DomainController': ['DnsHostName', 'ADSite'],
  'Get-AcceptedDomain': ['DomainName', 'DomainType', 'Default'],
  'Get-AuthConfig': [
    'CurrentCertificateThumbprint',
    'NextCertificateThumbprint',
    'PreviousCertificateThumbprint',
    'NextCertificateEffectiveDate',
    'ServiceName',
    'Realm',
  ],
  'Get-AuthServer': [
    'Name',
    'Type',
    'Realm',
    'IssuerIdentifier',
    'AuthMetadataUrl',
    'ApplicationIdentifier',
    'DomainName',
    'Enabled',
    'Guid',
  ],
  'Get-IntraOrganizationConnector': [
    'Name',
    'TargetAddressDomains',
    'DiscoveryEndpoint',
    'Enabled',
    'Guid',
  ],
  'Get-AvailabilityAddressSpace': ['ForestName', 'AccessMethod', 'Guid'],
  'Get-OrganizationConfig': [
    'Guid',
    'EwsEnabled',
    'EwsApplicationAccessPolicy',
    'EwsAllowList',
    'EwsBlockList',
  ],
  'Get-OrganizationRelationship': ['Name', 'DomainNames', 'TargetSharingEpr', 'Enabled', 'Guid'],
  'Get-SettingOverride': ['Name', 'ComponentName', 'SectionName', 'Parameters', 'Guid'],
  'Get-ExchangeDiagnosticInfo': ['Result'],
  'Get-Mailbox': ['PrimarySmtpAddress', 'RecipientTypeDetails', 'GrantSendOnBehalfTo'],
  'Get-CASMailbox': [
    'Guid',
    'EwsEnabled',
    'EwsApplicationAccessPolicy',
    'EwsAllowList',
    'EwsBlockList',
  ],
  'Get-MailboxFolderStatistics': ['FolderType', 'FolderPath', 'ItemsInFolder'],
  'Get-MailboxFolderPermission': ['User', 'AccessRights'],
  'Test-OAuthConnectivity': ['Detail', 'ResultType'],
  'Get-AutodiscoverVirtualDirectory': [
    'Name',
    'Server',
    'Guid',
    'InternalUrl',
    'ExternalUrl',
    'InternalAuthenticationMethods',
    'ExternalAuthenticationMethods',
  ],
  'Get-WebServicesVirtualDirectory': [
    'Name',
    'Server',
    'Guid',
    'InternalUrl',
    'ExternalUrl',
    'InternalAuthenticationMethods',
    'ExternalAuthenticationMethods',
  ],
  'Get-ExchangeCertificate': ['RawData'],
  'Get-PartnerApplication': [
    'Name',
    'Guid',
    'ApplicationIdentifier',
    'Realm',
    'AuthMetadataUrl',
    'UseAuthServer',
    'Enabled',
    'LinkedAccount',
  ],
  'Get-MailUser': [
    'Name',
    'Identity',
    'DistinguishedName',
    'Guid',
    'ExternalEmailAddress',
    'HiddenFromAddressListsEnabled',
  ],
  'Get-Recipient': ['Name', 'Identity', 'Guid', 'RecipientTypeDetails'],
  'Get-User': ['Name', 'Identity', 'DistinguishedName', 'Guid', 'RecipientTypeDetails'],
  'Get-ManagementRole': ['Name', 'Parent', 'Guid'],
  'Get-ManagementRoleEntry': ['Name'],
  'Get-ManagementRoleAssignment': ['Name', 'Role', 'Guid', 'RoleAssignmentDelegationType'],
};

/** One cmdlet as the bridge knows it. */
interface BridgeCommand {
  readonly change: boolean;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly required: readonly string[];
  readonly properties: readonly string[];
}

/** The table as the bridge reads it: `assets/powershell/allow-list.json`. */
export interface BridgeTable {
  readonly commands: Readonly<Record<string, BridgeCommand>>;
  /** Modules of other services that may be loaded, by the name a request gives, each with its own commands. */
  readonly modules: Readonly<Record<string, BridgeModule>>;
}

/** A module: what `Import-Module` is given, and the commands that may run in it. */
interface BridgeModule {
  readonly module: string;
  readonly commands: Readonly<Record<string, BridgeCommand>>;
}

const readOnly = (properties: readonly string[]): BridgeCommand => ({
  change: false,
  parameters: {},
  required: [],
  properties,
});

/** The cmdlets of a table with what is taken from their answers. */
function withProperties(
  cmdlets: Readonly<Record<string, AllowedCmdlet>>,
): Readonly<Record<string, BridgeCommand>> {
  return Object.fromEntries(
    Object.entries(cmdlets).map(([name, allowed]) => [
      name,
      { ...allowed, properties: OUTPUT_PROPERTIES[name] ?? [] },
    ]),
  );
}

/** Nothing is planned for Skype for Business Server yet: only what tells where the shell is. */
const MODULES: BridgeTable['modules'] = {
  'exchange-online': {
    module: 'ExchangeOnlineManagement',
    commands: withProperties(ONLINE_CMDLETS),
  },
  skype: {
    module: 'SkypeForBusiness',
    commands: { 'Get-CsServerVersion': readOnly(['*']) },
  },
};

/** Builds the bridge's table from the one allow-list. */
export function bridgeTable(): BridgeTable {
  return { commands: withProperties(ALLOWED_CMDLETS), modules: MODULES };
}

/** The file's text. */
export function bridgeTableText(): string {
  return `${JSON.stringify(bridgeTable(), undefined, 2)}\n`;
}
