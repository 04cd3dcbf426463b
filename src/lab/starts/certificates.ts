/** Certificates of the start states. Dates come from the seed and the virtual clock's start. */
import { numberOf } from '../deterministic';
import { AUTH_SUBJECT, makeCertificate } from '../exchange/certificates';
import type { MadeCertificate } from '../exchange/certificates';
import { DAY, EPOCH, ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';

const FIVE_YEARS = 1826 * DAY;

/** Thumbprints that the auth configuration names. */
export interface AuthCertificates {
  readonly current: MadeCertificate;
  readonly next: MadeCertificate | undefined;
}

/** Adds auth certificates and the usual others to all servers. */
export function addCertificates(builder: OrganisationBuilder, withNext: boolean): AuthCertificates {
  const { seed, servers } = builder;
  const minutes = numberOf(1440, seed, 'auth certificate') * 60_000;
  const current = authCertificate(seed, 'current', EPOCH - 300 * DAY + minutes);
  const next = withNext ? authCertificate(seed, 'next', EPOCH - 20 * DAY + minutes) : undefined;
  const expired = authCertificate(seed, 'expired', EPOCH - 40 * DAY - FIVE_YEARS + minutes);
  builder.addCertificate({ role: 'current', ...current, servers });
  if (next !== undefined) builder.addCertificate({ role: 'next', ...next, servers });
  builder.addCertificate({ role: 'expired', ...expired, servers });
  const short = authCertificate(seed, 'short', EPOCH - 200 * DAY + minutes);
  builder.addCertificate({ role: 'short', ...short, servers });
  for (const server of servers) addServerCertificates(builder, server);
  return { current, next };
}

function authCertificate(
  seed: number,
  what: 'current' | 'next' | 'expired' | 'short',
  notBefore: number,
): MadeCertificate {
  const key = { current: 'auth', next: 'next', expired: 'other', short: 'short' } as const;
  return makeCertificate({
    key: key[what],
    commonName: AUTH_SUBJECT,
    notBefore,
    notAfter: notBefore + FIVE_YEARS,
    serial: [seed, 'auth certificate', what],
  });
}

/** What every server has besides: its self-signed certificate and the web site's. */
function addServerCertificates(builder: OrganisationBuilder, server: string): void {
  const { seed } = builder;
  const fqdn = `${server}.${ORGANISATION.forest}`;
  const own = makeCertificate({
    key: 'server',
    commonName: server,
    notBefore: EPOCH - 400 * DAY,
    notAfter: EPOCH - 400 * DAY + FIVE_YEARS,
    serial: [seed, 'server certificate', server],
    hostNames: [server, fqdn],
  });
  const web = makeCertificate({
    key: 'server',
    commonName: `mail.${ORGANISATION.domain}`,
    notBefore: EPOCH - 100 * DAY,
    notAfter: EPOCH + 3650 * DAY,
    serial: [seed, 'web certificate', server],
    hostNames: [`mail.${ORGANISATION.domain}`, `autodiscover.${ORGANISATION.domain}`],
  });
  builder.addCertificate({ role: 'server', ...own, servers: [server] });
  builder.addCertificate({ role: 'web', ...web, servers: [server] });
}

/** An expired and a valid certificate of nobody the lab knows, for keys found on a service principal. */
export function foreignCertificates(seed: number): {
  readonly expired: MadeCertificate;
  readonly valid: MadeCertificate;
} {
  const make = (what: string, notBefore: number, notAfter: number): MadeCertificate =>
    makeCertificate({
      key: 'other',
      commonName: `sfb-oauth.${ORGANISATION.domain}`,
      notBefore,
      notAfter,
      serial: [seed, what],
    });
  return {
    expired: make('foreign expired', EPOCH - 1000 * DAY, EPOCH - 60 * DAY),
    valid: make('foreign valid', EPOCH - 80 * DAY, EPOCH + 3650 * DAY),
  };
}
