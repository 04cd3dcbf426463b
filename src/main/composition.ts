/** Builds everything by hand; nothing else in main makes an adapter. Loaded while the window opens. */
import { join } from 'node:path';
import { powerSaveBlocker, safeStorage, shell, utilityProcess } from 'electron';
import type { EnginePorts } from '../core/engine/ports';
import { renderScript, renderUndoScript } from '../core/commands/script';
import type { Known } from '../core/inspection/ports';
import type { CustomerRecord } from '../core/model/customer';
import type { CustomerStore, Log } from '../core/ports';
import { practiceTargets } from '../adapters/practice/targets';
import { CustomerList } from '../adapters/storage/customer-list';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import type { PowerShellSetup } from '../adapters/powershell';
import { customerTargets } from '../adapters/targets';
import { endpointsOf } from '../adapters/tenant';
import type { DoctorResult } from '../shared/doctor';
import type { LabStart } from '../shared/lab';
import type { AppView } from '../shared/ipc/views';
import type { Connection, Connector, PracticeLab } from './app/connection';
import { CredentialDesk } from './app/credential-desk';
import { Desk } from './app/desk';
import { Doctor } from './app/doctor';
import { isPracticeOnly } from './app/electron-compat';
import { InspectDesk } from './app/inspect-desk';
import { startLabProcess } from './app/lab-process';
import { Rehearsals } from './app/rehearsals';
import { PRACTICE_ID } from '../adapters/practice/practice-id';
import type { AppPaths } from './app/paths';
import { PracticeDesk } from './app/practice-desk';
import type { Person } from './app/person';
import type { Preferences } from './app/preferences';
import { RunLog } from './app/run-log';
import { topologyDesk, type TopologyDesk } from './app/topology-desk';
import { TenantSession } from './app/tenant-session';
import { loadTexts } from './app/texts';
import type { WindowClaims } from './app/windows/claims';
import { renewableTargets } from './app/windows/renewable-targets';
import { watchedStore } from './app/windows/watched-store';
import { Publisher, type Send } from './ipc/publisher';
import type { ExternalLinks } from './security/external-links';
import { isKeyStoreReal, keyStoreSealer } from './security/key-store';
import type { SharedParts } from './shared-parts';

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
}

/** Builds one window's workbench and everything under it. */
export function compose(options: CompositionOptions): Composition {
  const { paths, preferences, productVersion, claims } = options;
  const { log, links, clipboard, tenant } = options.shared;
  const store = watchedStore(options.shared.store, options.onList);
  const publisher = new Publisher(() => options.shown(desk.snapshot()), options.send);
  const doctor = new Doctor({
    dataFolder: paths.dataFolder,
    store,
    person: options.person,
    log,
    texts: () => loadTexts(preferences.values.language),
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
  void desk.load().catch((fault: unknown) => log.error('customers.list', { fault: String(fault) }));
  const topology = topologyDesk({
    store,
    person: options.person,
    openCustomer: () => knownOf(desk.openCustomerNow),
  });
  const inspect = new InspectDesk({
    person: options.person,
    known: () => knownForTokens(store, desk.openCustomerNow),
    now: () => systemClock.now(),
  });
  const practice = new PracticeDesk({
    dataFolder: paths.dataFolder,
    desk,
    inspect,
    files: (id) => store.files(id),
  });
  return { desk, publisher, topology, inspect, practice };
}

/** What a description of its topology starts from. */
function knownOf(open: Desk['openCustomerNow']) {
  if (open === null) return null;
  const { session, known } = open.state;
  return { record: session.record, observations: known, verification: session.verification };
}

/** What tokens are compared with. Loaded when something is inspected first. */
async function knownForTokens(store: CustomerStore, open: Desk['openCustomerNow']): Promise<Known> {
  const {
    NOTHING_KNOWN,
    exportedCertificates,
    knownOf: known,
  } = await import('../core/inspection/known');
  if (open === null) return NOTHING_KNOWN;
  const { session, known: observations } = open.state;
  const exported = await exportedCertificates(store.files(session.record.id), (raw) =>
    nodeCrypto.certificate(raw),
  );
  return known(session.record, observations, exported, systemClock.now());
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

/** What connections are made from. */
interface Parts {
  readonly store: CustomerStore;
  readonly links: ExternalLinks;
  readonly log: Log;
  readonly credentials: CredentialDesk;
  readonly tenant: TenantSession;
  readonly onChange: () => void;
}

function connector(options: CompositionOptions, parts: Parts): Connector {
  const { paths, isPackaged, preferences } = options;
  const folder = join(paths.dataFolder, 'lab');
  // Tests may ask for a lab that answers at once, and for one without PowerShell.
  const atOnce = !isPackaged && process.env['CROSSPREM_LATENCY'] === 'none';
  const isDirect = !isPackaged && process.env['CROSSPREM_PRACTICE'] === 'direct';
  const powershell = (): PowerShellSetup => {
    const configured = preferences.values.powershell;
    const own = configured === undefined ? {} : { configured };
    return { bridgeFolder: paths.bridgeFolder, log: parts.log, ...own };
  };
  const start = (of: string, from: LabStart, seed: number): Promise<PracticeLab> =>
    startLabProcess(
      (words) =>
        utilityProcess.fork(paths.labFile, [...words], {
          serviceName: 'Crossprem practice lab',
          stdio: 'pipe',
          env: {},
        }),
      { folder: of, seed, start: from, latency: atOnce ? 'none' : 'realistic', faults: [] },
    );
  return {
    startLab: (from, seed) => start(folder, from, seed),
    startCopy: () => start(rehearsalFolder(paths), 'empty', 1),
    removeLab: (customer) =>
      nodeFileSystem.remove(customer === PRACTICE_ID ? folder : rehearsalFolder(paths)),
    connect: (record, lab) => {
      if (lab === null) return customerConnection(record, parts, powershell());
      const direct = isDirect || preferences.values.practiceDirect === true;
      return practiceConnection(record, lab, parts, direct ? undefined : powershell());
    },
  };
}

function rehearsalFolder(paths: AppPaths): string {
  return join(paths.dataFolder, 'rehearsal');
}

/** The practice lab; its clock follows every control call. */
function practiceConnection(
  record: CustomerRecord,
  lab: PracticeLab,
  parts: Parts,
  powershell: PowerShellSetup | undefined,
): Connection {
  const { log, store, onChange: onWay } = parts;
  const targets = practiceTargets(record, lab, log, { powershell, onWay });
  const { shell, online, onlineTarget, skype, local, premises, directory, signIn, web, clock } =
    targets;
  const synced: PracticeLab = {
    ...lab,
    get status() {
      return lab.status;
    },
    control: async (control) => {
      const status = await lab.control(control);
      clock.sync(status);
      return status;
    },
  };
  return {
    ports: portsOf(record, store, log, {
      clock,
      shell,
      online,
      skype,
      local,
      premises,
      directory,
      web,
    }),
    signIn,
    onlineTarget,
    lab: synced,
    practiceWay: () => shell.way,
    askAgain: () => undefined,
    // The lab's sign-in answers by itself; it shows again with the next read.
    dropSignIns: () => signIn.close(),
    restoreSignIn: () => undefined,
    dispose: async () => {
      await shell.close();
      await lab.stop();
    },
  };
}

/** A customer's own servers through PowerShell, and its own tenant over Chromium's network. */
function customerConnection(
  record: CustomerRecord,
  parts: Parts,
  powershell: PowerShellSetup,
): Connection {
  const { store, links, log, credentials } = parts;
  const targets = renewableTargets(() =>
    customerTargets({
      record,
      files: store.files(record.id),
      clock: systemClock,
      log,
      powershell,
      askCredential: credentials.ask,
      http: (hosts) => parts.tenant.http(hosts),
      openBrowser: (address) => links.openSignIn(address, endpointsOf(record).hosts),
      sealer: keyStoreSealer(safeStorage),
    }),
  );
  const { shell, online, onlineTarget, directory, signIn, web, premises, skype, local } = targets;
  const seen = {
    ...(web === undefined ? {} : { web }),
    ...(premises === undefined ? {} : { premises }),
  };
  const restoreSignIn = (): void => {
    if (record.tenantAccess?.remember === true) void signIn.restore();
  };
  // A sign-in that was kept is taken up while the customer opens; how that ends shows in the view.
  restoreSignIn();
  return {
    ports: portsOf(record, store, log, {
      clock: systemClock,
      shell,
      online,
      skype,
      local,
      directory,
      ...seen,
    }),
    signIn,
    onlineTarget,
    lab: null,
    practiceWay: () => undefined,
    askAgain: () => targets.askAgain(),
    dropSignIns: () => targets.renew(),
    restoreSignIn,
    dispose: () => targets.close(),
  };
}

function portsOf(
  record: CustomerRecord,
  store: CustomerStore,
  log: Log,
  targets: Omit<EnginePorts, 'files' | 'crypto' | 'ids' | 'log'>,
): EnginePorts {
  return { ...targets, files: store.files(record.id), crypto: nodeCrypto, ids: nodeIds, log };
}
