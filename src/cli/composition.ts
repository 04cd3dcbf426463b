/** Builds everything the command line uses, by hand; nothing else does. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../shared/errors';
import type { LabOptions, LabReady, LabStatus } from '../shared/lab';
import type { CustomerRecord } from '../core/model/customer';
import type { EnginePorts } from '../core/engine/ports';
import type { CustomerStore, Directory, Shell } from '../core/ports';
import { fileLog } from '../adapters/logging/file-log';
import { controlLab, labClock, labReadySchema, labShell } from '../adapters/practice/lab-client';
import { customerStore } from '../adapters/storage/customer-store';
import { nodeFileSystem, fileError } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import { usualDataFolder } from '../adapters/system/data-folder';
import { createNodeHttp, createPracticeBrowser, createTenant } from '../adapters/tenant';

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

/** Starts the practice lab on the data folder and waits for its line. */
export async function startLab(
  folder: string,
  options: Omit<LabOptions, 'folder'>,
): Promise<RunningLab> {
  const labFolder = join(folder, 'lab');
  try {
    await mkdir(labFolder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw fileError(thrown, labFolder);
  }
  const words = [join(__dirname, 'lab.cjs'), JSON.stringify({ ...options, folder: labFolder })];
  const child = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ready = await readReadyLine(child);
  const status = await controlLab(ready, { op: 'status' });
  return { ready, status, stop: () => stopLab(child, ready) };
}

function readReadyLine(child: ChildProcess): Promise<LabReady> {
  return new Promise((resolveLine, reject) => {
    let text = '';
    let errors = '';
    const fault = (detail: string): void => {
      reject(new CodedError(appError('HX-LAB', {}, detail)));
    };
    child.stderr?.on(
      'data',
      (part: Buffer) => (errors = `${errors}${part.toString('utf8')}`.slice(-2_000)),
    );
    child.once('error', (error) => {
      fault(error.message);
    });
    child.once('exit', (code) => {
      fault(`${errors.trim()} (exit code ${String(code)})`);
    });
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      const parsed = v.safeParse(
        v.pipe(v.string(), v.parseJson(), labReadySchema),
        text.slice(0, end),
      );
      if (parsed.success) resolveLine(parsed.output);
      else fault(parsed.issues[0].message);
    });
  });
}

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
  const { ready } = lab;
  const log = fileLog(folder, () => new Date());
  const clock = labClock(ready, lab.status.now);
  const hosts = [new URL(ready.authority).host, new URL(ready.graph).host];
  const http = createNodeHttp({ hosts, ca: ready.ca });
  const tenant = createTenant({
    authority: ready.authority,
    graph: ready.graph,
    clientId: ready.clientId,
    tenantId: record.tenantId,
    tenantDomain: record.tenantDomain,
    http,
    // Waiting for the lab's Graph is virtual; tokens and sign-in use real time.
    clock,
    signInClock: systemClock,
    log,
    openBrowser: createPracticeBrowser(http),
    autoSignIn: true,
  });
  return {
    shell: labShell(ready),
    directory: tenant.directory,
    files: store.files(record.id),
    crypto: nodeCrypto,
    clock,
    ids: nodeIds,
    log,
  };
}

/** The practice customer, made at its first use. */
export async function practiceCustomer(
  store: CustomerStore,
  ready: LabReady,
): Promise<CustomerRecord> {
  const found = await store.load('practice');
  const { tenantId, tenantDomain, exchangeServer } = ready;
  if (found !== undefined) {
    if (found.tenantId === tenantId) return found;
    // The lab was set up anew with another seed, outside this product's own reset.
    const moved = { ...found, tenantId, tenantDomain, exchangeServer };
    await store.save(moved);
    return moved;
  }
  const record: CustomerRecord = {
    format: 1,
    id: 'practice',
    name: 'Practice',
    tenantId,
    tenantDomain,
    practice: true,
    recipe: 'both',
    inputs: {},
    exchangeServer,
    createdAt: new Date().toISOString(),
  };
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
