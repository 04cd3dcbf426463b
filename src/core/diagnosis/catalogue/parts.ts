/** What entries of the catalogue are written with. */
import { APPLICATIONS } from '../../../shared/applications';
import type { Cmdlet } from '../../model/command';
import type { Check, Pattern } from '../entry';

/** Patterns of literals that need nothing beside them. */
export function any(...anchors: readonly string[]): readonly Pattern[] {
  return anchors.map((anchor) => ({ anchor }));
}

/** A cmdlet of the list, with the parameters it is read with. */
export function listed(name: string, parameters: Cmdlet['parameters'] = {}): Check {
  return { where: 'exchange', cmdlet: { name, parameters } };
}

/** The key list of a service principal. */
export function keysOf(applicationId: string): Check {
  const url = `/servicePrincipals(appId='${applicationId}')?$select=id,appId,keyCredentials`;
  return { where: 'tenant', request: { method: 'GET', url }, applicationId };
}

/** For the Exchange Management Shell. */
export function shell(text: string): Check {
  return { where: 'exchange', text };
}

/** Both sides of the certificate: what Exchange uses, and what each service principal knows. */
export const CERTIFICATE_AND_KEYS: readonly Check[] = [
  listed('Get-AuthConfig'),
  keysOf(APPLICATIONS.teamsScheduler),
  keysOf(APPLICATIONS.cloudVoicemail),
  keysOf(APPLICATIONS.skypeForBusinessOnline),
];

/** The test that shows whether a token is accepted by Exchange Online. */
export const TEST_TO_CLOUD: Check = shell(
  "Test-OAuthConnectivity -Service EWS -TargetUri https://outlook.office365.com/ews/exchange.asmx -Mailbox '<mailbox>' -ReloadConfig | Format-List",
);
