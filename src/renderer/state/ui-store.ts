import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { PlanCompared } from '../../shared/plan-approval';
import type { SettingId } from './settings-catalogue';
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
  | 'history'
  | 'diagnostics'
  | 'diagnose'
  | 'topology'
  | 'inspect'
  | 'settings'
  | 'practice'
  | 'features';
/** What the History screen shows. */
export type HistoryPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'read'; readonly read: string }
  | { readonly kind: 'comparison'; readonly before: string; readonly after: string };
/** What the side panel shows. */
export type PanelId = 'lab' | 'help' | 'tenant';

/** What is over everything else by the person's own wish. */
export type DialogId = 'palette' | 'sheet';

/** Ticked consents belong to one plan: another fingerprint has none. */
export interface Consents {
  readonly fingerprint: string;
  readonly tags: readonly TagView[];
}

/** A saved plan beside the present one. */
interface ComparedFile {
  /** Fingerprint of the plan that it was compared with: beside another it says nothing. */
  readonly plan: string;
  readonly file: PlanCompared;
  /** It was dropped, and nobody was led to it yet. */
  readonly isNew: boolean;
}

/** A customer that a new one takes its scenario, recipe, ways and names from. */
export interface Template {
  readonly id: string;
  readonly name: string;
}

/** State of the window only: where it is and what is open. Nothing of it is stored. */
export interface UiState {
  readonly screen: ScreenId;
  readonly history: readonly ScreenId[];
  readonly step: StepIdView;
  readonly panel: PanelId | null;
  readonly dialog: DialogId | null;
  /** The setting to go to on the Settings screen. */
  readonly setting: SettingId | null;
  readonly consents: Consents;
  readonly compared: ComparedFile | null;
  /** What was typed as the approver's code of a plan: beside another it says nothing. */
  readonly approval: { readonly plan: string; readonly typed: string };
  /** Fields as typed, until main's view says the same. */
  readonly drafts: Readonly<Partial<Record<InputName, string>>>;
  readonly historyPlace: HistoryPlace;
  /** The customer that a new one is made after. */
  readonly template: Template | null;
  /** Id whose lines of the log are to be shown next; null: none are asked for. */
  readonly logId: string | null;
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
    dialog: null,
    setting: null,
    consents: { fingerprint: '', tags: [] },
    compared: null,
    approval: { plan: '', typed: '' },
    drafts: {},
    historyPlace: { kind: 'list' },
    template: null,
    logId: null,
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

/** Goes to the form of a new customer, made after this one; null: after none. */
export function newFromTemplate(ui: UiStore, template: Template | null): void {
  ui.setState({ template });
  goTo(ui, 'new-customer');
}

/** Goes to a step of the wizard. */
export function goToStep(ui: UiStore, step: StepIdView): void {
  ui.setState({ step });
  goTo(ui, 'set-up');
}

/** Goes to a place of the history. */
export function goToHistory(ui: UiStore, historyPlace: HistoryPlace): void {
  ui.setState({ historyPlace });
  goTo(ui, 'history');
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

/** Opens a dialog; one that is open is replaced. */
export function showDialog(ui: UiStore, dialog: DialogId | null): void {
  ui.setState({ dialog });
}

/** Goes to a setting. */
export function goToSetting(ui: UiStore, setting: SettingId): void {
  goTo(ui, 'settings');
  ui.setState({ setting });
}

/** Goes to the lines of the log with this id; null: they were shown. */
export function showLog(ui: UiStore, logId: string | null): void {
  if (logId !== null) goTo(ui, 'diagnostics');
  ui.setState({ logId });
}

/** Forgets what belonged to one customer. */
export function leaveCustomer(ui: UiStore): void {
  ui.setState({
    drafts: {},
    historyPlace: { kind: 'list' },
    step: 'prepare',
    consents: { fingerprint: '', tags: [] },
    compared: null,
    template: null,
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
