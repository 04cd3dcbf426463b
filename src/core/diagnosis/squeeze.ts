/**
 * Text without its white space. A console wraps its lines at its own width, often inside a sentence of an error, so
 * known texts are looked for without any white space on either side. Typographic quotes become plain ones: they come
 * from web pages and word processors that such texts were pasted through.
 */

/** Bytes without white space, and for each of them where it stood. */
export interface Squeezed {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;

/** Squeezes UTF-8 bytes. */
export function squeeze(text: Uint8Array): Squeezed {
  const bytes = new Uint8Array(text.length);
  const offsets = new Uint32Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index] ?? 0;
    if (byte === SPACE || (byte >= TAB && byte <= RETURN)) continue;
    const special = byte < 0xc2 ? undefined : specialAt(text, index);
    if (special === undefined) {
      bytes[length] = byte;
    } else {
      if (special.as === null) {
        index += special.length - 1;
        continue;
      }
      bytes[length] = special.as;
    }
    offsets[length] = index;
    length += 1;
    if (special !== undefined) index += special.length - 1;
  }
  return { bytes: bytes.subarray(0, length), offsets: offsets.subarray(0, length) };
}

/** Characters of more than one byte that stand for an ASCII one, or for white space (null). */
function specialAt(
  text: Uint8Array,
  index: number,
): { readonly as: number | null; readonly length: number } | undefined {
  const [first, second, third] = [text[index], text[index + 1], text[index + 2]];
  if (first === 0xc2 && second === 0xa0) return { as: null, length: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { as: null, length: 3 };
  if (first !== 0xe2 || second !== 0x80 || third === undefined) return undefined;
  if (third === 0x98 || third === 0x99) return { as: APOSTROPHE, length: 3 };
  if (third === 0x9c || third === 0x9d) return { as: QUOTE, length: 3 };
  // Zero-width and narrow no-break spaces.
  return third === 0x8b || third === 0xaf ? { as: null, length: 3 } : undefined;
}

/** A known text in the form in which it is looked for. */
export function squeezedLiteral(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
