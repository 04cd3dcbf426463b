/** The claims of a token as rows: value, meaning, and the verdict against what is known. */
import { APPLICATIONS } from '../../shared/applications';
import type { ClaimRow, ClaimVerdict, OtherClaim } from '../../shared/inspection';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Known } from './ports';
import type { Principal } from './principal';
import { isGuid, issuerKind, parsePrincipal, productOf } from './principal';
import { shownValue } from './redaction';
import type { ParsedToken } from './token';
import { claimText, textClaim, timeClaim } from './token';
import type { TokenKey } from './token-key';

/** What a token is looked at with. */
export interface TokenContext {
  readonly known: Known;
  /** The time it is judged at: now, or when the call was made. */
  readonly at: Date;
  /** Host that was called with it; null outside of a trace. */
  readonly calledHost: string | null;
  /** Seconds by which the server's clock is ahead of the recorder's; null where nobody can tell. */
  readonly skew: number | null;
}

/** Seconds that clocks may differ before tokens are refused for it. */
export const MOST_SKEW = 300;

/** Claims that have a row of their own. */
const EXPLAINED = new Set(
  ['iss', 'aud', 'nameid', 'appid', 'azp', 'sub', 'tid', 'nbf', 'exp', 'iat', 'actortoken'].concat([
    'smtp',
    'upn',
    'sip',
    'trustedfordelegation',
    'roles',
    'scp',
  ]),
);
/** Claims that name the person for whom an application speaks (MS-SPS2SAUTH, MS-OXPROTO). */
const USER_CLAIMS = ['smtp', 'upn', 'sip', 'nii'] as const;
const MOST_OTHERS = 60;

/** True where a token speaks for a person. */
export function isForUser({ claims }: ParsedToken): boolean {
  return USER_CLAIMS.some((name) => textClaim(claims, name) !== '');
}

/** Compares a realm with the tenant and the domains that are known. */
export function realmVerdict(realm: string | null, known: Known): ClaimVerdict | null {
  if (realm === null || realm === '*') return null;
  if (isGuid(realm))
    return known.tenantId === null
      ? 'cannot-tell'
      : realm === known.tenantId
        ? 'matches'
        : 'differs';
  if (known.domains.length === 0) return 'cannot-tell';
  const fits = known.domains.some((domain) => realm === domain || realm.endsWith(`.${domain}`));
  // Not every domain of the customer needs to be known here.
  return fits ? 'matches' : 'cannot-tell';
}

/**
 * Compares the realm of who issued or speaks. Skype for Business Server signs for one realm only: the one that is set,
 * else the default SIP domain.
 */
export function signerVerdict(signer: Principal, known: Known): ClaimVerdict | null {
  const { realm } = signer;
  const isOwn =
    signer.applicationId === APPLICATIONS.skypeForBusinessOnline &&
    realm !== null &&
    realm !== '*' &&
    !isGuid(realm);
  if (!isOwn || known.realm === null) return realmVerdict(realm, known);
  return realm === known.realm ? 'matches' : 'differs';
}

/** Compares the audience's host with the host that was called, or with the known ones. */
export function audienceVerdict(audience: Principal, context: TokenContext): ClaimVerdict | null {
  const { calledHost, known } = context;
  if (audience.host === null) return null;
  if (calledHost !== null && audience.host === calledHost) return 'matches';
  // A service takes tokens for other addresses of its own, too; between servers the host is exact.
  if (calledHost !== null) return audience.applicationId === null ? 'cannot-tell' : 'differs';
  if (known.hosts.length === 0) return 'cannot-tell';
  return known.hosts.includes(audience.host) ? 'matches' : 'cannot-tell';
}

/** All rows of a token that are there. */
export function claimRows(
  token: ParsedToken,
  key: TokenKey,
  context: TokenContext,
): readonly ClaimRow[] {
  return [
    row('alg', textClaim(token.header, 'alg') || '—', message('inspection.meaning.algorithm')),
    ...issuerRows(token, context),
    ...audienceRows(token, context),
    ...subjectRows(token, context),
    ...timeRows(token, context),
    ...clockRows(context),
    ...keyRows(key, context),
    signatureRow(key),
  ];
}

function row(
  claim: string,
  value: string,
  meaning: MessageRef,
  verdict: ClaimVerdict | null = null,
): ClaimRow {
  return { claim, value: shownValue(value), meaning, verdict };
}

function issuerRows({ claims }: ParsedToken, { known }: TokenContext): readonly ClaimRow[] {
  const value = textClaim(claims, 'iss');
  if (value === '') return [];
  const issuer = parsePrincipal(value);
  const kind = issuerKind(issuer);
  const meaning = message(`inspection.meaning.issuer-${kind}`, {
    product: productOf(issuer),
    realm: issuer.realm ?? '—',
  });
  return [row('iss', value, meaning, signerVerdict(issuer, known))];
}

function audienceRows({ claims }: ParsedToken, context: TokenContext): readonly ClaimRow[] {
  const value = textClaim(claims, 'aud');
  if (value === '') return [];
  const audience = parsePrincipal(value);
  const verdicts = [
    audienceVerdict(audience, context),
    realmVerdict(audience.realm, context.known),
  ];
  const verdict =
    verdicts.find((item) => item === 'differs') ??
    verdicts.find((item) => item === 'matches') ??
    verdicts.find((item) => item !== null) ??
    null;
  const product = audience.applicationId === null ? '' : productOf(audience);
  const form = product === '' ? 'address' : audience.host === null ? 'product' : 'host';
  const meaning = message(`inspection.meaning.audience-${form}`, {
    product,
    host: audience.host ?? shownValue(value),
  });
  return [row('aud', value, meaning, verdict)];
}

function subjectRows({ claims }: ParsedToken, { known }: TokenContext): readonly ClaimRow[] {
  const rows: ClaimRow[] = [];
  for (const name of ['nameid', 'appid', 'azp'] as const) {
    const value = textClaim(claims, name);
    if (value === '') continue;
    const subject = parsePrincipal(value);
    const isApplication = subject.applicationId !== null;
    const meaning = isApplication
      ? message('inspection.meaning.speaks-application', { product: productOf(subject) })
      : message('inspection.meaning.speaks-user');
    rows.push(row(name, value, meaning, signerVerdict(subject, known)));
  }
  for (const name of ['smtp', 'upn', 'sip'] as const) {
    const value = textClaim(claims, name);
    if (value !== '') rows.push(row(name, value, message('inspection.meaning.speaks-user')));
  }
  const tenant = textClaim(claims, 'tid');
  if (tenant !== '')
    rows.push(
      row(
        'tid',
        tenant,
        message('inspection.meaning.tenant'),
        realmVerdict(tenant.toLowerCase(), known),
      ),
    );
  for (const name of ['roles', 'scp'] as const)
    if (Object.hasOwn(claims, name))
      rows.push(row(name, claimText(claims[name]), message('inspection.meaning.rights')));
  const trusted = textClaim(claims, 'trustedfordelegation');
  if (trusted !== '')
    rows.push(row('trustedfordelegation', trusted, message('inspection.meaning.delegation')));
  return rows;
}

function timeRows({ claims }: ParsedToken, { at }: TokenContext): readonly ClaimRow[] {
  const from = timeClaim(claims, 'nbf') ?? timeClaim(claims, 'iat');
  const until = timeClaim(claims, 'exp');
  if (until === undefined) return [];
  const early = from !== undefined && at.getTime() < from.getTime();
  const over = at.getTime() > until.getTime();
  const state = over ? 'over' : early ? 'early' : 'now';
  const value = `${from === undefined ? '…' : isoOf(from)} – ${isoOf(until)}`;
  const meaning = message(`inspection.meaning.valid-${state}`, { at: isoOf(at) });
  return [row('nbf, exp', value, meaning, over || early ? 'differs' : 'matches')];
}

function clockRows({ skew }: TokenContext): readonly ClaimRow[] {
  if (skew === null) return [];
  const verdict = Math.abs(skew) > MOST_SKEW ? 'differs' : 'matches';
  return [row('Date', skewText(skew), message('inspection.meaning.clock'), verdict)];
}

/** Seconds with their sign. */
export function skewText(skew: number): string {
  return `${skew < 0 ? '−' : '+'}${String(Math.abs(skew))} s`;
}

/**
 * To the second in UTC, with a space: seconds decide here, and only dates are made readable in texts. `?` for a time
 * that no calendar has.
 */
export function isoOf(date: Date): string {
  return Number.isNaN(date.getTime())
    ? '?'
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d{3}Z$/, 'Z');
}

function keyRows(key: TokenKey, { known, at }: TokenContext): readonly ClaimRow[] {
  if (key.header === '') return [];
  const certificate = key.known?.certificate ?? key.embedded;
  if (key.known === null || certificate === null) {
    const subject = key.embedded?.subject ?? '—';
    const which = known.certificates.length === 0 ? 'none-known' : 'not-known';
    const meaning = message(`inspection.meaning.certificate-${which}`, { subject });
    return [row(key.header, key.name, meaning, 'cannot-tell')];
  }
  const ended = at.getTime() > Date.parse(certificate.notAfter);
  const meaning = message(`inspection.meaning.certificate-${key.known.from}`, {
    subject: certificate.subject,
    until: certificate.notAfter,
  });
  return [row(key.header, key.name, meaning, ended ? 'differs' : 'matches')];
}

function signatureRow(key: TokenKey): ClaimRow {
  const verdicts = {
    valid: 'matches',
    wrong: 'differs',
    unsigned: null,
    'not-checked': 'cannot-tell',
  } as const;
  const meaning = message(`inspection.meaning.signature-${key.signature}`);
  return row('signature', '—', meaning, verdicts[key.signature]);
}

/** The claims that have no row. */
export function otherClaims({ claims, header }: ParsedToken): readonly OtherClaim[] {
  const rest = Object.entries(claims).filter(([name]) => !EXPLAINED.has(name));
  const first = Object.entries(header).filter(([name]) => ['typ', 'kid'].includes(name));
  return [...first, ...rest].slice(0, MOST_OTHERS).map(([name, value]) => ({
    name: shownValue(name),
    value: shownValue(claimText(value)),
  }));
}
