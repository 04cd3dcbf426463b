/** What has to be seen before an imported customer may be changed: its tenant, its organisation, and the rights to do it. */
import type { Observations } from '../model/observation';
import { organisationIdentity } from '../reads/identity';
import { sessionRights } from '../reads/session';
import { sipDomains } from '../reads/skype';
import { tenantOrganization } from '../reads/tenant';
import type { Looked } from '../resources/context';
import { look } from '../resources/context';
import { scenarioOf } from '../scenarios';
import { foundIdentity, identityProblem } from './identity';
import { evaluate } from './plan';
import type { Wanted } from './plan';

/** One of the checks. `open`: not read yet, or not reached. `not-needed`: there is no such side, or nothing to ask. */
export interface TakeOverCheck {
  readonly id: 'tenant' | 'organisation' | 'rights';
  readonly state: 'passed' | 'failed' | 'open' | 'not-needed';
}

/** The checks, as the last read decides them. */
export function takeOverChecks(
  wanted: Wanted,
  observations: Observations,
  now: Date,
): readonly TakeOverCheck[] {
  return [
    { id: 'tenant', state: tenantState(wanted, observations) },
    { id: 'organisation', state: organisationState(wanted, observations) },
    { id: 'rights', state: rightsState(wanted, observations, now) },
  ];
}

/** True when nothing failed or is open, and something was really seen. */
export function mayTakeOver(checks: readonly TakeOverCheck[]): boolean {
  return (
    checks.every(({ state }) => state === 'passed' || state === 'not-needed') &&
    checks.some(({ state }) => state === 'passed')
  );
}

function tenantState(wanted: Wanted, observations: Observations): TakeOverCheck['state'] {
  if (!scenarioOf(wanted.scenario).usesTenant) return 'not-needed';
  const tenant = look({ observations }, tenantOrganization);
  if (tenant.status === 'read')
    return tenant.value?.id.toLowerCase() === wanted.tenantId.toLowerCase() ? 'passed' : 'failed';
  return tenant.status === 'not-read' && tenant.error.code === 'HX-TEN' ? 'failed' : 'open';
}

function organisationState(wanted: Wanted, observations: Observations): TakeOverCheck['state'] {
  const { sides } = scenarioOf(wanted.scenario);
  const looked: readonly Looked<unknown>[] = [
    ...(sides.includes('exchange') ? [look({ observations }, organisationIdentity)] : []),
    ...(sides.includes('skype') ? [look({ observations }, sipDomains)] : []),
  ];
  const found = foundIdentity(observations);
  if (identityProblem(wanted.identity, found) !== undefined) return 'failed';
  return looked.every(({ status }) => status === 'read') ? 'passed' : 'open';
}

function rightsState(
  wanted: Wanted,
  observations: Observations,
  now: Date,
): TakeOverCheck['state'] {
  if (!scenarioOf(wanted.scenario).sides.includes('exchange')) return 'not-needed';
  const rights = look({ observations }, sessionRights);
  if (rights.status !== 'read') return 'open';
  // Files and scripts carried by hand have no session whose rights could be seen.
  if (rights.value === null) return 'not-needed';
  const lacks = evaluate(wanted, observations, now)
    .flatMap(({ findings }) => findings)
    .some(({ code }) => code === 'HX-RIGHT');
  return lacks ? 'failed' : 'passed';
}
