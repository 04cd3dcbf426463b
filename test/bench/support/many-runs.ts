/**
 * Five hundred runs, one after the other, against one practice lab: memory, descriptors, child processes and temporary
 * files after the last are compared with those after the twentieth, when every cache has been filled.
 */
import { systemClock } from '../../../src/adapters/system/crypto';
import {
  held,
  liveHeap,
  oneRound,
  ownTemporaryFolder,
  residentOf,
} from '../../integration/support/endurance';
import { startTestLab } from '../../integration/support/practice';
import type { Row } from './row';
import { rounded } from './row';

const ROUNDS = 500;
const WARM_AFTER = 20;
/** Megabytes of live objects that may be left of 480 rounds: a leak of 20 KB a round shows. */
const HEAP_LIMIT = 10;
/** The lab keeps its log of calls on disk and one world in memory; its heap breathes. */
const LAB_LIMIT = 120;

/** After so long, connections that were kept for another request are closed. */
const IDLE_MS = 10_000;

/** Runs and measures. */
export default async function measure(): Promise<Row[]> {
  const removeTemporary = await ownTemporaryFolder();
  const lab = await startTestLab({ start: 'half' });
  try {
    for (let round = 0; round < WARM_AFTER; round += 1) await oneRound(lab);
    await systemClock.sleep(IDLE_MS);
    const heap = liveHeap();
    const before = await held();
    const labBefore = (await residentOf(lab.process.pid ?? 0)) ?? 0;
    const started = performance.now();
    for (let round = WARM_AFTER; round < ROUNDS; round += 1) await oneRound(lab);
    const took = (performance.now() - started) / 1_000;
    await systemClock.sleep(IDLE_MS);
    const heapAfter = liveHeap();
    const after = await held();
    const labAfter = (await residentOf(lab.process.pid ?? 0)) ?? 0;
    const grown = (name: keyof typeof after, limit: number): Row => ({
      name: `${name} more than after run ${WARM_AFTER} (${before[name]})`,
      value: after[name] - before[name],
      unit: '',
      limit,
    });
    return [
      { name: `${ROUNDS - WARM_AFTER} runs`, value: rounded(took), unit: 's' },
      {
        name: `live heap more than after run ${WARM_AFTER} (${rounded(heap, 1)} MB)`,
        value: rounded(heapAfter - heap, 1),
        unit: 'MB',
        limit: HEAP_LIMIT,
      },
      grown('descriptors', 0),
      grown('sockets', 0),
      grown('resources', 0),
      grown('children', 0),
      grown('temporary', 0),
      {
        name: `the lab’s own process more than after run ${WARM_AFTER} (${rounded(labBefore)} MB)`,
        value: rounded(labAfter - labBefore),
        unit: 'MB',
        limit: LAB_LIMIT,
      },
    ];
  } finally {
    await lab.stop();
    await removeTemporary();
  }
}
