/** Takes signatures out of tokens wherever they stand, so that what is shown or copied is of no use to anybody. */
import { cleaned } from '../diagnosis/evidence';

/** What stands in the place of a signature. The inspector reads a token that ends in it. */
export const NO_SIGNATURE = 'signature-removed';
/** Characters of a value that are shown. */
const SHOWN = 400;
/** How deep values are looked into. */
const DEEPEST = 8;

/** Everything that could be part of a token. Each run is taken whole, so that nothing is looked at twice. */
const RUNS = /[\w.-]{8,}/g;
/** base64url of a brace: how the header of every token begins. */
const BRACE = /e[wxyz]/g;
/** Characters by which a header is told: enough for a brace, some white space, and a quote. */
const HEADER_SIGN = 24;

/** The text without the signatures of the tokens in it, nor those of tokens inside these. */
export function withoutSignatures(text: string): string {
  return replaced(text, 0);
}

function replaced(text: string, depth: number): string {
  return text.replace(RUNS, (run) => {
    const at = tokenPlace(run);
    return at === -1 ? run : `${run.slice(0, at)}${unsigned(run.slice(at), depth)}`;
  });
}

/** The tokens in a text, as they stand there. */
export function tokensIn(text: string): readonly string[] {
  return [...text.matchAll(RUNS)].flatMap(([run]) => {
    const at = tokenPlace(run);
    return at === -1 ? [] : [withoutFullStop(run.slice(at))];
  });
}

/** A dot behind the third part ends a sentence. */
function withoutFullStop(token: string): string {
  return token.split('.').length > 3 ? token.replace(/\.+$/, '') : token;
}

/** Where in a run a token begins; -1 where none does. */
function tokenPlace(run: string): number {
  let dot = -1;
  for (const { index } of run.matchAll(BRACE)) {
    if (dot < index) dot = run.indexOf('.', index);
    if (dot === -1) return -1;
    if (isHeaderSign(run.slice(index, Math.min(dot, index + HEADER_SIGN)))) return index;
  }
  return -1;
}

function isHeaderSign(text: string): boolean {
  const whole = text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0));
  const bytes = bytesOf(whole);
  if (bytes === undefined) return false;
  return /^\{\s*["}]/.test(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** A token without its signature; tokens inside its claims lose theirs, too. */
export function unsigned(token: string, depth: number): string {
  const [header = '', payload = ''] = token.split('.');
  const inner = decoded(payload);
  // What cannot be read could hold anything.
  if (inner === undefined || depth > DEEPEST) return `${header}.claims-removed.${NO_SIGNATURE}`;
  const safe = replaced(inner, depth + 1);
  // Where claims hold no token they stay byte for byte.
  return `${header}.${safe === inner ? payload : encoded(safe)}.${NO_SIGNATURE}`;
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
