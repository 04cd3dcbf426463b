/** A JSON web token as its parts: nothing is trusted, nothing is checked here (RFC 7519, RFC 7515). */
import { decoded } from './redaction';

/** A token's header or claims. Looked at by own names only. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token, taken apart. */
export interface ParsedToken {
  readonly header: Claims;
  readonly claims: Claims;
  /** As it was given; only the signature check and the redaction look at it. */
  readonly raw: string;
  /** base64url; '' where there is none. */
  readonly signature: string;
  /** The token inside the claim `actortoken`; null where there is none that can be read. */
  readonly actor: ParsedToken | null;
}

/** Why a text is no token. Texts: `inspection.malformed.<reason>`. */
export type TokenFault = 'parts' | 'encrypted' | 'header' | 'claims' | 'too-long';

/** A token, or why it is none. */
export type TokenParse =
  | { readonly ok: true; readonly token: ParsedToken }
  | { readonly ok: false; readonly fault: TokenFault; readonly dots: number };

/** Characters of a token at most; those of Exchange are below 8,000. */
export const LONGEST_TOKEN = 100_000;
/** Actor tokens within actor tokens. */
const DEEPEST = 2;

/** Takes a token apart; `Bearer` in front of it is allowed. */
export function parseToken(text: string, depth = 0): TokenParse {
  const raw = text.trim().replace(/^Bearer\s+/i, '');
  if (raw.length > LONGEST_TOKEN) return { ok: false, fault: 'too-long', dots: 0 };
  const parts = raw.split('.');
  const dots = parts.length - 1;
  // Five parts are an encrypted token (RFC 7516): only its receiver can read it.
  if (dots === 4) return { ok: false, fault: 'encrypted', dots };
  const [first = '', second = '', signature = ''] = parts;
  if (dots !== 2) return { ok: false, fault: 'parts', dots };
  const header = objectOf(first);
  if (header === undefined) return { ok: false, fault: 'header', dots };
  const claims = objectOf(second);
  if (claims === undefined) return { ok: false, fault: 'claims', dots };
  const inner = textClaim(claims, 'actortoken');
  const actor = inner === '' || depth >= DEEPEST ? undefined : parseToken(inner, depth + 1);
  return {
    ok: true,
    token: { header, claims, raw, signature, actor: actor?.ok === true ? actor.token : null },
  };
}

function objectOf(part: string): Claims | undefined {
  const text = decoded(part);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A claim as text; '' where it is not there or is no text, number or truth. */
export function textClaim(claims: Claims, name: string): string {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A time claim; undefined where there is none. Exchange writes seconds as text. */
export function timeClaim(claims: Claims, name: string): Date | undefined {
  const text = textClaim(claims, name);
  return /^\d{1,11}(?:\.\d{1,9})?$/.test(text) ? new Date(Number(text) * 1_000) : undefined;
}

/** Any claim as one text; lists and objects as JSON, as far as that is possible. */
export function claimText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than can be written.
    return '…';
  }
}
