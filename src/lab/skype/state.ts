/**
 * Skype for Business Server (or Lync Server 2013) as the lab keeps it on disk. Plain JSON. One copy, the Central
 * Management Store; only what belongs to a single computer is kept by computer.
 */

/** A pool of front ends, or of Edge servers. Names are FQDNs. */
export interface PoolState {
  readonly fqdn: string;
  readonly kind: 'front-end' | 'edge';
  readonly computers: readonly string[];
  /** Internal and external names of its web services; '' for Edge servers. */
  readonly internalWeb: string;
  readonly externalWeb: string;
}

/** A certificate with its private key in the stores of computers. `raw` is base64 DER. */
export interface SkypeCertificateState {
  readonly thumbprint: string;
  readonly raw: string;
  computers: string[];
}

/** A certificate that a computer uses for its own services. */
interface AssignedCertificate {
  readonly use: 'Default' | 'WebServicesInternal' | 'WebServicesExternal';
  readonly computer: string;
  readonly thumbprint: string;
}

/** The global setting of the token issuer. Thumbprints; `nextEffective` is virtual milliseconds since the epoch. */
export interface IssuerState {
  readonly current: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  readonly nextEffective: number;
}

/** How far the issuer's setting has come to the front ends. */
interface ReplicationState {
  /** What a front end has that the last change has not reached. */
  readonly earlier: IssuerState;
  /** When the setting was changed last, virtual milliseconds. */
  readonly changed: number;
  /** FQDNs of front ends that get nothing until somebody asks for a replication. */
  readonly stuck: readonly string[];
}

/** CsOAuthConfiguration: there is one. */
interface OAuthConfigurationState {
  readonly realm: string;
  readonly serviceName: string;
  readonly clientAuthorizationServer: string;
  readonly exchangeAutodiscoverUrl: string;
  /** One text with semicolons in it. */
  readonly exchangeAutodiscoverAllowedDomains: string;
}

/** A partner application of the pool. */
export interface PartnerState {
  readonly identity: string;
  readonly applicationIdentifier: string;
  readonly realm: string;
  readonly trustLevel: 'Full' | 'Application' | 'User';
  readonly acceptSecurityIdentifierInformation: boolean;
  readonly enabled: boolean;
  /** '' where it uses an OAuth server. */
  readonly metadataUrl: string;
  readonly usesOAuthServer: boolean;
}

/** An OAuth server that the pool trusts. */
export interface OAuthServerState {
  readonly identity: string;
  readonly metadataUrl: string;
  readonly issuerIdentifier: string;
  readonly realm: string;
  readonly acceptSecurityIdentifierInformation: boolean;
}

/** A user who is enabled for the pool. */
export interface SkypeUserState {
  readonly name: string;
  readonly userPrincipalName: string;
  /** `sip:…`. */
  readonly sipAddress: string;
  readonly registrarPool: string;
  /** Name of a policy of its own; null: the global one. */
  readonly archivingPolicy: string | null;
  readonly exchangeArchiving:
    'Uninitialized' | 'UseLyncArchivingPolicy' | 'NoArchiving' | 'ArchivingToExchange';
}

/** CsArchivingConfiguration, the global one. */
export interface ArchivingState {
  readonly enableArchiving: 'None' | 'ImOnly' | 'ImAndWebConf';
  readonly enableExchangeArchiving: boolean;
}

/** An archiving policy. */
export interface ArchivingPolicyState {
  readonly identity: string;
  readonly description: string;
  readonly archiveInternal: boolean;
  readonly archiveExternal: boolean;
}

/** A policy of user services. */
interface UserServicesPolicyState {
  readonly identity: string;
  readonly ucsAllowed: boolean;
}

/** A hosting provider of the Edge servers. */
export interface HostingProviderState {
  readonly identity: string;
  readonly proxyFqdn: string;
  readonly verificationLevel: 'AlwaysVerifiable' | 'AlwaysUnverifiable' | 'UseSourceVerification';
  readonly enabled: boolean;
  readonly enabledSharedAddressSpace: boolean;
  readonly hostsOcsUsers: boolean;
  readonly isLocal: boolean;
  readonly autodiscoverUrl: string;
}

/** CsAccessEdgeConfiguration, the global one. */
interface AccessEdgeState {
  readonly allowOutsideUsers: boolean;
  readonly allowFederatedUsers: boolean;
  readonly enablePartnerDiscovery: boolean;
  readonly routingMethod: 'UseDnsSrvRouting' | 'UseDefaultRouting';
}

/** An item that the storage test wrote and did not delete. */
interface TestItemState {
  readonly mailbox: string;
  readonly folder: string;
  readonly at: number;
}

/** What a fault changed, one part each. */
type SkypeParts = Pick<SkypeState, 'issuer' | 'replication' | 'oauth' | 'pools'>;
/** A changed part as it was before and after, as canonical JSON compares them. */
export type SkypeFaultChange = {
  [Part in keyof SkypeParts]: {
    readonly part: Part;
    readonly before: SkypeParts[Part];
    readonly after: SkypeParts[Part];
  };
}[keyof SkypeParts];

/** Everything of it. */
export interface SkypeState {
  readonly product: '2019' | 'Lync 2013';
  pools: readonly PoolState[];
  readonly sipDomains: readonly { readonly name: string; readonly isDefault: boolean }[];
  certificates: SkypeCertificateState[];
  readonly assigned: readonly AssignedCertificate[];
  issuer: IssuerState;
  replication: ReplicationState;
  oauth: OAuthConfigurationState;
  partners: PartnerState[];
  oauthServers: OAuthServerState[];
  users: SkypeUserState[];
  archiving: ArchivingState;
  archivingPolicies: ArchivingPolicyState[];
  userServicesPolicies: UserServicesPolicyState[];
  hostingProviders: HostingProviderState[];
  accessEdge: AccessEdgeState;
  testItems: TestItemState[];
  faultChanges: Record<string, SkypeFaultChange[]>;
}
