/** `Crossprem --customer ID`: the customer that a start asks for, also a second one, which hands it to the first. */
import * as v from 'valibot';
import { switchValue } from './paths';

const asked = v.object({
  customer: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
});

/** The customer that a start handed over; null where it named none. */
export function askedCustomer(data: unknown): string | null {
  const parsed = v.safeParse(asked, data);
  return parsed.success ? parsed.output.customer : null;
}

/** What a start hands over to the instance that runs already. */
export function startData(argv: readonly string[]): Record<string, unknown> {
  return { customer: switchValue(argv, 'customer') ?? null };
}
