/** A pool of Skype for Business Server as its set-up leaves it: certificates assigned, nothing about Exchange. */
import { APPLICATIONS } from '../../shared/applications';
import { makeCertificate } from '../exchange/certificates';
import type { MadeCertificate } from '../exchange/certificates';
import type { SkypeState } from '../skype/state';
import { DAY, EPOCH, ORGANISATION } from './builder';

const { domain, forest } = ORGANISATION;
const POOL = `pool01.${forest}`;
const EXTERNAL_WEB = `sfbweb.${domain}`;
const INTERNAL_WEB = `webint.${forest}`;

/** Users of the pool. The last one's mailbox is in the cloud. */
const USERS = [
  { name: 'Ada Lindqvist', alias: 'ada' },
  { name: 'Zoë Müller', alias: 'zoe.mueller' },
  { name: '陳美玲', alias: 'meiling.chen' },
  { name: 'Cleo Martin', alias: 'cleo.martin' },
];

/** Builds it with so many front ends. */
export function freshSkype(seed: number, issuer: MadeCertificate, count: number): SkypeState {
  const frontEnds = Array.from(
    { length: count },
    (_, index) => `FE${String(index + 1).padStart(2, '0')}.${forest}`,
  );
  const own = frontEnds.map((computer) => ({ computer, ...serverCertificate(seed, computer) }));
  const setting = { current: issuer.thumbprint, previous: null, next: null, nextEffective: 0 };
  return {
    product: '2019',
    pools: [
      {
        fqdn: POOL,
        kind: 'front-end',
        computers: frontEnds,
        internalWeb: INTERNAL_WEB,
        externalWeb: EXTERNAL_WEB,
      },
      {
        fqdn: `edge01.${forest}`,
        kind: 'edge',
        computers: [`edge01.${forest}`],
        internalWeb: '',
        externalWeb: '',
      },
    ],
    sipDomains: [
      { name: domain, isDefault: true },
      { name: `emea.${domain}`, isDefault: false },
    ],
    certificates: [
      { ...issuer, computers: [...frontEnds] },
      ...own.map(({ computer, thumbprint, raw }) => ({ thumbprint, raw, computers: [computer] })),
    ],
    assigned: own.flatMap(({ computer, thumbprint }) =>
      (['Default', 'WebServicesInternal', 'WebServicesExternal'] as const).map((use) => ({
        use,
        computer,
        thumbprint,
      })),
    ),
    issuer: setting,
    replication: { earlier: setting, changed: EPOCH - 100 * DAY, stuck: [] },
    oauth: {
      realm: domain,
      serviceName: APPLICATIONS.skypeForBusinessOnline,
      clientAuthorizationServer: '',
      exchangeAutodiscoverUrl: '',
      exchangeAutodiscoverAllowedDomains: '',
    },
    partners: [],
    oauthServers: [],
    users: USERS.map(({ name, alias }) => ({
      name,
      userPrincipalName: `${alias}@${domain}`,
      sipAddress: `sip:${alias}@${domain}`,
      registrarPool: POOL,
      archivingPolicy: null,
      exchangeArchiving: 'Uninitialized',
    })),
    archiving: { enableArchiving: 'None', enableExchangeArchiving: false },
    archivingPolicies: [
      { identity: 'Global', description: '', archiveInternal: false, archiveExternal: false },
    ],
    userServicesPolicies: [{ identity: 'Global', ucsAllowed: false }],
    hostingProviders: [
      {
        identity: 'SkypeforBusinessOnline',
        proxyFqdn: 'sipfed.online.lync.com',
        verificationLevel: 'UseSourceVerification',
        enabled: false,
        enabledSharedAddressSpace: false,
        hostsOcsUsers: false,
        isLocal: false,
        autodiscoverUrl: 'https://webdir.online.lync.com/Autodiscover/AutodiscoverService.svc/root',
      },
    ],
    accessEdge: {
      allowOutsideUsers: false,
      allowFederatedUsers: false,
      enablePartnerDiscovery: false,
      routingMethod: 'UseDnsSrvRouting',
    },
    testItems: [],
    faultChanges: {},
  };
}

/** The certificate of a front end's own services: the pool's names, no SIP domain in its subject. */
function serverCertificate(seed: number, computer: string): MadeCertificate {
  return makeCertificate({
    key: 'server',
    commonName: POOL,
    notBefore: EPOCH - 200 * DAY,
    notAfter: EPOCH + 500 * DAY,
    serial: [seed, 'front end', computer],
    hostNames: [POOL, computer, INTERNAL_WEB, EXTERNAL_WEB],
  });
}
