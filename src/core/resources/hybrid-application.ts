/** The dedicated hybrid application, part by part, in the order in which its parts are set up. */
import type { Resource } from './context';
import { hybridKeysPart } from './hybrid-application-keys';
import { hybridOverridePart } from './hybrid-application-override';
import { hybridAuthServerPart, hybridSharingPart } from './hybrid-application-servers';
import { hybridApplicationPart, hybridConsentPart } from './hybrid-application-tenant';

/** The parts. */
export const hybridApplicationResources: readonly Resource[] = [
  hybridApplicationPart,
  hybridConsentPart,
  hybridKeysPart,
  hybridAuthServerPart,
  hybridSharingPart,
  hybridOverridePart,
];
