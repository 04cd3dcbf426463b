/** A hand-shake as a ladder of hops, with what each means. */
import type { HandShakeRow, Hop, HopFact, TokenView } from '../../shared/inspection';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import { diagnosticHeaders, skewOf } from './cause';
import type { Exchange } from './exchange';
import { placeOf, valuesOf } from './exchange';
import type { FoundHandShake, FoundHop } from './hand-shakes';
import { bearerChallenge, bearerToken } from './headers';
import type { Known, TokenCrypto } from './ports';
import { parsePrincipal, productOf } from './principal';
import { shownValue } from './redaction';
import { parseToken } from './token';
import { assertionOf, authorityError, requestFacts } from './token-request';
import { skewText } from './token-rows';
import { tokenView } from './token-view';

/** What hops are looked at with. */
export interface LadderContext {
  readonly known: Known;
  readonly crypto: TokenCrypto;
  /** For what the trace does not date. */
  readonly now: Date;
}

/** The token that a hop sent, as it stands there. */
export function sentToken({ exchange, kind }: FoundHop): string | undefined {
  return kind === 'token-request'
    ? assertionOf(exchange.requestBody)
    : bearerToken(valuesOf(exchange.request, 'authorization')[0] ?? null);
}

/** The token of a hop, judged at the hop's own time; null where there is none that can be read. */
export function hopToken(hop: FoundHop, context: LadderContext): TokenView | null {
  const { exchange, kind } = hop;
  const raw = sentToken(hop);
  const parsed = raw === undefined ? undefined : parseToken(raw);
  if (parsed?.ok !== true) return null;
  const { known, crypto } = context;
  // An assertion's audience is the authority, whose address takes many forms.
  const calledHost = kind === 'token-request' ? null : placeOf(exchange.url).host || null;
  const at = timeOf(exchange, context.now);
  const skew = skewOf(hop) ?? null;
  return tokenView(parsed.token, { known, at, calledHost, skew }, crypto);
}

/** The server's own time decides; then the recorder's. */
function timeOf({ answer, at }: Exchange, now: Date): Date {
  const times = [Date.parse(valuesOf(answer, 'date')[0] ?? ''), Date.parse(at ?? '')];
  const known = times.find((time) => !Number.isNaN(time));
  return known === undefined ? now : new Date(known);
}

/** The ladder of a hand-shake. */
export function ladderOf(shake: FoundHandShake, context: LadderContext): readonly Hop[] {
  return shake.hops.map((hop) => hopOf(hop, context));
}

function hopOf(hop: FoundHop, context: LadderContext): Hop {
  const { exchange, kind } = hop;
  const { host, path } = placeOf(exchange.url);
  return {
    number: exchange.number,
    at: exchange.at,
    kind,
    method: shownValue(exchange.method),
    address: shownValue(`${host}${path}`),
    status: exchange.status,
    meaning: meaningOf(hop),
    facts: factsOf(hop),
    token: hopToken(hop, context),
  };
}

function meaningOf({ kind, exchange }: FoundHop): MessageRef {
  const { status } = exchange;
  const hop = (id: string) => message(`inspection.hop.${id}`);
  if (status === null || status === 0) return hop('no-answer');
  if (kind === 'token-request') return hop(status < 400 ? 'token-given' : 'token-refused');
  if (kind === 'call') return hop('challenge');
  if (status === 401) return hop('refused');
  if (status === 403) return hop('no-right');
  return hop(status >= 500 ? 'server-error' : 'accepted');
}

/** Facts that name applications. */
const NAMES: readonly string[] = ['client_id', 'trusted_issuers', 'resource'];

/** An application's id is never shown without its product. */
function withProducts(value: string): string {
  return value
    .split(',')
    .map((item) => {
      const principal = parsePrincipal(item);
      const product = productOf(principal);
      const isNamed = principal.applicationId !== null && product !== principal.applicationId;
      return isNamed ? `${item.trim()} (${product})` : item.trim();
    })
    .join(', ');
}

function factsOf(hop: FoundHop): readonly HopFact[] {
  const { exchange, kind } = hop;
  const { answer, request } = exchange;
  const challenges = valuesOf(answer, 'www-authenticate');
  const bearer = bearerChallenge(challenges);
  const skew = skewOf(hop);
  const facts: (readonly [string, string])[] = [
    ...(kind === 'token-request' ? requestFacts(exchange.requestBody) : []),
    ...(kind === 'token-request' ? ([['error', authorityError(exchange)]] as const) : []),
    ...(bearer?.parameters ?? []),
    ...(bearer === undefined ? challenges.map((text) => ['WWW-Authenticate', text] as const) : []),
    ...diagnosticHeaders(answer).map((text) => ['x-ms-diagnostics', text] as const),
    ['Date', dateFact(valuesOf(answer, 'date')[0], skew)],
    ['server', valuesOf(answer, 'x-feserver', 'x-calculatedbetarget').join(' → ')],
    ['request-id', valuesOf(answer, 'request-id').join(' ')],
    ['client-request-id', valuesOf(request, 'client-request-id').join(' ')],
  ];
  return facts
    .filter(([, value]) => value !== '')
    .slice(0, 40)
    .map(([name, value]) => ({
      name: shownValue(name),
      value: shownValue(NAMES.includes(name) ? withProducts(value) : value),
    }));
}

function dateFact(date: string | undefined, skew: number | undefined): string {
  if (date === undefined) return '';
  return skew === undefined ? date : `${date} (${skewText(skew)})`;
}

/** What the servers said in words, for the diagnosis catalogue. */
export function serverWords({ hops }: FoundHandShake): string {
  return hops
    .slice(-4)
    .flatMap(({ exchange, kind }) => [
      ...diagnosticHeaders(exchange.answer),
      kind === 'token-request' ? authorityError(exchange) : '',
    ])
    .filter(Boolean)
    .join('\n')
    .slice(0, 20_000);
}

/** A hand-shake as a row. */
export function rowOf(
  index: number,
  shake: FoundHandShake,
  cause: HandShakeRow['cause'],
): HandShakeRow {
  return {
    index,
    at: shake.hops[0]?.exchange.at ?? null,
    address: shownValue(shake.address),
    outcome: shake.outcome,
    status: shake.hops.at(-1)?.exchange.status ?? null,
    cause,
    hops: shake.hops.length + shake.moreHops,
    calls: shake.calls,
  };
}
