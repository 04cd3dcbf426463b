/** Faults that last for a span of virtual time and then end by themselves. */
import type { LabFault } from '../shared/lab';
import type { World, WorldState } from './world';

/** How long each lasts, in virtual milliseconds. */
const LASTING: Readonly<Partial<Record<LabFault, number>>> = {
  'graph-storm': 30_000,
  'graph-outage': 30_000,
};

/** Notes the end of a fault that lasts, when it is switched on. */
export function startLasting(state: WorldState, fault: LabFault, on: boolean): void {
  const lasts = LASTING[fault];
  if (lasts !== undefined) state.counters[`${fault}-until`] = on ? state.now + lasts : 0;
}

/** True while the fault lasts. */
export function isDuring(world: World, fault: LabFault): boolean {
  return world.has(fault) && world.now().getTime() < (world.state.counters[`${fault}-until`] ?? 0);
}
