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

/** The files' bytes where every one is as it was built, else what speaks against the folder: HX-BRIDGE, naming each. */
export async function readBridgeFiles(
  folder: string,
  expected: Readonly<Record<string, string>> = hashes,
): Promise<
  | { readonly files: ReadonlyMap<string, Uint8Array>; readonly error?: undefined }
  | { readonly error: AppError }
> {
  const found = await readdir(folder).catch(() => []);
  const added = found.filter((name) => LOADABLE.test(name) && !Object.hasOwn(expected, name));
  const files = new Map<string, Uint8Array>();
  await Promise.all(
    Object.entries(expected).map(async ([name, hash]) => {
      const bytes = await readFile(join(folder, name)).catch(() => undefined);
      if (bytes !== undefined && hashOf(bytes) === hash) files.set(name, bytes);
    }),
  );
  const wrong = [...Object.keys(expected).filter((name) => !files.has(name)), ...added];
  return wrong.length === 0
    ? { files }
    : { error: appError('HX-BRIDGE', { folder, files: wrong.sort().join(', ') }) };
}

/** SHA-256 in hex. */
function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
