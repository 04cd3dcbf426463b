import { useEffect } from 'react';
import { nextTextSize, type TextSize } from '../../shared/settings';
import { shortcutFor, type ShortcutId } from '../../shared/shortcuts';
import { makeCall, useServices, type Services } from '../state/context';
import { goBack, goTo, showDialog, togglePanel } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { isComposing, nameOf } from './key-name';
import { cycleRegion } from './regions';

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

/** Copies the command that has the focus, or the one nearest around it. */
function copyCommand(): void {
  const main = document.querySelector('main');
  let place: Element | null = document.activeElement;
  while (place !== null && place !== main && main?.contains(place) === true) {
    const copy = place.querySelector<HTMLElement>('[data-copies="command"] button');
    if (copy !== null) {
      copy.click();
      return;
    }
    place = place.parentElement;
  }
}

/** Closes the side panel; focus goes back to what opened it. */
export function closePanel({ ui }: Services): void {
  ui.setState({ panel: null });
}

type Handler = (services: Services) => void;

function read(services: Services): void {
  const open = services.views.store.getState().view?.open ?? null;
  if (open !== null && open.busy === null) void makeCall(services)('read.start', {});
}

function pause(services: Services): void {
  const run = services.views.store.getState().view?.open?.run;
  if (run?.state === 'running') void makeCall(services)('run.pause', {});
}

/** Sizes asked for and not shown yet: the next step starts from there, however fast the keys come. */
const asked = new WeakMap<Services, TextSize>();

/** Makes everything larger or smaller by one step; 0: as at first. */
export function zoom(services: Services, step: 1 | -1 | 0): void {
  const view = services.views.store.getState().view;
  if (view === null) return;
  const from = asked.get(services) ?? view.settings.textSize;
  const textSize = step === 0 ? 100 : nextTextSize(from, step);
  asked.set(services, textSize);
  void makeCall(services)('app.preferences', { textSize }).finally(() => {
    if (asked.get(services) === textSize) asked.delete(services);
  });
}

const HANDLERS: Readonly<Record<ShortcutId, Handler>> = {
  palette: ({ ui }) => showDialog(ui, 'palette'),
  customers: ({ ui }) => goTo(ui, 'customers'),
  settings: ({ ui }) => goTo(ui, 'settings'),
  help: ({ ui }) => togglePanel(ui, 'help'),
  sheet: ({ ui }) => showDialog(ui, 'sheet'),
  window: (services) => void makeCall(services)('window.open', { customer: null }),
  lock: (services) => void makeCall(services)('app.lock', {}),
  back: ({ ui }) => goBack(ui),
  'next-region': () => cycleRegion(1),
  'previous-region': () => cycleRegion(-1),
  read,
  primary: pressPrimary,
  pause,
  log: focusLog,
  'next-difference': () => nextDifference(1),
  'previous-difference': () => nextDifference(-1),
  copy: copyCommand,
  'zoom-in': (services) => zoom(services, 1),
  'zoom-out': (services) => zoom(services, -1),
  'zoom-reset': (services) => zoom(services, 0),
};

/** Everything below a dialog waits until it is closed; only what changes nothing below it still works. */
const OVER_DIALOGS: ReadonlySet<ShortcutId> = new Set(['zoom-in', 'zoom-out', 'zoom-reset']);

/** Before the first run is over there is no place to go to. */
const ON_FIRST_RUN: ReadonlySet<ShortcutId> = new Set([
  ...OVER_DIALOGS,
  'next-region',
  'previous-region',
  'help',
  'sheet',
  'primary',
]);

function isAllowed(id: ShortcutId, services: Services): boolean {
  if (document.querySelector('dialog[open]') !== null) return OVER_DIALOGS.has(id);
  return services.views.store.getState().view?.firstRun !== true || ON_FIRST_RUN.has(id);
}

/** What a key press does; null for nothing. */
function handlerOf(event: KeyboardEvent, services: Services): Handler | null {
  const keys = nameOf(event);
  const view = services.views.store.getState().view;
  if (keys === null || view === null) return null;
  if (keys === 'Escape') {
    const isTop = document.querySelector('dialog[open]') === null;
    return isTop && services.ui.getState().panel !== null ? closePanel : null;
  }
  const id = shortcutFor(keys, view.settings.shortcuts);
  return id !== undefined && isAllowed(id, services) ? HANDLERS[id] : null;
}

/** Listens for the shortcuts. Nothing happens while an input method is composing. */
export function useShortcuts(): void {
  const services = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.defaultPrevented) return;
      const handler = handlerOf(event, services);
      if (handler === null) return;
      event.preventDefault();
      handler(services);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [services]);
}
