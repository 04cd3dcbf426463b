import { readdirSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the window's bundle. */
interface BundledFile {
  readonly path: string;
  readonly type: string;
}

/** URL path → file. Made once at start; no request ever becomes a path of the file system. */
export type BundledFiles = ReadonlyMap<string, BundledFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** A bundle that is damaged is no reason not to start: the window says so. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Lists the window's bundle. Files of an unknown kind are left out. */
export function listBundledFiles(folder: string): BundledFiles {
  const files = new Map<string, BundledFile>();
  const visit = (below: string, prefix: string): void => {
    for (const entry of entriesOf(below)) {
      const path = join(below, entry.name);
      const url = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) visit(path, url);
      const type = TYPES[extname(entry.name)];
      if (entry.isFile() && type !== undefined) files.set(url, { path, type });
    }
  };
  visit(folder, '');
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}
