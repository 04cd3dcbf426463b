/** The places of a text that an answer shows: the line, its number, and nothing that is secret. */
import type { Evidence } from '../../shared/diagnosis';

/** Takes secrets out of a text before anything is shown or kept. */
export type Redact = (text: string) => string;

/** Characters of a line that are shown at most. */
const SHOWN = 300;
/** Bytes of a line on each side of a place that are looked at. */
const REACH = 2_048;
const NEWLINE = 10;
const decoder = new TextDecoder('utf-8');

/** Part of a text: the place of what was found, and which line that is. */
export interface Place {
  readonly bytes: Uint8Array;
  /** First byte of what was found. */
  readonly start: number;
  /** One after its last byte. */
  readonly end: number;
  /** Number of the line that `start` is in, from 1. */
  readonly line: number;
}

/** Makes the evidence of a place. */
export function evidenceAt(place: Place, redact: Redact): Evidence {
  const { bytes, start, end, line } = place;
  const lineStart = bytes.lastIndexOf(NEWLINE, Math.max(0, start - 1)) + 1;
  const begin = start === 0 ? 0 : Math.min(lineStart, start);
  const column = decoder.decode(bytes.subarray(begin, start)).length + 1;
  const text = shownLine(bytes, begin, start, end, redact);
  const during = wizardPlace(decoder.decode(bytes.subarray(begin, begin + SHOWN)));
  return { line, column, text, ...(during !== undefined && { during: cleaned(redact(during)) }) };
}

function shownLine(
  bytes: Uint8Array,
  begin: number,
  start: number,
  end: number,
  redact: Redact,
): string {
  const newline = bytes.indexOf(NEWLINE, end);
  const lineEnd = newline === -1 ? bytes.length : newline;
  const from = Math.max(begin, start - REACH);
  const to = Math.min(lineEnd, end + REACH);
  let before = decoder.decode(bytes.subarray(from, start));
  let after = decoder.decode(bytes.subarray(end, to));
  // A word cut in two could be half a secret, which nothing would recognise.
  if (from > begin) before = before.replace(/^\S*/, '');
  if (to < lineEnd) after = after.replace(/\S*$/, '');
  const found = decoder.decode(bytes.subarray(start, end));
  const whole = cleaned(redact(before + found + after));
  return excerpt(whole, whole.indexOf(cleaned(found)));
}

/** At most as much as is shown, around a place of it. */
export function excerpt(text: string, place = 0): string {
  if (text.length <= SHOWN) return text;
  const from = Math.max(0, Math.min(place - SHOWN / 3, text.length - SHOWN));
  const cut = text.slice(from, from + SHOWN).trim();
  return `${from > 0 ? '…' : ''}${cut}${from + SHOWN < text.length ? '…' : ''}`;
}

/** Control characters could drive a terminal, and marks of direction could show another text than there is. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\s]+/g;

/** One line of plain text. */
export function cleaned(text: string): string {
  return text.replace(UNSAFE, ' ').trim();
}

/** Start of a line of the Hybrid Configuration Wizard's log (`docs` of the log: docs/diagnosis sources). */
const WIZARD_LINE =
  /^(\d{4}\.\d{2}\.\d{2} \d{2}:\d{2}:\d{2})\.\d{3} [^[\n]{0,60}\[Client=([^\]\n]{0,240})/;

/** Time, activity, side and cmdlet of a wizard's log line; undefined for any other line. */
export function wizardPlace(line: string): string | undefined {
  const [, time, fields] = WIZARD_LINE.exec(line) ?? [];
  if (time === undefined || fields === undefined) return undefined;
  const named = fields
    .split(',')
    .slice(1)
    .map((field) => field.trim())
    .filter((field) => /^(?:Activity|Session|Cmdlet)=/.test(field));
  return [time, ...named.map((field) => field.slice(field.indexOf('=') + 1))].join(' · ');
}
