/**
 * Hundreds of runs in one process, one after the other, against the practice lab: through the core alone, through main's
 * own composition with a lab process each, and through a PowerShell process each. Memory, descriptors, child processes
 * and temporary files after the last are compared with those after the first ones, when every cache has been filled.
 * CROSSPREM_BENCH_ROUNDS sets how many there are of the first kind.
 */
import { systemClock } from '../../../src/adapters/system/crypto';
import {
  held,
  liveHeap,
  oneRound,
  ownTemporaryFolder,
  residentOf,
} from '../../integration/support/endurance';
import {
  KINDS,
  makeShell,
  removeFolder,
  shippedBridge,
} from '../../integration/powershell/support/shells';
import type { TestLab } from '../../integration/support/practice';
import { startTestLab } from '../../integration/support/practice';
import { deskRound } from './desk-round';
import type { Row } from './row';
import { rounded } from './row';

const ROUNDS = Number(process.env['CROSSPREM_BENCH_ROUNDS'] ?? '500');
/** The lab keeps its log of calls on disk and one world in memory; its heap breathes. */
const LAB_LIMIT = 120;
/** After so long, connections that were kept for another request are closed. */
const IDLE_MS = 10_000;

/** One kind of round. */
interface Kind {
  readonly name: string;
  readonly rounds: number;
  /** Rounds after which every cache has been filled. */
  readonly warm: number;
  /** Megabytes of live objects that may be left: a leak of 20 KB a round of the core shows, of 100 KB elsewhere. */
  readonly heapLimit: number;
  readonly once: () => Promise<void>;
}

/** Runs and measures. */
export default async function measure(): Promise<Row[]> {
  // What the shells are made from lies beside the folder that is looked at.
  const removeTemporary = await ownTemporaryFolder();
  process.env['CROSSPREM_LATENCY'] = 'none';
  const lab = await startTestLab({ start: 'half' });
  try {
    const rows: Row[] = [];
    for (const kind of kindsOn(lab)) rows.push(...(await endured(kind, lab)));
    return rows;
  } finally {
    await lab.stop();
    await removeTemporary();
    await removeFolder();
  }
}

function kindsOn(lab: TestLab): readonly Kind[] {
  const core: Kind = {
    ...{ name: 'core', rounds: ROUNDS, warm: Math.min(20, ROUNDS - 1), heapLimit: 10 },
    once: () => oneRound(lab),
  };
  const desk: Kind = {
    ...{ name: 'desk', rounds: Math.ceil(ROUNDS / 10), warm: 2, heapLimit: 5 },
    once: deskRound,
  };
  const [standIn] = KINDS;
  if (standIn?.executable === undefined) return [core, desk];
  const connect = { op: 'connect-practice', endpoint: lab.ready.endpoint } as const;
  const secret = () => ({ name: 'practice', user: 'practice', secret: lab.ready.secret });
  const shell = () => makeShell(standIn, { modulePath: shippedBridge, connect, secret });
  const process: Kind = {
    ...{ name: 'PowerShell process', rounds: Math.ceil(ROUNDS / 20), warm: 2, heapLimit: 5 },
    once: () => oneRound(lab, shell),
  };
  return [core, desk, process];
}

async function endured(kind: Kind, lab: TestLab): Promise<Row[]> {
  const { name, rounds, warm, heapLimit, once } = kind;
  for (let round = 0; round < warm; round += 1) await once();
  await systemClock.sleep(IDLE_MS);
  const heap = liveHeap();
  const before = await held();
  const labBefore = (await residentOf(lab.process.pid ?? 0)) ?? 0;
  const started = performance.now();
  for (let round = warm; round < Math.max(rounds, warm + 1); round += 1) await once();
  const took = (performance.now() - started) / 1_000;
  await systemClock.sleep(IDLE_MS);
  const heapAfter = liveHeap();
  const after = await held();
  const labAfter = (await residentOf(lab.process.pid ?? 0)) ?? 0;
  const more = `more than after run ${warm}`;
  const grown = (what: keyof typeof after): Row => ({
    name: `${name}: ${what} ${more} (${before[what]})`,
    value: after[what] - before[what],
    unit: '',
    limit: 0,
  });
  return [
    { name: `${name}: ${Math.max(rounds, warm + 1) - warm} runs`, value: rounded(took), unit: 's' },
    {
      name: `${name}: live heap ${more} (${rounded(heap, 1)} MB)`,
      value: rounded(heapAfter - heap, 1),
      unit: 'MB',
      limit: heapLimit,
    },
    grown('descriptors'),
    grown('sockets'),
    grown('resources'),
    grown('children'),
    grown('temporary'),
    {
      name: `${name}: the lab’s own process ${more} (${rounded(labBefore)} MB)`,
      value: rounded(labAfter - labBefore),
      unit: 'MB',
      limit: LAB_LIMIT,
    },
  ];
}
