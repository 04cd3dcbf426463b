/** Windows' own folder, from which programs of the system are started. Not what a variable of the environment says. */
import { realpathSync } from 'node:fs';

/** The kernel's name for it; variables and current folders have no part in it. */
const KERNEL_NAME = '\\\\?\\GLOBALROOT\\SystemRoot';
const USUAL = 'C:\\Windows';
/** A folder of a local drive: no share, no device, nothing relative. */
const LOCAL = /^[A-Z]:\\(?:[^\\/:*?"<>|]+\\?)+$/i;

/**
 * The folder, as the kernel says it. Where it says none, as on a file system that has no names for drives, the usual
 * one: a program that is not there is an error that shows, and one that somebody put elsewhere is not started.
 */
export function windowsFolder(
  resolve: (path: string) => string = (path) => realpathSync.native(path),
): string {
  try {
    const found = resolve(KERNEL_NAME).replace(/^\\\\\?\\(?=[A-Z]:\\)/i, '');
    return LOCAL.test(found) ? found : USUAL;
  } catch {
    return USUAL;
  }
}
