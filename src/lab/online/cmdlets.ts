/** What the cmdlets of Exchange Online do. Their output is known in part; what the lab adds is told in docs/lab.md. */
import { guidOf } from '../deterministic';
import { Bound } from '../exchange/binding';
import { changedAccess, ewsRow } from '../exchange/cmdlets/ews-access';
import { callOf, resultRow } from '../exchange/cmdlets/oauth-test';
import { changedRelationship, relationshipProperties } from '../exchange/cmdlets/relationships';
import { sameData } from '../exchange/cmdlets/changes';
import { Session } from '../exchange/session';
import type { Row } from '../exchange/session';
import { testInbound } from '../oauth/inbound';
import { utc } from '../exchange/rows';
import {
  getConfiguration,
  getConnector,
  newConnector,
  removeConnector,
  setConnector,
} from './connectors';
import type { OnlineHandler } from './connectors';
import type { OnlineSession } from './session';

/**
 * Get-ConnectionInformation: the session as the module on the administrator's computer knows it. Property names are
 * published (office-docs-powershell, Get-ConnectionInformation).
 */
const getConnectionInformation: OnlineHandler = (session) => [
  {
    ConnectionId: guidOf(session.seed, 'online connection'),
    State: 'Connected',
    Id: 1,
    Name: 'ExchangeOnline_1',
    UserPrincipalName: session.caller.userPrincipalName,
    ConnectionUri: 'https://outlook.office365.com',
    AzureAdAuthorizationEndpointUri: 'https://login.microsoftonline.com/organizations',
    TokenExpiryTimeUTC: utc(session.caller.tokenEnds),
    CertificateAuthentication: false,
    ModuleName: '',
    ModulePrefix: '',
    Organization: '',
    DelegatedOrganization: '',
    AppId: '',
    PageSize: 1000,
    TenantID: session.world.tenant.id,
    TokenStatus: 'Active',
    ConnectionUsedForInbuiltCmdlets: true,
    IsEopSession: false,
  },
];

/** Get-AcceptedDomain: every verified domain of the tenant. */
const getAcceptedDomain: OnlineHandler = (session, parameters) => {
  const typed = parameters.text('Identity') ?? '';
  const domains = session.world.tenant.domains.filter((domain) => domain.isVerified);
  const found = domains.filter((domain) => typed === '' || domain.id === typed.toLowerCase());
  if (found.length === 0 && typed !== '') throw session.notFound(typed);
  return found.map((domain) => {
    const guid = guidOf(session.seed, 'online domain', domain.id);
    const item = { guid, created: 0, changed: 0, data: { name: domain.id } };
    return session.row(item, 'ms-Exch-Accepted-Domain', {
      DomainName: domain.id,
      DomainType: 'Authoritative',
      Default: domain.isDefault,
      InitialDomain: domain.isInitial,
      IsCoexistenceDomain: /\.mail\.onmicrosoft\.com$/.test(domain.id),
      AuthenticationType: 'Managed',
    });
  });
};

/** Get-OrganizationConfig. The list of allowed applications comes only when it is asked for. */
const getOrganizationConfig: OnlineHandler = (session, parameters) => {
  const { guid, ews, ewsAllowedAppIds, oauth2ClientProfileEnabled } =
    session.world.online.organisation;
  const item = { guid, created: 0, changed: 0, data: { name: session.organisation } };
  const isAsked = parameters.flag('RetrieveEwsOperationAccessPolicy') === true;
  return [
    session.row(item, 'ms-Exch-Configuration-Unit-Container', {
      DisplayName: session.world.tenant.displayName,
      ...ewsRow(ews),
      ...(isAsked ? { EwsAllowedAppIDs: ewsAllowedAppIds } : {}),
      OAuth2ClientProfileEnabled: oauth2ClientProfileEnabled,
      IsDehydrated: false,
    }),
  ];
};

/** Set-OrganizationConfig. $null clears the list of allowed applications. */
const setOrganizationConfig: OnlineHandler = (session, parameters) => {
  const { organisation } = session.world.online;
  const before = { ...organisation };
  organisation.ews = changedAccess(organisation.ews, parameters);
  organisation.ewsAllowedAppIds =
    parameters.text('EwsAllowedAppIDs') ?? organisation.ewsAllowedAppIds;
  organisation.oauth2ClientProfileEnabled =
    parameters.flag('OAuth2ClientProfileEnabled') ?? organisation.oauth2ClientProfileEnabled;
  if (sameData(before, organisation)) warnUnchanged(session, session.organisation);
  return [];
};

/** Get-Mailbox. */
const getMailbox: OnlineHandler = (session, parameters) =>
  session.get('mailbox', parameters.text('Identity')).map((item) =>
    session.row(item, 'Person', {
      Alias: item.data.alias,
      DisplayName: item.data.displayName,
      PrimarySmtpAddress: item.data.primarySmtpAddress,
      UserPrincipalName: item.data.userPrincipalName,
      EmailAddresses: [`SMTP:${item.data.primarySmtpAddress}`],
      RecipientType: 'UserMailbox',
      RecipientTypeDetails: 'UserMailbox',
    }),
  );

/** Get-OnPremisesOrganization. */
const getOnPremisesOrganization: OnlineHandler = (session, parameters) =>
  session.get('onPremisesOrganization', parameters.text('Identity')).map((item) =>
    session.row(item, 'ms-Exch-On-Premises-Organization', {
      OrganizationGuid: item.data.organizationGuid,
      OrganizationName: item.data.organizationName,
      HybridDomains: [...item.data.hybridDomains],
      InboundConnector: item.data.inboundConnector,
      OutboundConnector: item.data.outboundConnector,
      OrganizationRelationship: item.data.organizationRelationship,
      Comment: '',
    }),
  );

/** Get-OrganizationRelationship. */
const getOrganizationRelationship: OnlineHandler = (session, parameters) =>
  session
    .get('relationship', parameters.text('Identity'))
    .map((item) =>
      session.row(item, 'ms-Exch-Fed-Sharing-Relationship', relationshipProperties(item.data)),
    );

/** Set-OrganizationRelationship. */
const setOrganizationRelationship: OnlineHandler = (session, parameters) => {
  const item = session.one('relationship', parameters.required('Identity'));
  const data = changedRelationship(item.data, parameters);
  if (sameData(item.data, data)) warnUnchanged(session, item.data.name);
  else session.update('relationship', item.guid, data);
  return [];
};

/**
 * Test-OAuthConnectivity from the cloud. The servers answer as their own domain controller lets them see the
 * organisation. The result type comes as an object here (observed; scripts read its Value).
 */
const testOAuthConnectivity: OnlineHandler = (session, parameters) => {
  const call = callOf(parameters);
  const typed = parameters.text('Mailbox') ?? '';
  const isAppOnly = typed === '' || parameters.flag('AppOnly') === true;
  const address = isAppOnly ? undefined : session.one('mailbox', typed).data.primarySmtpAddress;
  const servers = new Session(session.world, session.cmdlet, session.number, new Bound(new Map()));
  const verdict = testInbound(servers, call, address);
  const row: Row = resultRow(servers, call, verdict);
  return [{ ...row, ResultType: { Value: verdict.result } }];
};

function warnUnchanged(session: OnlineSession, identity: string): void {
  session.warnings.push(
    `The command completed successfully but no settings of '${identity}' have been modified.`,
  );
}

/** Handlers by cmdlet name. */
export const ONLINE_HANDLERS: Readonly<Record<string, OnlineHandler>> = {
  'Get-ConnectionInformation': getConnectionInformation,
  'Get-AcceptedDomain': getAcceptedDomain,
  'Get-OrganizationConfig': getOrganizationConfig,
  'Set-OrganizationConfig': setOrganizationConfig,
  'Get-Mailbox': getMailbox,
  'Get-OnPremisesOrganization': getOnPremisesOrganization,
  'Get-OrganizationRelationship': getOrganizationRelationship,
  'Set-OrganizationRelationship': setOrganizationRelationship,
  'Get-IntraOrganizationConfiguration': getConfiguration,
  'Get-IntraOrganizationConnector': getConnector,
  'New-IntraOrganizationConnector': newConnector,
  'Set-IntraOrganizationConnector': setConnector,
  'Remove-IntraOrganizationConnector': removeConnector,
  'Test-OAuthConnectivity': testOAuthConnectivity,
};
