/**
 * The list of customers. What it says of one is kept with the times of the files it was made from, in memory and in one
 * file, so that a thousand customers are not read again because one of them changed.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { badgeSchema } from '../../shared/badge-schema';
import type { AppError } from '../../shared/errors';
import { canonicalJson } from '../../shared/json';
import { loadLastRead } from '../../core/history/last-read';
import type { CustomerListing } from '../../core/model/listing';
import { listingOf } from '../../core/model/listing';
import { SCENARIOS } from '../../core/model/plan';
import type { CustomerStore } from '../../core/ports';
import { CUSTOMER_FILE, canRestore } from './customer-copy';
import type { FileSystem } from './file-system';
import { fileError, listFolder, readIfThere, writeAtomic } from './file-system';

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** Below the customers' folder; no customer can have this name. */
export const KEPT_LIST = '.list.json';
/** Customers looked at side by side: more only wait for the disk. */
const AT_A_TIME = 32;

/** A customer whose file cannot be read. */
export interface UnreadableCustomer {
  readonly id: string;
  readonly error: AppError;
  /** True where its copy can be put back. */
  readonly canRestore: boolean;
}

/** One row of the list. */
export type ListedCustomer = CustomerListing | UnreadableCustomer;

interface Kept {
  readonly stamp: string;
  /** The newest run's folder, whose journal may still grow; '' where there is none. */
  readonly newest: string;
  readonly listing: CustomerListing;
}

const listingSchema: v.GenericSchema<unknown, CustomerListing> = v.strictObject({
  id: v.pipe(v.string(), v.regex(ID)),
  name: v.string(),
  tenantDomain: v.string(),
  practice: v.boolean(),
  staged: v.boolean(),
  scenario: v.exactOptional(v.picklist(SCENARIOS)),
  badge: v.exactOptional(badgeSchema),
  lastRun: v.exactOptional(
    v.strictObject({
      id: v.string(),
      kind: v.picklist(['apply', 'undo']),
      startedAt: v.string(),
      result: v.string(),
    }),
  ),
  verified: v.exactOptional(v.strictObject({ at: v.string(), isVerified: v.boolean() })),
  read: v.exactOptional(
    v.strictObject({
      at: v.string(),
      found: v.exactOptional(
        v.strictObject({
          changes: v.number(),
          drift: v.exactOptional(v.strictObject({ values: v.number(), since: v.string() })),
        }),
      ),
    }),
  ),
  expiry: v.exactOptional(v.string()),
});
const keptSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    format: v.literal(2),
    customers: v.array(
      v.strictObject({ stamp: v.string(), newest: v.string(), listing: listingSchema }),
    ),
  }),
);

/** The customers below a data folder. */
export class CustomerList {
  readonly #root: string;
  #kept: Map<string, Kept> | undefined;
  #written = '';

  constructor(
    dataFolder: string,
    private readonly fs: FileSystem,
    private readonly store: CustomerStore,
  ) {
    this.#root = join(dataFolder, 'customers');
  }

  /**
   * All customers by id. Only those are read whose files changed since the last time; with `touched`, only these are
   * looked at, and those that are new.
   */
  async read(touched?: readonly string[]): Promise<readonly ListedCustomer[]> {
    this.#kept ??= await this.#load();
    const known = this.#kept;
    const ids = (await listFolder(this.fs, this.#root)).filter((name) => ID.test(name)).sort();
    const found = await inPortions(ids, (id) => {
      const kept = known.get(id);
      const isTouched = touched === undefined || touched.includes(id);
      return kept === undefined || isTouched ? this.#one(id, kept) : Promise.resolve({ kept });
    });
    const rows = found.filter((item) => item !== undefined);
    this.#kept = new Map(
      rows.flatMap((row) => ('kept' in row ? [[row.kept.listing.id, row.kept]] : [])),
    );
    await this.#save();
    return rows.map((row) => ('kept' in row ? row.kept.listing : row));
  }

  async #one(id: string, known: Kept | undefined) {
    const folder = join(this.#root, id);
    try {
      if (known?.stamp === (await this.#stamp(id, known?.newest ?? ''))) return { kept: known };
      const record = await this.store.load(id);
      if (record === undefined) return await this.#lost(id, folder);
      const runs = await this.store.runs(id);
      const verification = (await this.store.loadVerification(id, record.scenario)) ?? null;
      const read = await loadLastRead(this.store.files(id));
      const listing = listingOf(record, runs, verification, read);
      const newest = await this.#newest(folder);
      return { kept: { stamp: await this.#stamp(id, newest), newest, listing } };
    } catch (thrown) {
      const { error } = fileError(thrown, id);
      const isNewer = error.code === 'HX-NEWER';
      return { id, error, canRestore: !isNewer && (await canRestore(this.fs, folder, id)) };
    }
  }

  /** A folder without its file is no customer, unless the copy says that it was one. */
  async #lost(id: string, folder: string): Promise<UnreadableCustomer | undefined> {
    if (!(await canRestore(this.fs, folder, id))) return undefined;
    const file = join(folder, CUSTOMER_FILE);
    return { id, error: { code: 'HX-CUST', args: { file } }, canRestore: true };
  }

  async #newest(folder: string): Promise<string> {
    const runs = (await listFolder(this.fs, join(folder, 'runs'))).filter((name) => ID.test(name));
    return [...runs].sort().at(-1) ?? '';
  }

  /** Whatever is written of a customer changes one of these. A journal grows without its folder changing. */
  async #stamp(id: string, newest: string): Promise<string> {
    const folder = join(this.#root, id);
    const paths = [folder, join(folder, CUSTOMER_FILE), join(folder, 'runs')];
    if (newest !== '') paths.push(join(folder, 'runs', newest, 'journal.jsonl'));
    const stamps = await Promise.all(paths.map((path) => this.fs.stamp(path)));
    return stamps.map((stamp) => stamp ?? '-').join(' ');
  }

  /** What cannot be read costs time, nothing else: everything in it is made anew. */
  async #load(): Promise<Map<string, Kept>> {
    const bytes = await readIfThere(this.fs, join(this.#root, KEPT_LIST)).catch(() => undefined);
    if (bytes === undefined) return new Map();
    const text = Buffer.from(bytes).toString('utf8');
    const parsed = v.safeParse(keptSchema, text);
    if (!parsed.success) return new Map();
    this.#written = text;
    return new Map(parsed.output.customers.map((kept) => [kept.listing.id, kept]));
  }

  async #save(): Promise<void> {
    const customers = [...(this.#kept ?? [])].map(([, kept]) => kept);
    const text = canonicalJson({ format: 2, customers });
    if (text === this.#written || (customers.length === 0 && this.#written === '')) return;
    const path = join(this.#root, KEPT_LIST);
    // A list that cannot be kept is read from the customers the next time.
    await writeAtomic(this.fs, path, Buffer.from(text, 'utf8')).then(
      () => {
        this.#written = text;
      },
      () => undefined,
    );
  }
}

async function inPortions<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_A_TIME)
    results.push(...(await Promise.all(items.slice(start, start + AT_A_TIME).map(work))));
  return results;
}
