/** The end of the log, line by line, as a person looks through it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { LogEntryView, LogPageView } from '../../shared/ipc/log-view';
import { matchLines } from './expression';
import { LOG_FILES, logFolder } from './log-files';

/** Bytes from the end that are looked through. */
const LOOKED_AT = 2 * 1024 * 1024;
/** Lines that are shown at most: the newest. */
const SHOWN = 2_000;
const LEVELS = ['info', 'warn', 'error'] as const;

const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.objectWithRest(
    {
      at: v.pipe(v.string(), v.isoTimestamp()),
      level: v.picklist(LEVELS),
      event: v.string(),
      target: v.optional(v.string(), ''),
      correlation: v.optional(v.string(), ''),
    },
    v.union([v.string(), v.number(), v.array(v.string())]),
  ),
);

interface Line {
  readonly entry: LogEntryView;
  /** As it is on disk; ids are looked for in it. */
  readonly raw: string;
}

/** What is looked for. */
export type LogQuery = ChannelInput<'logs.read'>;

/** Reads a log again and again, as somebody types what they look for; lines are taken apart once. */
export function logReader(dataFolder: string): (query: LogQuery) => LogPageView {
  let text = '';
  let lines: readonly Line[] = [];
  return (query) => {
    const now = tailOf(logFolder(dataFolder));
    if (now !== text) lines = linesOf(now);
    text = now;
    return pageOf(lines, query);
  };
}

/** The newest lines that fit. */
function pageOf(lines: readonly Line[], query: LogQuery): LogPageView {
  const targets = [...new Set(lines.map(({ entry }) => entry.target))].filter(
    (name) => name !== '',
  );
  const lowest = LEVELS.indexOf(query.level);
  const chosen = lines.filter(
    ({ entry, raw }) =>
      LEVELS.indexOf(entry.level) >= lowest &&
      (query.target === '' || entry.target === query.target) &&
      (query.id === '' || raw.includes(JSON.stringify(query.id))),
  );
  const texts = chosen.map(({ entry }) => `${entry.event} ${entry.target} ${entry.text}`);
  const hits = matchLines(texts, query.search, query.isExpression);
  const base = { total: lines.length, targets: targets.sort() };
  if (typeof hits === 'string') return { ...base, entries: [], matched: 0, problem: hits };
  const matching = chosen.filter((_line, index) => hits[index]);
  const entries = matching.slice(-SHOWN).map(({ entry }) => entry);
  return { ...base, entries, matched: matching.length, problem: null };
}

function linesOf(text: string): readonly Line[] {
  return text.split('\n').flatMap((raw, key): Line[] => {
    const parsed = v.safeParse(lineSchema, raw);
    // A line that was cut, or written by something else, cannot be told from accident: it is passed over.
    if (!parsed.success) return [];
    const { at, level, event, target, correlation, ...rest } = parsed.output;
    const text = Object.entries(rest)
      .map(([name, value]) => `${name}=${oneLine(String(value))}`)
      .join(' ');
    return [{ entry: { key, at, level, event, target, correlation, text }, raw }];
  });
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' · ');
}

/** Whole lines from the end, over all files. */
export function tailOf(folder: string, most: number = LOOKED_AT): string {
  let text = '';
  for (const name of [...LOG_FILES].reverse()) {
    const left = most - Buffer.byteLength(text, 'utf8');
    if (left <= 0) break;
    text = `${endOf(join(folder, name), left)}${text}`;
  }
  return text;
}

function endOf(file: string, most: number): string {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, most));
    const count = readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8', 0, count);
    return size > most ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(handle);
  }
}
