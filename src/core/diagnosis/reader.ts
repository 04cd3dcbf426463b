/**
 * Reads a text piece by piece with bounded memory. The beginning is looked at as a whole, because that is where what
 * people paste is; the rest, of logs of any size, is searched as it passes by.
 */
import type { Evidence } from '../../shared/diagnosis';
import type { Redact } from './evidence';
import { evidenceAt } from './evidence';
import type { Catalogue } from './matcher';
import { Matcher } from './matcher';
import { squeeze } from './squeeze';

/** Bytes that are looked at as a whole. */
export const HEAD_BYTES = 1 << 20;
/** Bytes kept from one piece for the next: what stands around a place that is found at a seam. */
const SEAM = 4_096;
/** Bytes at the very end that are kept, to say how a log ends. */
const TAIL_BYTES = 16_384;
const NEWLINE = 10;

/** What reading left. */
export interface ReadText {
  readonly matcher: Matcher;
  /** The beginning, decoded, in lines. */
  readonly lines: readonly string[];
  /** The end, in lines; the first may be cut. */
  readonly lastLines: readonly string[];
  readonly lineCount: number;
  readonly byteCount: number;
  readonly binary: boolean;
  /** True when there is more than the beginning. */
  readonly longer: boolean;
}

/** Reads UTF-8 or, with a byte order mark, UTF-16 text. Never rejects for what the text is like. */
export async function readText(
  source: AsyncIterable<Uint8Array>,
  catalogue: Catalogue,
  redact: Redact,
): Promise<ReadText> {
  const reader = new Reader(catalogue, redact);
  let decode: ((piece: Uint8Array, last: boolean) => Uint8Array) | undefined;
  for await (const piece of source) {
    reader.count(piece.length);
    if (piece.length === 0) continue;
    decode ??= decoderOf(piece);
    reader.take(decode(piece, false));
  }
  if (decode !== undefined) reader.take(decode(new Uint8Array(0), true));
  return reader.end();
}

/** UTF-16 becomes UTF-8; everything else passes as it is. */
function decoderOf(first: Uint8Array): (piece: Uint8Array, last: boolean) => Uint8Array {
  const encoding = utf16Of(first);
  if (encoding === undefined) return (piece) => piece;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (piece, last) => encoder.encode(decoder.decode(piece, { stream: !last }));
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Collects the beginning, then searches what follows. */
class Reader {
  private readonly matcher: Matcher;
  private head: Uint8Array[] = [];
  private headLength = 0;
  private headText: Uint8Array | undefined;
  /** The last bytes that were taken: some of them searched, all of them needed to show what stands at a seam. */
  private rest: Uint8Array = new Uint8Array(0);
  /** First byte of `rest` that was not searched. */
  private searched = 0;
  /** Place of the first byte after `rest` in the whole text. */
  private taken = 0;
  /** Newlines of all that was taken. */
  private newlines = 0;
  private tail: Uint8Array = new Uint8Array(0);
  private bytes = 0;

  constructor(
    catalogue: Catalogue,
    private readonly redact: Redact,
  ) {
    this.matcher = new Matcher(catalogue);
  }

  count(bytes: number): void {
    this.bytes += bytes;
  }

  take(piece: Uint8Array): void {
    if (piece.length === 0) return;
    if (this.headText !== undefined) {
      this.search(piece);
      return;
    }
    this.head.push(piece);
    this.headLength += piece.length;
    if (this.headLength > HEAD_BYTES) this.closeHead();
  }

  end(): ReadText {
    const longer = this.headText !== undefined;
    const head = this.closeHead();
    this.searchRest(this.rest, this.rest.length);
    const last = longer ? this.tail : head;
    const endsInLine = last.length > 0 && last[last.length - 1] !== NEWLINE;
    const decoder = new TextDecoder('utf-8');
    return {
      matcher: this.matcher,
      lines: decoder.decode(head).split(/\r?\n/),
      lastLines: decoder.decode(last.subarray(-TAIL_BYTES)).split(/\r?\n/),
      lineCount: this.newlines + (endsInLine ? 1 : 0),
      byteCount: this.bytes,
      binary: head.subarray(0, SEAM).includes(0),
      longer,
    };
  }

  /** Looks at the beginning as a whole; what comes after its last whole line is searched with the rest. */
  private closeHead(): Uint8Array {
    if (this.headText !== undefined) return this.headText;
    const all = joined(this.head);
    this.head = [];
    const more = all.length > HEAD_BYTES;
    const newline = more ? all.lastIndexOf(NEWLINE, HEAD_BYTES - 1) : -1;
    const length = !more ? all.length : newline === -1 ? HEAD_BYTES : newline + 1;
    const head = all.subarray(0, length);
    this.headText = head;
    this.lookAtHead(head);
    this.newlines = newlinesIn(head, 0, head.length);
    this.taken = length;
    if (more) this.search(all.subarray(length));
    return head;
  }

  private lookAtHead(head: Uint8Array): void {
    const { bytes, offsets } = squeeze(head);
    let line = 1;
    let counted = 0;
    const locate = (position: number, length: number): Evidence => {
      const start = offsets[position] ?? 0;
      const end = (offsets[position + length - 1] ?? start) + 1;
      line += newlinesIn(head, counted, start);
      counted = start;
      return evidenceAt({ bytes: head, start, end, line }, this.redact);
    };
    this.matcher.lookAtSqueezed(bytes, locate);
  }

  /**
   * Searches what is left over and this piece, except its last bytes, whose surroundings are still to come. A large
   * piece is searched where it lies; only what stands at the seam is copied.
   */
  private search(piece: Uint8Array): void {
    this.tail = piece.length >= TAIL_BYTES ? piece : joined([this.tail, piece]).slice(-TAIL_BYTES);
    const large = piece.length > 4 * SEAM;
    const seam = joined([this.rest, large ? piece.subarray(0, 2 * SEAM) : piece]);
    const left = this.rest.length;
    if (large) {
      this.searchRest(seam, left + SEAM);
      this.lookAt(piece, SEAM, piece.length - SEAM, this.taken, this.newlines);
    } else {
      this.searchRest(seam, Math.max(this.searched, seam.length - SEAM));
    }
    this.newlines += newlinesIn(piece, 0, piece.length);
    this.taken += piece.length;
    const whole = large ? piece : seam;
    const done = large ? piece.length - SEAM : Math.max(this.searched, seam.length - SEAM);
    const keep = Math.max(0, done - SEAM);
    // A copy: the rest must not hold on to a whole piece.
    this.rest = new Uint8Array(whole.subarray(keep));
    this.searched = done - keep;
  }

  /** Searches from where the rest was searched to; `text` begins with the rest. */
  private searchRest(text: Uint8Array, to: number): void {
    const before = this.newlines - newlinesIn(this.rest, 0, this.rest.length);
    this.lookAt(text, this.searched, to, this.taken - this.rest.length, before);
  }

  /** `base` is the place of the first byte of `text`, and `newlines` stand before it. */
  private lookAt(text: Uint8Array, from: number, to: number, base: number, newlines: number): void {
    this.matcher.lookAtPlain(text, from, to, base, (position, length) => {
      const line = newlines + newlinesIn(text, 0, position) + 1;
      return evidenceAt(
        { bytes: text, start: position, end: position + length, line },
        this.redact,
      );
    });
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function newlinesIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (
    let at = bytes.indexOf(NEWLINE, from);
    at !== -1 && at < to;
    at = bytes.indexOf(NEWLINE, at + 1)
  )
    count += 1;
  return count;
}
