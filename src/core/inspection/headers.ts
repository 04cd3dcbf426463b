/** The headers of a hand-shake: challenges and diagnostics. */
import type { Principal } from './principal';
import { parsePrincipal } from './principal';

/** A `WWW-Authenticate: Bearer` challenge as Exchange sends it. */
export interface BearerChallenge {
  readonly clientId: string | null;
  /** Whose tokens are taken; empty where it does not say. */
  readonly trustedIssuers: readonly Principal[];
  readonly realm: string | null;
  /** Every parameter as it stands there. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** What a server said in its diagnostics, e.g. `2000003;reason="…";error_category="invalid_resource"`. */
export interface ServerDiagnostics {
  readonly code: string;
  readonly reason: string;
  readonly category: string;
}

/** Characters of a header that are looked at. */
const LONGEST = 16_384;
const MOST_PARAMETERS = 40;
/** The next scheme of the same header ends a challenge: it is a word without `=`. */
const PARAMETER = /\s*,?\s*([\w-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
const DIAGNOSTIC = /(\d{1,9})\s*;\s*reason\s*=\s*"([^"]{0,2000})"/gi;
const CATEGORY = /error_category\s*=\s*"([\w-]{1,60})"/i;

/** The bearer challenge of these headers; undefined where none offers tokens. */
export function bearerChallenge(headers: readonly string[]): BearerChallenge | undefined {
  for (const header of headers) {
    const text = header.slice(0, LONGEST);
    const start = /(?:^|[\s,])Bearer(?=\s|,|$)/i.exec(text);
    if (start !== null) return challengeAt(text, start.index + start[0].length);
  }
  return undefined;
}

function challengeAt(text: string, from: number): BearerChallenge {
  const parameters: (readonly [string, string])[] = [];
  PARAMETER.lastIndex = from;
  for (let found = PARAMETER.exec(text); found !== null; found = PARAMETER.exec(text)) {
    parameters.push([(found[1] ?? '').toLowerCase(), found[2] ?? found[3] ?? '']);
    if (parameters.length >= MOST_PARAMETERS) break;
  }
  const value = (name: string) => parameters.find(([key]) => key === name)?.[1] ?? null;
  const issuers = (value('trusted_issuers') ?? '').split(',').slice(0, MOST_PARAMETERS);
  return {
    clientId: value('client_id'),
    trustedIssuers: issuers
      .map((item) => item.trim())
      .filter(Boolean)
      .map(parsePrincipal),
    realm: value('realm'),
    parameters,
  };
}

/** Everything that the diagnostics of a server say. */
export function serverDiagnostics(headers: readonly string[]): readonly ServerDiagnostics[] {
  return headers.flatMap((header) => {
    const text = header.slice(0, LONGEST);
    return [...text.matchAll(DIAGNOSTIC)].slice(0, 5).map((found) => ({
      code: found[1] ?? '',
      reason: found[2] ?? '',
      category: CATEGORY.exec(text.slice(found.index))?.[1]?.toLowerCase() ?? '',
    }));
  });
}

/** The token of an `Authorization: Bearer` header; undefined where it is another one. */
export function bearerToken(authorization: string | null): string | undefined {
  const found = /^\s*Bearer\s+(\S+)/i.exec(authorization ?? '');
  return found?.[1];
}
