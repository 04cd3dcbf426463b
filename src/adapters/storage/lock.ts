import { join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { FileSystem } from './file-system';
import { errorCode, fileError, readIfThere } from './file-system';

/** Holds a folder for this process by a file with its process id. The lock of a process that is gone is taken over. */
export async function lockFolder(fs: FileSystem, folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  try {
    await fs.makeFolder(folder);
  } catch (thrown) {
    throw fileError(thrown, folder);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fs.createExclusive(path, Buffer.from(process.pid.toString(), 'utf8'));
      return () => fs.remove(path);
    } catch (thrown) {
      if (errorCode(thrown) !== 'EEXIST') throw fileError(thrown, path);
      const holder = Number(Buffer.from((await readIfThere(fs, path)) ?? []).toString('utf8'));
      if (isAlive(holder) || attempt === 3) throw busy(path, holder);
      await fs.remove(path);
    }
  }
}

/** For whoever has to find the other one. */
function busy(path: string, holder: number): CodedError {
  return new CodedError(appError('HX-BUSY', {}, `process ${holder.toString()}: ${path}`));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives, but belongs to somebody else.
    return errorCode(thrown) === 'EPERM';
  }
}
