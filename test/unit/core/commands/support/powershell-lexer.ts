/**
 * A small lexer for PowerShell text, written against the language's own rules: a single-quoted literal begins and ends
 * at any of five quote characters and knows only doubling; a double-quoted one has four quote characters and a
 * backtick; a comment begins with # where a token may begin. Enough to read our own scripts back.
 */
const SINGLE = "'\u2018\u2019\u201A\u201B";
const DOUBLE = '"\u201C\u201D\u201E';

export interface Lexed {
  /** Values of the single-quoted literals, in order; one that is joined from texts and numbers counts as one. */
  readonly literals: readonly string[];
  /** Texts of double-quoted literals. */
  readonly expandable: readonly string[];
  readonly comments: readonly string[];
  /** Everything else, with one space where a literal or comment stood. */
  readonly code: string;
}

export function lex(text: string): Lexed {
  const literals: string[] = [];
  const expandable: string[] = [];
  const comments: string[] = [];
  let code = '';
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const joined = character === '(' ? readJoined(text, at) : undefined;
    if (joined !== undefined) {
      literals.push(joined.value);
      at = joined.next;
      code += ' ';
    } else if (SINGLE.includes(character)) {
      const end = readSingle(text, at);
      literals.push(end.value);
      at = end.next;
      code += ' ';
    } else if (DOUBLE.includes(character)) {
      const end = readDouble(text, at);
      expandable.push(end.value);
      at = end.next;
      code += ' ';
    } else if (character === '#' && /(^|[\s({;,=|&])$/.test(code)) {
      const end = text.slice(at).search(/[\r\n]/);
      const next = end === -1 ? text.length : at + end;
      comments.push(text.slice(at, next));
      at = next;
      code += ' ';
    } else {
      code += character;
      at += 1;
    }
  }
  return { literals, expandable, comments, code };
}

const TERM = String.raw`'(?:[^']|'')*'|\[char\]0x[0-9A-F]{4}`;
const JOINED = new RegExp(String.raw`\((?:'(?:[^']|'')*')(?: \+ (?:${TERM}))+\)`, 'y');

/** Texts and numbered characters that are joined in parentheses: one value, as the scripts write what is not ASCII. */
function readJoined(text: string, start: number): { value: string; next: number } | undefined {
  JOINED.lastIndex = start;
  const [found] = JOINED.exec(text) ?? [];
  if (found?.includes('[char]') !== true) return undefined;
  const value = [...found.matchAll(new RegExp(TERM, 'g'))]
    .map(([term]) =>
      term.startsWith("'")
        ? term.slice(1, -1).replaceAll("''", "'")
        : String.fromCharCode(Number(term.slice('[char]'.length))),
    )
    .join('');
  return { value, next: start + found.length };
}

function readSingle(text: string, start: number): { value: string; next: number } {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (SINGLE.includes(character)) {
      if (at + 1 >= text.length || !SINGLE.includes(text.charAt(at + 1)))
        return { value, next: at + 1 };
      at += 1;
      value += text.charAt(at);
    } else value += character;
  }
  throw new Error(`unterminated literal at ${String(start)}`);
}

function readDouble(text: string, start: number): { value: string; next: number } {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '`') {
      value += text.slice(at, at + 2);
      at += 1;
    } else if (DOUBLE.includes(character)) {
      if (at + 1 >= text.length || !DOUBLE.includes(text.charAt(at + 1)))
        return { value, next: at + 1 };
      at += 1;
      value += text.charAt(at);
    } else value += character;
  }
  throw new Error(`unterminated text at ${String(start)}`);
}
