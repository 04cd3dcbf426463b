/** Data folders as earlier versions left them, recorded by running those versions: practice lab, one run and its undo. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Versions there are recordings of: the first whole one, with the tenant's step 1, with the pool. */
export const STORED_VERSIONS = ['first', 'tenant', 'pool'] as const;

const FOLDER = join(import.meta.dirname, '../fixtures/stored');

/** Files of a recording by their paths. */
export async function storedFiles(
  version: (typeof STORED_VERSIONS)[number],
): Promise<Readonly<Record<string, string>>> {
  const packed = await readFile(join(FOLDER, `${version}.json.gz`));
  return JSON.parse(gunzipSync(packed).toString('utf8')) as Record<string, string>;
}

/** Unpacks files below a folder. */
export async function unpack(
  files: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Every file below a folder with its bytes as Latin-1 text, by path. */
export async function everyFile(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile())
      found[path.slice(folder.length + 1)] = (await readFile(path)).toString('latin1');
  }
  return found;
}
