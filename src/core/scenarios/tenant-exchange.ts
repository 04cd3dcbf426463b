/** Scenario tenant-exchange (article 001 and its 2025 successor): which resources, in rail order. */
import type { RecipeId } from '../model/plan';
import { accountResource } from '../resources/accounts';
import { authServerResource } from '../resources/auth-servers';
import { availabilityResource } from '../resources/availability';
import { certificateExportResource } from '../resources/certificate-export';
import { connectorResource } from '../resources/connectors';
import type { Resource } from '../resources/context';
import { delegatesResource } from '../resources/delegates';
import { exchangeOnlineApplicationResource } from '../resources/exchange-online-application';
import { hybridApplicationResources } from '../resources/hybrid-application';
import { keyVerificationResource } from '../resources/key-verification';
import { managementRoleResource } from '../resources/management-role';
import { partnerApplicationResource } from '../resources/partner-applications';
import {
  authCertificateResource,
  domainControllerResource,
  domainResource,
  tenantResource,
} from '../resources/prepare';
import { principalKeysResource } from '../resources/principal-keys';
import { principalNamesResource } from '../resources/principal-names';
import { autodiscoverV2Resource, preAuthenticationResource } from '../resources/published';
import { roleAssignmentResource } from '../resources/role-assignments';
import { sessionRightsResource } from '../resources/session-rights';
import { sharedPrincipalKeysResource } from '../resources/shared-principal-keys';
import { mailboxAccessResource } from '../resources/test-mailbox';
import {
  autodiscoverOAuthResource,
  webServicesOAuthResource,
} from '../resources/virtual-directories';
import { webServicesAccessResource } from '../resources/web-services-access';
import { recipeOf } from './recipes';
import type { ScenarioStep } from './step';

/** The resources of a recipe, in the order in which their actions run where nothing else decides. */
export function tenantExchangeResources(id: RecipeId): readonly Resource[] {
  const recipe = recipeOf(id);
  const accounts = recipe.accounts.flatMap((wanted): readonly (Resource | null)[] => [
    accountResource(wanted),
    ...wanted.roles.map((role) => roleAssignmentResource(wanted, role)),
    managementRoleResource(wanted),
    ...(wanted.derivedRole === null ? [] : [roleAssignmentResource(wanted, null)]),
  ]);
  const applications = recipe.applications.map((wanted) =>
    partnerApplicationResource(
      wanted,
      recipe.accounts.find((item) => item.key === wanted.account) ?? null,
    ),
  );
  const resources: readonly (Resource | null)[] = [
    domainResource,
    domainControllerResource,
    tenantResource,
    sessionRightsResource,
    authCertificateResource,
    preAuthenticationResource,
    autodiscoverV2Resource,
    delegatesResource,
    authServerResource('MicrosoftACS'),
    authServerResource('AzureAD'),
    exchangeOnlineApplicationResource,
    principalNamesResource,
    webServicesOAuthResource,
    autodiscoverOAuthResource,
    webServicesAccessResource,
    mailboxAccessResource,
    ...hybridApplicationResources,
    availabilityResource,
    connectorResource('on-premises'),
    connectorResource('online'),
    sharedPrincipalKeysResource,
    ...accounts,
    ...applications,
    certificateExportResource('current'),
    certificateExportResource('next'),
    ...recipe.principals.map(principalKeysResource),
    ...recipe.principals.map(keyVerificationResource),
  ];
  return resources.filter((item): item is Resource => item !== null);
}

/** 2→3 and 4→5→6 are independent branches. */
export const TENANT_EXCHANGE_STEPS: readonly ScenarioStep[] = [
  { id: 'prepare', waitsFor: null, branch: 'trunk' },
  { id: 'oauth', waitsFor: null, branch: 'trunk' },
  { id: 'mail-user', waitsFor: null, branch: 'identity' },
  { id: 'partner-application', waitsFor: 'mail-user', branch: 'identity' },
  { id: 'export-certificate', waitsFor: null, branch: 'trust' },
  { id: 'upload-certificate', waitsFor: 'export-certificate', branch: 'trust' },
  { id: 'verify-keys', waitsFor: 'upload-certificate', branch: 'trust' },
];
