/** Builds everything by hand; nothing else in main makes an adapter. Loaded while the window opens. */
import { join } from 'node:path';
import { clipboard, powerSaveBlocker, session, shell, utilityProcess } from 'electron';
import type { EnginePorts } from '../core/engine/ports';
import { renderScript, renderUndoScript } from '../core/commands/script';
import type { CustomerRecord } from '../core/model/customer';
import type { CustomerStore, Log, Shell } from '../core/ports';
import { fileLog } from '../adapters/logging/file-log';
import { practiceTargets } from '../adapters/practice/targets';
import { customerStore } from '../adapters/storage/customer-store';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import {
  CLOUDS,
  DEFAULT_CLIENT_ID,
  cloudEndpoints,
  cloudOfDomain,
  createTenant,
} from '../adapters/tenant';
import { appError } from '../shared/errors';
import type { Connection, Connector, PracticeLab } from './app/connection';
import { Desk } from './app/desk';
import { attachLog } from './app/early-log';
import { copyText, isPracticeOnly } from './app/electron-compat';
import { startLabProcess } from './app/lab-process';
import type { AppPaths } from './app/paths';
import type { Person } from './app/person';
import type { Preferences } from './app/preferences';
import { RunLog } from './app/run-log';
import { createSessionHttp } from './app/session-http';
import { Publisher, type Send } from './ipc/publisher';
import { ExternalLinks } from './security/external-links';

/** What the composition is given by the start. */
export interface CompositionOptions {
  readonly paths: AppPaths;
  readonly preferences: Preferences;
  readonly productVersion: string;
  readonly isPackaged: boolean;
  readonly person: Person;
  readonly send: Send;
  readonly onPreferences: () => void;
}

/** The built application. */
export interface Composition {
  readonly desk: Desk;
  readonly publisher: Publisher;
}

/** Hosts of sign-in pages, for the gate to the system's browser. */
const SIGN_IN_HOSTS = CLOUDS.map((cloud) => cloud.login);

/** Builds the workbench and everything under it. */
export async function compose(options: CompositionOptions): Promise<Composition> {
  const { paths, preferences, productVersion } = options;
  const log = fileLog(paths.dataFolder, () => new Date());
  attachLog(log);
  const store = customerStore(paths.dataFolder, nodeFileSystem);
  const links = new ExternalLinks((address) => shell.openExternal(address), SIGN_IN_HOSTS);
  const publisher = new Publisher(() => desk.snapshot(), options.send);
  const desk: Desk = new Desk({
    store,
    connector: connector(options, store, links, log),
    dataFolder: paths.dataFolder,
    productVersion,
    log: new RunLog((line) => publisher.logged(line)),
    keepAwake,
    renderScripts: (plan) => ({
      script: renderScript(plan).text,
      undoScript: renderUndoScript(plan).text,
    }),
    onChange: () => publisher.changed(),
    preferences,
    practiceOnly: isPracticeOnly(),
    tools: {
      person: options.person,
      openDocument: (address) => links.openDocument(address),
      openPath,
      copy: (text) => copyText(clipboard, text),
      onPreferences: options.onPreferences,
    },
  });
  await desk.load();
  return { desk, publisher };
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

function connector(
  options: CompositionOptions,
  store: CustomerStore,
  links: ExternalLinks,
  log: Log,
): Connector {
  const { paths, isPackaged } = options;
  const folder = join(paths.dataFolder, 'lab');
  // Tests may ask for a lab that answers at once.
  const atOnce = !isPackaged && process.env['CROSSPREM_LATENCY'] === 'none';
  return {
    startLab: (start, seed) =>
      startLabProcess(
        (words) =>
          utilityProcess.fork(paths.labFile, [...words], {
            serviceName: 'Crossprem practice lab',
            stdio: 'pipe',
            env: {},
          }),
        { folder, seed, start, latency: atOnce ? 'none' : 'realistic', faults: [] },
      ),
    removeLab: () => nodeFileSystem.remove(folder),
    connect: (record, lab) =>
      lab === null
        ? customerConnection(record, store, links, log)
        : practiceConnection(record, lab, store, log),
  };
}

/** The practice lab; its clock follows every control call. */
function practiceConnection(
  record: CustomerRecord,
  lab: PracticeLab,
  store: CustomerStore,
  log: Log,
): Connection {
  const { shell, online, directory, signIn, clock } = practiceTargets(record, lab, log);
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
  const ports = portsOf(record, store, log, { clock, shell, online, directory });
  return { ports, signIn, lab: synced, dispose: () => lab.stop() };
}

/** A customer's own tenant over Chromium's network. Its servers are not reached from here: scripts are carried by hand. */
function customerConnection(
  record: CustomerRecord,
  store: CustomerStore,
  links: ExternalLinks,
  log: Log,
): Connection {
  const cloud = cloudOfDomain(record.tenantDomain) ?? 'global';
  const { authority, graph, hosts } = cloudEndpoints(cloud, record.tenantId);
  const tenant = createTenant({
    authority,
    graph,
    clientId: DEFAULT_CLIENT_ID,
    tenantId: record.tenantId,
    tenantDomain: record.tenantDomain,
    http: createSessionHttp(session.fromPartition('tenant', { cache: false }), hosts),
    clock: systemClock,
    log,
    openBrowser: (address) => links.openSignIn(address),
  });
  const ports = portsOf(record, store, log, {
    clock: systemClock,
    shell: unreachableShell(record.exchangeServer),
    directory: tenant.directory,
  });
  return { ports, signIn: tenant.signIn, lab: null, dispose: () => tenant.signIn.signOut() };
}

function unreachableShell(server: string): Shell {
  const error = appError('HX-REACH', { target: server });
  return { description: server, invoke: () => Promise.resolve({ kind: 'not-sent', error }) };
}

function portsOf(
  record: CustomerRecord,
  store: CustomerStore,
  log: Log,
  targets: Pick<EnginePorts, 'clock' | 'shell' | 'online' | 'directory'>,
): EnginePorts {
  return { ...targets, files: store.files(record.id), crypto: nodeCrypto, ids: nodeIds, log };
}
