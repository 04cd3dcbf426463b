/** `inspect`: takes tokens apart and finds hand-shakes, offline. Nothing is sent, nothing is written. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Inspected } from '../../adapters/inspection';
import { inspectFile, inspectSource } from '../../adapters/inspection';
import { bufferSource } from '../../adapters/inspection/source';
import { tokenCrypto } from '../../adapters/inspection/token-crypto';
import { fileError } from '../../adapters/storage/file-system';
import { systemClock } from '../../adapters/system/crypto';
import { loadLastRead } from '../../core/history/last-read';
import {
  certificateIn,
  exportedCertificates,
  knownOf,
  withLastRead,
  withoutDoubles,
} from '../../core/inspection/known';
import type { Known, KnownCertificate } from '../../core/inspection/ports';
import { NOTHING_KNOWN } from '../../core/inspection/ports';
import type { HandShake, Inspection } from '../../shared/inspection';
import { handShakeLines, rowLine, summaryLines, tokenLines } from '../../shared/inspection-text';
import type { CommandLine } from '../arguments';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { storedCustomer } from '../workplace';
import { wrongUse } from '../wrong-use';

/** Hand-shakes that are shown whole; the rest is one line each. */
const MOST_WHOLE = 20;
/** Hand-shakes that JSON holds whole. */
const MOST_IN_JSON = 200;
/** Bytes of standard input at most: it cannot be read twice. */
const LARGEST_INPUT = 256 << 20;

/** What was found in one file. */
interface Found {
  readonly file: string;
  readonly inspection: Inspection;
  readonly handShakes: readonly HandShake[];
}

/**
 * Reads each file, or standard input for `-` and for nothing. 3 when a hand-shake went wrong or a token has a
 * finding, 4 when nothing was found, 0 otherwise.
 */
export async function inspectVerb(line: CommandLine, out: Output): Promise<ExitCode> {
  if (line.words.length === 0 && process.stdin.isTTY) throw wrongUse('inspect FILE…|-');
  const files = line.words.length === 0 ? ['-'] : line.words;
  const known = await knownTo(line);
  const found: Found[] = [];
  for (const file of files) {
    const one = await inspected(file, known, line.json ? MOST_IN_JSON : MOST_WHOLE);
    found.push(one);
    if (line.json) continue;
    if (files.length > 1) out.line(`── ${file}`);
    show(one, out);
  }
  if (line.json)
    out.json(
      found.map(({ file, inspection, handShakes }) => ({ file, ...inspection, handShakes })),
    );
  return exitOf(found.map((item) => item.inspection));
}

function exitOf(found: readonly Inspection[]): ExitCode {
  const wrong = found.some(
    ({ counts, tokens }) =>
      counts.refused + counts['no-token'] + counts.unanswered > 0 ||
      tokens.some((token) => token.findings.length > 0 || (token.actor?.findings.length ?? 0) > 0),
  );
  if (wrong) return EXIT.failed;
  const empty = found.some(({ rows, tokens }) => rows.length === 0 && tokens.length === 0);
  return empty ? EXIT.person : EXIT.done;
}

async function inspected(file: string, known: Known, most: number): Promise<Found> {
  const options = { known, now: systemClock.now() };
  const one: Inspected =
    file === '-'
      ? await inspectSource(bufferSource(await standardInput()), { ...options, name: file })
      : await inspectFile(resolve(file), options);
  const { inspection, inspector } = one;
  // What went wrong first: that is what one looks for.
  const order = [...inspection.rows].sort(
    (left, right) => Number(left.cause === null) - Number(right.cause === null),
  );
  const handShakes: HandShake[] = [];
  for (const { index } of order.slice(0, most)) {
    const shake = await inspector.handShake(index);
    if (shake !== undefined) handShakes.push(shake);
  }
  return { file, inspection, handShakes };
}

/** The customer's file and exported certificates, and the certificates that were named. */
async function knownTo(line: CommandLine): Promise<Known> {
  const named: KnownCertificate[] = [];
  for (const file of line.certificates) {
    const certificate = certificateIn(await bytesOf(file), (raw) => tokenCrypto.certificate(raw));
    if (certificate === undefined) throw wrongUse(`--certificate ${file}`);
    named.push({ certificate, from: 'file' });
  }
  const known = await customerKnown(line);
  return { ...known, certificates: withoutDoubles([...known.certificates, ...named]) };
}

async function customerKnown(line: CommandLine): Promise<Known> {
  if (line.customer === undefined) return NOTHING_KNOWN;
  const store = openStore(dataFolder(line.data));
  const record = await storedCustomer(line, store);
  const files = store.files(record.id);
  const exported = await exportedCertificates(files, (raw) => tokenCrypto.certificate(raw));
  const known = knownOf(record, null, exported, systemClock.now());
  return withLastRead(known, await loadLastRead(files));
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const path = resolve(file);
  try {
    return await readFile(path);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

async function standardInput(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : (part as Uint8Array);
    size += bytes.length;
    if (size > LARGEST_INPUT) throw wrongUse('inspect FILE');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function show({ inspection, handShakes }: Found, out: Output): void {
  const { translator: t } = out;
  const print = (lines: readonly string[]): void => lines.forEach((text) => out.line(text));
  print(summaryLines(inspection, t));
  const { fit } = inspection.compared;
  if (fit !== null) out.line(`! ${t.text(fit.text)}`);
  const whole = new Set(handShakes.map((shake) => shake.index));
  for (const shake of handShakes) {
    out.line();
    print(handShakeLines(shake, t));
  }
  const rest = inspection.rows.filter(({ index }) => !whole.has(index));
  if (rest.length > 0) out.line();
  print(rest.map((row) => rowLine(row, t)));
  if (inspection.moreRows > 0) out.line(t.t('inspection.ui.more', { count: inspection.moreRows }));
  for (const token of inspection.tokens) {
    out.line();
    print(tokenLines(token, t));
  }
  if (inspection.moreTokens > 0)
    out.line(t.t('inspection.ui.more', { count: inspection.moreTokens }));
}
