import type { Result } from '../../../shared/result';
import type { CompareWith, DropStep, InspectedFile } from '../../../shared/inspection';
import { base64Of } from '../../state/base64';
import type { Call } from '../../state/context';

/** Characters of a file's name that are told. */
const LONGEST_NAME = 200;

/**
 * Hands a dropped file to main, piece by piece as main asks for it. Main learns its name and its bytes, and no path.
 * undefined when it was refused, or when `isWanted` says that nobody waits for it any more.
 */
export async function inspectDropped(
  file: File,
  compare: CompareWith,
  call: Call,
  isWanted: () => boolean,
): Promise<InspectedFile | undefined> {
  const name = file.name.slice(0, LONGEST_NAME);
  let step: Result<DropStep> = await call('inspect.drop', {
    name,
    size: file.size,
    compare,
  });
  while (isWanted() && step.ok && 'next' in step.value) {
    const { from, length } = step.value.next;
    const bytes = new Uint8Array(await file.slice(from, from + length).arrayBuffer());
    step = await call('inspect.piece', { bytes: base64Of(bytes) });
  }
  return isWanted() && step.ok && 'found' in step.value ? step.value.found : undefined;
}
