/** Why a hand-shake ended as it did: what the server says first, then what the token shows. */
import type { HandShakeCause, TokenFindingId, TokenView } from '../../shared/inspection';
import { valuesOf } from './exchange';
import type { FoundHandShake, FoundHop } from './hand-shakes';
import { bearerChallenge, bearerToken, serverDiagnostics } from './headers';
import type { Principal } from './principal';
import { issuerKind, parsePrincipal } from './principal';
import type { ParsedToken } from './token';
import { parseToken, textClaim } from './token';
import { MOST_SKEW } from './token-rows';

/** What a finding about the token makes the likely cause of a refusal. */
const BY_FINDING: readonly (readonly [TokenFindingId, HandShakeCause])[] = [
  ['signature-wrong', 'signature-wrong'],
  ['certificate-ended', 'certificate-ended'],
  ['unsigned', 'unsigned'],
  ['actor-missing', 'actor-missing'],
  ['certificate-unknown', 'certificate-unknown'],
  ['audience-host', 'audience-host'],
  ['realm-differs', 'realm-differs'],
  ['realm-not-own', 'realm-differs'],
];
/** What a server's own word means; categories of Exchange's OAuth module. */
const BY_CATEGORY: Readonly<Record<string, HandShakeCause>> = {
  invalid_signature: 'signature-wrong',
  invalid_resource: 'audience-host',
  invalid_user: 'user-unknown',
};

/** Seconds by which the server's clock is ahead of the recorder's; undefined where the trace does not say. */
export function skewOf({ exchange }: FoundHop): number | undefined {
  const server = Date.parse(valuesOf(exchange.answer, 'date')[0] ?? '');
  const recorder = Date.parse(exchange.at ?? '');
  const skew = (server - recorder) / 1_000;
  return Number.isNaN(skew) ? undefined : Math.round(skew);
}

/** The likely cause; null where the hand-shake went through. `view` is the token of the last call. */
export function causeOf(shake: FoundHandShake, view: TokenView | null): HandShakeCause | null {
  const last = shake.hops.at(-1);
  if (last === undefined || shake.outcome === 'accepted') return null;
  const { status } = last.exchange;
  if (shake.outcome === 'no-token')
    return status === null || status === 0 ? 'authority-silent' : 'authority-refused';
  if (shake.outcome === 'unanswered')
    return last.kind === 'call-with-token' ? 'server-error' : 'no-token-sent';
  if (status !== null && status >= 500) return 'server-error';
  // Behind the check of the token: what the token looks like is not why.
  if (status === 403) return statedCause(last) ?? 'no-right';
  const findings = findingsOf(view);
  return (
    timeCause(last, findings) ??
    statedCause(last) ??
    BY_FINDING.find(([id]) => findings.includes(id))?.[1] ??
    challengeCause(shake, last) ??
    'not-known'
  );
}

function findingsOf(view: TokenView | null): readonly TokenFindingId[] {
  if (view === null) return [];
  return [...view.findings.map(({ id }) => id), ...findingsOf(view.actor)];
}

function timeCause(last: FoundHop, findings: readonly TokenFindingId[]): HandShakeCause | null {
  const early = findings.includes('not-yet-valid');
  if (!early && !findings.includes('expired')) return null;
  if (Math.abs(skewOf(last) ?? 0) > MOST_SKEW) return 'clock-off';
  return early ? 'token-early' : 'token-expired';
}

/** What a server says about itself, by category; reasons are texts and come second. */
function statedCause({ exchange }: FoundHop): HandShakeCause | null {
  for (const { category, reason } of serverDiagnostics(diagnosticHeaders(exchange.answer))) {
    const stated = Object.hasOwn(BY_CATEGORY, category) ? BY_CATEGORY[category] : undefined;
    if (stated !== undefined) return stated;
    if (/\bexpired\b/i.test(reason)) return 'token-expired';
  }
  return null;
}

/** The headers in which servers say why. */
export function diagnosticHeaders(answer: FoundHop['exchange']['answer']): string[] {
  return valuesOf(answer, 'x-ms-diagnostics', 'ms-diagnostics', 'x-ms-diagnostics-public');
}

function challengeCause(shake: FoundHandShake, last: FoundHop): HandShakeCause | null {
  const offered = valuesOf(last.exchange.answer, 'www-authenticate');
  const challenges = shake.hops.map(({ exchange }) =>
    bearerChallenge(valuesOf(exchange.answer, 'www-authenticate')),
  );
  const challenge = challenges.filter((item) => item !== undefined).at(-1);
  if (offered.length > 0 && challenge === undefined) return 'oauth-not-offered';
  const issuer = signingIssuer(last);
  const trusted = challenge?.trustedIssuers ?? [];
  if (issuer === undefined || trusted.length === 0) return null;
  return trusted.some((item) => isTrusted(issuer, item)) ? null : 'issuer-not-trusted';
}

/** Issuer of the token that is signed: the inner one, where there is one. Entra's are not in such lists. */
function signingIssuer({ exchange }: FoundHop): Principal | undefined {
  const parsed = parseToken(
    bearerToken(valuesOf(exchange.request, 'authorization')[0] ?? null) ?? '',
  );
  if (!parsed.ok) return undefined;
  let token: ParsedToken = parsed.token;
  while (token.actor !== null) token = token.actor;
  const issuer = parsePrincipal(textClaim(token.claims, 'iss'));
  return ['service', 'application'].includes(issuerKind(issuer)) ? issuer : undefined;
}

function isTrusted(issuer: Principal, trusted: Principal): boolean {
  if (issuer.applicationId !== trusted.applicationId) return false;
  return trusted.realm === null || trusted.realm === '*' || trusted.realm === issuer.realm;
}
