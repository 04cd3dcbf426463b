/** A practice lab process and sessions on it, for tests against real processes and real HTTPS on loopback. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type {
  LabCall,
  LabControl,
  LabFault,
  LabOptions,
  LabReady,
  LabStart,
  LabStatus,
} from '../../../src/shared/lab';
import { controlLab } from '../../../src/adapters/practice/lab-client';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { FileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { CustomerSession } from '../../../src/core/session';
import type { Shell } from '../../../src/core/ports';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { RunningLab } from '../../../src/cli/composition';
import { practicePorts } from '../../../src/cli/composition';
import type { Plan } from '../../../src/core/model/plan';

/** The bundle that `npm run build` makes; the suite builds before it tests. */
const LAB_BUNDLE =
  process.env['CROSSPREM_LAB_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/lab.cjs');

/** A lab under test. */
export interface TestLab {
  readonly folder: string;
  readonly ready: LabReady;
  readonly process: ChildProcess;
  control(control: LabControl): Promise<LabStatus>;
  reset(start: LabStart, seed?: number): Promise<void>;
  fault(name: LabFault, on?: boolean): Promise<void>;
  /** The lab's own call log. */
  calls(): Promise<readonly LabCall[]>;
  /** Change commands that were finished, in order. */
  changes(): Promise<readonly LabCall[]>;
  stop(): Promise<void>;
}

/** Starts a lab in a fresh folder. */
export async function startTestLab(options: Partial<LabOptions> = {}): Promise<TestLab> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'crossprem-lab-')));
  const whole: LabOptions = {
    folder,
    seed: 1,
    start: 'empty',
    latency: 'none',
    faults: [],
    ...options,
  };
  const child = spawn(process.execPath, [LAB_BUNDLE, JSON.stringify(whole)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stderr.pipe(process.stderr, { end: false });
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<LabReady>((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(JSON.parse(line) as LabReady);
    });
    child.once('exit', (code) => {
      reject(new Error(`the lab ended with ${String(code)}`));
    });
  });
  const calls = async (): Promise<readonly LabCall[]> => {
    const text = await readFile(join(folder, 'calls.jsonl'), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LabCall);
  };
  return {
    folder,
    ready,
    process: child,
    control: (control) => controlLab(ready, control),
    reset: async (start, seed = 1) => {
      await controlLab(ready, { op: 'reset', start, seed });
    },
    fault: async (name, on = true) => {
      await controlLab(ready, { op: 'fault', name, on });
    },
    calls,
    changes: async () => (await calls()).filter((call) => call.change && call.phase === 'end'),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await gone;
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The practice customer of a lab, in a data folder of its own. */
export interface Bench {
  readonly folder: string;
  readonly session: CustomerSession;
  /** A second session on the same data, as after a restart. */
  reopen(): Promise<CustomerSession>;
  remove(): Promise<void>;
}

/** The customer under test. */
export function testRecord(lab: TestLab, change: Partial<CustomerRecord>): CustomerRecord {
  return {
    format: 1,
    id: 'practice',
    name: 'Practice',
    tenantId: lab.ready.tenantId,
    tenantDomain: lab.ready.tenantDomain,
    practice: true,
    recipe: 'both',
    inputs: {},
    exchangeServer: lab.ready.exchangeServer,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

/** A lab as the compositions take it; the test ends it itself. */
export async function runningLab(lab: Pick<TestLab, 'ready' | 'control'>): Promise<RunningLab> {
  const status = await lab.control({ op: 'status' });
  return { ready: lab.ready, status, stop: () => Promise.resolve() };
}

/** Opens a session on a lab. `change` alters the record, `fs` the disk underneath, `shell` how the lab is reached. */
export async function openBench(
  lab: TestLab,
  change: Partial<CustomerRecord> = {},
  fs: FileSystem = nodeFileSystem,
  shell?: Shell,
): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-data-'));
  const store = customerStore(folder, fs);
  const record = testRecord(lab, change);
  await customerStore(folder, nodeFileSystem).save(record);
  const open = async (): Promise<CustomerSession> => {
    const running = await runningLab(lab);
    const session = new CustomerSession({
      record,
      ports: {
        ...practicePorts(folder, running, record, store),
        ...(shell === undefined ? {} : { shell }),
      },
      store,
      productVersion: 'test',
    });
    await session.load();
    return session;
  };
  return {
    folder,
    session: await open(),
    reopen: open,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Ids of a plan's actions, in its order. */
export function idsOf(plan: Plan): readonly string[] {
  return plan.actions.map((action) => action.id);
}

/** Codes of a plan's findings. */
export function codesOf(plan: Plan): readonly string[] {
  return plan.findings.map((item) => item.code);
}

/** Starts the lab anew with these faults, works on it, and removes what the session wrote. */
export async function withBench(
  lab: TestLab,
  start: LabStart,
  faults: readonly LabFault[],
  change: Partial<CustomerRecord>,
  work: (bench: Bench) => Promise<void>,
): Promise<void> {
  await lab.reset(start);
  for (const fault of faults) await lab.fault(fault);
  const bench = await openBench(lab, change);
  try {
    await work(bench);
  } finally {
    await bench.remove();
  }
}
