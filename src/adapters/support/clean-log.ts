/** Log lines as support may see them: time, level and event as they are, every other text cleaned. */
import * as v from 'valibot';
import type { Placeholders } from '../../core/support/placeholders';
import { redact } from '../logging/redact';

const lineSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ at: v.string(), level: v.string(), event: v.string() }),
);

/** Fields that hold words of this product, and random ids by which a person, the log and Microsoft find each other. */
const LITERAL: ReadonlySet<string> = new Set([
  'at',
  'level',
  'event',
  'correlation',
  'operation',
  'serviceRequest',
  'op',
  'command',
  'code',
  'outcome',
  'state',
  'way',
  'kind',
]);

/** Cleans every line. Without placeholders only secrets are removed. */
export function cleanLog(text: string, names: Placeholders | undefined): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : cleanLine(line, names)))
    .join('\n');
}

function cleanLine(line: string, names: Placeholders | undefined): string {
  // Secrets first: a placeholder in the middle of one would hide what it is.
  const safe = redact(line);
  if (names === undefined) return safe;
  const parsed = v.safeParse(lineSchema, safe);
  return parsed.success
    ? redact(JSON.stringify(names.replaceIn(parsed.output, LITERAL)))
    : names.replace(safe);
}
