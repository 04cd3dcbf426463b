/** Forgetting a customer: its folder, what the list kept of it, and every line of the log that names it. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import { namesIn } from '../../core/support/placeholders';
import { REHEARSAL_ID } from '../practice/practice-id';
import { LOG_FILES } from '../logging/log-files';
import { KEPT_LIST } from './customer-list';
import { DATA_BACKUPS } from './data-folder-upgrade';
import type { FileSystem } from './file-system';
import { listFolder, readIfThere, writeAtomic } from './file-system';

/** Names stand at the beginning of what is large: journals and plans repeat them. */
const LOOKED_AT = 4 * 1024 * 1024;

/** Where the customer is. */
export interface ForgetPlace {
  readonly dataFolder: string;
  readonly fs: FileSystem;
  readonly store: CustomerStore;
}

/** Removes everything that is stored for a customer. Files that a person saved elsewhere are theirs. */
export async function forgetCustomer(place: ForgetPlace, id: string): Promise<void> {
  const { dataFolder, fs, store } = place;
  const folder = join(dataFolder, 'customers', id);
  const names = await namesOf(fs, folder);
  await forgetRehearsal(place, id);
  const record = await store.load(id).catch(() => undefined);
  const words = [id, ...(record === undefined ? [] : [record.name])].filter(
    (word) => word.length > 2,
  );
  await store.remove(id);
  await fs.remove(join(dataFolder, 'customers', KEPT_LIST));
  await forgetCopies(place, id);
  await forgetRecent(place, id);
  const known = { names, words, domains: record === undefined ? [] : domainsOf(record) };
  await forgetDraft(place, known);
  for (const name of LOG_FILES) await cleanLog(fs, join(dataFolder, 'logs', name), known);
}

const rehearsalSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ customer: v.looseObject({ id: v.string() }) }),
);

/** What was rehearsed is a copy of this customer: its plan, its names and the lab built from them. */
async function forgetRehearsal({ dataFolder, fs, store }: ForgetPlace, id: string): Promise<void> {
  const folder = join(dataFolder, 'rehearsal');
  if (id === REHEARSAL_ID || (await listFolder(fs, folder)).length === 0) return;
  const bytes = await readIfThere(fs, join(folder, 'rehearsal.json'));
  const kept = v.safeParse(rehearsalSchema, Buffer.from(bytes ?? []).toString('utf8'));
  // One that does not say whose it is may be this customer's, and is easily made again.
  if (kept.success && kept.output.customer.id !== id) return;
  // Not while another window works in it.
  const release = await store.lock(REHEARSAL_ID);
  try {
    await store.remove(REHEARSAL_ID);
    await fs.remove(folder);
  } finally {
    await release();
  }
}

/** Copies that were made before the data folder was brought up to date. */
async function forgetCopies({ dataFolder, fs }: ForgetPlace, id: string): Promise<void> {
  const copies = join(dataFolder, DATA_BACKUPS);
  for (const name of await listFolder(fs, copies))
    await fs.remove(join(copies, name, 'customers', id));
}

const recentSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ customers: v.array(v.string()) }),
);

/** The customers that the system's menus offer. An open window does the same by itself. */
async function forgetRecent({ dataFolder, fs }: ForgetPlace, id: string): Promise<void> {
  const file = join(dataFolder, 'window', 'recent.json');
  const bytes = await readIfThere(fs, file);
  const recent = v.safeParse(recentSchema, Buffer.from(bytes ?? []).toString('utf8'));
  if (!recent.success || !recent.output.customers.includes(id)) return;
  const customers = recent.output.customers.filter((item) => item !== id);
  await writeAtomic(fs, file, Buffer.from(JSON.stringify({ ...recent.output, customers })));
}

/** What was typed for a new customer may be about this one. */
async function forgetDraft({ dataFolder, fs }: ForgetPlace, known: Known): Promise<void> {
  const file = join(dataFolder, 'window', 'new-customer.json');
  const text = Buffer.from((await readIfThere(fs, file)) ?? []).toString('utf8');
  if (isAbout(text, known)) await fs.remove(file);
}

/** Everything below these belongs to the customer, also what only the log names. */
function domainsOf({ tenantDomain, exchangeServer, skypeServer }: CustomerRecord): string[] {
  return [tenantDomain, parentOf(exchangeServer), parentOf(skypeServer ?? '')]
    .map((name) => name.toLowerCase())
    .filter((name) => name.includes('.'));
}

function parentOf(host: string): string {
  return host.slice(host.indexOf('.') + 1);
}

/** What tells that a line is about the customer. */
interface Known {
  readonly names: ReadonlySet<string>;
  readonly words: readonly string[];
  readonly domains: readonly string[];
}

function isAbout(line: string, { names, words, domains }: Known): boolean {
  return (
    words.some((word) => line.includes(word)) ||
    namesIn(line).some((name) => names.has(name) || domains.some((domain) => isBelow(name, domain)))
  );
}

function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`) || name.endsWith(`@${domain}`);
}

/** Servers, accounts, domains and ids that the customer's files name. */
async function namesOf(fs: FileSystem, folder: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const path of await filesBelow(fs, folder)) {
    const bytes = await readIfThere(fs, path).catch(() => undefined);
    const text = Buffer.from(bytes?.subarray(0, LOOKED_AT) ?? []).toString('utf8');
    for (const name of namesIn(text)) names.add(name);
  }
  return names;
}

async function filesBelow(fs: FileSystem, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await listFolder(fs, folder)) {
    const path = join(folder, name);
    if (await fs.isFolder(path)) paths.push(...(await filesBelow(fs, path)));
    else paths.push(path);
  }
  return paths;
}

async function cleanLog(fs: FileSystem, path: string, known: Known): Promise<void> {
  const bytes = await readIfThere(fs, path);
  if (bytes === undefined) return;
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const kept = lines.filter((line) => !isAbout(line, known));
  if (kept.length < lines.length) await writeAtomic(fs, path, Buffer.from(kept.join('\n'), 'utf8'));
}
