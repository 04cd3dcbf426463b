/** What the Hybrid Configuration Wizard, or somebody with the articles' commands, leaves in the organisation. */
import { guidOf } from '../deterministic';
import type { AuthServerData, RelationshipData } from '../exchange/state';
import { documentOf } from '../oauth/metadata';
import { ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';

/** Parts that the Hybrid Configuration Wizard sets up. */
export type WizardPart =
  /** The hybrid configuration itself, coexistence domain and organisation relationships. */
  | 'hybrid-configuration'
  | 'auth-servers'
  | 'partner-application'
  /** The auth certificate on Exchange Online's own principal, as older wizards put it. */
  | 'certificate'
  | 'principal-names'
  | 'connectors'
  /** The tenant's own application with its consent, key, and place in the auth server and the relationship. */
  | 'dedicated-application'
  /** The switch that makes servers use it. No wizard sets it. */
  | 'override';

/** What a wizard that has finished leaves. */
export const WHOLE_WIZARD: readonly WizardPart[] = [
  'hybrid-configuration',
  'auth-servers',
  'partner-application',
  'principal-names',
  'connectors',
];

/** What the wizard keeps of its own. */
export function addHybridConfiguration(builder: OrganisationBuilder): void {
  builder.add(
    'hybridConfiguration',
    'hybridConfiguration',
    {
      name: 'Hybrid Configuration',
      domains: [ORGANISATION.domain],
      features: [
        'FreeBusy',
        'MoveMailbox',
        'Mailtips',
        'MessageTracking',
        'OwaRedirection',
        'OnlineArchive',
      ],
      transportServers: builder.servers,
      smartHost: `mail.${ORGANISATION.domain}`,
      tlsCertificateName: `<I>CN=mail.${ORGANISATION.domain}<S>CN=mail.${ORGANISATION.domain}`,
    },
    150,
  );
}

/** Who named the objects: the wizard of today, or the articles' own commands. */
export type Naming = 'wizard' | 'articles';

/** Id of the dedicated application of a seed. */
export function dedicatedAppId(seed: number): string {
  return guidOf(seed, 'dedicated application');
}

/** GUID of the organisation object, which is part of the dedicated application's name. */
export function organisationGuid(seed: number): string {
  return guidOf(seed, 'organisation', 'organisation');
}

/** Auth servers with the names and addresses that the wizard or the articles give them. */
export function addAuthServers(
  builder: OrganisationBuilder,
  naming: Naming,
  isDedicated: boolean,
): void {
  const { tenantId, seed } = builder;
  const { domain, coexistenceDomain, tenantDomain } = ORGANISATION;
  const byWizard = naming === 'wizard';
  const common = {
    enabled: true,
    isDefaultAuthorizationEndpoint: false,
    applicationIdentifier: '',
    hasCurrentKeys: true,
  };
  const entraDomain = byWizard ? tenantDomain : coexistenceDomain;
  const acs: AuthServerData = {
    ...common,
    ...documentOf('MicrosoftACS', tenantId),
    name: byWizard ? `ACS - ${guidOf(seed, 'wizard', 'ACS')}` : 'WindowsAzureACS',
    authMetadataUrl: `https://accounts.accesscontrol.windows.net/${byWizard ? tenantId : coexistenceDomain}/metadata/json/1`,
    domainNames: byWizard ? [domain, coexistenceDomain] : [],
  };
  const entra: AuthServerData = {
    ...common,
    ...documentOf('AzureAD', tenantId),
    name: byWizard ? `EvoSts - ${guidOf(seed, 'wizard', 'EvoSts')}` : 'evoSTS',
    authMetadataUrl: `https://login.windows.net/${entraDomain}/federationmetadata/2007-06/federationmetadata.xml`,
    domainNames: isDedicated ? [domain, coexistenceDomain] : [],
    applicationIdentifier: isDedicated ? dedicatedAppId(seed) : '',
  };
  builder.add('authServer', 'ACS', acs, 150);
  builder.add('authServer', 'EvoSts', entra, 150);
}

/** The connector to Exchange Online. */
export function addConnector(builder: OrganisationBuilder, naming: Naming): void {
  const byWizard = naming === 'wizard';
  builder.add(
    'connector',
    'HybridIOC',
    {
      name: byWizard
        ? `HybridIOC - ${guidOf(builder.seed, 'wizard', 'HybridIOC')}`
        : 'ExchangeHybridOnPremisesToOnline',
      targetAddressDomains: [ORGANISATION.coexistenceDomain],
      discoveryEndpoint: byWizard
        ? 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc'
        : 'https://outlook.office365.com/autodiscover/autodiscover.svc',
      enabled: true,
    },
    150,
  );
}

/** The relationship that free/busy used before connectors, and that holds the sharing address today. */
export function addRelationship(builder: OrganisationBuilder, isDedicated: boolean): void {
  const data: RelationshipData = {
    name: `On-premises to O365 - ${guidOf(builder.seed, 'wizard', 'relationship')}`,
    domainNames: [ORGANISATION.coexistenceDomain],
    enabled: true,
    freeBusyAccessEnabled: true,
    targetApplicationUri: 'outlook.com',
    targetAutodiscoverEpr:
      'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc/WSSecurity',
    targetSharingEpr: isDedicated ? 'https://outlook.office365.com/EWS/Exchange.asmx' : null,
  };
  builder.add('relationship', 'relationship', data, 150);
}

/** The switch that makes servers use the dedicated application. */
export function addOverride(builder: OrganisationBuilder): void {
  builder.add(
    'settingOverride',
    'override',
    {
      name: 'EnableExchangeHybrid3PAppFeature',
      component: 'Global',
      section: 'ExchangeOnpremAsThirdPartyAppId',
      parameters: ['Enabled=true'],
      reason: 'Dedicated hybrid application',
      servers: [],
    },
    60,
  );
}
