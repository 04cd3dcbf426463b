/** Kinds of text in a command. */
type TokenKind = 'cmdlet' | 'parameter' | 'string' | 'variable' | 'comment' | 'plain';

/** A piece of a command. All pieces in order give exactly the text they came from. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const PATTERN =
  /(?<comment>#[^\n]*)|(?<string>'(?:[^']|'')*'|"(?:[^"`]|`.)*")|(?<variable>\$[\w:]+)|(?<parameter>(?<=\s)-[A-Za-z][\w-]*)|(?<cmdlet>\b[A-Z][a-z]+-[A-Z]\w+|^(?:GET|POST|PATCH|DELETE)\b)/gm;

function kindOf(groups: Readonly<Record<string, string | undefined>>): TokenKind {
  const kinds = ['comment', 'string', 'variable', 'parameter', 'cmdlet'] as const;
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'plain';
}

/** Splits PowerShell text, or a Graph request, for colouring. Nothing is added, dropped or changed. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > end) found.push({ kind: 'plain', text: text.slice(end, match.index) });
    found.push({ kind: kindOf(match.groups ?? {}), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: 'plain', text: text.slice(end) });
  return found;
}
