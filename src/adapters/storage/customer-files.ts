import { join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { Files } from '../../core/ports';
import type { FileSystem } from './file-system';
import { fileError, listFolder, readIfThere, writeAtomic } from './file-system';

const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Files below one folder. Each part of a path is a safe name, so nothing can point outside. */
export function customerFiles(folder: string, fs: FileSystem): Files {
  const resolve = (path: string): string => {
    const parts = path.split('/');
    if (parts.some((part) => !PART.test(part))) throw new CodedError(appError('HX-FILE', { path }));
    return join(folder, ...parts);
  };
  return {
    read: (path) => readIfThere(fs, resolve(path)),
    write: (path, content) => writeAtomic(fs, resolve(path), content),
    remove: async (path) => {
      try {
        await fs.remove(resolve(path));
      } catch (thrown) {
        throw fileError(thrown, path);
      }
    },
    list: (path) => listFolder(fs, resolve(path)),
  };
}
