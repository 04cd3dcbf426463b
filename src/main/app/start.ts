/** After `ready`: the app's own scheme, the handlers, the first window; and while its page loads, the rest. */
import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  powerMonitor,
  session,
  systemPreferences,
} from 'electron';
import { PRACTICE_ID } from '../../adapters/practice/practice-id';
import { logFolder } from '../../adapters/logging/log-files';
import { systemClock } from '../../adapters/system/crypto';
import { supportEnded } from '../../shared/electron-support';
import { nextTextSize, USUAL_SETTINGS, type TextSize } from '../../shared/settings';
import type { Channel } from '../../shared/ipc/contract';
import { registerRouter } from '../ipc/router';
import { listBundledFiles } from '../security/bundled-files';
import { CallGate } from '../security/call-gate';
import type { CallTrouble } from '../security/ipc-guard';
import { serveApp } from '../security/protocol';
import type { SharedParts } from '../shared-parts';
import { followAppearance, showAppearance } from './appearance';
import { pageAnswered } from './crash';
import { crashPage } from './crash-page';
import { note, report } from './early-log';
import { tellFaultsIn } from './faults';
import { errorOf, stackOf } from './fault-text';
import { menuTemplate, type MenuActions } from './menu';
import type { AppPaths } from './paths';
import { Preferences } from './preferences';
import { guardEnd } from './quit-guard';
import { askedCustomer } from './start-customer';
import { loadTexts } from './texts';
import { IdleLock } from './windows/idle-lock';
import { openPane, type PaneContext } from './windows/open-pane';
import type { Pane } from './windows/pane';
import { RecentCustomers } from './windows/recent';
import { showRecent } from './windows/recent-menus';
import { Windows } from './windows/windows';

/** Opens the first window and everything behind it; with this customer where the command line names one. */
export function startWindow(paths: AppPaths, customer: string | null): void {
  const preferences = new Preferences(paths.dataFolder, app.getLocale());
  showAppearance(preferences);
  const logFile = join(logFolder(paths.dataFolder), 'crossprem.log');
  tellFaultsIn(preferences.values.language);
  const texts = () => loadTexts(preferences.values.language);
  serveApp(session.defaultSession, {
    files: listBundledFiles(paths.rendererFolder),
    crashPage: (id) => crashPage({ language: preferences.values.language, logFile, id }),
  });
  const lock = makeLock(preferences, () => windows);
  const windows: Windows = new Windows({
    isLocked: () => lock.isLocked,
    runtime: runtimeVersions(),
    open: () => openPane(context, BrowserWindow.getFocusedWindow()),
    onOpened: (id) => {
      if (id !== PRACTICE_ID) recent.add(id);
    },
    report: (event, stack) => report(event, { stack }),
  });
  let making: Promise<SharedParts> | undefined;
  const shared = (): Promise<SharedParts> =>
    (making ??= import('../shared-parts').then(({ startSharedParts }) =>
      startSharedParts(paths, preferences, app.isPackaged),
    ));
  const openCustomer = (id: string): void =>
    void inNobodysWay(windows, () => windows.openCustomer(id), lock);
  let recentShown = '';
  const showRecentCustomers = async (): Promise<void> => {
    const { store } = await shared();
    const found = await Promise.all(
      recent.customers.map(async (id) => {
        const record = await store.load(id).catch(() => undefined);
        if (record === undefined) recent.forget(id);
        return record === undefined ? [] : [{ id, name: record.name }];
      }),
    );
    const entries = found.flat();
    const now = JSON.stringify([preferences.values.language, entries]);
    if (now === recentShown) return;
    recentShown = now;
    showRecent(entries, await texts(), openCustomer);
  };
  const recent = new RecentCustomers(
    join(paths.windowFolder, 'recent.json'),
    () => void showRecentCustomers(),
  );
  const setZoom = (textSize: TextSize): void => {
    preferences.change({ textSize });
    void showPreferences();
  };
  const zoomTo = (step: 1 | -1 | 0): void =>
    setZoom(step === 0 ? USUAL_SETTINGS.textSize : nextTextSize(preferences.values.textSize, step));
  followAppearance(app, preferences, setZoom);
  const showPreferences = async (): Promise<void> => {
    showAppearance(preferences);
    const t = await texts();
    tellFaultsIn(preferences.values.language);
    const template = menuTemplate(
      t,
      process.platform,
      app.isPackaged,
      menuActions(windows, lock, zoomTo),
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    windows.changed();
    await showRecentCustomers();
  };
  registerRouter(
    ipcMain,
    (id) => {
      pageAnswered(id);
      return windows.handlersOf(id);
    },
    {
      isOurWindow: (id) => windows.has(id),
      gate: new CallGate(),
      isLocked: () => lock.isLocked,
      report: reportCall,
      begun: noteCall,
      settled: (id) => windows.all.find((pane) => pane.id === id)?.built?.publisher.flush(),
    },
  );
  const ending = new Set<Promise<void>>();
  let isEnding = false;
  const context: PaneContext = {
    paths,
    preferences,
    texts,
    lock,
    windows,
    shared,
    onPreferences: () => void showPreferences(),
    onList: () => void showRecentCustomers(),
    onClosed: (work) => ending.add(work),
    onStay: () => (isEnding = false),
    goOn: () => {
      if (isEnding) app.quit();
    },
  };
  app.on('before-quit', () => (isEnding = true));
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const asked = askedCustomer(data);
    if (asked === null) frontPane(windows)?.toFront();
    else openCustomer(asked);
  });
  const watching = new AbortController();
  guardEnd(app, async () => {
    watching.abort();
    await Promise.all([
      ...ending,
      shared().then(({ clipboard }) => clipboard.clear()),
      removeDumps(paths),
    ]);
  });
  // What an earlier start left behind when it was killed.
  void rm(join(paths.windowFolder, 'dropped'), { recursive: true, force: true });
  void removeDumps(paths).catch(() => undefined);
  const first = openPane(context, null);
  if (customer !== null)
    void first.composed().then(
      () => openCustomer(customer),
      () => undefined,
    );
  // Not needed for the first frame.
  BrowserWindow.getAllWindows()[0]?.once('ready-to-show', () => void showPreferences());
  void lock.watch(watching.signal);
}

/** Memory of a process may hold tokens. No dump is asked for; one that was made all the same does not stay. */
async function removeDumps({ windowFolder }: AppPaths): Promise<void> {
  const folder = app.getPath('crashDumps');
  if (folder.startsWith(`${windowFolder}${sep}`))
    await rm(folder, { recursive: true, force: true });
}

function makeLock(preferences: Preferences, windows: () => Windows): IdleLock {
  const lock: IdleLock = new IdleLock({
    clock: systemClock,
    minutes: () => (preferences.values.firstRun ? 0 : preferences.values.idleLockMinutes),
    // The system counts for all programs; here it counts while one of ours has the focus.
    idleInFocus: () =>
      BrowserWindow.getFocusedWindow() === null ? null : powerMonitor.getSystemIdleTime() * 1_000,
    authorise: async () => {
      if (process.platform !== 'darwin' || !systemPreferences.canPromptTouchID()) return 'unasked';
      const t = await loadTexts(preferences.values.language);
      return systemPreferences.promptTouchID(t.t('main.lock.reason')).then(
        () => 'person',
        () => 'refused',
      );
    },
    onLock: () => windows().locked(),
    onUnlock: () => windows().unlocked(lock.isPersonKnown),
  });
  const lockUnlessNew = (): void => {
    if (!preferences.values.firstRun) lock.lock();
  };
  powerMonitor.on('suspend', lockUnlessNew);
  powerMonitor.on('lock-screen', lockUnlessNew);
  return lock;
}

/** The window that has the focus, else any. */
function frontPane(windows: Windows): Pane | undefined {
  const focused = BrowserWindow.getFocusedWindow()?.webContents.id;
  return windows.all.find((pane) => pane.id === focused) ?? windows.all[0];
}

/** Behind the lock nothing is opened: a window comes to the front, and says that it is locked. */
async function inNobodysWay(
  windows: Windows,
  work: () => Promise<void>,
  lock: IdleLock,
): Promise<void> {
  frontPane(windows)?.toFront();
  if (lock.isLocked) return;
  await work().catch((fault: unknown) => report('not-opened', { detail: String(fault) }));
}

function menuActions(windows: Windows, lock: IdleLock, zoomTo: MenuActions['zoomTo']): MenuActions {
  return {
    zoomTo,
    newWindow: () => void inNobodysWay(windows, () => windows.open(null), lock),
    lock: () => lock.lock(),
    help: () => frontPane(windows)?.ask('help'),
    about: () => frontPane(windows)?.ask('about'),
    updates: () => frontPane(windows)?.ask('updates'),
  };
}

function runtimeVersions() {
  const { electron, chrome, node } = process.versions;
  const ended = supportEnded(electron, systemClock.now());
  return { electron, chromium: chrome, node, supportEnded: ended };
}

/** Calls that come by themselves, again and again: they would fill the log and say nothing. */
const QUIET: ReadonlySet<Channel> = new Set<Channel>([
  'app.snapshot',
  'log.lines',
  'practice.progress',
  'practice.keep',
  'rehearsal.state',
  'drop.piece',
  'inspect.piece',
]);

function noteCall(channel: Channel): void {
  if (!QUIET.has(channel)) note('ipc.call');
}

function reportCall(event: CallTrouble, fault?: unknown): void {
  if (event !== 'ipc-failed') report(event);
  else report(event, { code: errorOf(fault).code, stack: stackOf(fault) });
}
