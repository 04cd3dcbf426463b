/** What tokens can be compared with, from what is known of a customer. Reads nothing by itself. */
import { planContext, wantedOf } from '../engine/plan';
import type { LastRead } from '../history/last-read';
import { ownersKnown } from '../keys/owner';
import type { CustomerRecord } from '../model/customer';
import type { Observations } from '../model/observation';
import type { CertificateInfo, Files } from '../ports';
import { acceptedDomains } from '../reads/organisation';
import { issuerCertificate, sipDomains, skypeOAuth } from '../reads/skype';
import { autodiscoverDirectories, webServicesDirectories } from '../reads/web-services';
import type { PlanContext } from '../resources/context';
import { look, valueOf } from '../resources/context';
import { hostsOf } from '../resources/connector-lookup';
import { frontEndsOf } from '../resources/skype-state';
import { lookPinned } from '../resources/oauth-common';
import type { Known, KnownCertificate } from './ports';

/** Where exported certificates lie in a customer's folder. */
const EXPORTS = 'exports';
const MOST_FILES = 40;
const LARGEST = 65_536;

/** What a customer's file and the last read say. */
export function knownOf(
  record: CustomerRecord,
  observations: Observations | null,
  exported: readonly CertificateInfo[],
  now: Date,
): Known {
  const context = planContext(wantedOf(record), observations ?? new Map(), now);
  const owners = ownersKnown(context);
  const accepted = (valueOf(look(context, acceptedDomains)) ?? []).map((item) => item.DomainName);
  const addresses = [webServicesDirectories, autodiscoverDirectories].flatMap((definition) =>
    (valueOf(lookPinned(context, definition)) ?? []).flatMap((item) => [
      item.InternalUrl,
      item.ExternalUrl,
    ]),
  );
  const certificates: KnownCertificate[] = owners.certificates.map((certificate) => ({
    certificate,
    from: certificate.thumbprint === owners.current ? 'current' : 'next',
  }));
  return {
    customer: record.name,
    tenantId: record.tenantId.toLowerCase(),
    domains: eachOnce([record.tenantDomain, ...accepted, ...sipRealms(record, context)]),
    realm: realmOf(record, context),
    hosts: eachOnce([...hostsOf(addresses), ...namedHosts(record)]),
    certificates: withoutDoubles([
      ...certificates,
      ...poolCertificates(context),
      ...exported.map((certificate) => ({ certificate, from: 'server' as const })),
    ]),
  };
}

/** SIP domains, the one of the first read too: where no realm is set, the default one is the pool's. */
function sipRealms(record: CustomerRecord, context: PlanContext): readonly string[] {
  const found = (valueOf(look(context, sipDomains)) ?? []).map((item) => item.Name);
  return [...found, record.identity?.sipDomain ?? '', setRealm(context) ?? ''];
}

/** Known only where somebody looked whether one is set. */
function realmOf(record: CustomerRecord, context: PlanContext): string | null {
  const set = setRealm(context);
  if (set === undefined) return null;
  const found = valueOf(look(context, sipDomains))?.find((item) => item.IsDefault)?.Name;
  const realm = set || found || (record.identity?.sipDomain ?? '');
  return realm === '' ? null : realm.toLowerCase();
}

/** '' where none is set; undefined where nobody has looked. */
function setRealm(context: PlanContext): string | undefined {
  return valueOf(look(context, skypeOAuth))?.Realm;
}

/** Hosts that the customer's own file names. */
function namedHosts(record: CustomerRecord): readonly string[] {
  const { exchangeAutodiscoverUrl = '', storageHost = '', pool = '' } = record.inputs;
  return [
    record.exchangeServer,
    record.skypeServer ?? '',
    pool,
    storageHost,
    ...hostsOf([exchangeAutodiscoverUrl]),
  ];
}

function eachOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== '').map((name) => name.toLowerCase()))];
}

/**
 * Adds what a read before this start saw: certificates, whose bytes are not kept, so that they check no signature, and
 * names of servers.
 */
export function withLastRead(known: Known, read: LastRead | null): Known {
  const servers = [
    ...(read?.sides.exchange.servers.map(({ name }) => name) ?? []),
    ...(read?.sides.pool?.names ?? []),
  ];
  const before = (read?.certificates ?? []).map(
    ({ thumbprint, subject, notAfter }): KnownCertificate => ({
      certificate: { thumbprint, subject, notAfter, raw: '' },
      from: 'earlier',
    }),
  );
  return {
    ...known,
    // A name without a domain is no host that a token could name.
    hosts: eachOnce([...known.hosts, ...servers.filter((name) => name.includes('.'))]),
    certificates: withoutDoubles([...known.certificates, ...before]),
  };
}

/** Get-CsCertificate tells of them; their bytes stay on the front ends. */
function poolCertificates(context: PlanContext): readonly KnownCertificate[] {
  return frontEndsOf(context).flatMap((computer) => {
    const issuer = valueOf(look(context, issuerCertificate, { computer }));
    return [issuer?.current, issuer?.next].flatMap((found): readonly KnownCertificate[] => {
      if (found === undefined || found === null) return [];
      const { thumbprint, subject, notAfter } = found;
      return [{ certificate: { thumbprint, subject, notAfter, raw: '' }, from: 'pool' }];
    });
  });
}

/** The first of each thumbprint: what is known better comes first. */
export function withoutDoubles(certificates: readonly KnownCertificate[]): KnownCertificate[] {
  const seen = new Set<string>();
  return certificates.filter(({ certificate: { thumbprint } }) => {
    if (seen.has(thumbprint)) return false;
    seen.add(thumbprint);
    return true;
  });
}

/** Certificates that were exported for this customer. Files that are none are passed over. */
export async function exportedCertificates(
  files: Files,
  parse: (raw: string) => CertificateInfo | undefined,
): Promise<readonly CertificateInfo[]> {
  const names = (await files.list(EXPORTS)).filter((name) => /\.cer$/i.test(name));
  const found: CertificateInfo[] = [];
  for (const name of names.slice(0, MOST_FILES)) {
    const bytes = await files.read(`${EXPORTS}/${name}`);
    const certificate = bytes === undefined ? undefined : certificateIn(bytes, parse);
    if (certificate !== undefined) found.push(certificate);
  }
  return found;
}

/** A certificate out of a file's bytes: DER, or PEM text. */
export function certificateIn(
  bytes: Uint8Array,
  parse: (raw: string) => CertificateInfo | undefined,
): CertificateInfo | undefined {
  if (bytes.length > LARGEST) return undefined;
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(
    binary,
  );
  return parse(pem?.[1] === undefined ? btoa(binary) : pem[1].replace(/\s+/g, ''));
}
