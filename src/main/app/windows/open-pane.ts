/** A window with everything that is its own: page, dialogs, workbench, dropped files, and what happens when it goes. */
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { systemClock } from '../../../adapters/system/crypto';
import type { Composition } from '../../composition';
import type { SharedParts } from '../../shared-parts';
import type { Translator } from '../../../shared/messages';
import { watchPage } from '../crash';
import { report } from '../early-log';
import { PageFaults } from '../page-faults';
import type { AppPaths } from '../paths';
import type { Preferences } from '../preferences';
import { guardClose } from '../quit-guard';
import { openWindow, type OtherWindow } from '../window';
import { windowAttention } from './attention';
import { DropDesk } from './drop-desk';
import { takeDropped } from './take-dropped';
import type { IdleLock } from './idle-lock';
import { Pane } from './pane';
import { PaneDialogs } from './pane-dialogs';
import type { WindowDesk } from './window-desk';
import type { Windows } from './windows';

/** What all windows are made with. */
export interface PaneContext {
  readonly paths: AppPaths;
  readonly preferences: Preferences;
  readonly texts: () => Promise<Translator>;
  readonly lock: IdleLock;
  readonly windows: Windows;
  readonly shared: () => Promise<SharedParts>;
  /** Language or theme changed. */
  readonly onPreferences: () => void;
  /** The list of customers changed. */
  readonly onList: () => void;
  /** A window goes: what it started ends. */
  readonly onClosed: (ending: Promise<void>) => void;
  /** The person stays: the app does not end. */
  readonly onStay: () => void;
  /** Goes on with ending the app where that is under way. */
  readonly goOn: () => void;
}

/** Opens a window, beside another where there is one. */
export function openPane(context: PaneContext, other: OtherWindow | null): Pane {
  const { paths, texts, lock, windows } = context;
  const window = openWindow(paths, app.isPackaged, other);
  const dialogs = new PaneDialogs(
    () => window,
    texts,
    () => lock.isLocked,
  );
  const claims = windows.claims.forWindow();
  const pane: Pane = new Pane(
    {
      id: window.webContents.id,
      claims,
      compose: () => compose(context, pane, window, dialogs, claims),
      toFront: () => bringToFront(window),
      attention: windowAttention({
        window: () => window,
        texts,
        notifies: () => context.preferences.values.notifications === 'on',
        onSelect: () => {
          bringToFront(window);
          pane.ask('run');
        },
      }),
    },
    (of) => deskOf(context, of, dialogs),
  );
  windows.add(pane);
  watch(context, pane, window, dialogs);
  // The page loads in a process of its own meanwhile; its first call waits for this.
  pane.composed().catch((fault: unknown) => dialog.showErrorBox('Crossprem', String(fault)));
  return pane;
}

async function compose(
  context: PaneContext,
  pane: Pane,
  window: BrowserWindow,
  person: PaneDialogs,
  claims: ReturnType<Windows['claims']['forWindow']>,
): Promise<Composition> {
  const { paths, preferences, windows } = context;
  const [{ compose: build }, shared] = await Promise.all([
    import('../../composition'),
    context.shared(),
  ]);
  return build({
    paths,
    preferences,
    productVersion: app.getVersion(),
    isPackaged: app.isPackaged,
    person,
    shared,
    claims,
    shown: (view) => windows.shown(pane, view),
    send: (event, payload) => {
      if (!window.isDestroyed() && windows.maySend(event)) window.webContents.send(event, payload);
    },
    onPreferences: context.onPreferences,
    onList: () => {
      windows.listChanged(pane);
      context.onList();
    },
  });
}

function watch(
  context: PaneContext,
  pane: Pane,
  window: BrowserWindow,
  dialogs: PaneDialogs,
): void {
  const { lock, windows } = context;
  watchPage(window, {
    report: (event, reason) => report(event, { reason }),
    askToReload: () => dialogs.confirmReload(),
    clock: systemClock,
  });
  window.webContents.on('before-input-event', () => lock.input());
  window.on('focus', () => {
    window.flashFrame(false);
    pane.seen();
  });
  guardClose(window, {
    isRunning: () => pane.isRunning,
    ask: async () => {
      const agreed = await dialogs.confirmClose();
      if (!agreed) context.onStay();
      return agreed;
    },
    finishCommand: async () => pane.built?.desk.finishCommand(),
    goOn: context.goOn,
  });
  window.on('closed', () => {
    context.onClosed(pane.dispose());
    windows.remove(pane);
  });
}

/** What the window asks about windows, the lock and dropped files. */
function deskOf(context: PaneContext, pane: Pane, dialogs: PaneDialogs): WindowDesk {
  const { lock, windows, paths } = context;
  const drop = new DropDesk({
    folder: join(paths.windowFolder, 'dropped', String(pane.id)),
    hasCustomer: () => (pane.built?.desk.openCustomerNow ?? null) !== null,
    hasPlan: () => (pane.built?.desk.openCustomerNow?.session.state.plan ?? null) !== null,
    take: async (kind, path) => takeDropped((await pane.composed()).desk, dialogs, kind, path),
  });
  const faults = new PageFaults(pane.id, () => performance.now());
  return {
    faulted: (fault) => faults.take(fault),
    shown: (view) => windows.shown(pane, view),
    lock: () => lock.lock(),
    unlock: () => lock.unlock(),
    open: (customer) => windows.open(customer),
    show: (customer, address) => void windows.show(customer, address),
    practise: (drill) => windows.practise(drill),
    dropped: (input) => drop.dropped(input),
    piece: (input) => drop.piece(input),
  };
}

/** Shows a window to the person. */
function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
