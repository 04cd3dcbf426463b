import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../shared/ipc/bridge';
import type { AppView } from '../../shared/ipc/views';
import type { Result } from '../../shared/result';
import { share } from './share';

/** What main last showed; null until its first answer. */
interface ViewState {
  readonly view: AppView | null;
}

/** The window's projection of main's state. */
export interface ViewStore {
  readonly store: StoreApi<ViewState>;
  /** Listens, then asks for a snapshot. A refused snapshot comes back as the error. */
  readonly start: () => Promise<Result<null>>;
  readonly stop: () => void;
}

/**
 * Makes the projection over a bridge. It holds nothing of its own: a reloaded window shows the same. A view that is
 * not newer than the one shown is dropped, so a late snapshot never undoes a pushed view.
 */
export function createViewStore(bridge: Bridge): ViewStore {
  const store = createStore<ViewState>(() => ({ view: null }));
  const accept = (next: AppView): void => {
    const shown = store.getState().view;
    if (shown !== null && next.sequence <= shown.sequence) return;
    store.setState({ view: share(shown, next) as AppView });
  };
  let end: (() => void) | null = null;
  return {
    store,
    async start() {
      end ??= bridge.onView(accept);
      const answer = await bridge.call('app.snapshot', {});
      if (!answer.ok) return answer;
      accept(answer.value);
      return { ok: true, value: null };
    },
    stop() {
      end?.();
      end = null;
    },
  };
}
