/** Reads texts offline for the window. Loaded when it is first asked for. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { redact } from '../../adapters/logging/redact';
import { fileError } from '../../adapters/storage/file-system';
import { diagnose, textSource } from '../../core/diagnosis/diagnose';
import type { DiagnosedFile, Diagnosis } from '../../shared/diagnosis';

/** Bytes read at once. */
const PIECE = 1 << 20;

/** What a pasted text means. */
export function diagnoseText(text: string): Promise<Diagnosis> {
  return diagnose(textSource(text), { redact });
}

/** What a file means. Rejects with a coded error when it cannot be read. */
export async function diagnoseFile(path: string): Promise<DiagnosedFile> {
  try {
    const diagnosis = await diagnose(createReadStream(path, { highWaterMark: PIECE }), { redact });
    return { name: basename(path), diagnosis };
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}
