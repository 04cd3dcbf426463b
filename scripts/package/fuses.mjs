/** The fuses of a program, compared with those it should have. */
import { SetupError } from '../setup/common.mjs';
import { readFuses } from './builder.mjs';

/**
 * @param {string} program
 * @param {Record<string, boolean>} wanted
 */
export async function expectFuses(program, wanted) {
  const found = await readFuses(program);
  const wrong = Object.entries(wanted).filter(([name, state]) => found[name] !== state);
  if (wrong.length === 0) return;
  throw new SetupError(
    `The fuses of ${program} are not the configured ones.`,
    wrong
      .map(([name, state]) => `${name} should be ${String(state)} and is ${String(found[name])}`)
      .join('; '),
    'Do not give this program to anybody; compare electron-builder.yml with the Electron that was packed.',
  );
}
