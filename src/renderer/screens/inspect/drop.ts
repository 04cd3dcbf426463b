import type { Result } from '../../../shared/result';
import type { DropStep, InspectedFile } from '../../../shared/inspection';
import type { Call } from '../../state/context';

/** Characters of base64 that are made from one call: more at a time would be too many arguments. */
const PART = 0x6000;
/** Characters of a file's name that are told. */
const LONGEST_NAME = 200;

/**
 * Hands a dropped file to main, piece by piece as main asks for it. Main learns its name and its bytes, and no path.
 * undefined when it was refused, or when `isWanted` says that nobody waits for it any more.
 */
export async function inspectDropped(
  file: File,
  call: Call,
  isWanted: () => boolean,
): Promise<InspectedFile | undefined> {
  const name = file.name.slice(0, LONGEST_NAME);
  let step: Result<DropStep> = await call('inspect.drop', { name, size: file.size });
  while (isWanted() && step.ok && 'next' in step.value) {
    const { from, length } = step.value.next;
    const bytes = new Uint8Array(await file.slice(from, from + length).arrayBuffer());
    step = await call('inspect.piece', { bytes: base64Of(bytes) });
  }
  return isWanted() && step.ok && 'found' in step.value ? step.value.found : undefined;
}

function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  // Whole groups of three: base64 of the parts is then base64 of the whole.
  for (let at = 0; at < bytes.length; at += PART)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PART))));
  return parts.join('');
}
