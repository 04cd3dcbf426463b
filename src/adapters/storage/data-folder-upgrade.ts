/**
 * Brings a data folder of an earlier version up to date, once: everything is copied first, then changed file by file.
 * The mark says how far it came, so that a start after a power cut goes on there; each change can be made twice.
 */
import { join } from 'node:path';
import type { Clock } from '../../core/ports';
import { afterwards } from '../../shared/afterwards';
import { CodedError, appError } from '../../shared/errors';
import { DATA_FORMAT, FORMAT_FILE, dataState } from './data-format';
import type { FileSystem } from './file-system';
import { fileError, listFolder, readIfThere, writeAtomic } from './file-system';
import { lockFolder } from './lock';
import { formatOf, newerVersion } from './stored-formats';
import { upgradeCustomer } from './upgrade-customer';

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** Folder of the copies; one folder for each time. */
export const DATA_BACKUPS = 'backups';
/** Another Crossprem that does this work already is waited for so long. */
const WAIT_MS = 500;
const MOST_WAITS = 120;

/** Where the data is, and what the work needs. */
export interface DataPlace {
  readonly folder: string;
  readonly fs: FileSystem;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Told before the work on each customer, first of the copy, then of the change. */
  readonly onProgress?: (progress: UpgradeProgress) => void;
}

/** How far a data folder is on its way to this version. */
export interface UpgradeProgress {
  readonly phase: 'copy' | 'change';
  /** The customer that is worked on, from 1 on. */
  readonly customer: number;
  readonly customers: number;
}

/**
 * Makes a data folder ready for this version. An empty one is marked where `mark` says so. HX-NEWER where a later
 * version wrote it: then nothing is changed. True where it was empty and now is marked.
 */
export async function prepareDataFolder(place: DataPlace, mark: boolean): Promise<boolean> {
  for (let waits = 0; ; waits += 1) {
    const state = dataState(place.folder);
    const file = join(place.folder, FORMAT_FILE);
    switch (state.kind) {
      case 'current':
        return false;
      case 'newer':
        throw new CodedError(
          appError('HX-NEWER', {
            file: join(place.folder, state.file),
            found: state.found,
            known: state.known,
          }),
        );
      case 'unreadable':
        throw new CodedError(appError('HX-FILE', { path: file }, state.detail));
      case 'fresh':
        // Where this cannot be written nothing can, and whoever saves something first is told so.
        return (
          mark &&
          (await writeMark(place, { format: DATA_FORMAT }).then(
            () => true,
            () => false,
          ))
        );
      case 'earlier': {
        const release = await lockFolder(place.fs, place.folder).catch((fault: unknown) => {
          const isBusy = fault instanceof CodedError && fault.error.code === 'HX-BUSY';
          if (!isBusy || waits === MOST_WAITS) throw fault;
          return null;
        });
        if (release === null) {
          await place.clock.sleep(WAIT_MS);
          continue;
        }
        await afterwards(upgrade(place), release);
        return false;
      }
    }
  }
}

/** Takes the mark back from a folder in which nothing was stored after all. */
export async function takeMarkBack({ folder, fs }: Omit<DataPlace, 'clock'>): Promise<void> {
  const names = await listFolder(fs, folder);
  if (names.length === 1 && names[0] === FORMAT_FILE) await fs.remove(join(folder, FORMAT_FILE));
}

/** Under the folder's lock, so it is looked at again: another Crossprem may have been quicker. */
async function upgrade(place: DataPlace): Promise<void> {
  const state = dataState(place.folder);
  if (state.kind !== 'earlier') return;
  const { folder, fs } = place;
  const customers = (await listFolder(fs, join(folder, 'customers'))).filter((id) => ID.test(id));
  const releases: (() => Promise<void>)[] = [];
  try {
    for (const id of customers) releases.push(await lockFolder(fs, join(folder, 'customers', id)));
    await refuseNewer(place);
    if (state.backup === undefined)
      await writeMark(place, await backUp(place, state.from, customers.length));
    for (const [index, id] of customers.entries()) {
      place.onProgress?.({ phase: 'change', customer: index + 1, customers: customers.length });
      await upgradeCustomer(fs, join(folder, 'customers', id), id);
    }
    await writeMark(place, { format: DATA_FORMAT });
  } finally {
    for (const release of releases) await release();
  }
}

function writeMark({ folder, fs }: DataPlace, mark: object): Promise<void> {
  return writeAtomic(fs, join(folder, FORMAT_FILE), Buffer.from(`${JSON.stringify(mark)}\n`));
}

/** A folder without a mark may hold single files that a later version wrote. */
async function refuseNewer(place: DataPlace): Promise<void> {
  const { folder, fs } = place;
  for (const path of await storedFiles(place)) {
    const format = formatOf(path);
    if (format === undefined || format.field === null || !format.kept) continue;
    const bytes = await readIfThere(fs, join(folder, path));
    const found = newerVersion(format, Buffer.from(bytes ?? []).toString('utf8'));
    if (found !== undefined)
      throw new CodedError(appError('HX-NEWER', { file: path, found, known: format.current }));
  }
}

/** Copies everything aside; the copy has its name only once it is whole and on disk. */
async function backUp(
  place: DataPlace,
  from: number,
  customers: number,
): Promise<{ format: number; backup: string }> {
  const { folder, fs, clock } = place;
  const backup = `format-${from}-${clock.now().toISOString().toLowerCase().replace(/[:.]/g, '-')}`;
  const whole = join(folder, DATA_BACKUPS, backup);
  // Its name is only given to a whole copy, so that one of this very moment need not be made again.
  if (await fs.isFolder(whole).catch(() => false)) return { format: from, backup };
  // What an earlier try left unfinished goes first: the disk may be small.
  for (const name of await listFolder(fs, join(folder, DATA_BACKUPS)))
    if (name.endsWith('.part')) await fs.remove(join(folder, DATA_BACKUPS, name));
  const part = `${whole}.part`;
  try {
    const seen = new Set<string>();
    for (const path of await storedFiles(place)) {
      const [, id] = /^customers\/([^/]+)\//.exec(path) ?? [];
      if (id !== undefined && ID.test(id) && !seen.has(id)) {
        seen.add(id);
        place.onProgress?.({ phase: 'copy', customer: seen.size, customers });
      }
      const bytes = await readIfThere(fs, join(folder, path));
      if (bytes !== undefined) await writeAtomic(fs, join(part, path), bytes);
    }
    await fs.makeFolder(part);
    await fs.rename(part, whole);
    await fs.flushFolder(join(folder, DATA_BACKUPS));
  } catch (thrown) {
    await fs.remove(part).catch(() => undefined);
    throw fileError(thrown, part);
  }
  return { format: from, backup };
}

/** Files that are read back and cannot be made again, by their paths below the data folder. */
async function storedFiles({ folder, fs }: DataPlace): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const name of await listFolder(fs, join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      if (formatOf(path)?.kept === true) found.push(path);
      else if (await fs.isFolder(join(folder, path)).catch(() => false)) await walk(path);
    }
  };
  for (const name of await listFolder(fs, folder)) {
    if (formatOf(name)?.kept === true) found.push(name);
    // Nothing else has stored files: Chromium's own, logs and copies are not looked through.
    else if (name === 'customers' || name === 'lab') await walk(name);
  }
  return found.sort();
}
