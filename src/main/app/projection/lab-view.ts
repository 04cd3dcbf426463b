import type { LabView } from '../../../shared/ipc/views';
import type { LabStatus } from '../../../shared/lab';

/** What the lab says of itself, as the window shows it; the way to it is the connection's. */
export function labView({
  seed,
  start,
  isCopy,
  now,
  faults,
  calls,
}: LabStatus): Omit<LabView, 'way'> {
  return { seed, start, isCopy, now, faults, ...calls };
}
