/** Reads a text offline and says what the catalogue knows about it. Nothing is guessed, nothing is sent anywhere. */
import type {
  DiagnosedEntry,
  Diagnosis,
  DiagnosisCommand,
  DiagnosisKind,
  Evidence,
  OAuthTest,
  TextKind,
} from '../../shared/diagnosis';
import { DIAGNOSIS_FAMILIES } from '../../shared/diagnosis';
import { applicationName } from '../../shared/applications';
import { renderCmdlet, renderGraph } from '../commands/render';
import { message } from '../model/message';
import { ENTRIES } from './catalogue';
import type { Check } from './entry';
import type { Redact } from './evidence';
import { cleaned, excerpt, wizardPlace } from './evidence';
import type { Match } from './matcher';
import { Catalogue } from './matcher';
import type { LocatedTest } from './oauth-test';
import { parseOAuthConnectivity } from './oauth-test';
import type { ReadText } from './reader';
import { readText } from './reader';
import { RECORD_RULES } from './record-rules';
import { parseRecords } from './records';
import { SOURCES } from './sources';
import { readScript, staleLines } from './stale';

let catalogue: Catalogue | undefined;
const KINDS: readonly DiagnosisKind[] = ['problem', 'notice', 'passed', 'noise'];
/** Groups whose problems mean that a token was refused or could not be had. */
const TOKEN_FAMILIES: readonly string[] = ['rollover', 'certificate', 'auth-server', 'test'];
/** Places that a rule shows. */
const SHOWN_LINES = 3;
/** Lines at the beginning by which a log is recognised. */
const LOG_LINES = 200;

/**
 * Reads UTF-8 text, or UTF-16 text with a byte order mark, of any size. Whatever the bytes are, it ends and does not
 * reject; only what `source` rejects with is passed on. `redact` takes secrets out of everything that is shown.
 */
export async function diagnose(
  source: AsyncIterable<Uint8Array>,
  options: { readonly redact: Redact },
): Promise<Diagnosis> {
  const { redact } = options;
  catalogue ??= new Catalogue(ENTRIES);
  const text = await readText(source, catalogue, redact);
  const { matcher, lines } = text;
  const records = parseRecords(lines);
  const tests = parseOAuthConnectivity(records, lines.length, redact);
  const matches = matcher.matches;
  const byShape = recordMatches(
    { records, tests, tokenTrouble: tokenTrouble(matches) },
    lines,
    redact,
  );
  const all = merged(matches, byShape);
  const script = readScript(lines);
  const stale = staleLines(script, redact);
  const wizard = text.lastLines.flatMap((line) => wizardPlace(line) ?? []).at(-1);
  const kind = kindOf(text, tests, script.isScript);
  return {
    kind,
    lines: text.lineCount,
    bytes: text.byteCount,
    binary: text.binary,
    entries: ranked(all),
    tests: tests.map((test) => withEntries(test, all)),
    staleLines: stale.shown,
    moreStaleLines: stale.more,
    unexplained: matcher.unexplained,
    moreUnexplained: matcher.moreUnexplained,
    lastActivity:
      kind === 'hybrid-wizard' && wizard !== undefined ? excerpt(cleaned(redact(wizard))) : null,
    limited: matcher.limited,
  };
}

/** A text as the source that `diagnose` reads. */
export async function* textSource(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

function tokenTrouble(matches: readonly Match[]): boolean {
  return matches.some(
    ({ entry }) => entry.kind === 'problem' && TOKEN_FAMILIES.includes(entry.family),
  );
}

function recordMatches(
  shape: Parameters<(typeof RECORD_RULES)[string]>[0],
  lines: readonly string[],
  redact: Redact,
): Match[] {
  return ENTRIES.flatMap((entry) => {
    const found = RECORD_RULES[entry.id]?.(shape) ?? [];
    if (found.length === 0) return [];
    const evidence = found.slice(0, SHOWN_LINES).map((line): Evidence => {
      const text = excerpt(cleaned(redact((lines[line - 1] ?? '').slice(0, 8_192))));
      return { line, column: 1, text };
    });
    return [{ entry, count: found.length, countIsLeast: false, evidence }];
  });
}

/** What text and shape both found is one answer. */
function merged(first: readonly Match[], second: readonly Match[]): Match[] {
  const known = new Set(first.map((match) => match.entry));
  return [...first, ...second.filter((match) => !known.has(match.entry))];
}

function ranked(matches: readonly Match[]): DiagnosedEntry[] {
  const weight = ({ entry }: Match): number =>
    KINDS.indexOf(entry.kind) * 100 + DIAGNOSIS_FAMILIES.indexOf(entry.family);
  return [...matches]
    .sort(
      (left, right) => weight(left) - weight(right) || left.entry.id.localeCompare(right.entry.id),
    )
    .map(shown);
}

function shown({ entry, count, countIsLeast, evidence }: Match): DiagnosedEntry {
  const text = (part: string) => message(`diagnosis.${entry.id}.${part}`);
  return {
    id: entry.id,
    family: entry.family,
    kind: entry.kind,
    count,
    countIsLeast,
    evidence: [...evidence].sort((left, right) => left.line - right.line),
    title: text('title'),
    causes: Array.from({ length: entry.causes }, (_, index) => text(`cause-${String(index + 1)}`)),
    check: entry.says.includes('check') ? text('check') : null,
    commands: entry.checks.map(commandOf),
    remedy: text('do'),
    avoid: entry.says.includes('avoid') ? text('avoid') : null,
    step: entry.step,
    sources: entry.sources.map((id) => SOURCES[id]),
  };
}

function commandOf(check: Check): DiagnosisCommand {
  const { where } = check;
  if ('cmdlet' in check)
    return { text: renderCmdlet(check.cmdlet), where, application: null, listed: true };
  if ('request' in check) {
    const application = applicationName(check.applicationId);
    return { text: renderGraph(check.request), where, application, listed: true };
  }
  return { text: check.text, where, application: null, listed: false };
}

function withEntries({ test, from, to }: LocatedTest, matches: readonly Match[]): OAuthTest {
  const entries = matches
    .filter(({ evidence }) => evidence.some(({ line }) => line >= from && line <= to))
    .map(({ entry }) => entry.id);
  return { ...test, entries };
}

function kindOf({ lines }: ReadText, tests: readonly LocatedTest[], isScript: boolean): TextKind {
  const first = lines.slice(0, LOG_LINES);
  if (tests.length > 0) return 'oauth-test';
  if (first.some((line) => wizardPlace(line) !== undefined)) return 'hybrid-wizard';
  if (first.some((line) => /^\[[^\]\n]{8,40}\] : /.test(line))) return 'css-log';
  return isScript ? 'script' : 'text';
}
