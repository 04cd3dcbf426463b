/** Skype for Business Server of the start states, and what there is between it and Exchange. */
import { APPLICATIONS } from '../../shared/applications';
import type { LabStart } from '../../shared/lab';
import { displayVersion } from '../exchange/builds';
import { guidOf } from '../deterministic';
import { makeCertificate } from '../exchange/certificates';
import type { MadeCertificate } from '../exchange/certificates';
import type { ObjectData, PartnerApplicationData } from '../exchange/state';
import { ACS_ISSUER } from '../oauth/metadata';
import { SECOND_POOL_NAMES } from '../skype/faults';
import { frontEnds as frontEndsOf } from '../skype/issuer';
import type { SkypeState } from '../skype/state';
import type { DnsRecord } from '../world';
import { addApplicationAccount } from './accounts';
import { DAY, EPOCH, ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';
import type { Ground } from './organisation';
import { assignToAccount } from './roles';
import { freshSkype } from './skype-fresh';

const SCP = `https://autodiscover.${ORGANISATION.domain}/autodiscover/autodiscover.xml`;
const SERVICE = `https://autodiscover.${ORGANISATION.domain}/autodiscover/autodiscover.svc`;
const EXCHANGE_METADATA = `https://autodiscover.${ORGANISATION.domain}/autodiscover/metadata/json/1`;
const POOL_METADATA = `https://pool01.${ORGANISATION.forest}/metadata/json/1`;
const ACCOUNT = 'LyncEnterprise-ApplicationAccount';
const EXCHANGE_2013 = '15.0.1497.48';

/** The certificate of the pool's token issuer. */
export function issuerCertificate(seed: number): MadeCertificate {
  return makeCertificate({
    key: 'skype',
    commonName: ORGANISATION.domain,
    notBefore: EPOCH - 200 * DAY,
    notAfter: EPOCH + 900 * DAY,
    serial: [seed, 'token issuer'],
    hostNames: [ORGANISATION.domain, `emea.${ORGANISATION.domain}`],
  });
}

/** Builds the pool of a start state; null where there is none. Adds to Exchange what belongs to it. */
export function buildSkype(
  builder: OrganisationBuilder,
  start: LabStart,
  ground: Ground,
  frontEnds: number,
): SkypeState | null {
  const fresh = (): SkypeState =>
    freshSkype(builder.seed, issuerCertificate(builder.seed), frontEnds);
  switch (start) {
    case 'sfb-empty':
      alterServers(builder, () => ({ autodiscoverUri: null }));
      return fresh();
    case 'sfb-half':
      return half(builder, fresh());
    case 'sfb-lync-2013':
      alterServers(builder, () => ({
        build: EXCHANGE_2013,
        version: displayVersion(EXCHANGE_2013),
      }));
      return connected(builder, ground, { ...fresh(), product: 'Lync 2013' });
    case 'sfb-done':
      return withFeatures(connected(builder, ground, fresh()));
    case 'sfb-cross-premises':
      return crossPremises(fresh(), builder.tenantId);
    default:
      return null;
  }
}

/** Changes the servers as if they had always been so. */
function alterServers(
  builder: OrganisationBuilder,
  change: (name: string) => Partial<ObjectData['server']>,
): void {
  for (const stored of builder.state.objects.server)
    stored.versions = stored.versions.map((version) =>
      version.data === null
        ? version
        : { ...version, data: { ...version.data, ...change(version.data.name) } },
    );
}

/** What the script, or somebody by hand, makes of the pool's metadata document. */
function poolApplication(
  builder: OrganisationBuilder,
  name: string,
  linkedAccount: string | null,
): PartnerApplicationData {
  return {
    name,
    applicationIdentifier: APPLICATIONS.skypeForBusinessOnline,
    realm: ORGANISATION.domain,
    authMetadataUrl: POOL_METADATA,
    useAuthServer: false,
    enabled: true,
    acceptSecurityIdentifierInformation: linkedAccount !== null,
    linkedAccount,
    accountType: 'OrganizationalAccount',
    actAsPermissions: null,
    certificateStrings: [issuerCertificate(builder.seed).raw],
  };
}

/** Somebody began by hand and stopped. */
function half(builder: OrganisationBuilder, skype: SkypeState): SkypeState {
  alterServers(builder, (name) => ({ autodiscoverUri: name === 'EX01' ? SCP : null }));
  builder.add('partnerApplication', 'Lync', poolApplication(builder, 'Lync', null), 60);
  return { ...skype, oauth: { ...skype.oauth, exchangeAutodiscoverUrl: SCP } };
}

/** Each side a partner of the other. */
function connected(builder: OrganisationBuilder, ground: Ground, skype: SkypeState): SkypeState {
  const guid = addApplicationAccount(builder, ACCOUNT, true);
  assignToAccount(builder, ground.roles, { guid, name: ACCOUNT }, [
    'UserApplication',
    'ArchiveApplication',
    'MeetingGraphApplication',
  ]);
  const unique = guidOf(builder.seed, 'LyncEnterprise').replace(/-/g, '');
  const name = `LyncEnterprise-${unique}`;
  builder.add('partnerApplication', name, poolApplication(builder, name, guid), 90);
  return {
    ...skype,
    oauth: { ...skype.oauth, exchangeAutodiscoverUrl: SERVICE },
    partners: [
      {
        identity: 'Exchange',
        applicationIdentifier: APPLICATIONS.exchangeOnline,
        realm: ORGANISATION.domain,
        trustLevel: 'Full',
        acceptSecurityIdentifierInformation: false,
        enabled: true,
        metadataUrl: EXCHANGE_METADATA,
        usesOAuthServer: false,
      },
    ],
  };
}

function withFeatures(skype: SkypeState): SkypeState {
  return {
    ...skype,
    archiving: { enableArchiving: 'ImAndWebConf', enableExchangeArchiving: true },
    archivingPolicies: skype.archivingPolicies.map((policy) => ({
      ...policy,
      archiveInternal: true,
      archiveExternal: true,
    })),
    userServicesPolicies: [{ identity: 'Global', ucsAllowed: true }],
    users: skype.users.map((user) => ({ ...user, exchangeArchiving: 'ArchivingToExchange' })),
  };
}

/** The hybrid article followed to its end. */
function crossPremises(skype: SkypeState, tenantId: string): SkypeState {
  return {
    ...skype,
    oauthServers: [
      {
        identity: 'microsoft.sts',
        metadataUrl: `https://accounts.accesscontrol.windows.net/${tenantId}/metadata/json/1`,
        issuerIdentifier: ACS_ISSUER,
        realm: tenantId,
        acceptSecurityIdentifierInformation: true,
      },
    ],
    partners: [
      {
        identity: 'microsoft.exchange',
        applicationIdentifier: APPLICATIONS.exchangeOnline,
        realm: tenantId,
        trustLevel: 'Full',
        acceptSecurityIdentifierInformation: false,
        enabled: true,
        metadataUrl: '',
        usesOAuthServer: true,
      },
    ],
    hostingProviders: skype.hostingProviders.map((provider) => ({
      ...provider,
      enabled: true,
      enabledSharedAddressSpace: true,
      hostsOcsUsers: true,
      verificationLevel: 'UseSourceVerification',
    })),
    accessEdge: {
      allowOutsideUsers: true,
      allowFederatedUsers: true,
      enablePartnerDiscovery: true,
      routingMethod: 'UseDnsSrvRouting',
    },
  };
}

/** The organisation's DNS. Addresses are of private and documentation ranges. */
export function buildDns(builder: OrganisationBuilder, skype: SkypeState | null): DnsRecord[] {
  const { domain, forest } = ORGANISATION;
  const servers = builder.servers.map((server, index) => ({
    host: `${server}.${forest}`,
    addresses: [`10.0.1.${String((index % 250) + 1)}`],
  }));
  const balanced = servers.flatMap((record) => record.addresses).slice(0, 2);
  const exchange = [
    { host: `DC01.${forest}`, addresses: ['10.0.0.1'] },
    { host: `DC02.${forest}`, addresses: ['10.0.0.2'] },
    ...servers,
    { host: `autodiscover.${domain}`, addresses: balanced },
    { host: `mail.${domain}`, addresses: balanced },
  ];
  if (skype === null) return exchange;
  const frontEnds = frontEndsOf(skype).map((host, index) => ({
    host,
    addresses: [`10.0.0.${String(21 + index)}`],
  }));
  return [
    ...exchange,
    ...frontEnds,
    { host: `pool01.${forest}`, addresses: frontEnds.flatMap((record) => record.addresses) },
    { host: `webint.${forest}`, addresses: ['10.0.0.20'] },
    { host: `sfbweb.${domain}`, addresses: ['203.0.113.20'] },
    { host: `edge01.${forest}`, addresses: ['10.0.2.1'] },
    { host: `sip.${domain}`, addresses: ['203.0.113.21'] },
    ...SECOND_POOL_NAMES.filter(({ host }) => !frontEnds.some((own) => own.host === host)),
  ];
}
