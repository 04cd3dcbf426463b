/**
 * Scenario sfb-server-exchange: Skype for Business Server (or Lync Server 2013) and Exchange Server as partner
 * applications of each other, both on premises. Articles 000, 003 and 004. The tenant has no part in it.
 */
import type { Resource } from '../resources/context';
import { exchangePartnerResource } from '../resources/exchange-partner';
import { mailboxTestResource } from '../resources/mailbox-test';
import { domainControllerResource } from '../resources/prepare';
import { restartIisResource } from '../resources/restart-iis';
import { servicePointsResource } from '../resources/service-points';
import { sessionRightsResource } from '../resources/session-rights';
import { archivingUserResource } from '../resources/skype-archiving-user';
import { skypeAccountResource } from '../resources/skype-account';
import {
  autodiscoverNameResource,
  skypeAllowedDomainsResource,
  skypeAutodiscoverResource,
} from '../resources/skype-autodiscover';
import { skypeIssuerResource } from '../resources/skype-certificate';
import { archivingResource, contactStoreResource } from '../resources/skype-features';
import { skypePartnerResource } from '../resources/skype-partner';
import { skypeTopologyResource } from '../resources/skype-topology';
import type { ScenarioStep } from './step';

/** The resources. The two directions, B3 with its restarts and B5, do not wait for each other. */
export const SFB_RESOURCES: readonly Resource[] = [
  domainControllerResource,
  skypeTopologyResource,
  sessionRightsResource,
  skypeIssuerResource,
  servicePointsResource,
  skypeAutodiscoverResource,
  skypeAllowedDomainsResource,
  autodiscoverNameResource,
  skypeAccountResource,
  skypePartnerResource,
  restartIisResource,
  exchangePartnerResource,
  mailboxTestResource,
  archivingResource,
  archivingUserResource,
  contactStoreResource,
];

/** The rail. */
export const SFB_STEPS: readonly ScenarioStep[] = [
  { id: 'prepare', waitsFor: null, branch: 'trunk' },
  { id: 'sfb-certificate', waitsFor: null, branch: 'trunk' },
  { id: 'autodiscover', waitsFor: null, branch: 'trunk' },
  { id: 'sfb-partner', waitsFor: 'sfb-certificate', branch: 'identity' },
  { id: 'restart-iis', waitsFor: 'sfb-partner', branch: 'identity' },
  { id: 'exchange-partner', waitsFor: null, branch: 'trust' },
  { id: 'mailbox-test', waitsFor: null, branch: 'trunk' },
  { id: 'archiving', waitsFor: 'mailbox-test', branch: 'trunk' },
  { id: 'contact-store', waitsFor: 'mailbox-test', branch: 'trunk' },
];
