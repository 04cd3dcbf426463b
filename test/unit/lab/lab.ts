/** A lab without a process: world, shell and control in this one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type {
  LabCall,
  LabControl,
  LabFault,
  LabShellAnswer,
  LabStart,
  LabStatus,
} from '../../../src/shared/lab';
import { runControl } from '../../../src/lab/control';
import { runShell } from '../../../src/lab/exchange/shell';
import { DROPPED } from '../../../src/lab/shell-call';
import { LiveWorld } from '../../../src/lab/live-world';
import { Store } from '../../../src/lab/store';
import { parseControl } from '../../../src/lab/wire';

/** The domain controller that the product pins. */
export const DC = 'DC01.contoso.lab';
/** The one the server chooses by itself. */
export const OTHER_DC = 'DC02.contoso.lab';

/** One row of output. */
export type Item = Readonly<Record<string, unknown>>;

export interface TestLab {
  readonly world: LiveWorld;
  readonly folder: string;
  /** Runs a cmdlet; DROPPED when the connection went. */
  raw(command: string, parameters?: Item): Promise<LabShellAnswer | typeof DROPPED>;
  /** Runs a cmdlet that must succeed; its items. */
  run(command: string, parameters?: Item): Promise<readonly Item[]>;
  /** Runs a cmdlet that must fail; its error. */
  refused(command: string, parameters?: Item): Promise<NonNullable<LabShellAnswer['error']>>;
  control(request: LabControl): LabStatus;
  log(): LabCall[];
  /** Another process opens the folder after this one was killed. */
  reopen(): TestLab;
}

export interface LabWish {
  readonly seed?: number;
  readonly start?: LabStart;
  readonly faults?: readonly LabFault[];
  readonly folder?: string;
  readonly latency?: 'none' | 'realistic';
}

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-lab-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openLab(wish: LabWish = {}): TestLab {
  const folder = wish.folder ?? temporaryFolder();
  const world = new LiveWorld(new Store(folder), {
    seed: wish.seed ?? 7,
    start: wish.start ?? 'empty',
    latency: wish.latency ?? 'none',
    faults: wish.faults ?? [],
  });
  const raw = (command: string, parameters: Item = {}): Promise<LabShellAnswer | typeof DROPPED> =>
    runShell(world, { shell: 'exchange', command, parameters, requestId: 'test' });
  const answer = async (command: string, parameters?: Item): Promise<LabShellAnswer> => {
    const result = await raw(command, parameters);
    if (result === DROPPED) throw new Error(`${command} was dropped`);
    return result;
  };
  return {
    world,
    folder,
    raw,
    run: async (command, parameters) => {
      const { error, items } = await answer(command, parameters);
      if (error !== undefined) throw new Error(error.message);
      return items;
    },
    refused: async (command, parameters) => {
      const { error } = await answer(command, parameters);
      if (error === undefined) throw new Error(`${command} succeeded`);
      return error;
    },
    control: (request) => runControl(world, parseControl(request), () => undefined),
    log: () => readLog(folder),
    reopen: () => openLab({ ...wish, folder, faults: [] }),
  };
}

function readLog(folder: string): LabCall[] {
  return readFileSync(join(folder, 'calls.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabCall);
}

/** Parameters of the classic account. */
export const CLASSIC = {
  Name: 'SfBOnline-ApplicationAccount',
  ExternalEmailAddress: 'SfBOnline-ApplicationAccount@contoso.com',
  DomainController: DC,
} as const;
