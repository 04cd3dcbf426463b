/** Files of a report. One that another program holds open is left alone: the new one gets a name of its own. */
import { join } from 'node:path';
import type { FileSystem } from './file-system';
import { errorCode, fileError, replaceFile } from './file-system';

/** A file that was written. */
export interface WrittenFile {
  readonly path: string;
  /** True where the usual name was held by another program. */
  readonly renamed: boolean;
}

/** How the system says that somebody else has the file open. */
const HELD: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES']);
/** Names that are tried; a folder that takes none of them cannot be written. */
const NAMES = 9;

/** Writes `<name><suffix>`, or `<name>-2<suffix>` and so on. */
export async function writeReportFile(
  fs: FileSystem,
  folder: string,
  name: string,
  suffix: string,
  content: Uint8Array,
): Promise<WrittenFile> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? '' : `-${String(number)}`}${suffix}`);
    try {
      await replaceFile(fs, path, content);
      return { path, renamed: number > 1 };
    } catch (thrown) {
      if (!HELD.has(errorCode(thrown)) || number === NAMES) throw fileError(thrown, path);
    }
  }
}
