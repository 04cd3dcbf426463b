/** `verify --record CHECK=RESULT --by NAME [--note TEXT]`: what a person saw, signed. */
import * as v from 'valibot';
import type { CheckInput } from '../shared/checks';
import { CHECK_RESULTS, FEATURE_CHECKS, checkInputSchema } from '../shared/checks';
import { oneOf, wrongUse } from './wrong-use';

/** Checks to sign; none where nothing is recorded. HX-USE for whatever the file would not take. */
export function parseChecks(
  records: readonly string[],
  by: string | undefined,
  note: string | undefined,
): readonly CheckInput[] {
  if (records.length === 0) {
    if (by !== undefined || note !== undefined) throw wrongUse('--by, --note (verify --record)');
    return [];
  }
  if (by === undefined || by.trim() === '') throw wrongUse('--record (--by NAME)');
  return records.map((record) => {
    const [check = '', result = ''] = record.split('=', 2);
    const given = {
      check: oneOf(check, FEATURE_CHECKS, '--record'),
      result: oneOf(result, CHECK_RESULTS, `--record ${check}`),
      by,
      note: note ?? '',
    };
    const parsed = v.safeParse(checkInputSchema, given);
    if (!parsed.success) throw wrongUse(`--by, --note (${parsed.issues[0].message})`);
    return parsed.output;
  });
}
