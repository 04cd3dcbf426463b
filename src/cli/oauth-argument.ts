/** `customer set --oauth guided|adopt|elsewhere [--by NAME --note WHO]`: how step 1 comes about. */
import * as v from 'valibot';
import type { CheckInput } from '../shared/checks';
import type { OAuthInput } from '../shared/oauth-way';
import { OAUTH_WAYS, oauthInputSchema } from '../shared/oauth-way';
import { parseChecks } from './checks';
import { oneOf, wrongUse } from './wrong-use';

/** What `--by` and `--note` belong to: checks that are signed, or a statement about step 1. */
export function parseSigned(
  values: Partial<Record<'oauth' | 'by' | 'note', string>> & { readonly record?: string[] },
): { readonly checks: readonly CheckInput[]; readonly oauth: OAuthInput | undefined } {
  const { oauth, record = [], by, note } = values;
  if (oauth === undefined) return { checks: parseChecks(record, by, note), oauth };
  return { checks: [], oauth: parseOAuth(oauth, by, note) };
}

/** The choice. A statement needs who makes it and who or what sets step 1 up. */
function parseOAuth(given: string, by: string | undefined, note: string | undefined): OAuthInput {
  const way = oneOf(given, OAUTH_WAYS, '--oauth');
  const isStated = by !== undefined && note !== undefined;
  if (way === 'elsewhere' ? !isStated : by !== undefined || note !== undefined)
    throw wrongUse('--oauth (elsewhere --by NAME --note WHO)');
  const input = way === 'elsewhere' ? { way, statedBy: by, doneBy: note } : { way };
  const parsed = v.safeParse(oauthInputSchema, input);
  if (!parsed.success) throw wrongUse(`--by, --note (${parsed.issues[0].message})`);
  return parsed.output;
}
