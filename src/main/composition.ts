/** Builds everything by hand, with connections.ts; nothing else in main makes an adapter. Loaded while the window opens. */
import { powerSaveBlocker, safeStorage, shell } from 'electron';
import { renderScript, renderUndoScript } from '../core/commands/script';
import type { CustomerStore } from '../core/ports';
import { CustomerList } from '../adapters/storage/customer-list';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { nodeCrypto, systemClock } from '../adapters/system/crypto';
import type { DoctorResult } from '../shared/doctor';
import type { CompareWith } from '../shared/inspection';
import type { AppView } from '../shared/ipc/views';
import { CredentialDesk } from './app/credential-desk';
import { Desk } from './app/desk';
import { Doctor } from './app/doctor';
import { isPracticeOnly, isPracticePackage } from './app/electron-compat';
import { AboutDesk } from './app/about-desk';
import { LogDesk } from './app/log-desk';
import { InspectDesk } from './app/inspect-desk';
import { Rehearsals } from './app/rehearsals';
import type { AppPaths } from './app/paths';
import { PracticeDesk } from './app/practice-desk';
import type { Person } from './app/person';
import type { Preferences } from './app/preferences';
import { RunLog } from './app/run-log';
import { topologyDesk, type TopologyDesk } from './app/topology-desk';
import type { TenantSession } from './app/tenant-session';
import { loadTexts } from './app/texts';
import { UpdateDesk } from './app/update-desk';
import type { WindowClaims } from './app/windows/claims';
import { clearingClaims } from './app/windows/clearing-claims';
import { watchedStore } from './app/windows/watched-store';
import { Publisher, type Send } from './ipc/publisher';
import type { ExternalLinks } from './security/external-links';
import { isKeyStoreReal } from './security/key-store';
import type { SharedParts } from './shared-parts';
import { connector, rehearsalFolder } from './connections';
import { UPDATE_KEY } from '../adapters/update/key';

/** What the composition is given by the start. */
export interface CompositionOptions {
  readonly paths: AppPaths;
  readonly preferences: Preferences;
  readonly productVersion: string;
  readonly isPackaged: boolean;
  readonly person: Person;
  readonly send: Send;
  readonly onPreferences: () => void;
  /** What all windows share. */
  readonly shared: SharedParts;
  /** False where a sign-in that was kept is not taken up by itself. */
  readonly mayRestore: () => boolean;
  /** The customers of this window. */
  readonly claims: WindowClaims;
  /** This window changed the list of customers. */
  readonly onList: () => void;
  /** The view as this window may see it now. */
  readonly shown: (view: AppView) => AppView;
}

/** One window's part of the application. */
export interface Composition {
  readonly desk: Desk;
  readonly publisher: Publisher;
  readonly topology: TopologyDesk;
  readonly inspect: InspectDesk;
  readonly practice: PracticeDesk;
  readonly logs: LogDesk;
  readonly about: AboutDesk;
}

/** Builds one window's workbench and everything under it. */
export function compose(options: CompositionOptions): Composition {
  const { paths, preferences, productVersion } = options;
  const { log, links, clipboard, tenant } = options.shared;
  const claims = clearingClaims(options.claims, () =>
    clipboard
      .clear()
      .catch((fault: unknown) => log.warn('clipboard-not-cleared', { detail: String(fault) })),
  );
  const store = watchedStore(options.shared.store, options.onList);
  const publisher = new Publisher(() => options.shown(desk.snapshot()), options.send);
  const doctor = new Doctor({
    dataFolder: paths.dataFolder,
    store,
    person: options.person,
    log,
    texts: () => loadTexts(preferences.values.language),
    policy: () => preferences.policy,
    examine: () => examineOpen(options, desk, tenant),
    openCustomer: () => desk.openCustomerNow?.id ?? null,
    onChange: () => desk.changed(),
  });
  const credentials = new CredentialDesk(() => desk.changed());
  const desk: Desk = new Desk({
    store,
    list: new CustomerList(paths.dataFolder, nodeFileSystem, store),
    doctor,
    credentials,
    connector: connector(options, {
      store,
      links,
      log,
      credentials,
      tenant,
      person: options.person,
      onChange: () => desk.changed(),
    }),
    rehearsals: new Rehearsals(rehearsalFolder(paths), store),
    dataFolder: paths.dataFolder,
    productVersion,
    log: new RunLog((line) => publisher.logged(line)),
    keepAwake,
    renderScripts: (plan, record) => ({
      script: renderScript(plan, record).text,
      undoScript: renderUndoScript(plan, record).text,
    }),
    claims,
    canKeepSignIn: () => isKeyStoreReal(safeStorage),
    onChange: () => publisher.changed(),
    preferences,
    practiceOnly: isPracticeOnly(),
    policy: () => preferences.policy.values,
    updates: updateDesk(options, tenant, links, () => desk.changed()),
    tools: {
      person: options.person,
      openDocument: (address) => links.openDocument(address),
      openPath,
      showFile: (path) => shell.showItemInFolder(path),
      copy: clipboard.copy,
      // Loaded with the first PDF.
      printPdf: async (html, head) => (await import('./app/report-pdf')).printPdf(html, head),
      onPreferences: options.onPreferences,
    },
  });
  // Many customers take a while to list: the window is there meanwhile, and whoever opens one waits.
  void desk
    .load()
    .catch((fault: unknown) => log.error('customers.list', { detail: String(fault) }));
  const topology = topologyDesk({
    store,
    person: options.person,
    openCustomer: () => knownOf(desk.openCustomerNow),
  });
  const inspect = new InspectDesk({
    person: options.person,
    compared: (to) => comparedNow(store, desk.openCustomerNow, to),
    now: () => systemClock.now(),
  });
  const practice = new PracticeDesk({
    dataFolder: paths.dataFolder,
    desk,
    inspect,
    files: (id) => store.files(id),
  });
  const logs = new LogDesk({ dataFolder: paths.dataFolder, clock: systemClock, openPath });
  const about = new AboutDesk({
    appFolder: paths.appFolder,
    licencesFile: paths.licencesFile,
    isTestPackage: isPracticePackage(),
    openPath,
  });
  return { desk, publisher, topology, inspect, practice, logs, about };
}

/** Updates are asked for over the same network as tenants: its proxy and roots, and this computer only where the runtime is too old. */
function updateDesk(
  { person, preferences, productVersion }: CompositionOptions,
  tenant: TenantSession,
  links: ExternalLinks,
  onChange: () => void,
): UpdateDesk {
  return new UpdateDesk({
    preferences,
    running: productVersion,
    publicKey: UPDATE_KEY,
    platform: process.platform,
    arch: process.arch,
    now: () => systemClock.now(),
    http: (hosts) => tenant.http(hosts),
    stream: (hosts) => tenant.stream(hosts),
    fs: nodeFileSystem,
    person,
    showFile: (path) => shell.showItemInFolder(path),
    onChange,
    open: (address, feed) => links.openUpdate(address, feed),
  });
}

/** What a description of its topology starts from. */
function knownOf(open: Desk['openCustomerNow']) {
  if (open === null) return null;
  const { session, known } = open.state;
  return { record: session.record, observations: known, verification: session.verification };
}

/** Whom tokens are compared with. Loaded when something is inspected first. */
async function comparedNow(store: CustomerStore, open: Desk['openCustomerNow'], to: CompareWith) {
  const { comparedWith } = await import('./app/compared-customer');
  return comparedWith(to, {
    store,
    open: open?.state ?? null,
    parse: (raw) => nodeCrypto.certificate(raw),
    now: systemClock.now(),
  });
}

/** Loaded when the first examination is asked for: few starts need it. */
async function examineOpen(
  options: CompositionOptions,
  desk: Desk,
  tenant: TenantSession,
): Promise<DoctorResult> {
  const { examineFromWindow } = await import('./app/examination');
  const { paths, preferences, productVersion } = options;
  const open = desk.openCustomerNow;
  return examineFromWindow({
    dataFolder: paths.dataFolder,
    bridgeFolder: paths.bridgeFolder,
    powershell: preferences.values.powershell,
    productVersion,
    language: preferences.values.language,
    practiceOnly: isPracticeOnly(),
    open: open === null ? null : { record: open.session.state.record, connection: open.connection },
    http: (hosts) => tenant.http(hosts),
    proxyOf: (url) => tenant.proxyOf(url),
  });
}

/** The computer stays awake while a run changes things; the display may sleep. */
function keepAwake(): () => void {
  const id = powerSaveBlocker.start('prevent-app-suspension');
  return () => {
    powerSaveBlocker.stop(id);
  };
}

async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') throw new Error(problem);
}
