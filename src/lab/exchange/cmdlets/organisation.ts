/** Accepted domains, organisation and hybrid configuration. */
import type { View } from '../directory';
import { configurationIdentities, getObjects } from '../identity';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import { ORGANISATION_DEFAULTS } from '../shapes/organisation-config';
import { ewsRow } from './ews-access';
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
      ...ewsRow(view.data.ews),
      OAuth2ClientProfileEnabled: view.data.oauth2ClientProfileEnabled,
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
