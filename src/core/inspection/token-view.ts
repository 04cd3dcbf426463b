/** A token explained: rows, what is wrong with it, and what may be copied of it. */
import type { TokenFinding, TokenFindingId, TokenKind, TokenView } from '../../shared/inspection';
import { TOKEN_FINDINGS } from '../../shared/inspection';
import { message } from '../model/message';
import type { TokenCrypto } from './ports';
import { issuerKind, parsePrincipal, productOf } from './principal';
import { NO_SIGNATURE, unsigned } from './redaction';
import type { ParsedToken } from './token';
import { textClaim, timeClaim } from './token';
import type { TokenKey } from './token-key';
import { tokenKey } from './token-key';
import type { TokenContext } from './token-rows';
import {
  audienceVerdict,
  claimRows,
  isForUser,
  isoOf,
  otherClaims,
  realmVerdict,
  signerVerdict,
} from './token-rows';

/** Explains a token. Pure; `crypto` only computes. */
export function tokenView(
  token: ParsedToken,
  context: TokenContext,
  crypto: TokenCrypto,
): TokenView {
  return viewOf(token, null, context, crypto);
}

function viewOf(
  token: ParsedToken,
  outer: ParsedToken | null,
  context: TokenContext,
  crypto: TokenCrypto,
): TokenView {
  const key = keyOf(token, context, crypto);
  return {
    kind: kindOf(token),
    rows: claimRows(token, key, context),
    others: otherClaims(token),
    // The clocks are compared once, with the token that was sent.
    actor:
      token.actor === null ? null : viewOf(token.actor, token, { ...context, skew: null }, crypto),
    findings: findingsOf(token, outer, key, context),
    redacted: unsigned(token.raw, 0),
  };
}

/** A signature that was taken out by this product is no wrong one. */
function keyOf(token: ParsedToken, { known }: TokenContext, crypto: TokenCrypto): TokenKey {
  const key = tokenKey(token, known, crypto);
  return token.signature === NO_SIGNATURE ? { ...key, signature: 'not-checked' } : key;
}

function kindOf(token: ParsedToken): TokenKind {
  if (textClaim(token.claims, 'actortoken') !== '') return 'actor';
  if (isForUser(token) || textClaim(token.claims, 'scp') !== '') return 'user';
  const names = ['nameid', 'appid', 'iss'].map((name) => textClaim(token.claims, name));
  return names.some((name) => parsePrincipal(name).applicationId !== null)
    ? 'application'
    : 'other';
}

function findingsOf(
  token: ParsedToken,
  outer: ParsedToken | null,
  key: TokenKey,
  context: TokenContext,
): readonly TokenFinding[] {
  const found = [
    ...signatureFindings(token, key),
    ...actorFindings(token, outer),
    ...timeFindings(token, context),
    ...certificateFindings(token, key, context),
    ...nameFindings(token, outer, context),
  ];
  return found.sort((left, right) => orderOf(left.id) - orderOf(right.id));
}

function orderOf(id: TokenFindingId): number {
  return TOKEN_FINDINGS.indexOf(id);
}

function finding(
  id: TokenFindingId,
  args: Readonly<Record<string, string | number>> = {},
): TokenFinding {
  const text = (part: string) => message(`inspection.finding.${id}.${part}`, args);
  return { id, what: text('what'), remedy: text('do') };
}

function signatureFindings(token: ParsedToken, key: TokenKey): readonly TokenFinding[] {
  if (key.signature === 'wrong') return [finding('signature-wrong')];
  const algorithm = textClaim(token.header, 'alg');
  // An outer token without signature is how actor tokens work: the inner one is signed.
  if (key.signature === 'unsigned')
    return textClaim(token.claims, 'actortoken') === '' ? [finding('unsigned')] : [];
  return algorithm === 'RS256' ? [] : [finding('algorithm', { algorithm: algorithm || '—' })];
}

function actorFindings(token: ParsedToken, outer: ParsedToken | null): readonly TokenFinding[] {
  if (outer !== null) return innerFindings(token, outer);
  const speaksAsApplication =
    issuerKind(parsePrincipal(textClaim(token.claims, 'iss'))) === 'application';
  const hasActor = textClaim(token.claims, 'actortoken') !== '';
  if (hasActor && token.actor === null) return [finding('actor-missing')];
  return isForUser(token) && speaksAsApplication && !hasActor ? [finding('actor-missing')] : [];
}

/** The outer token is issued by the application that the inner one is about, and both are for the same audience. */
function innerFindings(inner: ParsedToken, outer: ParsedToken): readonly TokenFinding[] {
  const issuer = parsePrincipal(textClaim(outer.claims, 'iss'));
  const speaker = parsePrincipal(
    textClaim(inner.claims, 'nameid') || textClaim(inner.claims, 'appid'),
  );
  const differs =
    issuer.applicationId !== null &&
    speaker.applicationId !== null &&
    issuer.applicationId !== speaker.applicationId;
  const audiences = [inner, outer].map(({ claims }) => textClaim(claims, 'aud').toLowerCase());
  return [
    ...(differs
      ? [finding('actor-issuer', { outer: productOf(issuer), inner: productOf(speaker) })]
      : []),
    ...(audiences[0] !== audiences[1] ? [finding('actor-audience')] : []),
  ];
}

function timeFindings({ claims }: ParsedToken, { at }: TokenContext): readonly TokenFinding[] {
  const until = timeClaim(claims, 'exp');
  const from = timeClaim(claims, 'nbf');
  if (until !== undefined && at.getTime() > until.getTime())
    return [finding('expired', { ended: isoOf(until), at: isoOf(at) })];
  if (from !== undefined && at.getTime() < from.getTime())
    return [finding('not-yet-valid', { begins: isoOf(from), at: isoOf(at) })];
  return [];
}

function certificateFindings(
  token: ParsedToken,
  key: TokenKey,
  { known, at }: TokenContext,
): readonly TokenFinding[] {
  const certificate = key.known?.certificate ?? key.embedded;
  if (certificate !== null && at.getTime() > Date.parse(certificate.notAfter))
    return [
      finding('certificate-ended', {
        thumbprint: certificate.thumbprint,
        until: certificate.notAfter,
      }),
    ];
  // Microsoft signs with keys of its own; only what an own server issued must be signed by a known certificate.
  const own = issuerKind(parsePrincipal(textClaim(token.claims, 'iss'))) === 'application';
  const unknown = own && key.header !== '' && key.known === null && known.certificates.length > 0;
  return unknown ? [finding('certificate-unknown', { name: key.name.slice(0, 80) })] : [];
}

function nameFindings(
  { claims }: ParsedToken,
  outer: ParsedToken | null,
  context: TokenContext,
): readonly TokenFinding[] {
  const issuer = parsePrincipal(textClaim(claims, 'iss'));
  const audience = parsePrincipal(textClaim(claims, 'aud'));
  const realm = [issuer, audience].find(
    (item) => realmVerdict(item.realm, context.known) === 'differs',
  )?.realm;
  const notOwn =
    realm === undefined && signerVerdict(issuer, context.known) === 'differs'
      ? [
          finding('realm-not-own', {
            realm: issuer.realm ?? '—',
            expected: context.known.realm ?? '—',
          }),
        ]
      : [];
  // The same host stands in the outer token, which says it.
  const host = outer === null && audienceVerdict(audience, context) === 'differs';
  return [
    ...(realm === undefined || realm === null
      ? []
      : [finding('realm-differs', { realm, expected: context.known.tenantId ?? '—' })]),
    ...notOwn,
    ...(host
      ? [
          finding('audience-host', {
            host: audience.host ?? '—',
            called: context.calledHost ?? '—',
          }),
        ]
      : []),
  ];
}
