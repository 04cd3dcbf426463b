/**
 * Scenario certificate-rollover: the auth certificate of Exchange Server is replaced before it ends, or as soon as
 * possible after it did, and every user of it in the tenant knows the next one in time. It takes several plans, because
 * days lie between staging and publishing. Sources: the Set-AuthConfig and New-ExchangeCertificate pages; CSS-Exchange.
 */
import type { RecipeId } from '../model/plan';
import type { Resource } from '../resources/context';
import { domainControllerResource, tenantResource } from '../resources/prepare';
import {
  rolloverCreateResource,
  rolloverHealth,
  rolloverKeyResource,
  rolloverStageResource,
} from '../resources/rollover-certificate';
import { rolloverClearResource, rolloverPublishResource } from '../resources/rollover-publish';
import { rolloverExport, rolloverKeys, rolloverUploads } from '../resources/rollover-users';
import { sessionRightsResource } from '../resources/session-rights';
import { recipeOf } from './recipes';
import type { ScenarioStep } from './step';

/** The resources. The next certificate is uploaded before it is staged: from then on Exchange publishes it by itself. */
export function rolloverResources(id: RecipeId): readonly Resource[] {
  const { principals } = recipeOf(id);
  return [
    domainControllerResource,
    tenantResource,
    sessionRightsResource,
    rolloverHealth,
    rolloverKeyResource,
    rolloverCreateResource,
    rolloverExport('current', principals),
    rolloverExport('next', principals),
    ...rolloverUploads(principals),
    ...rolloverKeys(principals),
    rolloverStageResource,
    rolloverPublishResource,
    rolloverClearResource,
  ];
}

/** The rail. */
export const ROLLOVER_STEPS: readonly ScenarioStep[] = [
  { id: 'prepare', waitsFor: null, branch: 'trunk' },
  { id: 'create-certificate', waitsFor: null, branch: 'trunk' },
  { id: 'export-certificate', waitsFor: 'create-certificate', branch: 'trunk' },
  { id: 'upload-certificate', waitsFor: 'export-certificate', branch: 'trunk' },
  { id: 'verify-keys', waitsFor: 'upload-certificate', branch: 'trunk' },
  { id: 'stage-certificate', waitsFor: 'upload-certificate', branch: 'trunk' },
  { id: 'publish-certificate', waitsFor: 'stage-certificate', branch: 'trunk' },
  { id: 'clear-certificate', waitsFor: 'publish-certificate', branch: 'trunk' },
];
