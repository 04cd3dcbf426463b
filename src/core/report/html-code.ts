/** Commands as blocks with the parts told apart. Only appearance: the text stays the same, character by character. */
import type { Content, Markup } from './markup';
import { markup } from './markup';

/**
 * A literal with any of PowerShell's five quote characters, a parameter, a variable or placeholder, or the cmdlet at
 * the beginning of a line.
 */
const TOKEN =
  /(?<string>['\u2018-\u201B](?:[^'\u2018-\u201B]|['\u2018-\u201B]{2})*['\u2018-\u201B])|(?<= )(?<parameter>-[A-Z]\w*:?)|(?<variable>\$\w+|<[^>\n]+ from [^>\n]+>)|(?<cmdlet>^(?:[A-Z][a-z]+-\w+|GET|POST|PATCH|DELETE)\b)/gmu;

/** Parts up to this length are kept on one line. */
const SHORT = 48;

/** A command as a block. */
export function commandBlock(text: string): Markup {
  return markup`<pre lang="en" translate="no" dir="ltr"><code>${parts(text)}</code></pre>`;
}

/** A command inside a table cell. */
export function commandCell(text: string): Markup {
  return markup`<td class="mono" lang="en" translate="no">${parts(text)}</td>`;
}

function parts(text: string): Content[] {
  const list: Content[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    list.push(text.slice(at, match.index), colored(match[0], match.groups ?? {}));
    at = match.index + match[0].length;
  }
  list.push(text.slice(at));
  return list;
}

function colored(token: string, groups: Readonly<Record<string, string | undefined>>): Markup {
  const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? 'plain';
  const fits = token.length > SHORT ? '' : ' whole';
  return markup`<span class="${kind}${fits}">${token}</span>`;
}
