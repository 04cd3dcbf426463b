/** Builds everything the command line uses, by hand; nothing else does. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { appError } from '../shared/errors';
import type { LabOptions, LabReady, LabStatus } from '../shared/lab';
import type { CustomerRecord } from '../core/model/customer';
import type { EnginePorts } from '../core/engine/ports';
import type { CustomerStore, Directory, Shell } from '../core/ports';
import { fileLog } from '../adapters/logging/file-log';
import { controlLab } from '../adapters/practice/lab-client';
import { readyLine } from '../adapters/practice/ready-line';
import { PRACTICE_ID, newPracticeRecord, practiceTargets } from '../adapters/practice/targets';
import { customerStore } from '../adapters/storage/customer-store';
import { nodeFileSystem, fileError } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import { usualDataFolder } from '../adapters/system/data-folder';

/** The data folder to use. */
export function dataFolder(given: string | undefined): string {
  return given === undefined ? usualDataFolder(process.env, process.platform) : resolve(given);
}

/** Customers below a data folder. */
export function openStore(folder: string): CustomerStore {
  return customerStore(folder, nodeFileSystem);
}

/** A practice lab that runs as a child process. */
export interface RunningLab {
  readonly ready: LabReady;
  readonly status: LabStatus;
  /** Asks it to end and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** Starts a practice lab. A packaged app gives its own way: it cannot run plain Node. */
export type StartLab = (options: LabOptions) => Promise<RunningLab>;

/** Makes the lab's folder below a data folder. */
export async function makeLabFolder(folder: string): Promise<string> {
  const labFolder = join(folder, 'lab');
  try {
    await mkdir(labFolder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw fileError(thrown, labFolder);
  }
  return labFolder;
}

/** Starts the lab as a child process and waits for its line. */
export const startLabAsChild: StartLab = async (options) => {
  const words = [join(__dirname, 'lab.cjs'), JSON.stringify(options)];
  const child = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ready = await readyLine(child);
  const status = await controlLab(ready, { op: 'status' });
  return { ready, status, stop: () => stopLab(child, ready) };
};

async function stopLab(child: ChildProcess, ready: LabReady): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  await controlLab(ready, { op: 'stop' }).catch(() => undefined);
  child.stdin?.end();
  await gone;
}

/** The ports of the practice customer: the lab's shell and tenant, its virtual clock, and the real everything else. */
export function practicePorts(
  folder: string,
  lab: RunningLab,
  record: CustomerRecord,
  store: CustomerStore,
): EnginePorts {
  const log = fileLog(folder, () => new Date());
  const { shell, online, directory, clock } = practiceTargets(record, lab, log);
  const files = store.files(record.id);
  return { shell, online, directory, files, crypto: nodeCrypto, clock, ids: nodeIds, log };
}

/** The practice customer, made at its first use. */
export async function practiceCustomer(
  store: CustomerStore,
  ready: LabReady,
): Promise<CustomerRecord> {
  const found = await store.load(PRACTICE_ID);
  const { tenantId, tenantDomain, exchangeServer } = ready;
  if (found !== undefined) {
    if (found.tenantId === tenantId) return found;
    // The lab was set up anew with another seed, outside this product's own reset.
    const moved = { ...found, tenantId, tenantDomain, exchangeServer };
    await store.save(moved);
    return moved;
  }
  const record = newPracticeRecord(ready);
  await store.save(record);
  return record;
}

/** Ports of a customer whose servers and tenant cannot be reached from here: every call says so. */
export function unreachablePorts(
  folder: string,
  record: CustomerRecord,
  store: CustomerStore,
): EnginePorts {
  const error = (target: string) => appError('HX-REACH', { target });
  const shell: Shell = {
    description: record.exchangeServer,
    invoke: () => Promise.resolve({ kind: 'not-sent', error: error(record.exchangeServer) }),
  };
  const directory: Directory = {
    description: record.tenantDomain,
    send: () => Promise.resolve({ kind: 'failed', error: error(record.tenantDomain) }),
  };
  return {
    shell,
    directory,
    files: store.files(record.id),
    crypto: nodeCrypto,
    clock: systemClock,
    ids: nodeIds,
    log: fileLog(folder, () => new Date()),
  };
}
