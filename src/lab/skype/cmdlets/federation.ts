/** Hosting providers and the Access Edge configuration: what a hybrid with the cloud needs besides trust. */
import { fold } from '../../exchange/names';
import type { Row } from '../../exchange/session';
import type { SkypeSession } from '../session';
import type { HostingProviderState } from '../state';
import type { SkypeHandler } from './handler';

/** Get-CsHostingProvider. */
export const getCsHostingProvider: SkypeHandler = (session, parameters) =>
  session
    .named(session.skype.hostingProviders, parameters.text('Identity'))
    .map((item) => providerRow(session, item));

function providerRow(session: SkypeSession, item: HostingProviderState): Row {
  return session.row({
    Identity: item.identity,
    Name: item.identity,
    ProxyFqdn: item.proxyFqdn,
    VerificationLevel: item.verificationLevel,
    Enabled: item.enabled,
    EnabledSharedAddressSpace: item.enabledSharedAddressSpace,
    HostsOCSUsers: item.hostsOcsUsers,
    IsLocal: item.isLocal,
    AutodiscoverUrl: item.autodiscoverUrl,
  });
}

/** Set-CsHostingProvider. */
export const setCsHostingProvider: SkypeHandler = (session, parameters) => {
  const before = session.one(session.skype.hostingProviders, parameters.text('Identity') ?? '');
  const changed: HostingProviderState = {
    ...before,
    enabled: parameters.flag('Enabled') ?? before.enabled,
    enabledSharedAddressSpace:
      parameters.flag('EnabledSharedAddressSpace') ?? before.enabledSharedAddressSpace,
    hostsOcsUsers: parameters.flag('HostsOCSUsers') ?? before.hostsOcsUsers,
    isLocal: parameters.flag('IsLocal') ?? before.isLocal,
    autodiscoverUrl: parameters.text('AutodiscoverUrl') ?? before.autodiscoverUrl,
    verificationLevel: level(parameters.text('VerificationLevel')) ?? before.verificationLevel,
  };
  session.skype.hostingProviders = session.skype.hostingProviders.map((item) =>
    item === before ? changed : item,
  );
  return [];
};

/** New-CsHostingProvider. */
export const newCsHostingProvider: SkypeHandler = (session, parameters) => {
  const identity = parameters.required('Identity');
  const { hostingProviders } = session.skype;
  const proxyFqdn = parameters.required('ProxyFqdn');
  const isTaken = hostingProviders.some(
    (item) => fold(item.identity) === fold(identity) || fold(item.proxyFqdn) === fold(proxyFqdn),
  );
  if (isTaken) throw session.refusal('ItemExists', `"${identity}" or its proxy is there already.`);
  const made: HostingProviderState = {
    identity,
    proxyFqdn,
    enabled: parameters.flag('Enabled') ?? false,
    enabledSharedAddressSpace: parameters.flag('EnabledSharedAddressSpace') ?? false,
    hostsOcsUsers: parameters.flag('HostsOCSUsers') ?? false,
    isLocal: parameters.flag('IsLocal') ?? false,
    autodiscoverUrl: parameters.text('AutodiscoverUrl') ?? '',
    verificationLevel: level(parameters.text('VerificationLevel')) ?? 'AlwaysVerifiable',
  };
  hostingProviders.push(made);
  return [providerRow(session, made)];
};

/** Remove-CsHostingProvider. */
export const removeCsHostingProvider: SkypeHandler = (session, parameters) => {
  const gone = session.one(session.skype.hostingProviders, parameters.required('Identity'));
  session.skype.hostingProviders = session.skype.hostingProviders.filter((item) => item !== gone);
  return [];
};

function level(text: string | undefined): HostingProviderState['verificationLevel'] | undefined {
  return text === 'AlwaysVerifiable' ||
    text === 'AlwaysUnverifiable' ||
    text === 'UseSourceVerification'
    ? text
    : undefined;
}

/** Get-CsAccessEdgeConfiguration. All of it is published. */
export const getCsAccessEdgeConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const edge = session.skype.accessEdge;
  return [
    session.row({
      Identity: 'Global',
      AllowAnonymousUsers: false,
      AllowFederatedUsers: edge.allowFederatedUsers,
      AllowOutsideUsers: edge.allowOutsideUsers,
      BeClearingHouse: false,
      EnablePartnerDiscovery: edge.enablePartnerDiscovery,
      EnableArchivingDisclaimer: false,
      EnableUserReplicator: true,
      KeepCrlsUpToDateForPeers: true,
      MarkSourceVerifiableOnOutgoingMessages: true,
      OutgoingTlsCountForFederatedPartners: 4,
      DiscoveredPartnerStandardRate: 20,
      EnableDiscoveredPartnerContactsLimit: true,
      MaxContactsPerDiscoveredPartner: 1000,
      DiscoveredPartnerReportPeriodMinutes: 60,
      MaxAcceptedCertificatesStored: 1000,
      MaxRejectedCertificatesStored: 500,
      CertificatesDeletedPercentage: 20,
      RoutingMethod: edge.routingMethod,
    }),
  ];
};

/** Set-CsAccessEdgeConfiguration. */
export const setCsAccessEdgeConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const edge = session.skype.accessEdge;
  session.skype.accessEdge = {
    allowOutsideUsers: parameters.flag('AllowOutsideUsers') ?? edge.allowOutsideUsers,
    allowFederatedUsers: parameters.flag('AllowFederatedUsers') ?? edge.allowFederatedUsers,
    enablePartnerDiscovery:
      parameters.flag('EnablePartnerDiscovery') ?? edge.enablePartnerDiscovery,
    routingMethod:
      parameters.flag('UseDnsSrvRouting') === true ? 'UseDnsSrvRouting' : edge.routingMethod,
  };
  return [];
};
