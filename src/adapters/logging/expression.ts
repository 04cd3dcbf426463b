/** Searching lines for a text or a regular expression. An expression that never ends is given up. */
import { createContext, Script } from 'node:vm';

/** For all lines together: nobody waits longer, and main does nothing else meanwhile. */
const WITHIN_MS = 250;
/** Of each line this much is searched. */
const LONGEST = 4_000;

/** Constant: expression and lines are given to it as data. */
const SEARCH = new Script(
  'expression = new RegExp(source, "iu"); lines.map((line) => expression.test(line))',
);

/** Which lines fit; `pattern`: no regular expression, `slow`: it took too long. */
export function matchLines(
  lines: readonly string[],
  search: string,
  isExpression: boolean,
): readonly boolean[] | 'pattern' | 'slow' {
  if (!isExpression) {
    const wanted = search.trim().toLowerCase();
    return lines.map((line) => line.toLowerCase().includes(wanted));
  }
  if (!isPattern(search)) return 'pattern';
  const context = createContext({
    source: search,
    lines: lines.map((line) => line.slice(0, LONGEST)),
  });
  try {
    // The engine looks for the end of its time while it backtracks, too.
    const found: unknown = SEARCH.runInContext(context, { timeout: WITHIN_MS });
    return Array.isArray(found) ? found.map((hit) => hit === true) : 'slow';
  } catch {
    return 'slow';
  }
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'iu').flags !== '';
  } catch {
    return false;
  }
}
