/** Reads what a person has: a HAR, a Fiddler archive, or text with tokens and headers in it. Nothing is written. */
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CodedError, appError } from '../../shared/errors';
import type { Inspection } from '../../shared/inspection';
import { Inspector } from '../../core/inspection/inspector';
import type { ReadEnd } from '../../core/inspection/inspector';
import type { Known } from '../../core/inspection/ports';
import { TextTrace } from '../../core/inspection/text-trace';
import { redact } from '../logging/redact';
import { readHar } from './har';
import { readSaz } from './saz';
import type { Source } from './source';
import { bufferSource, piecesOf, withFile } from './source';
import { tokenCrypto } from './token-crypto';
import { utf8Pieces } from './utf8';
import { ZipFault } from './zip-reader';

/** An inspection that can be asked for single hand-shakes. */
export interface Inspected {
  readonly inspection: Inspection;
  readonly inspector: Inspector;
}

/** Whom to compare with, and the time to judge at. */
export interface InspectOptions {
  readonly known: Known;
  /** The open customer, where somebody else is compared with. */
  readonly open?: Known | null;
  readonly now: Date;
}

/** Bytes by which the kind of a file is told. */
const FIRST = 4_096;
/** Characters of a line that are looked at as one. */
const LONGEST_LINE = 1 << 20;

/**
 * Inspects bytes of any size. Whatever they are, it ends; HX-TRACE where an archive cannot be read, and what the
 * source rejects with is passed on. `name` is for that message only.
 */
export async function inspectSource(
  source: Source,
  options: InspectOptions & { readonly name: string },
): Promise<Inspected> {
  const { known, open = null, now, name } = options;
  const inspector = new Inspector({ known, open, now, crypto: tokenCrypto, redact, pause });
  const end = await readInto(inspector, source, name);
  return { inspection: await inspector.end({ ...end, bytes: source.size }), inspector };
}

/** Inspects a file. Rejects with a coded error where it cannot be read. */
export function inspectFile(path: string, options: InspectOptions): Promise<Inspected> {
  return withFile(path, (source) => inspectSource(source, { ...options, name: nameOf(path) }));
}

/** A file's name without its folder. */
export function nameOf(path: string): string {
  return basename(path);
}

/** Inspects a text. */
export function inspectText(text: string, options: InspectOptions): Promise<Inspected> {
  return inspectSource(bufferSource(new TextEncoder().encode(text)), { ...options, name: '' });
}

async function pause(): Promise<void> {
  await setImmediate();
}

type End = Omit<ReadEnd, 'bytes'>;

async function readInto(inspector: Inspector, source: Source, name: string): Promise<End> {
  const first = await source.read(0, FIRST);
  const take = inspector.exchange.bind(inspector);
  if (isZip(first)) {
    try {
      const { damaged, limited } = await readSaz(source, take);
      return { kind: 'saz', damaged, limited };
    } catch (thrown) {
      if (thrown instanceof ZipFault) throw zipError(thrown, name);
      throw thrown;
    }
  }
  if (looksLikeJson(first)) {
    const { isArchive, damaged } = await readHar(paused(utf8Pieces(piecesOf(source))), take);
    if (isArchive) return { kind: 'har', damaged, limited: false };
  }
  return readText(inspector, source);
}

function zipError({ kind }: ZipFault, name: string): CodedError {
  return new CodedError(
    appError(kind === 'encrypted' ? 'HX-TRACELOCKED' : 'HX-TRACE', { file: name }),
  );
}

/** Lets other work of this process happen between two pieces: reading from memory never waits by itself. */
async function* paused(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece;
    await pause();
  }
}

async function readText(inspector: Inspector, source: Source): Promise<End> {
  const trace = new TextTrace(inspector);
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let limited = false;
  for await (const piece of paused(utf8Pieces(piecesOf(source)))) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) trace.line(line);
    if (rest.length <= LONGEST_LINE) continue;
    // A line without an end is no log; what was read of it is looked at, and the next part begins anew.
    limited = true;
    trace.line(rest);
    rest = '';
  }
  trace.line(rest + decoder.decode());
  trace.end();
  return { kind: 'text', damaged: false, limited };
}

function isZip(first: Uint8Array): boolean {
  return first[0] === 0x50 && first[1] === 0x4b && (first[2] === 3 || first[2] === 5);
}

/** The first sign behind white space and marks of the encoding begins an object. */
function looksLikeJson(first: Uint8Array): boolean {
  const sign = first.find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf, 0xff, 0xfe].includes(byte));
  return sign === 0x7b;
}
