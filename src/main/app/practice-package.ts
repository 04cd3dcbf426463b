/**
 * A package made for tests is marked in its own package.json, inside the archive. It may hold an out-of-date runtime
 * and lets a debugger in, so it never works for a customer.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const marked = v.object({ practiceOnly: v.literal(true) });

/** Whether the package.json in this folder bears the mark of a package made for tests. */
export function bearsPracticeMark(appFolder: string): boolean {
  try {
    const text = readFileSync(join(appFolder, 'package.json'), 'utf8');
    return v.is(marked, JSON.parse(text));
  } catch {
    // A package without a readable package.json does not start at all.
    return false;
  }
}
