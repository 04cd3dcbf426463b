/**
 * The properties that are taken from a cmdlet's answer; nothing else crosses from a shell. A contract test holds the
 * table to the reads. A cmdlet that changes something is judged by reading back, so nothing is taken from its answer.
 */
import { ALLOWED_CMDLETS } from './allow-list';
import type { AllowedCmdlet, ParameterKind } from './allow-list';
import { ONLINE_CMDLETS } from './allow-list-oauth';
import { LOCAL_OPERATIONS, SKYPE_CMDLETS } from './allow-list-skype';

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
    'Name',
    'Guid',
    'EwsEnabled',
    'EwsApplicationAccessPolicy',
    'EwsAllowList',
    'EwsBlockList',
  ],
  'Get-OrganizationRelationship': ['Name', 'DomainNames', 'TargetSharingEpr', 'Enabled', 'Guid'],
  'Get-SettingOverride': ['Name', 'ComponentName', 'SectionName', 'Parameters', 'Guid'],
  'Get-ExchangeDiagnosticInfo': ['Result'],
  'Get-Mailbox': [
    'PrimarySmtpAddress',
    'RecipientTypeDetails',
    'GrantSendOnBehalfTo',
    'LitigationHoldEnabled',
    'InPlaceHolds',
  ],
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
  'Get-ClientAccessService': ['Name', 'Fqdn', 'AutoDiscoverServiceInternalUri'],
  'Get-ClientAccessServer': ['Name', 'Fqdn', 'AutoDiscoverServiceInternalUri'],
  'Get-PartnerApplication': [
    'Name',
    'Guid',
    'ApplicationIdentifier',
    'Realm',
    'AuthMetadataUrl',
    'UseAuthServer',
    'Enabled',
    'LinkedAccount',
    'CertificateStrings',
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

/** The same for the cmdlets of a front end's shell. Get-CsServerVersion answers a text, which comes as `Value`. */
export const SKYPE_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'Get-CsServerVersion': ['*'],
  'Get-CsPool': ['Fqdn', 'Services', 'Computers'],
  'Get-CsService': ['PoolFqdn', 'InternalFqdn', 'ExternalFqdn'],
  'Get-CsSipDomain': ['Name', 'IsDefault'],
  'Get-CsCertificate': [
    'Use',
    'Thumbprint',
    'Subject',
    'AlternativeNames',
    'NotAfter',
    'EffectiveDate',
  ],
  'Get-CsManagementStoreReplicationStatus': ['ReplicaFqdn', 'UpToDate'],
  'Get-CsOAuthConfiguration': [
    'Realm',
    'ServiceName',
    'ExchangeAutodiscoverUrl',
    'ExchangeAutodiscoverAllowedDomains',
  ],
  'Get-CsPartnerApplication': [
    'Identity',
    'ApplicationIdentifier',
    'Realm',
    'ApplicationTrustLevel',
    'Enabled',
    'AuthToken',
  ],
  'Get-CsArchivingConfiguration': ['EnableArchiving', 'EnableExchangeArchiving'],
  'Get-CsUserServicesPolicy': ['Identity', 'UcsAllowed'],
  'Get-CsUser': [
    'SipAddress',
    'WindowsEmailAddress',
    'RegistrarPool',
    'ArchivingPolicy',
    'ExchangeArchivingPolicy',
  ],
  'Test-CsUnifiedContactStore': ['Result', 'Error'],
  'Get-CsOAuthServer': ['Identity', 'IssuerIdentifier', 'Realm', 'MetadataUrl'],
  'Get-CsHostingProvider': [
    'Identity',
    'ProxyFqdn',
    'VerificationLevel',
    'Enabled',
    'EnabledSharedAddressSpace',
    'HostsOCSUsers',
    'IsLocal',
    'AutodiscoverUrl',
  ],
  'Get-CsAccessEdgeConfiguration': [
    'AllowOutsideUsers',
    'AllowFederatedUsers',
    'EnablePartnerDiscovery',
    'RoutingMethod',
  ],
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

/** Commands with the properties that are taken from their answers. */
function withProperties(
  table: Readonly<Record<string, AllowedCmdlet>>,
  properties: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, BridgeCommand>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, allowed]) => [
      name,
      { ...allowed, properties: properties[name] ?? [] },
    ]),
  );
}

const MODULES: BridgeTable['modules'] = {
  'exchange-online': {
    module: 'ExchangeOnlineManagement',
    commands: withProperties(ONLINE_CMDLETS, OUTPUT_PROPERTIES),
  },
  skype: { module: 'SkypeForBusiness', commands: withProperties(SKYPE_CMDLETS, SKYPE_PROPERTIES) },
  // No module: the operations of an Exchange server's own shell.
  local: {
    module: '',
    commands: withProperties(
      LOCAL_OPERATIONS,
      Object.fromEntries(
        Object.keys(LOCAL_OPERATIONS).map((name) => [name, ['ExitCode', 'Output']]),
      ),
    ),
  },
};

/** Builds the bridge's table from the one allow-list. */
export function bridgeTable(): BridgeTable {
  return { commands: withProperties(ALLOWED_CMDLETS, OUTPUT_PROPERTIES), modules: MODULES };
}

/** The file's text. */
export function bridgeTableText(): string {
  return `${JSON.stringify(bridgeTable(), undefined, 2)}\n`;
}
