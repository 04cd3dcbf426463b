/** Customers that were opened last, for the system's own menus of this program. Ids only; names come from the list. */
import * as v from 'valibot';
import { readSmallJson, writeSmallJson } from '../small-file';

/** As many as a menu of the system shows. */
const KEPT = 5;
const schema = v.object({
  version: v.literal(1),
  customers: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))),
    v.maxLength(KEPT),
  ),
});

/** The list, newest first, kept in a small file. */
export class RecentCustomers {
  private ids: readonly string[];

  constructor(
    private readonly file: string,
    private readonly onChange: () => void,
  ) {
    const stored = v.safeParse(schema, readSmallJson(file));
    this.ids = stored.success ? stored.output.customers : [];
  }

  get customers(): readonly string[] {
    return this.ids;
  }

  /** A customer was opened. */
  add(id: string): void {
    if (this.ids[0] !== id) this.set([id, ...this.ids.filter((item) => item !== id)]);
  }

  /** A customer was removed from this computer. */
  forget(id: string): void {
    if (this.ids.includes(id)) this.set(this.ids.filter((item) => item !== id));
  }

  private set(ids: readonly string[]): void {
    this.ids = ids.slice(0, KEPT);
    try {
      writeSmallJson(this.file, { version: 1, customers: this.ids });
    } catch {
      // A folder that cannot be written to costs the memory only.
    }
    this.onChange();
  }
}
