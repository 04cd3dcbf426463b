/**
 * Reads JSON of any size as it passes by (RFC 8259). Values are given out only where they are asked for, so that
 * megabytes of recorded content cost no more than looking for the quote at their end.
 */

/** Told of what passes by. */
export interface JsonListener {
  /** A name within the innermost object. */
  name(text: string): void;
  /** An object or a list begins; `isList` tells which. */
  begin(isList: boolean): void;
  /** The innermost one ends. */
  end(): void;
  /** Bytes of the next text that are wanted; 0: it is passed over. A longer one is cut. */
  wanted(): number;
  /** A text that was wanted. */
  text(value: string): void;
  /** A number or a word: `401`, `true`, `null`. */
  word(value: string): void;
}

/** The bytes are no JSON, or nest deeper than anything real does. */
export class JsonFault extends Error {}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const DEEPEST = 512;
const LONGEST_NAME = 256;
const LONGEST_WORD = 40;
const decoder = new TextDecoder('utf-8');

/** Takes pieces in order. */
export class JsonScanner {
  /** 1: object, 2: list. */
  private readonly kinds = new Uint8Array(DEEPEST);
  private depth = 0;
  private state: 'between' | 'text' | 'word' = 'between';
  private isName = false;
  /** True behind a comma or the beginning of an object, where a name comes next. */
  private expectsName = false;
  private parts: Uint8Array[] = [];
  private kept = 0;
  private limit = 0;
  /** True when the last byte of the piece before was half of an escape. */
  private escaped = false;
  private word = '';

  constructor(private readonly listener: JsonListener) {}

  /** True when every object and list has ended. */
  get isComplete(): boolean {
    return this.depth === 0 && this.state === 'between';
  }

  /** Takes the next bytes. Throws JsonFault. */
  take(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      if (this.state === 'text') at = this.takeText(piece, at);
      else if (this.state === 'word') at = this.takeWord(piece, at);
      else at = this.takeBetween(piece, at);
    }
  }

  private takeBetween(piece: Uint8Array, at: number): number {
    const byte = piece[at] ?? 0;
    switch (byte) {
      case QUOTE:
        this.beginText();
        break;
      case OPEN_BRACE:
        this.push(1);
        this.expectsName = true;
        break;
      case OPEN_BRACKET:
        this.push(2);
        this.expectsName = false;
        break;
      case CLOSE_BRACE:
        this.pop(1);
        break;
      case CLOSE_BRACKET:
        this.pop(2);
        break;
      case COMMA:
        this.expectsName = this.depth > 0 && this.kinds[this.depth - 1] === 1;
        break;
      case COLON:
        this.expectsName = false;
        break;
      default:
        if (byte > 0x20) {
          this.state = 'word';
          this.word = '';
          return at;
        }
    }
    return at + 1;
  }

  private push(kind: number): void {
    if (this.depth >= DEEPEST) throw new JsonFault('nested too deep');
    this.kinds[this.depth] = kind;
    this.depth += 1;
    this.listener.begin(kind === 2);
  }

  private pop(kind: number): void {
    if (this.depth === 0 || this.kinds[this.depth - 1] !== kind)
      throw new JsonFault('misplaced end');
    this.depth -= 1;
    this.expectsName = false;
    this.listener.end();
  }

  private beginText(): void {
    this.state = 'text';
    this.isName = this.expectsName;
    this.limit = this.isName ? LONGEST_NAME : this.listener.wanted();
    this.parts = [];
    this.kept = 0;
    this.escaped = false;
  }

  /** Looks for the quote that ends the text: one with an even number of backslashes in front of it. */
  private takeText(piece: Uint8Array, at: number): number {
    let from = at;
    if (this.escaped) {
      this.escaped = false;
      from += 1;
    }
    for (;;) {
      const quote = piece.indexOf(QUOTE, from);
      const end = quote === -1 ? piece.length : quote;
      const isEscaped = backslashesBefore(piece, end, from) % 2 === 1;
      if (quote === -1) {
        this.keep(piece, at, end);
        this.escaped = isEscaped;
        return piece.length;
      }
      if (!isEscaped) {
        this.keep(piece, at, end);
        this.endText();
        return quote + 1;
      }
      from = quote + 1;
    }
  }

  private keep(piece: Uint8Array, from: number, to: number): void {
    const room = Math.min(this.limit - this.kept, to - from);
    if (room <= 0) return;
    // A copy: a few kept bytes must not hold on to a whole piece.
    this.parts.push(piece.slice(from, from + room));
    this.kept += room;
  }

  private endText(): void {
    this.state = 'between';
    if (this.limit === 0) return;
    const text = unescaped(decodedParts(this.parts, this.kept));
    this.parts = [];
    if (this.isName) this.listener.name(text);
    else this.listener.text(text);
  }

  private takeWord(piece: Uint8Array, at: number): number {
    for (let place = at; place < piece.length; place += 1) {
      const byte = piece[place] ?? 0;
      if (isWordByte(byte)) {
        if (this.word.length >= LONGEST_WORD) throw new JsonFault('no JSON');
        this.word += String.fromCharCode(byte);
        continue;
      }
      if (this.word === '') throw new JsonFault('no JSON');
      this.state = 'between';
      this.listener.word(this.word);
      return place;
    }
    return piece.length;
  }
}

/** Letters, digits, sign, point. */
function isWordByte(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return isDigit || isLetter || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

/** Backslashes that stand directly in front of a place, not before `from`. */
function backslashesBefore(piece: Uint8Array, place: number, from: number): number {
  let count = 0;
  while (place - count - 1 >= from && piece[place - count - 1] === BACKSLASH) count += 1;
  return count;
}

function decodedParts(parts: readonly Uint8Array[], length: number): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return decoder.decode(only);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return decoder.decode(whole);
}

/** A cut text may end within an escape; then the half of it goes. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  for (const candidate of [text, text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '')]) {
    try {
      const value: unknown = JSON.parse(`"${candidate}"`);
      if (typeof value === 'string') return value;
    } catch {
      // Not valid as it stands: the next candidate, then as it is.
    }
  }
  return text;
}
