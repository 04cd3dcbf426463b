import type { EnginePorts } from './ports';

/** Name of a new run: its time, so that a list of names is in order, and something unique. */
export function newRunId({ clock, ids }: Pick<EnginePorts, 'clock' | 'ids'>): string {
  const at = clock.now().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${at}-${ids.guid().slice(0, 8)}`;
}
