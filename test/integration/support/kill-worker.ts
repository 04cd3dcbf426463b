/** A Crossprem process that kills itself at a chosen point. Run as a process of its own by the crash tests. */
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { controlLab } from '../../../src/adapters/practice/lab-client';
import { practicePorts } from '../../../src/cli/composition';
import type { EnginePorts } from '../../../src/core/engine/ports';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerStore, Journal } from '../../../src/core/ports';
import { CustomerSession } from '../../../src/core/session';
import { isChange } from '../../../src/core/commands/allow-list';
import type { LabReady } from '../../../src/shared/lab';

/** What the worker is told. */
export interface KillOrder {
  readonly ready: LabReady;
  readonly folder: string;
  /** Kill right after the n-th journal line is on disk, right before it is written, or in mid-command. 0: never. */
  readonly at: 'after-line' | 'before-line' | 'in-command' | 'never';
  readonly n: number;
}

/** What it prints when it lives to the end. */
export interface KillReport {
  readonly lines: number;
  readonly commands: number;
  /** How the interrupted run ended after going on; null when none was interrupted. */
  readonly resumed: string | null;
  readonly result: string;
  /** Why it ended, where it did not end well. */
  readonly error: string;
  readonly verdicts: readonly string[];
  readonly pending: number;
}

const order = JSON.parse(process.argv[2] ?? '') as KillOrder;
let lines = 0;
let commands = 0;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal cannot be handled; this only tells the compiler that nothing follows.
  throw new Error('killed');
}

function killing(journal: Journal): Journal {
  return {
    entries: () => journal.entries(),
    append: async (entry) => {
      lines += 1;
      // The number of this very line: the other lane may write while this one waits for the disk.
      const line = lines;
      if (order.at === 'before-line' && line === order.n) die();
      await journal.append(entry);
      if (order.at === 'after-line' && line === order.n) die();
    },
  };
}

/** Sends the n-th change and dies while it is under way. */
function inCommand<T>(change: boolean, sent: Promise<T>): Promise<T> {
  if (!change) return sent;
  commands += 1;
  if (order.at === 'in-command' && commands === order.n) setTimeout(die, 1);
  return sent;
}

function killingStore(store: CustomerStore): CustomerStore {
  return {
    ...store,
    createRun: async (id, run, plan) => killing(await store.createRun(id, run, plan)),
    openRun: async (id, run) => {
      const stored = await store.openRun(id, run);
      return { ...stored, journal: killing(stored.journal) };
    },
  };
}

function killingPorts(ports: EnginePorts): EnginePorts {
  return {
    ...ports,
    shell: {
      description: ports.shell.description,
      invoke: (command, options) =>
        inCommand(isChange(command.name), ports.shell.invoke(command, options)),
    },
    directory: {
      description: ports.directory.description,
      send: (request, options) =>
        inCommand(request.method !== 'GET', ports.directory.send(request, options)),
    },
  };
}

async function main(): Promise<void> {
  const store = killingStore(customerStore(order.folder, nodeFileSystem));
  const record = await store.load('practice');
  if (record === undefined) throw new Error('no customer');
  const status = await controlLab(order.ready, { op: 'status' });
  const running = { ready: order.ready, status, stop: () => Promise.resolve() };
  const ports = killingPorts(practicePorts(order.folder, running, record, store));
  const session = new CustomerSession({ record, ports, store, productVersion: 'test' });
  await session.load();
  const resumed = session.state.run?.interrupted === true ? (await session.resume()).result : null;
  await session.makePlan();
  const end = await session.apply(TAGS);
  const verification = await session.verify();
  const after = await session.makePlan();
  const report: KillReport = {
    lines,
    commands,
    resumed,
    result: end.result,
    error: JSON.stringify(end.error ?? ''),
    verdicts: verification.steps.map((step) => step.verdict),
    pending: after.actions.length,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${String(thrown instanceof Error ? thrown.stack : thrown)}\n`);
  process.exitCode = 1;
});
