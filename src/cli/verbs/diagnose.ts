/** `diagnose`: says offline what a text, a log or an old script means. Nothing is sent anywhere. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { redact } from '../../adapters/logging/redact';
import { fileError } from '../../adapters/storage/file-system';
import { diagnose } from '../../core/diagnosis/diagnose';
import type { Diagnosis } from '../../shared/diagnosis';
import type { CommandLine } from '../arguments';
import { wrongUse } from '../wrong-use';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { showDiagnosis } from '../show-diagnosis';

/** Bytes read at once. */
const PIECE = 1 << 20;

/**
 * Reads each file, or standard input for `-` and for nothing. 3 when a problem or an outdated line was recognised, 4
 * when something looks like an error and is not known, 0 otherwise.
 */
export async function diagnoseVerb(line: CommandLine, out: Output): Promise<ExitCode> {
  if (line.words.length === 0 && process.stdin.isTTY) throw wrongUse('diagnose FILE…|-');
  const files = line.words.length === 0 ? ['-'] : line.words;
  const found: { readonly file: string; readonly diagnosis: Diagnosis }[] = [];
  for (const file of files) {
    const diagnosis = await diagnose(file === '-' ? standardInput() : fileBytes(file), { redact });
    found.push({ file, diagnosis });
    if (line.json) continue;
    if (files.length > 1) out.line(`── ${file}`);
    showDiagnosis(diagnosis, out);
  }
  if (line.json) out.json(found.map(({ file, diagnosis }) => ({ file, ...diagnosis })));
  return exitOf(found.map((item) => item.diagnosis));
}

function exitOf(found: readonly Diagnosis[]): ExitCode {
  const wrong = found.some(
    ({ entries, staleLines }) =>
      staleLines.length > 0 || entries.some((entry) => entry.kind === 'problem'),
  );
  if (wrong) return EXIT.failed;
  return found.some((item) => item.unexplained.length > 0) ? EXIT.person : EXIT.done;
}

async function* fileBytes(file: string): AsyncGenerator<Uint8Array> {
  const path = resolve(file);
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
      if (piece instanceof Uint8Array) yield piece;
    }
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

async function* standardInput(): AsyncGenerator<Uint8Array> {
  for await (const piece of process.stdin) {
    yield typeof piece === 'string' ? new TextEncoder().encode(piece) : (piece as Uint8Array);
  }
}
