/** What the window asks for on its Keys screen. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileError } from '../../adapters/storage/file-system';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';

/** Bytes above which a file is not even opened; a backup's own limit is below it. */
const LIMIT = 64_000_000;

/** The keys of the open customer. */
export class KeysDesk {
  constructor(
    private readonly open: OpenCustomer,
    private readonly person: Person,
  ) {}

  /** Reads all key lists; how it ends is in the view. */
  async read({ policy }: ChannelInput<'keys.read'>): Promise<void> {
    await this.open.workOnKeys('read', async (keys, signal) => {
      await keys.read(policy, signal);
      await keys.listBackups();
    });
  }

  /** Makes a backup in the customer's folder. */
  async backup(): Promise<void> {
    await this.open.workOnKeys('read', async (keys) => {
      await keys.keepBackup();
    });
  }

  /** Plans to restore from a stored backup, or from a file that the person chooses. False where none was chosen. */
  async restore({ backup }: ChannelInput<'keys.restore'>): Promise<boolean> {
    if (backup !== null) {
      await this.open.workOnKeys('plan', async (keys) => {
        await keys.planRestoreStored(backup, null);
      });
      return true;
    }
    const file = await this.person.chooseBackupFile();
    if (file === undefined) return false;
    const text = await textOf(file);
    await this.open.workOnKeys('plan', async (keys) => {
      await keys.planRestore(text, basename(file), null);
    });
    return true;
  }

  /** Plans to drop expired keys, of all principals or of one. */
  async dropExpired({ principal }: ChannelInput<'keys.drop-expired'>): Promise<void> {
    await this.open.workOnKeys('plan', async (keys) => {
      await keys.planDrop(principal === null ? null : [principal]);
    });
  }

  /** Stores which further applications are listed, and reads again where keys were read. */
  async changePrincipals({ ids }: ChannelInput<'keys.principals'>): Promise<void> {
    const { record } = this.open.session.state;
    const principals = [...new Set(ids.map((id) => id.toLowerCase()))];
    await this.open.change({ ...record, principals });
    if (this.open.keys.known.inventory !== null) await this.read({ policy: false });
  }
}

async function textOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LIMIT)
      throw new CodedError(appError('HX-BACKUPFILE', { file: basename(file) }));
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}
