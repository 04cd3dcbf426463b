/**
 * The practice lab's wire: what the product and the lab process say to each other. Two channels on loopback:
 * the shell endpoint (cmdlets, as an Exchange server would answer them) and the control endpoint
 * (virtual clock, faults, start states, edits as another admin would make them).
 * The tenant side is plain HTTPS (authority and Graph) and needs nothing from here but its addresses.
 */

/**
 * Start states of the lab. `hcw-…` stop where the Hybrid Configuration Wizard might have stopped; `sfb-…` have a pool of
 * Skype for Business Server (or Lync Server 2013) beside the Exchange organisation, the others have none.
 */
export const LAB_STARTS = [
  'empty',
  'half',
  'articles',
  'recorded',
  'no-oauth',
  'hcw-auth-servers',
  'hcw-partner-application',
  'hcw-principal-names',
  'hcw-connectors',
  'hcw-hybrid-configuration',
  'hcw-certificate',
  'hcw-dedicated-application',
  'articles-oauth',
  'oauth-complete',
  'sfb-empty',
  'sfb-half',
  'sfb-lync-2013',
  'sfb-done',
  'sfb-cross-premises',
] as const;
/** One of the start states. */
export type LabStart = (typeof LAB_STARTS)[number];

/** Faults that can be switched on. What each does is told by `lab.fault.<name>` in the message catalogue. */
export const LAB_FAULTS = [
  'expired-certificate', // the current auth certificate is past its end
  'certificate-missing-on-server', // EX02 does not have the current auth certificate
  'broken-certificate-list', // Get-ExchangeCertificate returns rows with RawData that is no certificate
  'wrong-realm', // the auth servers name another tenant
  'missing-role', // the session has no New-ManagementRoleAssignment
  'missing-parameter', // the session has no -LinkedAccount on New-/Set-PartnerApplication
  'access-denied', // Active Directory refuses New-MailUser
  'replication-lag', // domain controllers see each other's changes only after 15 virtual minutes
  'domain-controller-down', // the first domain controller does not answer
  'dropped-connection', // the connection drops in the middle of the next change command; the change happens
  'dropped-before', // the connection drops in the middle of the next change command; the change does not happen
  'slow-shell', // every cmdlet takes 30 virtual seconds longer
  'graph-401', // Graph answers 401 to everything
  'graph-403', // Graph refuses writes (Authorization_RequestDenied)
  'graph-429', // Graph answers the next three requests with 429 and Retry-After
  'graph-503', // Graph answers the next two requests with 503
  'graph-slow-visible', // a Graph write becomes visible only after 90 virtual seconds
  'key-vanishes', // the next write of a key list loses one valid key
  'null-key', // one key of the list comes back without its bytes
  'principal-absent', // the principal of Skype for Business Online is not in the tenant
  'two-tenants', // auth servers of a second tenant stand beside the customer's own
  'wrong-tenant', // the account that signs in belongs to another tenant
  'sign-in-refused', // the authority refuses the sign-in (consent missing)
  'duplicate-partner-application', // two cloud partner applications with the id 00000004
  'name-taken', // the account name belongs to a mailbox
  'conditional-access', // a Conditional Access policy blocks sign-ins and renewals
  'mfa-required', // renewals want multi-factor authentication, so a person is needed
  'admin-consent-required', // only an administrator can consent to permissions that write
  'device-code-blocked', // a policy blocks the device code flow
  'other-cloud', // the tenant is in another Microsoft cloud
  'session-revoked', // tokens and renewals count no more until somebody signs in again
  'claims-challenge', // Graph wants a sign-in that satisfies an authentication context
  'role-not-active', // the account's directory roles are eligible, but not activated
  'clock-ahead', // the service's clock is ten minutes ahead of this computer's
  'graph-storm', // Graph answers 429 to everything for 30 virtual seconds
  'graph-outage', // Graph drops every connection for 30 virtual seconds
  'auth-servers-old-names', // the auth servers have the names of an older wizard: ACS and EvoSTS
  'duplicate-auth-server', // a second auth server of each type for the same tenant
  'auth-server-disabled', // the auth servers are disabled
  'stale-auth-metadata', // the auth servers know old signing keys
  'partner-disabled', // Exchange Online is a disabled partner application
  'partner-not-linked', // Exchange Online as a partner has no linked account
  'directory-without-oauth', // EX02 does not accept OAuth at its EWS and AutoDiscover directories
  'ews-allow-list', // Exchange Web Services are open to listed clients only, and nothing useful is listed
  'ews-disabled-online', // EwsEnabled is False in Exchange Online
  'ews-app-not-allowed', // EwsAllowedAppIDs of Exchange Online lists other applications only
  'connectors-disabled', // the connectors of both sides are disabled
  'override-without-refresh', // the override is new and no server has loaded it
  'override-disabled', // the override of the dedicated application says Enabled=false
  'old-build', // EX02 runs a build without the April 2025 update
  'name-owned-elsewhere', // another application owns https://mail.contoso.com/
  'host-name-missing', // https://mail.contoso.com/ is missing on the principal of Exchange Online
  'shared-principal-keys', // the wizard put the auth certificate on Exchange Online's own principal
  'dedicated-key-missing', // the dedicated application has no key
  'dedicated-consent-missing', // the dedicated application has no consent
  'key-lifetime-policy', // the tenant caps the life of keys at one year
  'principal-locked', // the owner of the applications locks their keys
  'proxy-blocks-sign-in', // a proxy refuses the way to the sign-in hosts of the cloud
  'tls-inspection', // a proxy signs the certificates of the cloud's hosts anew
  'tls-too-old', // the servers do not speak TLS 1.2
  'clock-skew', // the clock of the servers is ten minutes ahead
  'not-published', // the organisation cannot be reached from the Internet
  'test-user-ambiguous', // two users on the other side fit the test mailbox
  'pre-authentication', // a gate in front of EWS and AutoDiscover wants a sign-in of its own
  'autodiscover-v2-wrong', // AutoDiscover v2 answers with the address of Exchange Online
  'mailbox-ews-off', // EwsEnabled is False on the mailbox ada@contoso.com
  'mailbox-ews-allow-list', // the mailbox ada@contoso.com is open to listed clients only, and nothing useful is listed
  'delegate-not-editor', // a delegate of ada@contoso.com owns the calendar instead of being its editor
  'sfb-certificate-missing', // no certificate is assigned to the pool's token issuer
  'sfb-certificates-differ', // FE02's replica is stuck: it still has an older token issuer certificate
  'sfb-certificate-names', // the token issuer's certificate lacks the second SIP domain
  'sfb-certificate-short-key', // the token issuer's certificate has a key of 1024 bits
  'sfb-certificate-expired', // the token issuer's certificate is past its end
  'sfb-autodiscover-xml', // the pool looks for AutoDiscover at autodiscover.xml, not autodiscover.svc
  'sfb-metadata-unreachable', // the pool's web services do not answer
  'sfb-metadata-untrusted', // nobody trusts the TLS certificate of the pool's web services
  'exchange-metadata-unreachable', // AutoDiscover's host does not answer
  'autodiscover-dns-missing', // there is no DNS record for autodiscover.contoso.com
  'sfb-two-pools', // a second pool with one front end and web addresses of its own
  'scp-elsewhere', // EX02's service connection point points to another AutoDiscover service
  'iis-not-back', // IIS on EX02 does not start again once it was stopped
  'sfb-access-denied', // the account may not use the pool's storage service
  'no-next-certificate', // no next auth certificate is staged
  'next-missing-on-server', // EX02 does not have the staged auth certificate
  'private-key-missing', // certificates of EX01 lack their private keys: none can be staged
  'short-key', // the current auth certificate has a key of 1024 bits
  'certificate-switched', // Exchange already uses its next auth certificate, and none is staged after it
] as const;
/** One of the faults. */
export type LabFault = (typeof LAB_FAULTS)[number];

/** What the product hands to the lab process as one JSON line: argv[2] of the process. Holds no secret. */
export interface LabOptions {
  /** Absolute folder for state.json and calls.jsonl; made when missing. */
  readonly folder: string;
  /** Used only when there is no state yet. */
  readonly seed: number;
  readonly start: LabStart;
  /** `none`: answers at once. `realistic`: real waits, see src/lab/latency.ts. */
  readonly latency: 'none' | 'realistic';
  /** Faults switched on at start, added to those in the stored state. */
  readonly faults: readonly LabFault[];
  /** Exchange servers of a new organisation; 2 unless told. */
  readonly servers?: number;
  /** Front ends of a new pool, where the start state has one; 2 unless told. */
  readonly frontEnds?: number;
}

/** The one line that the lab prints on standard output when it is ready. The pipe is private to its parent. */
export interface LabReady {
  readonly ready: 1;
  /** `http://127.0.0.1:PORT` of shell and control endpoint. */
  readonly endpoint: string;
  /** Bearer secret of this lab process; every call carries it. */
  readonly secret: string;
  /** `https://localhost:PORT/<tenant id>`: authority for MSAL. */
  readonly authority: string;
  /** `https://localhost:PORT/v1.0`: Graph. */
  readonly graph: string;
  /** Certificate authority made at start, PEM; the only root the lab's HTTPS client accepts. */
  readonly ca: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
  /** Any application id; the lab's authority accepts it. */
  readonly clientId: string;
  readonly exchangeServer: string;
  /**
   * `http://127.0.0.1:PORT`: an HTTP proxy (CONNECT only, port 443 only) to the hosts of the organisation, by their own
   * names: `https://autodiscover.contoso.com/…`, `https://pool01.contoso.lab/…`. Their certificates are of `ca`.
   * 502: nobody has that name; 504: the host does not answer; 403: not a host of the organisation's network.
   */
  readonly gateway: string;
}

/** Sessions that the lab offers. */
export type LabShellKind = 'exchange' | 'online' | 'skype' | 'local';

/**
 * Commands of the shell `local`. Each answers one item, LabOperationItem.
 * - `Configure-EnterprisePartnerApplication.ps1`: AuthMetaDataUrl, ApplicationType (Lync), DomainController,
 *   TrustAnySSLCertificate (a truth value, not a switch). What it made stays when it fails half-way.
 * - `iisreset`: ComputerName (FQDN or name of an Exchange server).
 */
export const LAB_OPERATIONS = ['Configure-EnterprisePartnerApplication.ps1', 'iisreset'] as const;

/** Item of a named operation. A script that ends with an error record has that in the answer instead. */
export interface LabOperationItem {
  /** 0: done. */
  readonly ExitCode: number;
  /** What it printed. Nothing may be read out of it. */
  readonly Output: readonly string[];
}

/**
 * POST {endpoint}/shell with `Authorization: Bearer {secret}`.
 * `parameters` hold JSON values; byte arrays as `{ "$bytes": base64 }`. A missing parameter is absent, never null,
 * except where a caller really passes `$null`.
 */
export interface LabShellRequest {
  /**
   * `exchange`: a session with an Exchange server; `online`: one with Exchange Online; `skype`: one with a front end of
   * Skype for Business Server; `local`: on an Exchange server itself, for the two named operations that no restricted
   * session runs, see LAB_OPERATIONS.
   */
  readonly shell: LabShellKind;
  /** For `skype`: FQDN or name of the front end; absent: the first one. Its certificates are those of this computer. */
  readonly computer?: string;
  /**
   * Which of the caller's shells this is; absent: its first. One shell runs one command at a time. A shell is open from
   * its first command until POST {endpoint}/close with `{"shellId": …}`, or until it was idle for long.
   */
  readonly shellId?: string;
  readonly command: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Ties the lab's call log to the product's journal. */
  readonly requestId: string;
  /**
   * For `online`: an access token that the lab's authority issued for Exchange Online (scope
   * `https://outlook.office365.com/.default`) and the customer's tenant. Any other is refused.
   */
  readonly accessToken?: string;
}

/**
 * Answer of POST /shell. Items have the plain remoting shape of a New-PSSession (property names and text forms as a
 * remote caller sees them; dates as ISO 8601; bytes as `{ "$bytes": base64 }`).
 * A dropped connection is a closed socket without an answer.
 */
export interface LabShellAnswer {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly warnings: readonly string[];
  readonly error?: LabShellError;
}

/** POST {endpoint}/rights. `shell` absent: `exchange`. */
export interface LabRightsRequest {
  readonly shell?: 'exchange' | 'skype';
}

/** POST {endpoint}/resolve: what the organisation's DNS says of a name. */
export interface LabResolveRequest {
  readonly host: string;
}

/** Answer of POST {endpoint}/resolve; no addresses: the name does not exist. */
export interface LabResolveAnswer {
  readonly addresses: readonly string[];
}

/** Answer of POST {endpoint}/rights: the cmdlets that the session offers, each with its parameters. */
export interface LabRights {
  readonly commands: Readonly<Record<string, readonly string[]>>;
}

/** An error record as a remote caller sees it. */
export interface LabShellError {
  readonly message: string;
  readonly fullyQualifiedErrorId: string;
  readonly category: string;
  readonly exceptionType: string;
}

/** POST {endpoint}/control with the same header. Every answer is a LabStatus. */
export type LabControl =
  | { readonly op: 'status' }
  | { readonly op: 'reset'; readonly seed: number; readonly start: LabStart }
  | { readonly op: 'fault'; readonly name: LabFault; readonly on: boolean }
  | { readonly op: 'advance'; readonly milliseconds: number }
  /** An edit that another admin makes, outside the product; see src/lab/edits.ts. */
  | { readonly op: 'edit'; readonly edit: LabEdit }
  /** Another admin's edit that happens right before the `nth` change command from now (1 = the next). */
  | { readonly op: 'edit-before-change'; readonly nth: number; readonly edit: LabEdit }
  | { readonly op: 'stop' };

/** Edits by another admin. */
export type LabEdit =
  | { readonly edit: 'hide-mail-user'; readonly name: string; readonly hidden: boolean }
  | { readonly edit: 'rename-mail-user'; readonly from: string; readonly to: string }
  | { readonly edit: 'assign-role'; readonly role: string; readonly user: string }
  | { readonly edit: 'remove-role'; readonly role: string; readonly user: string }
  | { readonly edit: 'disable-partner-application'; readonly applicationId: string }
  | { readonly edit: 'add-key'; readonly applicationId: string; readonly label: string }
  | { readonly edit: 'rename-domain'; readonly from: string; readonly to: string }
  /** An Exchange server was updated; `build` is the file version, e.g. `15.2.1748.24`. */
  | { readonly edit: 'set-server-build'; readonly server: string; readonly build: string }
  /** An application that may sign in by itself with this certificate (base64 DER) and these application permissions. */
  | {
      readonly edit: 'register-application';
      readonly applicationId: string;
      readonly certificate: string;
      readonly permissions: readonly string[];
    }
  /** A name in DNS gets these addresses; none: it goes. */
  | {
      readonly edit: 'set-dns-record';
      readonly host: string;
      readonly addresses: readonly string[];
    }
  /** The service connection point of an Exchange server gets this address; '': none. */
  | { readonly edit: 'set-scp'; readonly server: string; readonly uri: string }
  /** IIS of an Exchange server was stopped or started. */
  | { readonly edit: 'set-iis'; readonly server: string; readonly running: boolean };

/** What the lab says of itself. */
export interface LabStatus {
  readonly seed: number;
  readonly start: LabStart;
  /** It was built from what was read of an organisation, see world-description.ts; `start` then says nothing. */
  readonly isCopy: boolean;
  /** Virtual time, ISO 8601 UTC. */
  readonly now: string;
  readonly faults: readonly LabFault[];
  /** Counts since the last reset. */
  readonly calls: { readonly reads: number; readonly changes: number };
  readonly organisation: {
    readonly servers: readonly string[];
    readonly domainControllers: readonly string[];
    readonly acceptedDomains: readonly string[];
    readonly mailUsers: readonly string[];
    readonly partnerApplications: readonly string[];
  };
  readonly tenant: {
    readonly id: string;
    readonly domain: string;
    readonly servicePrincipals: readonly string[];
  };
  readonly premises: LabPremises;
}

/** The organisation's own computers beside what its shells tell. */
export interface LabPremises {
  /** Pools of Skype for Business Server with their front ends, FQDNs. */
  readonly pools: readonly { readonly fqdn: string; readonly frontEnds: readonly string[] }[];
  /** IIS of each Exchange server. `startedAt`: virtual time, ISO 8601 UTC. */
  readonly iis: readonly {
    readonly server: string;
    readonly running: boolean;
    readonly startedAt: string;
  }[];
  /** AutoDiscoverServiceInternalUri of each Exchange server; null: none. */
  readonly serviceConnectionPoints: readonly {
    readonly server: string;
    readonly uri: string | null;
  }[];
  readonly dns: readonly { readonly host: string; readonly addresses: readonly string[] }[];
  /** Test items that lie in mailboxes: written by Test-CsExStorageConnectivity and not deleted. */
  readonly testItems: readonly {
    readonly mailbox: string;
    readonly folder: string;
    readonly at: string;
  }[];
}

/**
 * One line of calls.jsonl: every cmdlet and Graph request the lab answered. Two lines a change: `begin` before the
 * state is touched, `end` after it is on disk. Reads have one line (`end`).
 */
export interface LabCall {
  readonly phase: 'begin' | 'end';
  readonly sequence: number;
  readonly at: string;
  /** `web`: a page of one of the organisation's hosts, fetched through the gateway. */
  readonly side: 'exchange' | 'tenant' | 'online' | 'skype' | 'local' | 'web';
  /** Of LabShellRequest. */
  readonly shellId?: string;
  /** Cmdlet name, or `PATCH /servicePrincipals/{id}` style text with the real path. */
  readonly call: string;
  readonly change: boolean;
  /** Canonical JSON of parameters or body, bytes shortened to their SHA-256. */
  readonly arguments: string;
  readonly requestId: string;
  readonly outcome?: 'done' | 'failed' | 'dropped';
}

/** Sign-in page of the lab: `GET {authority}/…/authorize` answers an HTML form with id `practice-sign-in`;
 * POSTing it back (fields as given) answers the form_post page that MSAL's loopback listener expects. */
export const LAB_SIGN_IN_FORM_ID = 'practice-sign-in';
