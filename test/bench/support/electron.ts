/** Stands in for Electron where main's side is measured without a window: a lab is a child process. */
import { spawn } from 'node:child_process';

export * from '../../integration/main/support/electron';

export const utilityProcess = {
  fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
};
