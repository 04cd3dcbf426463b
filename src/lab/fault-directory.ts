/** The directory as what happens outside the product sees and changes it: faults, and edits of another admin. */
import { guidOf } from './deterministic';
import { Directory, REPLICATION_MS } from './exchange/directory';
import type { WorldState } from './world';

/** The directory as everybody sees it now, replication aside; for what happens outside the product. */
export function settledDirectory(state: WorldState): Directory {
  return new Directory(
    state.organisation,
    state.organisation.defaultDomainController,
    state.now,
    0,
  );
}

/** The directory with every write arrived: the latest of everything. */
export function latestDirectory(state: WorldState): Directory {
  const { organisation } = state;
  return new Directory(
    organisation,
    organisation.defaultDomainController,
    Number.MAX_SAFE_INTEGER,
    REPLICATION_MS,
  );
}

/** A GUID never used before in this world, also when a fault is switched off and on again. */
export function faultGuid(state: WorldState): string {
  const count = (state.counters['fault-objects'] ?? 0) + 1;
  state.counters['fault-objects'] = count;
  return guidOf(state.seed, 'fault', count);
}
