/** Whose a key is likely to be, told by its certificate. A guess: keys carry no owner. */
import { APPLICATIONS } from '../../shared/applications';
import type { KeyOwner, OwnerReason } from '../../shared/keys';
import type { CertificateInfo } from '../ports';
import { authConfig, certificates, exchangeServers } from '../reads/organisation';
import type { PrincipalKey } from '../reads/tenant';
import type { PlanContext } from '../resources/context';
import { look, valueOf } from '../resources/context';

/** The guess, and what it rests on. */
export interface OwnerGuess {
  readonly owner: KeyOwner;
  readonly reason: OwnerReason;
}

/** What is known of this organisation's certificates. */
export interface OwnersKnown {
  /** False where the servers' configuration was not read. */
  readonly isRead: boolean;
  readonly current: string;
  readonly next: string;
  readonly previous: string;
  /** Certificates of the servers, where their lists were read for another purpose. */
  readonly onServers: ReadonlySet<string>;
  /** The current and the next auth certificate, where a server's list was read. */
  readonly certificates: readonly CertificateInfo[];
}

/** Subject of every auth certificate that Exchange makes by itself. */
const AUTH_SUBJECT = 'Microsoft Exchange Server Auth Certificate';

/** Collects it from what was read. */
export function ownersKnown(context: PlanContext): OwnersKnown {
  const config = look(context, authConfig);
  const value = valueOf(config) ?? null;
  const servers = valueOf(look(context, exchangeServers)) ?? [];
  const all = servers.flatMap(
    ({ Fqdn: server }) => valueOf(look(context, certificates, { server }))?.certificates ?? [],
  );
  const [current, next, previous] = [
    value?.CurrentCertificateThumbprint,
    value?.NextCertificateThumbprint,
    value?.PreviousCertificateThumbprint,
  ].map((text) => (text ?? '').toUpperCase());
  const own = [current, next].filter((item) => item !== undefined && item !== '');
  return {
    isRead: config.status === 'read',
    current: current ?? '',
    next: next ?? '',
    previous: previous ?? '',
    onServers: new Set(all.map((item) => item.thumbprint)),
    certificates: own.flatMap((item) => all.find((one) => one.thumbprint === item) ?? []),
  };
}

/** Guesses the owner of one key of the application's principal. */
export function guessOwner(
  key: Pick<PrincipalKey, 'thumbprint' | 'certificate'>,
  applicationId: string,
  known: OwnersKnown,
): OwnerGuess {
  // An empty thumbprint never matches anything: with no next certificate that name is empty as well.
  if (key.thumbprint === '') return { owner: 'unknown', reason: 'no-bytes' };
  for (const owner of ['current', 'next', 'previous'] as const)
    if (known[owner] === key.thumbprint) return { owner, reason: 'auth-config' };
  if (known.onServers.has(key.thumbprint)) return { owner: 'exchange', reason: 'on-server' };
  const isExchange = key.certificate?.subject.includes(AUTH_SUBJECT) === true;
  if (isExchange) return { owner: 'exchange', reason: 'subject' };
  // In a hybrid with Skype for Business Server its token issuer's certificate lies beside Exchange's.
  if (applicationId === APPLICATIONS.skypeForBusinessOnline)
    return { owner: 'token-issuer', reason: 'not-exchange' };
  return { owner: 'unknown', reason: known.isRead ? 'no-match' : 'not-read' };
}
