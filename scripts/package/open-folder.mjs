/** Root starts a packaged program as somebody without rights, who may not look into every folder that root works in. */
import { chownSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Chromium's sandbox refuses root, so root starts the program as `nobody`. */
export const NOBODY = 65_534;

/** @returns {boolean} whether this process has root's rights */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Whether anybody may read a folder and pass through all folders above it.
 * @param {string} folder
 * @returns {boolean}
 */
export function isOpen(folder) {
  const mayPass = (statSync(folder).mode & 0o005) === 0o005;
  return mayPass && (folder === dirname(folder) || isOpen(dirname(folder)));
}

/**
 * A folder where `nobody` may start what lies in it: the folder itself, or a copy in the folder for temporary files.
 * @param {string} folder absolute
 * @returns {{folder: string, remove: () => void}} `remove` takes a copy away
 */
export function openFolder(folder) {
  if (!isRoot() || isOpen(folder)) return { folder, remove: () => undefined };
  const above = mkdtempSync(join(tmpdir(), 'crossprem-open-'));
  const copy = join(above, basename(folder));
  cpSync(folder, copy, { recursive: true });
  chownSync(above, NOBODY, NOBODY);
  return { folder: copy, remove: () => rmSync(above, { recursive: true, force: true }) };
}
