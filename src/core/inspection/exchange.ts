/** One HTTP exchange of a trace: only what tells of a hand-shake. Holds tokens; never leaves the inspection. */
import { addressOf } from './principal';

/** Request headers that are kept, small letters. */
export const REQUEST_HEADERS = ['authorization', 'client-request-id', 'host'] as const;
/** Answer headers that are kept, small letters. */
export const ANSWER_HEADERS = [
  'www-authenticate',
  'x-ms-diagnostics',
  'ms-diagnostics',
  'x-ms-diagnostics-public',
  'date',
  'request-id',
  'x-feserver',
  'x-calculatedbetarget',
] as const;
/** Characters of one header or body that are kept. */
export const LONGEST_PART = 131_072;

/** A header as it stands there; the name in small letters. */
export type Header = readonly [name: string, value: string];

/** One exchange. */
export interface Exchange {
  /** From 1. */
  readonly number: number;
  /** ISO 8601; null where the trace does not say. */
  readonly at: string | null;
  readonly method: string;
  /** As recorded. */
  readonly url: string;
  /** null where no answer was recorded. */
  readonly status: number | null;
  readonly request: readonly Header[];
  readonly answer: readonly Header[];
  /** Of a token request; '' elsewhere. */
  readonly requestBody: string;
  readonly answerBody: string;
}

/** Paths of token endpoints: Access Control Service, Entra 1.0 and 2.0. */
const TOKEN_PATH = /\/(?:tokens\/oauth\/2|oauth2\/(?:v2\.0\/)?token)\/?$/i;

/** True where an address is one that gives tokens. */
export function isTokenAddress(url: string): boolean {
  const address = addressOf(url);
  return address !== undefined && TOKEN_PATH.test(address.pathname);
}

/** All values of a header. */
export function valuesOf(headers: readonly Header[], ...names: readonly string[]): string[] {
  return headers.filter(([name]) => names.includes(name)).map(([, value]) => value);
}

/** Host in small letters and path, without the question: questions may hold secrets. */
export function placeOf(url: string): { readonly host: string; readonly path: string } {
  const address = addressOf(url);
  if (address === undefined) return { host: '', path: url.replace(/[?#].*$/s, '').slice(0, 300) };
  return { host: address.hostname.toLowerCase(), path: address.pathname.slice(0, 300) };
}
