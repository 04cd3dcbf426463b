/**
 * The bridge's files are code that runs with the rights of whoever uses Crossprem. Before a PowerShell is started, the
 * folder must hold exactly the files that this build was made with.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import hashes from './bridge-files.json';

/** File name of the module that PowerShell loads. */
export const BRIDGE_MODULE = 'Crossprem.Bridge.psm1';

/** Names that PowerShell could load from the folder, whatever loads them. */
const LOADABLE = /\.(?:ps1|psm1|psd1|ps1xml|cdxml|dll)$/i;

/** What speaks against the folder (HX-BRIDGE, naming each file); undefined when every file is as it was built. */
export async function checkBridgeFiles(
  folder: string,
  expected: Readonly<Record<string, string>> = hashes,
): Promise<AppError | undefined> {
  const found = await readdir(folder).catch(() => []);
  const added = found.filter((name) => LOADABLE.test(name) && !Object.hasOwn(expected, name));
  const checked = await Promise.all(
    Object.entries(expected).map(async ([name, hash]) =>
      (await hashOf(join(folder, name))) === hash ? [] : [name],
    ),
  );
  const wrong = [...checked.flat(), ...added];
  return wrong.length === 0
    ? undefined
    : appError('HX-BRIDGE', { folder, files: wrong.sort().join(', ') });
}

/** SHA-256 in hex; undefined for a file that cannot be read. */
async function hashOf(file: string): Promise<string | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
}
