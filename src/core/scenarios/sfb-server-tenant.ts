/**
 * Scenario sfb-server-tenant: Skype for Business Server and Exchange Online, which trust each other through the tenant.
 * Article 002 and the page on hybrid environments that it leads to. Exchange servers have no part in it.
 */
import { cloudExchangeOnlineResource, cloudServiceNameResource } from '../resources/cloud-names';
import { cloudPartnerResource } from '../resources/cloud-partner';
import { cloudTokenServerResource } from '../resources/cloud-token-server';
import type { Resource } from '../resources/context';
import { accessEdgeResource, hostingProviderResource } from '../resources/federation';
import { poolKeysResource } from '../resources/pool-keys';
import { poolNamesResource } from '../resources/pool-names';
import { tenantResource } from '../resources/prepare';
import { skypeIssuerResource } from '../resources/skype-certificate';
import { skypeTopologyResource } from '../resources/skype-topology';
import type { ScenarioStep } from './step';

/** The resources. The pool's side and the tenant's do not wait for each other. */
export const SFB_TENANT_RESOURCES: readonly Resource[] = [
  skypeTopologyResource,
  tenantResource,
  skypeIssuerResource,
  cloudTokenServerResource,
  cloudPartnerResource,
  cloudServiceNameResource,
  cloudExchangeOnlineResource,
  poolKeysResource,
  poolNamesResource,
  accessEdgeResource,
  hostingProviderResource,
];

/** The rail. */
export const SFB_TENANT_STEPS: readonly ScenarioStep[] = [
  { id: 'prepare', waitsFor: null, branch: 'trunk' },
  { id: 'sfb-certificate', waitsFor: null, branch: 'trunk' },
  { id: 'cloud-trust', waitsFor: null, branch: 'identity' },
  { id: 'upload-certificate', waitsFor: 'sfb-certificate', branch: 'trust' },
  { id: 'pool-names', waitsFor: null, branch: 'trust' },
  { id: 'federation', waitsFor: null, branch: 'trunk' },
];
