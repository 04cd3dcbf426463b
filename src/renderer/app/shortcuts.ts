import { useEffect } from 'react';
import { makeCall, useServices, type Services } from '../state/context';
import { goBack, goTo, togglePanel } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { cycleRegion } from './regions';

/** A shortcut with the text of the help panel. */
export interface Shortcut {
  readonly keys: string;
  readonly text:
    | 'ui.keys.regions'
    | 'ui.keys.primary'
    | 'ui.keys.read'
    | 'ui.keys.pause'
    | 'ui.keys.customers'
    | 'ui.keys.back'
    | 'ui.keys.log'
    | 'ui.keys.difference'
    | 'ui.keys.help'
    | 'ui.keys.escape'
    | 'ui.keys.rail'
    | 'ui.keys.window'
    | 'ui.keys.lock';
}

/** Every shortcut that works, as the help panel lists them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: 'F6 / Shift+F6', text: 'ui.keys.regions' },
  { keys: 'Ctrl+Enter', text: 'ui.keys.primary' },
  { keys: 'F5', text: 'ui.keys.read' },
  { keys: 'Ctrl+. / Ctrl+Shift+P', text: 'ui.keys.pause' },
  { keys: 'Ctrl+Shift+O', text: 'ui.keys.customers' },
  { keys: 'Ctrl+Shift+N', text: 'ui.keys.window' },
  { keys: 'Ctrl+Shift+L', text: 'ui.keys.lock' },
  { keys: 'Alt+←', text: 'ui.keys.back' },
  { keys: 'Ctrl+L', text: 'ui.keys.log' },
  { keys: 'F7 / Shift+F7', text: 'ui.keys.difference' },
  { keys: '↑ ↓ Home End', text: 'ui.keys.rail' },
  { keys: 'F1 / Ctrl+/ / Ctrl+F1', text: 'ui.keys.help' },
  { keys: 'Esc', text: 'ui.keys.escape' },
];

/** Presses the screen's primary button, when it can be pressed. It ticks nothing. */
function pressPrimary(): void {
  const button = document.querySelector<HTMLButtonElement>('main [data-primary]');
  if (button !== null && !button.disabled) button.click();
}

/** Moves focus through the plan's differences. */
function nextDifference(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-difference]')];
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const next = current === -1 ? (step === 1 ? 0 : rows.length - 1) : current + step;
  rows[(next + rows.length) % rows.length]?.focus();
}

function focusLog(): void {
  document.querySelector<HTMLElement>(`[data-testid="${TEST_IDS.log}"]`)?.focus();
}

const OPENERS = {
  lab: TEST_IDS.labToggle,
  help: TEST_IDS.helpToggle,
  tenant: TEST_IDS.tenantSettings,
} as const;

/** Closes the side panel and puts focus back on what opened it. */
export function closePanel({ ui }: Services): void {
  const { panel } = ui.getState();
  if (panel === null) return;
  ui.setState({ panel: null });
  document.querySelector<HTMLElement>(`[data-testid="${OPENERS[panel]}"]`)?.focus();
}

type Handler = (services: Services) => void;

/** Name of a key press with its modifiers, e.g. `Ctrl+Shift+P`. */
function nameOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // On many layouts `/` and `.` need Shift; the character is what counts.
  const shift = event.shiftKey && /^[A-Z]$|^F\d+$/.test(key) ? 'Shift+' : '';
  return `${control}${alt}${shift}${key}`;
}

function read(services: Services): void {
  const open = services.views.store.getState().view?.open ?? null;
  if (open !== null && open.busy === null) void makeCall(services)('read.start', {});
}

function pause(services: Services): void {
  const run = services.views.store.getState().view?.open?.run;
  if (run?.state === 'running') void makeCall(services)('run.pause', {});
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  F6: () => cycleRegion(1),
  'Shift+F6': () => cycleRegion(-1),
  'Ctrl+Enter': pressPrimary,
  F5: read,
  'Ctrl+.': pause,
  'Ctrl+Shift+P': pause,
  'Ctrl+Shift+O': ({ ui }) => goTo(ui, 'customers'),
  'Ctrl+Shift+N': (services) => void makeCall(services)('window.open', { customer: null }),
  'Ctrl+Shift+L': (services) => void makeCall(services)('app.lock', {}),
  'Alt+ArrowLeft': ({ ui }) => goBack(ui),
  'Ctrl+L': focusLog,
  F7: () => nextDifference(1),
  'Shift+F7': () => nextDifference(-1),
  F1: ({ ui }) => togglePanel(ui, 'help'),
  'Ctrl+/': ({ ui }) => togglePanel(ui, 'help'),
  'Ctrl+F1': ({ ui }) => togglePanel(ui, 'help'),
  Escape: closePanel,
};

/** Listens for the shortcuts. Nothing happens while an input method is composing. */
export function useShortcuts(): void {
  const services = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      const handler = HANDLERS[nameOf(event)];
      if (handler === undefined) return;
      if (event.key === 'Escape' && services.ui.getState().panel === null) return;
      event.preventDefault();
      handler(services);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [services]);
}
