import type { RunView } from '../../../shared/ipc/views';

/** True where the run waits with one failure: its card has Stop then, else the head of the screen. */
export function stopsAtFailure({ state, failures }: RunView): boolean {
  return state === 'held' && failures.length === 1;
}
