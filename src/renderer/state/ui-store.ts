import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { InputName, StepIdView, TagView } from '../../shared/ipc/views';

/** One of the places of the window. */
export type ScreenId =
  | 'customers'
  | 'new-customer'
  | 'overview'
  | 'connection'
  | 'set-up'
  | 'plan'
  | 'run'
  | 'verify'
  | 'keys'
  | 'report'
  | 'diagnostics'
  | 'diagnose'
  | 'topology'
  | 'inspect';
/** What the side panel shows. */
export type PanelId = 'lab' | 'help' | 'tenant';

/** Ticked consents belong to one plan: another fingerprint has none. */
export interface Consents {
  readonly fingerprint: string;
  readonly tags: readonly TagView[];
}

/** State of the window only: where it is and what is open. Nothing of it is stored. */
export interface UiState {
  readonly screen: ScreenId;
  readonly history: readonly ScreenId[];
  readonly step: StepIdView;
  readonly panel: PanelId | null;
  readonly consents: Consents;
  /** Fields as typed, until main's view says the same. */
  readonly drafts: Readonly<Partial<Record<InputName, string>>>;
  /** About is open. */
  readonly about: boolean;
  /** The last refused call. */
  readonly callError: AppError | null;
}

/** The window's own store. */
export type UiStore = StoreApi<UiState>;

const HISTORY = 20;

/** Makes the window's own store. */
export function createUiStore(screen: ScreenId = 'customers'): UiStore {
  return createStore<UiState>(() => ({
    screen,
    history: [],
    step: 'prepare',
    panel: null,
    consents: { fingerprint: '', tags: [] },
    drafts: {},
    about: false,
    callError: null,
  }));
}

/** Goes to a screen; the one before can be reached with `goBack`. */
export function goTo(ui: UiStore, screen: ScreenId): void {
  ui.setState((state) =>
    state.screen === screen
      ? state
      : { screen, history: [...state.history, state.screen].slice(-HISTORY), callError: null },
  );
}

/** Goes to a step of the wizard. */
export function goToStep(ui: UiStore, step: StepIdView): void {
  ui.setState({ step });
  goTo(ui, 'set-up');
}

/** Goes back to the screen before. */
export function goBack(ui: UiStore): void {
  ui.setState((state) => {
    const screen = state.history.at(-1);
    return screen === undefined ? state : { screen, history: state.history.slice(0, -1) };
  });
}

/** Opens a panel, or closes it when it is open. */
export function togglePanel(ui: UiStore, panel: PanelId): void {
  ui.setState((state) => ({ panel: state.panel === panel ? null : panel }));
}

/** Forgets what belonged to one customer. */
export function leaveCustomer(ui: UiStore): void {
  ui.setState({
    drafts: {},
    step: 'prepare',
    consents: { fingerprint: '', tags: [] },
    history: [],
  });
}

/** Sets or clears one consent for the plan with this fingerprint. */
export function setConsent(ui: UiStore, fingerprint: string, tag: TagView, on: boolean): void {
  ui.setState((state) => {
    const tags = state.consents.fingerprint === fingerprint ? state.consents.tags : [];
    const others = tags.filter((item) => item !== tag);
    return { consents: { fingerprint, tags: on ? [...others, tag] : others } };
  });
}
