import type { Bridge } from '../../shared/ipc/bridge';
import type { LogLineView } from '../../shared/ipc/views';

const CAPACITY = 5_000;

/** The newest lines of the current run's log. Kept outside the stores: lines come fast and are shown in one place. */
export interface LogBuffer {
  /** Changes identity whenever lines were added. */
  readonly lines: () => readonly LogLineView[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts over with the lines of the run that main now shows. */
  readonly reload: () => Promise<void>;
  /** Begins to listen; the answer ends it. */
  readonly start: () => () => void;
}

function merge(
  known: readonly LogLineView[],
  added: readonly LogLineView[],
): readonly LogLineView[] {
  const last = known.at(-1)?.sequence ?? -1;
  const fresh = added.filter((line) => line.sequence > last);
  return fresh.length === 0 ? known : [...known, ...fresh].slice(-CAPACITY);
}

/** Makes the buffer over a bridge. */
export function createLogBuffer(bridge: Bridge): LogBuffer {
  let lines: readonly LogLineView[] = [];
  const listeners = new Set<() => void>();
  const show = (next: readonly LogLineView[]): void => {
    if (next === lines || next.length + lines.length === 0) return;
    lines = next;
    for (const listener of listeners) listener();
  };
  return {
    lines: () => lines,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async reload() {
      show([]);
      const answer = await bridge.call('log.lines', { after: 0 });
      if (answer.ok) show(merge(answer.value.slice(-CAPACITY), lines));
    },
    start: () => bridge.onLog((added) => show(merge(lines, added))),
  };
}
