/** Recognises a script, and marks its lines that are out of date. */
import type { StaleLine } from '../../shared/diagnosis';
import { message } from '../model/message';
import { cleaned, excerpt } from './evidence';
import type { Redact } from './evidence';
import { SOURCES } from './sources';
import { STALE_RULES } from './stale-rules';
import type { StaleRule } from './stale-rules';

const PROMPT = /^\s*(?:\[PS\]|PS) ?[^>\n]{0,200}>\s*/;
/** The beginning of a line that is code: a cmdlet, a variable, a keyword, a call, a script's path in quotes. */
const CODE =
  /^(?:\$[\w:]+|&|[A-Za-z]{2,20}-[A-Za-z][A-Za-z0-9]{2,60}(?:\s|$|\||;|\))|\(|\||\}|\{|(?:if|else|elseif|foreach|for|while|function|param|try|catch|finally|return|do|switch|process|begin|end)\b|"[A-Za-z]:\\|\.[\\/]|(?:ls|where|iisreset)\b)/i;
const CMDLET = /(?:^|[\s(|{;=])[A-Z][a-z]{1,15}-[A-Z][A-Za-z0-9]{2,60}/;
/** Share of a script's lines that look like code. */
const MOST = 0.5;
const LONGEST_LINE = 4_096;
/** Lines whose neighbours a rule may look at, too. */
const NEAR = 6;
const SHOWN = 200;

/** A line of code, without prompt and comments. */
interface CodeLine {
  readonly number: number;
  readonly text: string;
}

/** What a text is as a script. */
export interface Script {
  readonly isScript: boolean;
  readonly lines: readonly CodeLine[];
}

/** Finds the lines of code. A text is a script when most of its lines are code and at least one calls a cmdlet. */
export function readScript(lines: readonly string[]): Script {
  const code: CodeLine[] = [];
  let considered = 0;
  let comment = false;
  lines.forEach((full, index) => {
    const bare = full.slice(0, LONGEST_LINE).replace(PROMPT, '').trim();
    if (bare.startsWith('<#')) comment = true;
    const inside = comment;
    if (bare.includes('#>')) comment = false;
    if (inside || bare === '' || bare.startsWith('#')) return;
    considered += 1;
    if (CODE.test(bare)) code.push({ number: index + 1, text: bare });
  });
  const calls = code.some((line) => CMDLET.test(line.text) || line.text.startsWith('"'));
  return { isScript: calls && code.length >= considered * MOST, lines: code };
}

/** The stale lines of a script: the first of them, and how many more there are. */
export function staleLines(
  script: Script,
  redact: Redact,
): { readonly shown: readonly StaleLine[]; readonly more: number } {
  const found = script.lines.flatMap((line, index) => {
    const near = script.lines
      .slice(Math.max(0, index - NEAR), index + NEAR + 1)
      .map((item) => item.text)
      .join('\n')
      .toLowerCase();
    const text = line.text.toLowerCase();
    return STALE_RULES.filter((rule) => applies(rule, text, near)).map((rule) => ({ rule, line }));
  });
  return {
    shown: found.slice(0, SHOWN).map(({ rule, line }) => staleLine(rule, line, redact)),
    more: Math.max(0, found.length - SHOWN),
  };
}

function applies(rule: StaleRule, text: string, near: string): boolean {
  return (
    rule.has.some((all) => all.every((item) => text.includes(item))) &&
    (rule.near ?? []).every((item) => near.includes(item)) &&
    !(rule.without ?? []).some((item) => text.includes(item))
  );
}

function staleLine(rule: StaleRule, line: CodeLine, redact: Redact): StaleLine {
  const text = excerpt(cleaned(redact(line.text)));
  return {
    rule: rule.id,
    evidence: { line: line.number, column: 1, text },
    why: message(`diagnosis.stale.${rule.id}.why`),
    instead: message(`diagnosis.stale.${rule.id}.instead`),
    since: rule.since,
    dangerous: rule.dangerous,
    sources: rule.sources.map((id) => SOURCES[id]),
  };
}
