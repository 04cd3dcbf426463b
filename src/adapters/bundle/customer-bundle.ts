/** Exporting a customer into one sealed file, and taking it in elsewhere. */
import { join } from 'node:path';
import * as v from 'valibot';
import { BUNDLE_PARTS } from '../../shared/bundle';
import type { BundleContents, BundlePart } from '../../shared/bundle';
import { CodedError, appError } from '../../shared/errors';
import { isSafeJson } from '../../shared/json';
import type { CustomerRecord } from '../../core/model/customer';
import { newCustomerId } from '../storage/customer-id';
import { customerStore } from '../storage/customer-store';
import type { FileSystem } from '../storage/file-system';
import { fileError, listFolder, readIfThere, writeAtomic } from '../storage/file-system';
import { customerSchema } from '../storage/schemas';
import { LARGEST_CONTENT, seal, unseal } from './envelope';
import { holdsSecret, isExportedFolder, partOf } from './parts';

const KIND = 'crossprem-customer-bundle';
/** Files of one customer; a thousand runs are two thousand. */
const MOST_FILES = 20_000;

const contentSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.check(isSafeJson),
  v.strictObject({
    kind: v.literal(KIND),
    format: v.literal(1),
    exportedAt: v.string(),
    productVersion: v.string(),
    customer: customerSchema,
    files: v.pipe(
      v.array(v.strictObject({ path: v.pipe(v.string(), v.maxLength(300)), content: v.string() })),
      v.maxLength(MOST_FILES),
    ),
  }),
);

/** Where customers are. */
export interface BundlePlace {
  readonly dataFolder: string;
  readonly fs: FileSystem;
}

interface Gathered {
  readonly files: readonly {
    readonly path: string;
    readonly part: Exclude<BundlePart, 'profile'>;
    readonly bytes: Uint8Array;
  }[];
  readonly leftOut: readonly string[];
}

/** What an export of this customer would hold. */
export async function bundleContents(
  place: BundlePlace,
  record: CustomerRecord,
): Promise<BundleContents> {
  const { files, leftOut } = await gather(place, record.id);
  const profile = Buffer.byteLength(JSON.stringify(portable(record)), 'utf8');
  const sizes = BUNDLE_PARTS.map((part) => {
    const own = files.filter((item) => item.part === part);
    const bytes = own.reduce((sum, item) => sum + item.bytes.length, 0);
    return part === 'profile'
      ? { part, files: 1, bytes: profile }
      : { part, files: own.length, bytes };
  });
  return { parts: sizes.filter(({ files: count }) => count > 0), leftOut };
}

/** The sealed file of a customer. */
export async function exportCustomer(
  place: BundlePlace,
  record: CustomerRecord,
  passphrase: string,
  made: { readonly at: string; readonly productVersion: string },
): Promise<Uint8Array> {
  const { files } = await gather(place, record.id);
  const content = {
    kind: KIND,
    format: 1,
    exportedAt: made.at,
    productVersion: made.productVersion,
    customer: portable(record),
    files: files.map(({ path, bytes }) => ({
      path,
      content: Buffer.from(bytes).toString('base64'),
    })),
  };
  return seal(Buffer.from(JSON.stringify(content), 'utf8'), passphrase, record.name);
}

/** Takes a sealed file in: all of it is there, or nothing. The customer changes nothing until it is taken over. */
export async function importCustomer(
  place: BundlePlace,
  file: { readonly name: string; readonly bytes: Uint8Array },
  passphrase: string,
  at: string,
): Promise<CustomerRecord> {
  const opened = await unseal(file.bytes, passphrase, file.name);
  const parsed = v.safeParse(contentSchema, opened.toString('utf8'));
  const foreign = (detail: string): CodedError =>
    new CodedError(appError('HX-BUNDLEFILE', { file: file.name }, detail));
  if (!parsed.success) throw foreign(parsed.issues[0].message);
  const { customer, files } = parsed.output;
  const other = files.find(({ path }) => partOf(path) === undefined);
  if (other !== undefined || customer.practice) throw foreign(other?.path ?? 'practice');
  const record = { ...portable(customer), id: await freeId(place, customer), staged: { at } };
  return settle(place, record, files, foreign);
}

/** Writes everything beside the customers, reads it as it will be read, and only then puts it among them. */
async function settle(
  { dataFolder, fs }: BundlePlace,
  record: CustomerRecord,
  files: readonly { readonly path: string; readonly content: string }[],
  foreign: (detail: string) => CodedError,
): Promise<CustomerRecord> {
  // A name that is no customer's: what a crash leaves there is removed by the next import.
  const aside = join(dataFolder, 'customers', '.import');
  const folder = join(aside, 'customers', record.id);
  try {
    await fs.remove(aside);
    for (const { path, content } of files)
      await writeAtomic(fs, join(folder, ...path.split('/')), Buffer.from(content, 'base64'));
    const store = customerStore(aside, fs);
    await store.save(record);
    await check(aside, record, fs).catch((fault: unknown) => {
      throw foreign(fault instanceof CodedError ? (fault.error.detail ?? fault.error.code) : '');
    });
    await fs.rename(folder, join(dataFolder, 'customers', record.id));
    await fs.flushFolder(join(dataFolder, 'customers'));
    return record;
  } catch (thrown) {
    throw fileError(thrown, folder);
  } finally {
    await fs.remove(aside).catch(() => undefined);
  }
}

async function check(aside: string, record: CustomerRecord, fs: FileSystem): Promise<void> {
  const store = customerStore(aside, fs);
  await store.load(record.id);
  await store.loadVerification(record.id, record.scenario);
  // Nothing kept comes with a file: each journal is read from its beginning here, and what counts of it is kept.
  for (const run of await store.runs(record.id)) await store.showRun(record.id, run.id);
}

/** Its own id where that is free. Plans and journals name it, so another one only where somebody else has it. */
async function freeId({ dataFolder, fs }: BundlePlace, customer: CustomerRecord): Promise<string> {
  const taken = new Set(await listFolder(fs, join(dataFolder, 'customers')));
  if (!taken.has(customer.id)) return customer.id;
  const there = await customerStore(dataFolder, fs)
    .load(customer.id)
    .catch(() => undefined);
  if (there === undefined || there.tenantId === customer.tenantId) {
    throw new CodedError(appError('HX-BUNDLEHAVE', { name: there?.name ?? customer.id }));
  }
  return newCustomerId(customer.name, taken);
}

/** The record without what belongs to this computer: kept sign-ins, paths of certificates and keys, drafts. */
function portable(record: CustomerRecord): CustomerRecord {
  const { tenantAccess, staged: _staged, typedAt: _typedAt, ...others } = record;
  if (tenantAccess === undefined) return others;
  const { remember: _remember, appOnly: _appOnly, ...access } = tenantAccess;
  return Object.keys(access).length === 0 ? others : { ...others, tenantAccess: access };
}

async function gather({ dataFolder, fs }: BundlePlace, id: string): Promise<Gathered> {
  const root = join(dataFolder, 'customers', id);
  const files: Gathered['files'][number][] = [];
  const leftOut: string[] = [];
  let size = 0;
  for (const path of await exportedPaths(fs, root, '')) {
    const part = partOf(path);
    const bytes = await readIfThere(fs, join(root, path));
    if (part === undefined || bytes === undefined) continue;
    size += bytes.length;
    if (size > LARGEST_CONTENT || files.length === MOST_FILES)
      throw new CodedError(appError('HX-BUNDLESIZE', { file: id, limit: 64 }));
    if (holdsSecret(bytes)) leftOut.push(path);
    else files.push({ path, part, bytes });
  }
  return { files, leftOut };
}

async function exportedPaths(fs: FileSystem, root: string, below: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of [...(await listFolder(fs, join(root, below)))].sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (isExportedFolder(path)) paths.push(...(await exportedPaths(fs, root, path)));
    else if (partOf(path) !== undefined) paths.push(path);
  }
  return paths;
}
