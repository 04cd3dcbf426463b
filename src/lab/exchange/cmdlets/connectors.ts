/** Get-, New-, Set- and Remove-IntraOrganizationConnector, and Get-IntraOrganizationConfiguration. */
import { configurationName } from '../configuration';
import type { View } from '../directory';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import { fold } from '../names';
import { configurationRow, remoting } from '../rows';
import type { Row, Session } from '../session';
import type { ConnectorData } from '../state';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';
import { defaultDomain } from './organisation';

/** Get-IntraOrganizationConnector. */
export const getIntraOrganizationConnector: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('connector'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => connectorRow(session, view));

/** New-IntraOrganizationConnector. Two connectors for one domain are let through: no refusal is published. */
export const newIntraOrganizationConnector: Handler = (session, parameters) => {
  const data: ConnectorData = {
    name: parameters.required('Name'),
    discoveryEndpoint: parameters.required('DiscoveryEndpoint'),
    targetAddressDomains: parameters.texts('TargetAddressDomains') ?? [],
    enabled: parameters.flag('Enabled') ?? true,
  };
  const holder = session.directory
    .list('connector')
    .find((view) => fold(view.data.name) === fold(data.name));
  if (holder !== undefined) throw session.alreadyExists(configurationName(session, holder));
  const view = session.directory.create('connector', session.guid('connector'), data);
  return [connectorRow(session, view)];
};

/** Set-IntraOrganizationConnector. */
export const setIntraOrganizationConnector: Handler = (session, parameters) => {
  const view = find(session, parameters.required('Identity'));
  const data: ConnectorData = {
    ...view.data,
    discoveryEndpoint: parameters.text('DiscoveryEndpoint') ?? view.data.discoveryEndpoint,
    targetAddressDomains:
      parameters.texts('TargetAddressDomains') ?? view.data.targetAddressDomains,
    enabled: parameters.flag('Enabled') ?? view.data.enabled,
  };
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('connector', view.guid, data);
  return [];
};

/** Remove-IntraOrganizationConnector. */
export const removeIntraOrganizationConnector: Handler = (session, parameters) => {
  session.directory.remove('connector', find(session, parameters.required('Identity')).guid);
  return [];
};

function find(session: Session, typed: string): View<'connector'> {
  const all = session.directory.list('connector');
  return oneObject(session, all, (view) => configurationIdentities(session, view), typed);
}

function connectorRow(session: Session, view: View<'connector'>): Row {
  return configurationRow(session, view, {
    TargetAddressDomains: [...view.data.targetAddressDomains],
    DiscoveryEndpoint: view.data.discoveryEndpoint,
    TargetSharingEpr: null,
    Enabled: view.data.enabled,
  });
}

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
