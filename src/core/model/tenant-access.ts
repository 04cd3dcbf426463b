import type { CloudChoice } from '../../shared/clouds';

/** A sign-in without a person, for scheduled checks: it only reads. The files belong to the person, outside our folder. */
interface AppOnlyAccess {
  /** GUID of the customer's own application. */
  readonly clientId: string;
  /** Absolute path of the certificate, PEM or DER. */
  readonly certificateFile: string;
  /** Absolute path of its RSA key, PEM without a password. */
  readonly keyFile: string;
}

/** How a customer's tenant is signed in to. Whatever is absent is as usual. Holds no secrets. */
export interface TenantAccess {
  /** Absent: the cloud that the initial domain tells, else the global one. */
  readonly cloud?: CloudChoice;
  /** For `custom`: https origin of the sign-in service. */
  readonly login?: string;
  /** For `custom`: https origin of Microsoft Graph. */
  readonly graph?: string;
  /** GUID of the application to sign in with; Microsoft Graph Command Line Tools where absent. */
  readonly clientId?: string;
  /** True: the sign-in is kept on this computer, sealed by the system's key store. */
  readonly remember?: boolean;
  readonly appOnly?: AppOnlyAccess;
}
