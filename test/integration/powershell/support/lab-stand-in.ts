/** A stand-in for PowerShell on a computer from which one Exchange organisation can be reached: the practice lab's. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabReady } from '../../../../src/shared/lab';

/** Makes the program in `folder` and gives its path. Every other server cannot be reached. */
export async function makeLabStandIn(folder: string, lab: LabReady): Promise<string> {
  const source = await readFile(join(import.meta.dirname, 'stand-in.cjs'), 'utf8');
  const { endpoint, secret, exchangeServer: server } = lab;
  await writeFile(join(folder, 'lab.json'), JSON.stringify({ endpoint, secret, server }));
  const file = join(folder, 'stand-in.cjs');
  await writeFile(file, `#!${process.execPath}\n${source}`);
  await chmod(file, 0o755);
  return file;
}
