/** Forgetting a customer: its folder, what the list kept of it, and every line of the log that names it. */
import { join } from 'node:path';
import type { CustomerStore } from '../../core/ports';
import { namesIn } from '../../core/support/placeholders';
import { LOG_FILES } from '../logging/log-files';
import { KEPT_LIST } from './customer-list';
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
  const record = await store.load(id).catch(() => undefined);
  const words = [id, ...(record === undefined ? [] : [record.name])].filter(
    (word) => word.length > 2,
  );
  await store.remove(id);
  await fs.remove(join(dataFolder, 'customers', KEPT_LIST));
  for (const name of LOG_FILES) await cleanLog(fs, join(dataFolder, 'logs', name), names, words);
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

async function cleanLog(
  fs: FileSystem,
  path: string,
  names: ReadonlySet<string>,
  words: readonly string[],
): Promise<void> {
  const bytes = await readIfThere(fs, path);
  if (bytes === undefined) return;
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const kept = lines.filter(
    (line) =>
      !words.some((word) => line.includes(word)) && !namesIn(line).some((name) => names.has(name)),
  );
  if (kept.length < lines.length) await writeAtomic(fs, path, Buffer.from(kept.join('\n'), 'utf8'));
}
