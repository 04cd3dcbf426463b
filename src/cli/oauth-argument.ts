/** `customer set --oauth guided|adopt|elsewhere [--by NAME --note WHO]`: how step 1 comes about. */
import * as v from 'valibot';
import type { OAuthInput } from '../shared/oauth-way';
import { OAUTH_WAYS, oauthInputSchema } from '../shared/oauth-way';
import { oneOf, wrongUse } from './wrong-use';

/** The choice; undefined where none is given. A statement needs who makes it and who or what sets step 1 up. */
export function parseOAuth(
  given: string | undefined,
  by: string | undefined,
  note: string | undefined,
): OAuthInput | undefined {
  if (given === undefined) return undefined;
  const way = oneOf(given, OAUTH_WAYS, '--oauth');
  const isStated = by !== undefined && note !== undefined;
  if (way === 'elsewhere' ? !isStated : by !== undefined || note !== undefined)
    throw wrongUse('--oauth (elsewhere --by NAME --note WHO)');
  const input = way === 'elsewhere' ? { way, statedBy: by, doneBy: note } : { way };
  const parsed = v.safeParse(oauthInputSchema, input);
  if (!parsed.success) throw wrongUse(`--by, --note (${parsed.issues[0].message})`);
  return parsed.output;
}
