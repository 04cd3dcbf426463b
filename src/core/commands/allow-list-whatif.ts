/** Which of the allowed changes can be asked with `-WhatIf` what they would do: the cmdlet pages. */
import { isChange } from './allow-list';

/** Changes that know no `-WhatIf`: a script, a program, and two cmdlets. */
const WITHOUT: ReadonlySet<string> = new Set([
  'Configure-EnterprisePartnerApplication.ps1',
  'iisreset',
  'Invoke-CsManagementStoreReplication',
  'Test-CsExStorageConnectivity',
]);

/** True for an allowed change that knows `-WhatIf`. A script asks the shell again before it relies on it. */
export function knowsWhatIf(name: string): boolean {
  return isChange(name) && !WITHOUT.has(name);
}
