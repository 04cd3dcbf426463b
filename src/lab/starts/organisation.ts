/** What every start state's organisation has, before and after the Hybrid Configuration Wizard. */
import { APPLICATIONS } from '../../shared/applications';
import { displayVersion } from '../exchange/builds';
import { EWS_UNSET } from '../exchange/cmdlets/ews-access';
import type { PartnerApplicationData } from '../exchange/state';
import { addAccount, addPeople } from './accounts';
import { DAY, EPOCH, ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';
import { addCertificates } from './certificates';
import type { AuthCertificates } from './certificates';
import { EXCHANGE_ONLINE_ROLES, addRoles, assignToAccount } from './roles';
import type { Roles } from './roles';
import {
  addAuthServers,
  addConnector,
  addHybridConfiguration,
  addOverride,
  addRelationship,
} from './wizard';
import type { Naming, WizardPart } from './wizard';

/** 2019 CU15 with the update of April 2025, which AdminDisplayVersion does not show. */
const SERVER_BUILD = '15.2.1748.24';
const METHODS = ['Ntlm', 'WindowsIntegrated', 'WSSecurity', 'OAuth'];

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
  naming: Naming = 'wizard',
): Ground {
  builder.add(
    'organisation',
    'organisation',
    { name: ORGANISATION.name, ews: EWS_UNSET, oauth2ClientProfileEnabled: false },
    900,
  );
  addServers(builder);
  addDomains(builder, parts.includes('hybrid-configuration'));
  addPeople(builder);
  const roles = addRoles(builder);
  const certificates = addAuthConfiguration(builder, withNextCertificate);
  addDefaultApplications(builder, roles, parts.includes('partner-application'));
  const isDedicated = parts.includes('dedicated-application');
  if (parts.includes('hybrid-configuration')) {
    addHybridConfiguration(builder);
    addRelationship(builder, isDedicated);
  }
  if (parts.includes('auth-servers')) addAuthServers(builder, naming, isDedicated);
  if (parts.includes('connectors')) addConnector(builder, naming);
  if (parts.includes('override')) addOverride(builder);
  return { roles, certificates };
}

function addServers(builder: OrganisationBuilder): void {
  const host = `mail.${ORGANISATION.domain}`;
  for (const server of builder.servers) {
    builder.add(
      'server',
      server,
      {
        name: server,
        build: SERVER_BUILD,
        version: displayVersion(SERVER_BUILD),
        autodiscoverUri: `https://autodiscover.${ORGANISATION.domain}/autodiscover/autodiscover.xml`,
      },
      800,
    );
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
