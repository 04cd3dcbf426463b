/**
 * Results of Test-OAuthConnectivity as printed in list format. The head of a detail is in the server's language; the
 * trace below it, property names and result types are not, and only those are read.
 */
import type { OAuthTest } from '../../shared/diagnosis';
import { cleaned, excerpt } from './evidence';
import type { Redact } from './evidence';
import type { PrintedRecord } from './records';
import { textOf } from './records';

/** Hosts of Exchange Online in each cloud (domain facts, section 10, and CSS-Exchange's list of endpoints). */
const CLOUD_HOSTS = [
  'outlook.office365.com',
  'outlook.office.com',
  'autodiscover-s.outlook.com',
  'outlook.office365.us',
  'outlook-dod.office365.us',
  'autodiscover-s.office365.us',
  'autodiscover-s-dod.office365.us',
  'partner.outlook.cn',
  'autodiscover-s.partner.outlook.cn',
  'outlook.sovcloud.fr',
  'outlook.sovcloud.de',
] as const;
const RESULTS = ['Success', 'Warning', 'Error'] as const;

/** A challenge names the address that was called; `L:<id>-AS:` the application the token was asked for with. */
const CHALLENGE = /challenge from '(https?:\/\/[^'\s]{1,300})/i;
const RESOURCE = /for resource '[0-9a-f-]{36}\/([a-z0-9.-]{1,253})@/i;
const APPLICATION = /\bL:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-AS:/i;

/** One result, with the lines it was printed in, both from 1. */
export interface LocatedTest {
  readonly test: Omit<OAuthTest, 'entries'>;
  readonly from: number;
  readonly to: number;
}

/** The results among printed objects. `lines` is how many lines the whole text has. */
export function parseOAuthConnectivity(
  records: readonly PrintedRecord[],
  lines: number,
  redact: Redact,
): LocatedTest[] {
  const found = records.filter((record) => record.has('ResultType') && record.has('Detail'));
  return found.map((record, index) => {
    const from = firstLine(record);
    const next = found[index + 1];
    return {
      test: testOf(record, from, redact),
      from,
      to: next === undefined ? lines : firstLine(next) - 1,
    };
  });
}

function firstLine(record: PrintedRecord): number {
  return Math.min(...[...record.values()].map((property) => property.line));
}

function testOf(record: PrintedRecord, line: number, redact: Redact): Omit<OAuthTest, 'entries'> {
  // A console breaks addresses and ids anywhere; nothing that is looked for has a space where a line could end.
  const whole = record.get('Detail')?.value ?? '';
  const detail = whole.replace(/\n(?=\S)/g, (newline, at: number, text: string) =>
    /[\s:;,.]/.test(text.charAt(at - 1)) ? newline : '',
  );
  const target = CHALLENGE.exec(detail)?.[1] ?? null;
  const host = (target === null ? RESOURCE.exec(detail)?.[1] : hostOf(target))?.toLowerCase();
  const result = textOf(record, 'ResultType').trim().toLowerCase();
  return {
    line,
    task: excerpt(cleaned(redact(textOf(record, 'Task')))),
    result: RESULTS.find((item) => item.toLowerCase() === result) ?? 'unknown',
    direction:
      host === undefined
        ? 'unknown'
        : CLOUD_HOSTS.some((cloud) => cloud === host)
          ? 'to-cloud'
          : 'to-on-premises',
    target: target === null ? null : excerpt(cleaned(redact(target))),
    applicationId: APPLICATION.exec(detail)?.[1]?.toLowerCase() ?? null,
  };
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/([^/:?#\s]+)/i.exec(address)?.[1];
}
