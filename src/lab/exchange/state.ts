/**
 * The Exchange organisation and its Active Directory as the lab keeps them on disk. Plain JSON.
 * Every directory object carries its versions, because each domain controller sees a change at its own time.
 */

/** Kinds of recipients and accounts, named as RecipientTypeDetails. */
export type AccountType =
  | 'UserMailbox'
  | 'RoomMailbox'
  | 'MailUser'
  | 'RemoteUserMailbox'
  | 'MailContact'
  | 'LinkedUser'
  | 'User';

/** Who may use Exchange Web Services, of the organisation or of one mailbox. null: never set, nothing is refused. */
export interface EwsAccess {
  readonly enabled: boolean | null;
  readonly policy: 'EnforceAllowList' | 'EnforceBlockList' | null;
  readonly allowList: readonly string[];
  readonly blockList: readonly string[];
}

/** An entry of a calendar's permissions; `user` as it is shown. */
export interface CalendarPermission {
  readonly user: string;
  readonly rights: readonly string[];
}

/** Who works for a mailbox's owner. */
interface Delegation {
  /** Names of the accounts that may send on behalf. */
  readonly sendOnBehalf: readonly string[];
  readonly permissions: readonly CalendarPermission[];
}

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
  /** Absent: as the organisation has it. */
  readonly ews?: EwsAccess;
  /** Absent: the mailbox has no delegates. */
  readonly delegation?: Delegation;
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
export interface AuthConfigData {
  readonly name: string;
  readonly current: string;
  readonly previous: string;
  readonly next: string;
  /** ISO 8601 UTC, or null. */
  readonly nextEffective: string | null;
}

/** Kinds of auth servers. */
export type AuthServerType = 'ADFS' | 'AzureAD' | 'Facebook' | 'LinkedIn' | 'MicrosoftACS';

/** An auth server (trusted token issuer). */
export interface AuthServerData {
  readonly name: string;
  readonly type: AuthServerType;
  readonly realm: string;
  readonly issuerIdentifier: string;
  readonly tokenIssuingEndpoint: string;
  readonly authorizationEndpoint: string;
  readonly authMetadataUrl: string;
  readonly domainNames: readonly string[];
  readonly enabled: boolean;
  readonly isDefaultAuthorizationEndpoint: boolean;
  /** The application Exchange calls itself to this server; '' where it is Exchange Online's own. */
  readonly applicationIdentifier: string;
  /** False when the signing keys it knows are older than the issuer's. */
  readonly hasCurrentKeys: boolean;
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
  /** Certificates of a metadata document, base64 DER; absent where there was none. */
  readonly certificateStrings?: readonly string[];
}

/** An intra-organisation connector. */
export interface ConnectorData {
  readonly name: string;
  readonly targetAddressDomains: readonly string[];
  readonly discoveryEndpoint: string;
  readonly enabled: boolean;
}

/** Where availability of another forest is asked for. The name is the forest's. */
export interface AddressSpaceData {
  readonly name: string;
  readonly accessMethod: string;
  readonly proxyUrl: string | null;
  readonly targetAutodiscoverEpr: string | null;
  readonly useServiceAccount: boolean;
}

/** An organisation relationship (federated sharing). */
export interface RelationshipData {
  readonly name: string;
  readonly domainNames: readonly string[];
  readonly enabled: boolean;
  readonly freeBusyAccessEnabled: boolean;
  readonly targetApplicationUri: string;
  readonly targetAutodiscoverEpr: string | null;
  readonly targetSharingEpr: string | null;
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
export interface SettingOverrideData {
  readonly name: string;
  readonly component: string;
  readonly section: string;
  readonly parameters: readonly string[];
  readonly reason: string;
  /** Names of the servers it is for; empty: all. */
  readonly servers: readonly string[];
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
  /** AdminDisplayVersion, which hides security and hotfix updates. */
  readonly version: string;
  /** File version of the programs, e.g. `15.2.1748.24`. */
  readonly build: string;
  /** AutoDiscoverServiceInternalUri of its service connection point. */
  readonly autodiscoverUri: string | null;
}

/** IIS of a server. `startedAt`: virtual milliseconds since the epoch. */
interface IisState {
  readonly server: string;
  running: boolean;
  startedAt: number;
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
  readonly ews: EwsAccess;
  readonly oauth2ClientProfileEnabled: boolean;
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
  addressSpace: AddressSpaceData;
  relationship: RelationshipData;
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

/** What a certificate was made for. `expired` and `short` show only with their faults; `made` came from New-ExchangeCertificate. */
type CertificateRole = 'current' | 'next' | 'expired' | 'short' | 'made' | 'server' | 'web';

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
  /** What faults changed, so that switching them off puts back what nobody has mended since. */
  faultChanges: Record<string, FaultChange[]>;
  /** Virtual time at which each server last loaded the setting overrides; by server name. */
  overridesLoaded: Record<string, number>;
  iis: IisState[];
}

/** One object as it was before a fault changed it, and after. */
export interface FaultChange<Kind extends ObjectKind = ObjectKind> {
  readonly kind: Kind;
  readonly guid: string;
  readonly before: ObjectData[Kind];
  readonly after: ObjectData[Kind];
}
