/** What every start state's organisation has, before and after the Hybrid Configuration Wizard. */
import { APPLICATIONS } from '../../shared/applications';
import { guidOf } from '../deterministic';
import type { AuthServerData, PartnerApplicationData } from '../exchange/state';
import { addAccount, addPeople } from './accounts';
import { DAY, EPOCH, ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';
import { addCertificates } from './certificates';
import type { AuthCertificates } from './certificates';
import { EXCHANGE_ONLINE_ROLES, addRoles, assignToAccount } from './roles';
import type { Roles } from './roles';

/** 2019 CU15; the version does not show security and hotfix updates. */
const SERVER_VERSION = 'Version 15.2 (Build 1748.10)';
const METHODS = ['Ntlm', 'WindowsIntegrated', 'WSSecurity', 'OAuth'];

/** Parts that the Hybrid Configuration Wizard sets up, in its order. */
export const WIZARD_PARTS = [
  'auth-servers',
  'partner-application',
  'principal-names',
  'connectors',
] as const;
/** One of the parts. */
export type WizardPart = (typeof WIZARD_PARTS)[number];

/** What the specific part of a start state builds on. */
export interface Ground {
  readonly roles: Roles;
  readonly certificates: AuthCertificates;
}

/** Builds servers, domains, people, roles, certificates, and the parts the wizard did. */
export function layGround(
  builder: OrganisationBuilder,
  parts: readonly WizardPart[],
  withNextCertificate: boolean,
): Ground {
  builder.add('organisation', 'organisation', { name: ORGANISATION.name }, 900);
  addServers(builder);
  addDomains(builder, parts.length > 0);
  addPeople(builder);
  const roles = addRoles(builder);
  const certificates = addAuthConfiguration(builder, withNextCertificate);
  addDefaultApplications(builder, roles, parts.includes('partner-application'));
  if (parts.length > 0) addHybridConfiguration(builder);
  if (parts.includes('auth-servers')) addAuthServers(builder);
  if (parts.includes('connectors')) addConnector(builder);
  return { roles, certificates };
}

function addServers(builder: OrganisationBuilder): void {
  const host = `mail.${ORGANISATION.domain}`;
  for (const server of builder.servers) {
    builder.add('server', server, { name: server, version: SERVER_VERSION }, 800);
    builder.add(
      'virtualDirectory',
      `${server} EWS`,
      {
        name: 'EWS (Default Web Site)',
        kind: 'EWS',
        server,
        internalUrl: `https://${host}/EWS/Exchange.asmx`,
        externalUrl: `https://${host}/EWS/Exchange.asmx`,
        authenticationMethods: METHODS,
      },
      800,
    );
    builder.add(
      'virtualDirectory',
      `${server} Autodiscover`,
      {
        name: 'Autodiscover (Default Web Site)',
        kind: 'Autodiscover',
        server,
        internalUrl: null,
        externalUrl: null,
        authenticationMethods: ['Basic', ...METHODS],
      },
      800,
    );
  }
}

function addDomains(builder: OrganisationBuilder, hybrid: boolean): void {
  const { domain, partnerDomain, coexistenceDomain } = ORGANISATION;
  const add = (
    name: string,
    domainName: string,
    domainType: 'Authoritative' | 'InternalRelay',
  ): void => {
    builder.add(
      'acceptedDomain',
      domainName,
      {
        name,
        domainName,
        domainType,
        isDefault: domainName === domain,
        isCoexistence: domainName === coexistenceDomain,
      },
      500,
    );
  };
  add(domain, domain, 'Authoritative');
  // Its name is not its domain name: whoever looks by name goes wrong.
  add('Fabrikam (partner mail)', partnerDomain, 'InternalRelay');
  if (hybrid) add(coexistenceDomain, coexistenceDomain, 'Authoritative');
}

function addAuthConfiguration(builder: OrganisationBuilder, withNext: boolean): AuthCertificates {
  const certificates = addCertificates(builder, withNext);
  const { current, next } = certificates;
  const effective = new Date(EPOCH + 1400 * DAY).toISOString().replace('.000', '');
  builder.add(
    'authConfig',
    'authConfig',
    {
      name: 'Auth Configuration',
      current: current.thumbprint,
      previous: '',
      next: next?.thumbprint ?? '',
      nextEffective: next === undefined ? null : effective,
    },
    20,
  );
  return certificates;
}

/** A cloud partner application: no realm, no metadata address, trusted through the auth servers. */
export function cloudApplication(
  name: string,
  applicationIdentifier: string,
  more: Partial<
    Pick<
      PartnerApplicationData,
      'enabled' | 'linkedAccount' | 'acceptSecurityIdentifierInformation' | 'actAsPermissions'
    >
  >,
): PartnerApplicationData {
  return {
    name,
    applicationIdentifier,
    realm: '',
    authMetadataUrl: '',
    useAuthServer: true,
    enabled: true,
    acceptSecurityIdentifierInformation: false,
    linkedAccount: null,
    accountType: 'OrganizationalAccount',
    actAsPermissions: null,
    ...more,
  };
}

const GRAPH_PERMISSIONS = [
  'Mail.Read',
  'Mail.Send',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Contacts.Read',
  'User.Read',
];

/** The rows that Exchange Setup makes: Exchange Online with its linked user, and Microsoft Graph. */
function addDefaultApplications(
  builder: OrganisationBuilder,
  roles: Roles,
  enabled: boolean,
): void {
  const name = 'Exchange Online-ApplicationAccount';
  const guid = addAccount(builder, {
    name,
    alias: 'Exchange Online-ApplicationAccount',
    type: 'LinkedUser',
    container: 'Users',
    daysAgo: 800,
  });
  assignToAccount(builder, roles, { guid, name }, EXCHANGE_ONLINE_ROLES);
  const exchange = cloudApplication('Exchange Online', APPLICATIONS.exchangeOnline, {
    enabled,
    linkedAccount: guid,
  });
  builder.add('partnerApplication', 'Exchange Online', exchange, 800);
  const graph = cloudApplication('Microsoft Graph', '00000003-0000-0000-c000-000000000000', {
    acceptSecurityIdentifierInformation: true,
    actAsPermissions: GRAPH_PERMISSIONS,
  });
  builder.add('partnerApplication', 'Microsoft Graph', graph, 800);
}

function addHybridConfiguration(builder: OrganisationBuilder): void {
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

/** Auth servers with the names and addresses the wizard gives them. */
function addAuthServers(builder: OrganisationBuilder): void {
  const { tenantId, seed } = builder;
  const acs: AuthServerData = {
    name: `ACS - ${guidOf(seed, 'wizard', 'ACS')}`,
    type: 'MicrosoftACS',
    realm: tenantId,
    issuerIdentifier: '00000001-0000-0000-c000-000000000000',
    tokenIssuingEndpoint: `https://accounts.accesscontrol.windows.net/${tenantId}/tokens/OAuth/2`,
    authorizationEndpoint: '',
    authMetadataUrl: `https://accounts.accesscontrol.windows.net/${tenantId}/metadata/json/1`,
    domainNames: [ORGANISATION.domain, ORGANISATION.coexistenceDomain],
    enabled: true,
    isDefaultAuthorizationEndpoint: false,
  };
  const entra: AuthServerData = {
    name: `EvoSts - ${guidOf(seed, 'wizard', 'EvoSts')}`,
    type: 'AzureAD',
    realm: tenantId,
    issuerIdentifier: `https://sts.windows.net/${tenantId}/`,
    tokenIssuingEndpoint: `https://login.windows.net/${tenantId}/oauth2/token`,
    authorizationEndpoint: `https://login.windows.net/${tenantId}/oauth2/authorize`,
    authMetadataUrl: `https://login.windows.net/${ORGANISATION.tenantDomain}/federationmetadata/2007-06/federationmetadata.xml`,
    domainNames: [],
    enabled: true,
    isDefaultAuthorizationEndpoint: false,
  };
  builder.add('authServer', 'ACS', acs, 150);
  builder.add('authServer', 'EvoSts', entra, 150);
}

function addConnector(builder: OrganisationBuilder): void {
  builder.add(
    'connector',
    'HybridIOC',
    {
      name: `HybridIOC - ${guidOf(builder.seed, 'wizard', 'HybridIOC')}`,
      targetAddressDomains: [ORGANISATION.coexistenceDomain],
      discoveryEndpoint: 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc',
      enabled: true,
    },
    150,
  );
}
