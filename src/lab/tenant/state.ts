/** The tenant as the lab keeps it on disk. Plain JSON. */
export interface TenantState {
  readonly id: string;
  readonly displayName: string;
  /** e.g. `contoso.onmicrosoft.com`. */
  readonly initialDomain: string;
  domains: { id: string; isInitial: boolean; isDefault: boolean; isVerified: boolean }[];
  users: {
    id: string;
    userPrincipalName: string;
    displayName: string;
    roleTemplateIds: string[];
  }[];
  servicePrincipals: ServicePrincipalState[];
  /** Applications that may sign in by themselves, with a certificate; see the edit `register-application`. */
  registrations?: RegistrationState[];
  applications: ApplicationState[];
  appRoleAssignments: AppRoleAssignmentState[];
}

/** An application with credentials and application permissions that an administrator consented to. */
export interface RegistrationState {
  readonly appId: string;
  /** Base64 DER. */
  readonly certificates: readonly string[];
  /** Values of application permissions, such as `Application.Read.All`. */
  readonly roles: readonly string[];
}

/** One service principal. */
export interface ServicePrincipalState {
  readonly id: string;
  readonly appId: string;
  displayName: string;
  accountEnabled: boolean;
  servicePrincipalNames: string[];
  keyCredentials: KeyCredentialState[];
  /** What readers still see, until the virtual time `until` (fault graph-slow-visible). */
  stale?: { readonly until: string; readonly keyCredentials: KeyCredentialState[] };
  tags?: string[];
  /** True when a client made it with POST; the fault principal-absent hides only the others. */
  instantiated?: boolean;
  /** As of applications. */
  readonly visibleFrom?: string;
}

/** An application registered in the tenant itself. */
export interface ApplicationState {
  readonly id: string;
  readonly appId: string;
  displayName: string;
  /** ISO 8601 UTC. */
  readonly createdDateTime: string;
  signInAudience: string;
  description: string | null;
  notes: string | null;
  requiredResourceAccess: {
    resourceAppId: string;
    resourceAccess: { id: string; type: 'Role' | 'Scope' }[];
  }[];
  keyCredentials: KeyCredentialState[];
  /** Object ids of users. */
  owners: string[];
  /** ISO 8601; readers do not see it earlier (fault graph-slow-visible). */
  readonly visibleFrom?: string;
}

/** An application role that a principal was given by an administrator's consent. */
export interface AppRoleAssignmentState {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly createdDateTime: string;
}

/** One key of a service principal, shaped as Graph returns it. Dates ISO 8601 UTC without milliseconds. */
export interface KeyCredentialState {
  customKeyIdentifier: string;
  displayName: string | null;
  startDateTime: string;
  endDateTime: string;
  /** Base64 DER. */
  key: string;
  keyId: string;
  type: 'AsymmetricX509Cert' | 'X509CertAndPassword';
  usage: 'Verify' | 'Sign';
}
