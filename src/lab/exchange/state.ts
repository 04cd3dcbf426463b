/**
 * The Exchange organisation and its Active Directory as the lab keeps them on disk. Plain JSON.
 * Every directory object carries its versions, because each domain controller sees a change at its own time.
 */

/** Kinds of recipients and accounts, named as RecipientTypeDetails. */
export type AccountType =
  'UserMailbox' | 'RoomMailbox' | 'MailUser' | 'MailContact' | 'LinkedUser' | 'User';

/** A user, mailbox, mail user or contact. */
export interface AccountData {
  readonly name: string;
  /** A key of CONTAINERS in names.ts. */
  readonly container: string;
  readonly type: AccountType;
  readonly alias: string;
  readonly displayName: string;
  readonly samAccountName: string;
  readonly userPrincipalName: string;
  /** `SMTP:` marks the primary address. */
  readonly emailAddresses: readonly string[];
  /** `SMTP:…`, or null for recipients with a mailbox here. */
  readonly externalEmailAddress: string | null;
  readonly hidden: boolean;
  readonly policyEnabled: boolean;
  readonly accountDisabled: boolean;
  readonly legacyExchangeDn: string;
}

/** A role group; `members` are GUIDs of accounts. */
interface GroupData {
  readonly name: string;
  readonly container: string;
  readonly members: readonly string[];
}

/** An accepted domain. Name is free text, DomainName is what counts. */
interface AcceptedDomainData {
  readonly name: string;
  readonly domainName: string;
  readonly domainType: 'Authoritative' | 'InternalRelay' | 'ExternalRelay';
  readonly isDefault: boolean;
  readonly isCoexistence: boolean;
}

/** The one auth configuration object. */
interface AuthConfigData {
  readonly name: string;
  readonly current: string;
  readonly previous: string;
  readonly next: string;
  /** ISO 8601 UTC, or null. */
  readonly nextEffective: string | null;
}

/** An auth server (trusted token issuer). */
export interface AuthServerData {
  readonly name: string;
  readonly type: 'MicrosoftACS' | 'AzureAD';
  readonly realm: string;
  readonly issuerIdentifier: string;
  readonly tokenIssuingEndpoint: string;
  readonly authorizationEndpoint: string;
  readonly authMetadataUrl: string;
  readonly domainNames: readonly string[];
  readonly enabled: boolean;
  readonly isDefaultAuthorizationEndpoint: boolean;
}

/** A partner application. `linkedAccount` is the GUID of an account. */
export interface PartnerApplicationData {
  readonly name: string;
  readonly applicationIdentifier: string;
  readonly realm: string;
  readonly authMetadataUrl: string;
  readonly useAuthServer: boolean;
  readonly enabled: boolean;
  readonly acceptSecurityIdentifierInformation: boolean;
  readonly linkedAccount: string | null;
  readonly accountType: 'OrganizationalAccount' | 'ConsumerAccount';
  readonly actAsPermissions: readonly string[] | null;
}

/** An intra-organisation connector. */
interface ConnectorData {
  readonly name: string;
  readonly targetAddressDomains: readonly string[];
  readonly discoveryEndpoint: string;
  readonly enabled: boolean;
}

/** A management role. `parent` is the GUID of the role it derives from. */
interface RoleData {
  readonly name: string;
  readonly parent: string | null;
  readonly roleType: string;
  readonly description: string;
  readonly entries: readonly RoleEntryData[];
}

/** An entry of a management role. */
export interface RoleEntryData {
  readonly name: string;
  readonly type: 'Cmdlet' | 'WebService';
  readonly parameters: readonly string[];
}

/** A management role assignment. `role` and `assignee` are GUIDs. */
export interface RoleAssignmentData {
  readonly name: string;
  readonly role: string;
  readonly assignee: string;
  readonly assigneeType: 'User' | 'RoleGroup';
  readonly delegating: boolean;
  readonly enabled: boolean;
}

/** A setting override. */
interface SettingOverrideData {
  readonly name: string;
  readonly component: string;
  readonly section: string;
  readonly parameters: readonly string[];
  readonly reason: string;
}

/** What the Hybrid Configuration Wizard keeps. */
interface HybridConfigurationData {
  readonly name: string;
  readonly domains: readonly string[];
  readonly features: readonly string[];
  readonly transportServers: readonly string[];
  readonly smartHost: string;
  readonly tlsCertificateName: string;
}

/** An Exchange server. */
interface ServerData {
  readonly name: string;
  readonly version: string;
}

/** An EWS or AutoDiscover virtual directory; `server` is a server name. */
export interface VirtualDirectoryData {
  readonly name: string;
  readonly kind: 'EWS' | 'Autodiscover';
  readonly server: string;
  readonly internalUrl: string | null;
  readonly externalUrl: string | null;
  readonly authenticationMethods: readonly string[];
}

/** The organisation object itself. */
interface OrganisationData {
  readonly name: string;
}

/** Directory objects by kind. */
export interface ObjectData {
  account: AccountData;
  group: GroupData;
  acceptedDomain: AcceptedDomainData;
  authConfig: AuthConfigData;
  authServer: AuthServerData;
  partnerApplication: PartnerApplicationData;
  connector: ConnectorData;
  role: RoleData;
  roleAssignment: RoleAssignmentData;
  settingOverride: SettingOverrideData;
  hybridConfiguration: HybridConfigurationData;
  server: ServerData;
  virtualDirectory: VirtualDirectoryData;
  organisation: OrganisationData;
}
/** One of the kinds. */
export type ObjectKind = keyof ObjectData;

/** One write of an object: made on `dc` at `at`, seen by the other domain controllers from `arrives` on. */
export interface Version<Data> {
  readonly at: number;
  readonly dc: string;
  readonly arrives: number;
  /** null: deleted. */
  readonly data: Data | null;
}

/** An object of the directory with its versions in the order they were written. */
export interface StoredObject<Data> {
  readonly guid: string;
  readonly created: number;
  versions: Version<Data>[];
}

/** What a certificate is in this organisation. `expired` shows only with its fault. */
type CertificateRole = 'current' | 'next' | 'expired' | 'server' | 'web';

/** A certificate in the stores of some servers. `raw` is base64 DER. */
export interface CertificateState {
  readonly role: CertificateRole;
  readonly thumbprint: string;
  readonly raw: string;
  readonly servers: readonly string[];
}

/** The organisation. */
export interface OrganisationState {
  readonly name: string;
  /** DNS name of forest and domain. */
  readonly forest: string;
  /** FQDNs; the first is what a careful caller pins. */
  readonly domainControllers: readonly string[];
  /** The one the server asks when the caller names none. */
  readonly defaultDomainController: string;
  certificates: CertificateState[];
  objects: { [Kind in ObjectKind]: StoredObject<ObjectData[Kind]>[] };
  /** GUIDs of objects that exist only because a fault is on, by fault. */
  faultObjects: Record<string, string[]>;
}
