import type { FileStep, TakenFile } from '../../shared/ipc/window-limits';
import type { Result } from '../../shared/result';
import { base64Of } from '../state/base64';
import type { Call } from '../state/context';

/** Characters of a file's name that are told. */
const LONGEST_NAME = 200;

/**
 * Hands a dropped file to main, piece by piece as main asks for it. Main learns its name and its bytes, and no path.
 * undefined where it was refused; the refusal is shown.
 */
export async function handOver(file: File, call: Call): Promise<TakenFile | undefined> {
  const name = file.name.slice(-LONGEST_NAME);
  let step: Result<FileStep> = await call('drop.file', { name, size: file.size });
  while (step.ok && 'next' in step.value) {
    const { from, length } = step.value.next;
    const bytes = new Uint8Array(await file.slice(from, from + length).arrayBuffer());
    step = await call('drop.piece', { bytes: base64Of(bytes) });
  }
  return step.ok && 'taken' in step.value ? step.value : undefined;
}
