/** Get-ExchangeServer and Get-DomainController. */
import { guidOf } from '../../deterministic';
import { getObjects, configurationIdentities } from '../identity';
import type { Identities } from '../identity';
import type { View } from '../directory';
import { forestDn } from '../names';
import { bytes, configurationRow, utc } from '../rows';
import type { Row, Session } from '../session';
import type { Handler } from './handler';

const ADMINISTRATIVE_GROUP = 'Exchange Administrative Group (FYDIBOHF23SPDLT)';
const SITE = 'Default-First-Site-Name';

/** Texts that name a server. */
export function serverIdentities(session: Session, view: View<'server'>): Identities {
  return configurationIdentities(session, view, [serverFqdn(session, view.data.name)]);
}

/** FQDN of a server. */
export function serverFqdn(session: Session, name: string): string {
  return `${name}.${session.organisation.forest}`;
}

/** Get-ExchangeServer. */
export const getExchangeServer: Handler = (session, parameters) => {
  const domain = parameters.text('Domain');
  if (domain !== undefined && domain.toLowerCase() !== session.organisation.forest) return [];
  const views = getObjects(
    session,
    session.directory.list('server'),
    (view) => serverIdentities(session, view),
    parameters.text('Identity'),
  );
  return views.map((view) => serverRow(session, view));
};

function serverRow(session: Session, view: View<'server'>): Row {
  const { name, version } = view.data;
  const { forest, name: organisation } = session.organisation;
  const fqdn = serverFqdn(session, name);
  const row = configurationRow(session, view, {
    DataPath: 'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Mailbox',
    Domain: forest,
    Edition: 'Enterprise',
    ExchangeLegacyDN: `/o=${organisation}/ou=${ADMINISTRATIVE_GROUP}/cn=Configuration/cn=Servers/cn=${name}`,
    ExchangeLegacyServerRole: 0,
    Fqdn: fqdn,
    CustomerFeedbackEnabled: null,
    InternetWebProxy: null,
    InternetWebProxyBypassList: null,
    ...SERVER_ROLES,
    NetworkAddress: ['ncacn_vns_spp', 'netbios', 'ncacn_np', 'ncacn_spx']
      .map((protocol) => `${protocol}:${name}`)
      .concat(`ncacn_ip_tcp:${fqdn}`),
    OrganizationalUnit: `${forest}/${name}`,
    AdminDisplayVersion: version,
    Site: `${forest}/Configuration/Sites/${SITE}`,
    ServerRole: 'Mailbox',
    ErrorReportingEnabled: null,
    MitigationsEnabled: true,
    MitigationsAppliedTime: utc(view.changed),
    StaticDomainControllers: [],
    StaticGlobalCatalogs: [],
    StaticConfigDomainController: '',
    StaticExcludedDomainControllers: [],
    MonitoringGroup: '',
    CurrentDomainControllers: [],
    CurrentGlobalCatalogs: [],
    CurrentConfigDomainController: '',
    ProductID: `02064-004-00000${guidOf(session.seed, name).replace(/\D/g, '').slice(0, 2)}-00001`,
    IsExchangeTrialEdition: false,
    IsExpiredExchangeTrialEdition: false,
    MailboxProvisioningAttributes: null,
    RemainingTrialPeriod: '00:00:00',
    MitigationsApplied: ['PING1'],
    MitigationsBlocked: null,
    DataCollectionEnabled: true,
  });
  const { AdminDisplayName: _notOnServers, ...kept } = row;
  return kept;
}

const SERVER_ROLES = {
  IsHubTransportServer: true,
  IsClientAccessServer: true,
  IsExchange2007OrLater: true,
  IsEdgeServer: false,
  IsMailboxServer: true,
  IsE14OrLater: true,
  IsE15OrLater: true,
  IsProvisionedServer: false,
  IsUnifiedMessagingServer: false,
  IsFrontendTransportServer: true,
} as const;

/** Get-DomainController. Its full output is not published; four properties are. */
export const getDomainController: Handler = (session) =>
  session.organisation.domainControllers.map((fqdn) => ({
    PSComputerName: session.serverFqdn.toLowerCase(),
    RunspaceId: guidOf(session.seed, 'runspace'),
    PSShowComputerName: false,
    SerializationData: bytes(''),
    Name: fqdn.split('.')[0] ?? fqdn,
    ADSite: SITE,
    DnsHostName: fqdn,
    DefaultNamingContext: forestDn(session.organisation.forest),
  }));
