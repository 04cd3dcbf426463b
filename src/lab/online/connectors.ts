/** The connectors of Exchange Online, and what it knows of the organisation on premises. */
import type { Bound } from '../exchange/binding';
import { sameData } from '../exchange/cmdlets/changes';
import type { Row } from '../exchange/session';
import type { OnlineSession } from './session';
import type { OnlineConnectorData, OnlineObject } from './state';

/** Runs one cmdlet of Exchange Online. Throws a CmdletError. */
export type OnlineHandler = (session: OnlineSession, parameters: Bound) => readonly Row[];

/** Get-IntraOrganizationConnector. */
export const getConnector: OnlineHandler = (session, parameters) =>
  session.get('connector', parameters.text('Identity')).map((item) => connectorRow(session, item));

/** New-IntraOrganizationConnector. */
export const newConnector: OnlineHandler = (session, parameters) => [
  connectorRow(
    session,
    session.create('connector', {
      name: parameters.required('Name'),
      discoveryEndpoint: parameters.required('DiscoveryEndpoint'),
      targetAddressDomains: parameters.texts('TargetAddressDomains') ?? [],
      targetSharingEpr: parameters.text('TargetSharingEpr') ?? null,
      enabled: parameters.flag('Enabled') ?? true,
    }),
  ),
];

/** Set-IntraOrganizationConnector. */
export const setConnector: OnlineHandler = (session, parameters) => {
  const { guid, data: before } = session.one('connector', parameters.required('Identity'));
  const sharing = parameters.text('TargetSharingEpr');
  const data: OnlineConnectorData = {
    ...before,
    discoveryEndpoint: parameters.text('DiscoveryEndpoint') ?? before.discoveryEndpoint,
    targetAddressDomains: parameters.texts('TargetAddressDomains') ?? before.targetAddressDomains,
    targetSharingEpr:
      sharing === undefined ? before.targetSharingEpr : sharing === '' ? null : sharing,
    enabled: parameters.flag('Enabled') ?? before.enabled,
  };
  if (sameData(before, data)) {
    session.warnings.push(
      `The command completed successfully but no settings of '${before.name}' have been modified.`,
    );
  } else session.update('connector', guid, data);
  return [];
};

/** Remove-IntraOrganizationConnector. */
export const removeConnector: OnlineHandler = (session, parameters) => {
  session.remove('connector', session.one('connector', parameters.required('Identity')).guid);
  return [];
};

function connectorRow(session: OnlineSession, item: OnlineObject<OnlineConnectorData>): Row {
  return session.row(item, 'ms-Exch-Intra-Organization-Connector', {
    TargetAddressDomains: [...item.data.targetAddressDomains],
    DiscoveryEndpoint: item.data.discoveryEndpoint,
    TargetSharingEpr: item.data.targetSharingEpr,
    Enabled: item.data.enabled,
  });
}

/** Get-IntraOrganizationConfiguration: this side fills only what it knows itself. */
export const getConfiguration: OnlineHandler = (session, parameters) => {
  const organisations = session.get('onPremisesOrganization', parameters.text('OrganizationGuid'));
  const coexistence = session.world.tenant.domains.find(({ id }) =>
    id.endsWith('.mail.onmicrosoft.com'),
  );
  return [
    {
      OnPremiseDiscoveryEndpoint: null,
      OnPremiseWebServiceEndpoint: null,
      DeploymentIsCompleteIOCReady: null,
      HasNonIOCReadyExchangeCASServerVersions: null,
      HasNonIOCReadyExchangeMailboxServerVersions: null,
      OnlineDiscoveryEndpoint: 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc',
      OnlineTargetAddress: coexistence?.id ?? null,
      OnPremiseTargetAddresses: organisations.flatMap((item) => item.data.hybridDomains),
      Identity: '',
      IsValid: true,
      ObjectState: 'New',
    },
  ];
};
