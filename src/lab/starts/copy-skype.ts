/** The pool of a copied organisation: named and set as it was read, with certificates of the lab's own. */
import type { SkypeDescription } from '../../shared/skype-description';
import type { MadeCertificate } from '../exchange/certificates';
import { makeCertificate } from '../exchange/certificates';
import { fold } from '../exchange/names';
import type { IssuerState, SkypeState } from '../skype/state';
import type { DnsRecord } from '../world';
import { AGE, type Copy } from './copy-base';

/** Bits below which the copy's key is short too. */
const LONG_ENOUGH = 2_048;

/** Certificates of the token issuer, by the name that they have in the description. */
export function makeIssuers(
  { issuers }: SkypeDescription,
  seed: number,
): ReadonlyMap<string, MadeCertificate> {
  return new Map(
    issuers.map((item) => [
      item.name,
      makeCertificate({
        key: item.keyBits < LONG_ENOUGH ? 'skypeShort' : 'skype',
        commonName: item.commonName,
        notBefore: Date.parse(item.notBefore),
        notAfter: Date.parse(item.notAfter),
        serial: [seed, 'copy', item.name],
        hostNames: item.hostNames,
      }),
    ]),
  );
}

/** Puts the described pool in place of the base's, and its names into the DNS. */
export function copySkype(
  copy: Copy,
  wish: SkypeDescription,
  made: ReadonlyMap<string, MadeCertificate>,
): void {
  const { state } = copy;
  const base = state.skype;
  if (base === null) return;
  const own = ownCertificates(wish, state.seed, state.now);
  state.skype = {
    ...base,
    product: wish.product,
    pools: wish.pools,
    sipDomains: wish.sipDomains,
    certificates: [
      ...[...made.values()].map((item) => ({ ...item, computers: computersOf(wish) })),
      ...own.map(({ computer, thumbprint, raw }) => ({ thumbprint, raw, computers: [computer] })),
    ],
    assigned: own.flatMap(({ computer, thumbprint }) =>
      (['Default', 'WebServicesInternal', 'WebServicesExternal'] as const).map((use) => ({
        use,
        computer,
        thumbprint,
      })),
    ),
    ...issuerOf(wish, made, state.now),
    ...settingsOf(base, wish),
    users: wish.users.map((item) => ({
      name: item.mail.split('@')[0] ?? item.sipAddress,
      userPrincipalName: item.mail === '' ? item.sipAddress.replace(/^sip:/i, '') : item.mail,
      sipAddress: item.sipAddress,
      registrarPool: item.registrarPool,
      archivingPolicy: item.archivingPolicy === '' ? null : item.archivingPolicy,
      exchangeArchiving: item.exchangeArchiving,
    })),
  };
  state.dns = copyNames(state.dns, base, wish);
}

function computersOf(wish: SkypeDescription): string[] {
  return wish.pools.filter((pool) => pool.kind === 'front-end').flatMap((pool) => pool.computers);
}

/** Each front end's certificate for its own services: those were not read. */
function ownCertificates(wish: SkypeDescription, seed: number, now: number) {
  const fronts = wish.pools.filter((pool) => pool.kind === 'front-end');
  return fronts.flatMap(({ fqdn, computers, internalWeb, externalWeb }) =>
    computers.map((computer) => ({
      computer,
      ...makeCertificate({
        key: 'server',
        commonName: fqdn,
        notBefore: now - AGE,
        notAfter: now + 4 * AGE,
        serial: [seed, 'copy front end', computer],
        hostNames: [fqdn, computer, internalWeb, externalWeb].filter((name) => name !== ''),
      }),
    })),
  );
}

/** The first front end has the setting; one that differs has the setting before, and is kept from the change. */
function issuerOf(
  wish: SkypeDescription,
  made: ReadonlyMap<string, MadeCertificate>,
  now: number,
): Pick<SkypeState, 'issuer' | 'replication'> {
  const thumbprint = (name: string | null): string | null =>
    name === null ? null : (made.get(name)?.thumbprint ?? null);
  const settingOf = (computer: string | undefined): IssuerState | undefined => {
    const found = wish.frontEnds.find((item) => fold(item.computer) === fold(computer ?? ''));
    if (found === undefined) return undefined;
    const effective = Date.parse(found.nextEffective);
    return {
      current: thumbprint(found.current),
      previous: null,
      next: thumbprint(found.next),
      nextEffective: Number.isNaN(effective) ? 0 : effective,
    };
  };
  const [first, ...others] = computersOf(wish);
  const issuer = settingOf(first) ?? {
    current: null,
    previous: null,
    next: null,
    nextEffective: 0,
  };
  const text = JSON.stringify(issuer);
  const apart = others.filter((computer) => {
    const own = settingOf(computer);
    return own !== undefined && JSON.stringify(own) !== text;
  });
  const stale = others.filter((computer) =>
    wish.stale.some((name) => fold(name) === fold(computer)),
  );
  return {
    issuer,
    replication: {
      earlier: settingOf(apart[0]) ?? issuer,
      changed: now - AGE,
      stuck: [...new Set([...apart, ...stale])],
    },
  };
}

/** What was read of the settings; the rest is as a new pool has it. */
function settingsOf(base: SkypeState, wish: SkypeDescription) {
  const { oauth } = wish;
  return {
    oauth:
      oauth === null
        ? base.oauth
        : {
            ...base.oauth,
            realm: oauth.realm,
            serviceName: oauth.serviceName,
            exchangeAutodiscoverUrl: oauth.autodiscoverUrl,
            exchangeAutodiscoverAllowedDomains: oauth.allowedDomains,
          },
    partners: wish.partners.map(({ applicationId, ...item }) => ({
      ...item,
      applicationIdentifier: applicationId,
      acceptSecurityIdentifierInformation: false,
    })),
    oauthServers: wish.tokenServers.map(({ issuer, ...item }) => ({
      ...item,
      issuerIdentifier: issuer,
      acceptSecurityIdentifierInformation: true,
    })),
    hostingProviders: wish.hostingProviders ?? base.hostingProviders,
    accessEdge: wish.accessEdge ?? base.accessEdge,
    archiving: wish.archiving ?? base.archiving,
    userServicesPolicies: wish.userServices ?? base.userServicesPolicies,
  };
}

/** The base's names of its own pool go; the described pools' come, with addresses of a private range. */
function copyNames(
  dns: readonly DnsRecord[],
  base: SkypeState,
  wish: SkypeDescription,
): DnsRecord[] {
  const namesOf = (pools: SkypeState['pools']): string[] =>
    pools.flatMap(({ fqdn, computers, internalWeb, externalWeb }) =>
      [fqdn, ...computers, internalWeb, externalWeb].filter((name) => name !== ''),
    );
  const absent = wish.names.filter((item) => !item.exists).map((item) => item.host);
  const wanted = [
    ...namesOf(wish.pools),
    ...wish.names.filter((item) => item.exists).map((item) => item.host),
  ];
  const dropped = [...namesOf(base.pools), ...absent, ...wanted].map(fold);
  const kept = dns.filter(({ host }) => !dropped.includes(fold(host)));
  const added = [...new Set(wanted.map(fold))].filter((host) => !absent.map(fold).includes(host));
  return [
    ...kept,
    ...added.map((host, index) => ({ host, addresses: [`10.0.9.${String((index % 250) + 1)}`] })),
  ];
}
