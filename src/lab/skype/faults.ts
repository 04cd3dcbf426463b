/** Faults of the pool and of DNS that are real changes: mend the thing and the fault is mended. */
import type { LabFault } from '../../shared/lab';
import { canonicalJson } from '../../shared/json';
import { makeCertificate } from '../exchange/certificates';
import type { LabKey } from '../exchange/lab-keys';
import { fold } from '../exchange/names';
import type { DnsRecord, WorldState } from '../world';
import { certificateOf, frontEnds } from './issuer';
import type { IssuerState, PoolState, SkypeFaultChange, SkypeState } from './state';

const DAY_MS = 86_400_000;
/** The name that loses its record. */
const AUTODISCOVER_HOST = 'autodiscover.contoso.com';

const SECOND_POOL: PoolState = {
  fqdn: 'pool02.contoso.lab',
  kind: 'front-end',
  computers: ['FE03.contoso.lab'],
  internalWeb: 'pool02.contoso.lab',
  externalWeb: 'sfbweb2.contoso.com',
};
/** They have their records all along, as computers that are set up before they are used. */
export const SECOND_POOL_NAMES: readonly DnsRecord[] = [
  { host: SECOND_POOL.fqdn, addresses: ['10.0.0.31'] },
  { host: 'FE03.contoso.lab', addresses: ['10.0.0.31'] },
  { host: SECOND_POOL.externalWeb, addresses: ['203.0.113.31'] },
];

/** Changes what a fault changes, and remembers how it was. */
export function changePool(state: WorldState, fault: LabFault): void {
  if (fault === 'autodiscover-dns-missing') takeRecord(state);
  const { skype } = state;
  if (skype === null) return;
  const change = changeOf(skype, state, fault);
  if (change === undefined) return;
  apply(skype, change, 'after');
  skype.faultChanges[fault] = [change];
}

/** Puts back what the fault changed and nobody has changed since. */
export function putPoolBack(state: WorldState, fault: LabFault): void {
  if (fault === 'autodiscover-dns-missing') returnRecord(state);
  const { skype } = state;
  if (skype === null) return;
  for (const change of skype.faultChanges[fault] ?? []) {
    const isStill = canonicalJson(skype[change.part]) === canonicalJson(change.after);
    if (isStill) apply(skype, change, 'before');
  }
  skype.faultChanges[fault] = [];
}

function apply(skype: SkypeState, change: SkypeFaultChange, which: 'before' | 'after'): void {
  switch (change.part) {
    case 'issuer':
      skype.issuer = change[which];
      return;
    case 'replication':
      skype.replication = change[which];
      return;
    case 'oauth':
      skype.oauth = change[which];
      return;
    case 'pools':
      skype.pools = change[which];
      return;
  }
}

function changeOf(
  skype: SkypeState,
  state: WorldState,
  fault: LabFault,
): SkypeFaultChange | undefined {
  switch (fault) {
    case 'sfb-certificate-missing':
      return issuerChange(skype, { ...skype.issuer, current: null });
    case 'sfb-certificate-names':
    case 'sfb-certificate-short-key':
    case 'sfb-certificate-expired':
      return issuerChange(skype, { ...skype.issuer, current: flawed(skype, state, fault) });
    case 'sfb-certificates-differ':
      return {
        part: 'replication',
        before: skype.replication,
        after: {
          earlier: { ...skype.issuer, current: flawed(skype, state, fault), next: null },
          changed: state.now,
          stuck: frontEnds(skype).slice(1, 2),
        },
      };
    case 'sfb-autodiscover-xml': {
      const url = `https://${AUTODISCOVER_HOST}/autodiscover/autodiscover.xml`;
      const after = { ...skype.oauth, exchangeAutodiscoverUrl: url };
      return { part: 'oauth', before: skype.oauth, after };
    }
    case 'sfb-two-pools':
      return { part: 'pools', before: skype.pools, after: [...skype.pools, SECOND_POOL] };
    default:
      return undefined;
  }
}

function issuerChange(skype: SkypeState, after: IssuerState): SkypeFaultChange {
  return { part: 'issuer', before: skype.issuer, after };
}

type Flaw =
  | 'sfb-certificate-names'
  | 'sfb-certificate-short-key'
  | 'sfb-certificate-expired'
  | 'sfb-certificates-differ';

const KEYS: Readonly<Record<Flaw, LabKey>> = {
  'sfb-certificate-names': 'skypeEarlier',
  'sfb-certificate-short-key': 'skypeShort',
  'sfb-certificate-expired': 'skypeEarlier',
  'sfb-certificates-differ': 'skypeEarlier',
};

/** Thumbprint of a certificate with the fault's flaw; it is in the stores of all front ends. */
function flawed(skype: SkypeState, { seed, now }: WorldState, flaw: Flaw): string {
  const names = skype.sipDomains.map((domain) => domain.name);
  const isExpired = flaw === 'sfb-certificate-expired';
  const made = makeCertificate({
    key: KEYS[flaw],
    commonName: names[0] ?? '',
    notBefore: now - 700 * DAY_MS,
    notAfter: now + (isExpired ? -3 : 300) * DAY_MS,
    serial: [seed, flaw, now],
    hostNames: flaw === 'sfb-certificate-names' ? names.slice(0, 1) : names,
  });
  if (certificateOf(skype, made.thumbprint) === undefined)
    skype.certificates.push({ ...made, computers: [...frontEnds(skype)] });
  return made.thumbprint;
}

function takeRecord(state: WorldState): void {
  const at = state.dns.findIndex((item) => fold(item.host) === AUTODISCOVER_HOST);
  const record = state.dns[at];
  if (record === undefined) return;
  state.dns = state.dns.filter((item) => item !== record);
  state.taken = { ...state.taken, dnsRecord: { record, at } };
}

/** A record that somebody has made since stays as it is. */
function returnRecord(state: WorldState): void {
  const { dnsRecord, ...others } = state.taken ?? {};
  state.taken = others;
  const isBack = state.dns.some((item) => fold(item.host) === AUTODISCOVER_HOST);
  if (dnsRecord === undefined || isBack) return;
  const { record, at } = dnsRecord;
  state.dns = [...state.dns.slice(0, at), record, ...state.dns.slice(at)];
}
