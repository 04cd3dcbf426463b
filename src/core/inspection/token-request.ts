/** What is sent to an authority, and what it answers. */
import type { Exchange } from './exchange';

/** Fields of a token request that may be shown; the rest holds secrets or says nothing. */
const SHOWN_FIELDS = ['grant_type', 'resource', 'scope', 'client_id', 'redirect_uri'] as const;
const LONGEST_FORM = 65_536;

/** A form as it is sent. Hidden, broken or repeated fields do no harm: the first of a name counts. */
export function formOf(body: string): URLSearchParams {
  return new URLSearchParams(body.includes('=') ? body.slice(0, LONGEST_FORM) : '');
}

/** The fields that may be shown. */
export function requestFacts(body: string): readonly (readonly [name: string, value: string])[] {
  const form = formOf(body);
  return SHOWN_FIELDS.flatMap((name) => {
    const value = form.get(name);
    return value === null ? [] : [[name, value] as const];
  });
}

/** The token by which the client says who it is, signed with its certificate; undefined where there is none. */
export function assertionOf(body: string): string | undefined {
  const form = formOf(body);
  return form.get('client_assertion') ?? form.get('assertion') ?? undefined;
}

/** The token that the authority gave. */
export function issuedToken({ answerBody, status }: Exchange): string | undefined {
  if (status === null || status >= 400) return undefined;
  const token = answerField(answerBody, 'access_token');
  return token === '' ? undefined : token;
}

/** Why the authority gave none; '' where it does not say. */
export function authorityError({ answerBody }: Exchange): string {
  const [error, why] = ['error', 'error_description'].map((name) => answerField(answerBody, name));
  return [error, why].filter(Boolean).join(': ');
}

function answerField(body: string, name: string): string {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return '';
    const field = new Map<string, unknown>(Object.entries(value)).get(name);
    return typeof field === 'string' ? field : '';
  } catch {
    return '';
  }
}
