/** Organisation-wide reads: accepted domains, organisation and hybrid configuration, setting overrides, connectors. */
import { escapeXml } from '../xml';
import type { View } from '../directory';
import { configurationIdentities, getObjects } from '../identity';
import { configurationRow, remoting } from '../rows';
import type { Row, Session } from '../session';
import { ORGANISATION_DEFAULTS } from '../shapes/organisation-config';
import type { Handler } from './handler';

/** Get-AcceptedDomain. */
export const getAcceptedDomain: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('acceptedDomain'),
    (view) => configurationIdentities(session, view, [view.data.domainName]),
    parameters.text('Identity'),
  ).map((view) => acceptedDomainRow(session, view));

function acceptedDomainRow(session: Session, view: View<'acceptedDomain'>): Row {
  const { domainName, domainType, isDefault, isCoexistence } = view.data;
  return configurationRow(session, view, {
    DomainName: domainName,
    CatchAllRecipientID: null,
    DomainType: domainType,
    MatchSubDomains: false,
    AddressBookEnabled: true,
    Default: isDefault,
    EmailOnly: false,
    ExternallyManaged: false,
    AuthenticationType: null,
    LiveIdInstanceType: null,
    PendingRemoval: false,
    PendingCompletion: false,
    FederatedOrganizationLink: null,
    MailFlowPartner: null,
    OutboundOnly: false,
    PendingFederatedAccountNamespace: false,
    PendingFederatedDomain: false,
    IsCoexistenceDomain: isCoexistence,
    PerimeterDuplicateDetected: false,
    IsDefaultFederatedDomain: false,
    EnableNego2Authentication: false,
    InitialDomain: false,
  });
}

/** Get-OrganizationConfig. */
export const getOrganizationConfig: Handler = (session) =>
  session.directory.list('organisation').map((view) => {
    const address = `MicrosoftExchange${view.guid.replace(/-/g, '')}@${defaultDomain(session)}`;
    const row = configurationRow(session, view, {
      ...ORGANISATION_DEFAULTS,
      MicrosoftExchangeRecipientEmailAddresses: [`SMTP:${address}`],
      MicrosoftExchangeRecipientPrimarySmtpAddress: address,
      LegacyExchangeDN: `/o=${view.data.name}`,
    });
    const { AdminDisplayName: _notOnOrganisations, ...kept } = row;
    return kept;
  });

/** The default accepted domain. */
export function defaultDomain(session: Session): string {
  const domains = session.directory.list('acceptedDomain');
  const found = domains.find((view) => view.data.isDefault) ?? domains[0];
  return found?.data.domainName ?? session.organisation.forest;
}

/** Get-HybridConfiguration: nothing where the Hybrid Configuration Wizard never ran. */
export const getHybridConfiguration: Handler = (session) =>
  session.directory.list('hybridConfiguration').map((view) =>
    configurationRow(session, view, {
      ClientAccessServers: [],
      EdgeTransportServers: [],
      ReceivingTransportServers: [...view.data.transportServers],
      SendingTransportServers: [...view.data.transportServers],
      OnPremisesSmartHost: view.data.smartHost,
      Domains: [...view.data.domains],
      Features: [...view.data.features],
      ExternalIPAddresses: [],
      TlsCertificateName: view.data.tlsCertificateName,
      ServiceInstance: 0,
    }),
  );

/** Get-SettingOverride. */
export const getSettingOverride: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('settingOverride'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => settingOverrideRow(session, view));

function settingOverrideRow(session: Session, view: View<'settingOverride'>): Row {
  const { component, section, parameters, reason } = view.data;
  const modifiedBy = `${session.organisation.forest}/Users/Administrator`;
  const attributes = [
    ['CN', component],
    ['SN', section],
    ['MB', modifiedBy],
    ['R', reason],
  ].map(([name, value]) => ` ${name ?? ''}="${escapeXml(value ?? '')}"`);
  const items = parameters.map((item) => `<P>${escapeXml(item)}</P>`).join('');
  return configurationRow(session, view, {
    ComponentName: component,
    SectionName: section,
    AppId: 'EXO',
    FlightName: null,
    ModifiedBy: modifiedBy,
    Reason: reason,
    MinVersion: null,
    MaxVersion: null,
    FixVersion: null,
    Server: null,
    IsFlight: false,
    Parameters: [...parameters],
    Status: 'Accepted',
    XmlRaw: `<S${attributes.join('')}><Ps>${items}</Ps></S>`,
  });
}

/** Get-IntraOrganizationConnector. */
export const getIntraOrganizationConnector: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('connector'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) =>
    configurationRow(session, view, {
      TargetAddressDomains: [...view.data.targetAddressDomains],
      DiscoveryEndpoint: view.data.discoveryEndpoint,
      TargetSharingEpr: null,
      Enabled: view.data.enabled,
    }),
  );

/** Get-IntraOrganizationConfiguration: the on-premises side fills only what it knows itself. */
export const getIntraOrganizationConfiguration: Handler = (session) => {
  const domain = defaultDomain(session);
  const host = `autodiscover.${domain}`;
  const coexistence = session.directory
    .list('acceptedDomain')
    .find((view) => view.data.isCoexistence);
  const targets = session.directory
    .list('acceptedDomain')
    .filter((view) => view.data.domainType === 'Authoritative' && !view.data.isCoexistence)
    .map((view) => view.data.domainName);
  return [
    {
      ...remoting(session, 'intra-organisation configuration'),
      OnPremiseDiscoveryEndpoint: `https://${host}/autodiscover/autodiscover.svc`,
      OnPremiseWebServiceEndpoint: `https://mail.${domain}/EWS/Exchange.asmx`,
      DeploymentIsCompleteIOCReady: true,
      HasNonIOCReadyExchangeCASServerVersions: false,
      HasNonIOCReadyExchangeMailboxServerVersions: false,
      OnlineDiscoveryEndpoint: null,
      OnlineTargetAddress: coexistence?.data.domainName ?? null,
      OnPremiseTargetAddresses: targets,
      Identity: '',
      IsValid: true,
      ObjectState: 'New',
    },
  ];
};
