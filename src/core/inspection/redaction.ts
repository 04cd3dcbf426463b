/** Takes signatures out of tokens wherever they stand, so that what is shown or copied is of no use to anybody. */
import { cleaned } from '../diagnosis/evidence';

/** What stands in the place of a signature. The inspector reads a token that ends in it. */
export const NO_SIGNATURE = 'signature-removed';
/** Two or three parts; the header of a token begins with `{"`. Each class is disjoint from the dot: no backtracking. */
const TOKEN = /\beyJ[\w-]{4,}\.[\w-]*(?:\.[\w-]*)*/g;
/** Characters of a value that are shown. */
const SHOWN = 400;
/** How deep values are looked into. */
const DEEPEST = 8;

/** The text without the signatures of the tokens in it, nor those of tokens inside these. */
export function withoutSignatures(text: string): string {
  return text.replace(TOKEN, (token) => unsigned(token, 0));
}

/** A token without its signature; tokens inside its claims lose theirs, too. */
export function unsigned(token: string, depth: number): string {
  const [header = '', payload = ''] = token.split('.');
  const inner = decoded(payload);
  // What cannot be read could hold anything.
  if (inner === undefined || depth > DEEPEST) return `${header}.claims-removed.${NO_SIGNATURE}`;
  // Where claims hold a token, they are written anew; otherwise they stay byte for byte.
  const safe =
    inner.search(TOKEN) === -1
      ? payload
      : encoded(inner.replace(TOKEN, (found) => unsigned(found, depth + 1)));
  return `${header}.${safe}.${NO_SIGNATURE}`;
}

/** Bytes of base64 or base64url text; undefined where it is neither. */
export function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[\w+/-]*={0,2}$/.test(text)) return undefined;
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Text of base64url; undefined where it is none, or not UTF-8. */
export function decoded(text: string): string | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encoded(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(binary.join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** A literal value as it is shown: one line, no signature, no marks that change how a line looks, not too long. */
export function shownValue(text: string): string {
  // Cut behind the redaction: half a signature is still one half too much.
  const line = cleaned(withoutSignatures(text.slice(0, 20_000)));
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

/** Hex, large letters. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
