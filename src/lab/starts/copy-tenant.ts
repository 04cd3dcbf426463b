/** The tenant of a copied organisation: domains, principals with their keys, applications, consents. */
import type { DescribedKey } from '../../shared/world-description';
import type { MadeCertificate } from '../exchange/certificates';
import { utc } from '../exchange/rows';
import { keyFromCertificate } from '../tenant/key-list';
import type { KeyCredentialState, ServicePrincipalState } from '../tenant/state';
import { AGE, type Copy } from './copy-base';

/** Puts what was read in place of what the base has. */
export function copyTenant(
  copy: Copy,
  seed: number,
  certificates: ReadonlyMap<string, MadeCertificate>,
): void {
  const { tenant } = copy.state;
  const { wish } = copy;
  const read = wish.tenant;
  if (read === null) return;
  const domain = wish.acceptedDomains.find((item) => item.isDefault)?.domainName.toLowerCase();
  Object.assign(tenant, { displayName: read.displayName });
  tenant.domains = read.domains.map((id) => ({
    id,
    isInitial: id === read.initialDomain,
    isDefault: id === domain,
    isVerified: true,
  }));
  const keys = (list: readonly DescribedKey[]): KeyCredentialState[] =>
    list.flatMap((item) => keyOf(item, certificates));
  const asked = new Set([...wish.absentPrincipals, ...wish.principals.map((item) => item.appId)]);
  const known = new Map(tenant.servicePrincipals.map((item) => [item.appId, item]));
  tenant.servicePrincipals = [
    ...tenant.servicePrincipals.filter((item) => !asked.has(item.appId)),
    ...wish.principals.map((item): ServicePrincipalState => ({
      id: item.id,
      appId: item.appId,
      displayName:
        known.get(item.appId)?.displayName ??
        wish.applications.find((other) => other.appId === item.appId)?.displayName ??
        item.appId,
      accountEnabled: item.enabled,
      servicePrincipalNames: [...item.names],
      keyCredentials: keys(item.keys),
    })),
  ];
  tenant.applications = wish.applications.map((item) => ({
    id: item.id,
    appId: item.appId,
    displayName: item.displayName,
    createdDateTime: utc(copy.state.now - AGE),
    signInAudience: 'AzureADMyOrg',
    description: null,
    notes: null,
    requiredResourceAccess: item.access.map(({ resourceAppId, roles }) => ({
      resourceAppId,
      resourceAccess: roles.map(({ id, type }) => ({ id, type })),
    })),
    keyCredentials: keys(item.keys),
    owners: [],
  }));
  tenant.appRoleAssignments = wish.consents.map((item) => ({
    id: item.id,
    appRoleId: item.roleId,
    principalId: item.principalId,
    resourceId: item.resourceId,
    createdDateTime: utc(copy.state.now - AGE),
  }));
}

/** A key; the bytes of an auth certificate's are those of the copy's own. */
function keyOf(
  item: DescribedKey,
  certificates: ReadonlyMap<string, MadeCertificate>,
): KeyCredentialState[] {
  const bytes = item.role === null ? item.bytes : certificates.get(item.role)?.raw;
  if (bytes === undefined) return [];
  const key = keyFromCertificate(bytes, item.keyId, item.displayName);
  return key === undefined
    ? []
    : [
        {
          ...key,
          startDateTime: item.start,
          endDateTime: item.end,
          type: item.type,
          usage: item.usage,
        },
      ];
}
