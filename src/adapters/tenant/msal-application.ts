/** MSAL for applications that sign in by themselves. A chunk of its own: only scheduled checks load it. */
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { AppCertificate } from './app-certificate';
import type { NetworkTrace } from './msal-network';
import type { MsalBasics } from './msal-settings';
import { msalSettings } from './msal-settings';

/** Makes the confidential client of one customer. It proves itself with a certificate; secrets are not supported. */
export function createConfidentialApplication(
  options: MsalBasics & { readonly certificate: AppCertificate },
  trace: NetworkTrace,
): ConfidentialClientApplication {
  const { auth, system } = msalSettings(options, trace);
  const { privateKey, thumbprintSha256 } = options.certificate;
  const clientCertificate = { privateKey, thumbprintSha256 };
  return new ConfidentialClientApplication({ auth: { ...auth, clientCertificate }, system });
}
