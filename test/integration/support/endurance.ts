/** Rounds of work in one process, and what the process holds between them. */
import { mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { practicePorts } from '../../../src/cli/composition';
import { TAGS } from '../../../src/core/model/action';
import type { Shell } from '../../../src/core/ports';
import { CustomerSession } from '../../../src/core/session';
import type { TestLab } from './practice';
import { runningLab, testRecord } from './practice';

/** What a process holds, apart from memory. */
export interface Held {
  /** Open files and pipes; 0 where the system does not tell. */
  readonly descriptors: number;
  /** Open connections. Each session keeps some for its next request, which close by themselves after some seconds. */
  readonly sockets: number;
  /** Sockets, timers and other things that keep the process alive. */
  readonly resources: number;
  readonly children: number;
  /** Files and folders below the system's folder for temporary files. */
  readonly temporary: number;
}

/** A shell that ends with its round. */
type OwnShell = Shell & { readonly close: () => Promise<void> };

/** Gives this process a folder of its own for temporary files; the release removes it. */
export async function ownTemporaryFolder(): Promise<() => Promise<void>> {
  const before = process.env['TMPDIR'];
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-endurance-'));
  process.env['TMPDIR'] = folder;
  return async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * One round: a customer of its own reads, plans, applies, verifies, and is closed and removed. `own`: the shell through
 * which it does; the lab's own where absent.
 */
export async function oneRound(lab: TestLab, own?: () => OwnShell): Promise<void> {
  await lab.reset('half');
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-round-'));
  const store = customerStore(folder, nodeFileSystem);
  const record = testRecord(lab, {});
  await store.save(record);
  const release = await store.lock(record.id);
  const whole = practicePorts(folder, await runningLab(lab), record, store);
  const shell = own?.();
  const ports = shell === undefined ? whole : { ...whole, shell };
  try {
    const session = new CustomerSession({ record, ports, store, productVersion: 'test' });
    await session.load();
    await session.makePlan();
    const { result } = await session.apply(TAGS);
    const { steps } = await session.verify();
    if (result !== 'done' || steps.some(({ verdict }) => verdict !== 'verified'))
      throw new Error(`a round ended ${result}: ${JSON.stringify(steps)}`);
  } finally {
    await shell?.close();
    await whole.shell.close();
    await release();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the process holds now. What is opened once and kept is part of it, so look after a warm-up. */
export async function held(): Promise<Held> {
  const [open, children, temporary] = await Promise.all([
    openNow(),
    childrenOf(process.pid),
    readdir(tmpdir(), { recursive: true }),
  ]);
  return {
    descriptors: open.filter((name) => !name.startsWith('socket:')).length,
    sockets: open.filter((name) => name.startsWith('socket:')).length,
    resources: process.getActiveResourcesInfo().length,
    children,
    temporary: temporary.length,
  };
}

/** What this process has open; one that closed meanwhile is not told. */
async function openNow(): Promise<string[]> {
  const ids = await readdir('/proc/self/fd').catch(() => []);
  const names = ids.map((id) => readlink(`/proc/self/fd/${id}`).catch(() => ''));
  return (await Promise.all(names)).filter((name) => name !== '');
}

async function childrenOf(pid: number): Promise<number> {
  const file = `/proc/${pid.toString()}/task/${pid.toString()}/children`;
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split(' ').filter((id) => id !== '').length;
}

/** Megabytes of live objects, after everything else was collected. */
export function liveHeap(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Megabytes that a process takes; undefined where the system does not tell. */
export async function residentOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid.toString()}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s*(\d+)/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}
