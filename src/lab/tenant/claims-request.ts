import * as v from 'valibot';

const claimsRequest = v.object({
  access_token: v.optional(
    v.object({
      acrs: v.optional(
        v.object({ value: v.optional(v.string()), values: v.optional(v.array(v.string()), []) }),
      ),
    }),
  ),
});

/** The authentication contexts that a claims request asks for (OpenID Connect Core, section 5.5). */
export function wantedContexts(claims: string | null): readonly string[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), claimsRequest), claims);
  const acrs = parsed.success ? parsed.output.access_token?.acrs : undefined;
  if (acrs === undefined) return [];
  return acrs.value === undefined ? acrs.values : [acrs.value, ...acrs.values];
}
