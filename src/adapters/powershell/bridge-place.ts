/**
 * Where a PowerShell is started: in a private folder of its own, never in a shared one, from which a program or module
 * of somebody else could be taken. Where the bridge's files could be exchanged after they were checked, what was
 * checked lies there as well and is loaded from there. Files that only an administrator may write stay where they are:
 * a system that trusts their folder for scripts does not trust a temporary one.
 */
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '../../shared/errors';
import { BRIDGE_MODULE, readBridgeFiles } from './bridge-files';

/** The place of one shell. */
export interface BridgePlace {
  /** Private; the current folder of the process. */
  readonly folder: string;
  readonly modulePath: string;
  /** Before each start: what speaks against the files; undefined where what will be loaded is as it was built. */
  readonly check: () => Promise<AppError | undefined>;
  /** Removes the folder. */
  readonly dispose: () => Promise<void>;
}

/** Makes it. */
export async function bridgePlace(
  bridgeFolder: string,
  expected?: Readonly<Record<string, string>>,
): Promise<BridgePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-'));
  const isOpen = await canWrite(join(bridgeFolder, BRIDGE_MODULE));
  const copies = join(folder, 'bridge');
  return {
    folder,
    modulePath: join(isOpen ? copies : bridgeFolder, BRIDGE_MODULE),
    check: async () => {
      const read = await readBridgeFiles(bridgeFolder, expected);
      if (read.error !== undefined) return read.error;
      if (!isOpen) return undefined;
      // Anew for each start: nothing that came there meanwhile is loaded.
      await rm(copies, { recursive: true, force: true });
      await mkdir(copies, { mode: 0o700 });
      for (const [name, bytes] of read.files)
        await writeFile(join(copies, name), bytes, { mode: 0o600, flag: 'wx' });
      return undefined;
    },
    dispose: () =>
      rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined),
  };
}

/** True where this account may write to the file; others may then as well. */
async function canWrite(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r+')).close();
    return true;
  } catch {
    return false;
  }
}
