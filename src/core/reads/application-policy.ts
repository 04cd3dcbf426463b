/** The tenant's policy for applications, as far as it concerns keys. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { parseBody } from './definition';

const restriction = v.object({
  restrictionType: v.string(),
  state: v.nullish(v.string(), 'enabled'),
  maxLifetime: v.nullish(v.string(), null),
});
const restrictions = v.nullish(
  v.object({ keyCredentials: v.nullish(v.array(restriction), []) }),
  null,
);
const policySchema = v.object({
  isEnabled: v.nullish(v.boolean(), false),
  applicationRestrictions: restrictions,
  servicePrincipalRestrictions: restrictions,
});

/** What the policy says of keys. */
export interface ApplicationPolicy {
  /** Days that a certificate on a service principal may live; null: no cap. */
  readonly principalDays: number | null;
  /** The same for applications of the tenant's own. */
  readonly applicationDays: number | null;
}

/** GET /policies/defaultAppManagementPolicy (Graph: tenantAppManagementPolicy, asymmetricKeyLifetime). */
export const applicationPolicy: ReadDefinition<ApplicationPolicy> = {
  id: 'application-policy',
  target: 'tenant',
  title: () => message('keys.read.application-policy'),
  query: () => ({
    kind: 'graph',
    request: {
      method: 'GET',
      url: '/policies/defaultAppManagementPolicy?$select=isEnabled,applicationRestrictions,servicePrincipalRestrictions',
    },
  }),
  parse: (answer) => {
    const body = parseBody(policySchema, answer);
    const isOn = body?.isEnabled === true;
    return {
      principalDays: isOn ? capOf(body.servicePrincipalRestrictions?.keyCredentials) : null,
      applicationDays: isOn ? capOf(body.applicationRestrictions?.keyCredentials) : null,
    };
  },
  facts: ({ principalDays, applicationDays }) => ({ principalDays, applicationDays }),
};

function capOf(
  list: readonly v.InferOutput<typeof restriction>[] | undefined | null,
): number | null {
  const caps = (list ?? [])
    .filter((item) => item.restrictionType === 'asymmetricKeyLifetime' && item.state !== 'disabled')
    .flatMap((item) => daysOf(item.maxLifetime ?? ''));
  return caps.length === 0 ? null : Math.min(...caps);
}

/** Days of an ISO 8601 duration such as `P365D` or `P1Y6M`; a month counts 30 days, a year 365. */
function daysOf(duration: string): number[] {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(duration);
  if (found === null || duration === 'P') return [];
  const [years, months, weeks, days] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return [(years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0)];
}
