/** Builds everything the command line uses, by hand; nothing else does. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { LabOptions, LabReady, LabStatus } from '../shared/lab';
import { isSignInAllowed, type Policy, type PolicyValues } from '../shared/policy';
import type { ProxyChoice } from '../shared/settings';
import type { CustomerRecord } from '../core/model/customer';
import type { EnginePorts } from '../core/engine/ports';
import { refuseBesidePractice, rulesFor } from '../core/policy/rules';
import type { CustomerStore, Log, Shell } from '../core/ports';
import { fileLog } from '../adapters/logging/file-log';
import { controlLab } from '../adapters/practice/lab-client';
import { readyLine } from '../adapters/practice/ready-line';
import type { PracticeShell, PracticeShellOptions } from '../adapters/practice/shells';
import { PRACTICE_ID } from '../adapters/practice/practice-id';
import { newPracticeRecord, practiceTargets } from '../adapters/practice/targets';
import type { AskCredential, PowerShellSetup } from '../adapters/powershell';
import { folderShell } from '../adapters/powershell';
import { runProgram } from '../adapters/powershell/run-program';
import { readPolicy } from '../adapters/policy';
import { customerStore } from '../adapters/storage/customer-store';
import { nodeFileSystem, fileError } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import { windowsFolder } from '../adapters/system/windows-folder';
import { usualDataFolder } from '../adapters/system/data-folder';
import type { CustomerTargets } from '../adapters/targets';
import { customerTargets } from '../adapters/targets';
import { confirmedHttp, confirmedTargets } from '../adapters/targets/confirmed-targets';
import type { HostGate } from '../adapters/targets/host-gate';
import { namedHosts } from '../adapters/targets/host-gate';
import type { AutoSignIn, HttpSend } from '../adapters/tenant';
import { CLOUDS, unattendedDirectory } from '../adapters/tenant';
import { httpOver } from './proxied-http';

/** The data folder to use. */
export function dataFolder(given: string | undefined): string {
  return given === undefined ? usualDataFolder(process.env, process.platform) : resolve(given);
}

/** Customers below a data folder. */
export function openStore(folder: string): CustomerStore {
  return customerStore(folder, nodeFileSystem);
}

/** A practice lab that runs as a child process. */
export interface RunningLab {
  readonly ready: LabReady;
  readonly status: LabStatus;
  /** Asks it to end and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** Starts a practice lab. A packaged app gives its own way: it cannot run plain Node. */
export type StartLab = (options: LabOptions) => Promise<RunningLab>;

/** Makes the lab's folder below a data folder. */
export async function makeLabFolder(folder: string): Promise<string> {
  const labFolder = join(folder, 'lab');
  try {
    await mkdir(labFolder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw fileError(thrown, labFolder);
  }
  return labFolder;
}

/** Starts the lab as a child process and waits for its line. */
export const startLabAsChild: StartLab = async (options) => {
  const words = [join(__dirname, 'lab.cjs'), JSON.stringify(options)];
  const child = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ready = await readyLine(child);
  const status = await controlLab(ready, { op: 'status' });
  return { ready, status, stop: () => stopLab(child, ready) };
};

async function stopLab(child: ChildProcess, ready: LabReady): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  await controlLab(ready, { op: 'stop' }).catch(() => undefined);
  child.stdin?.end();
  await gone;
}

/** Folder of the bridge's files in a checkout; a packaged app gives its own. */
export function checkoutBridge(): string {
  return join(__dirname, '../../assets/powershell');
}

/** What the organisation sets on this computer. A packaged app has no variable that could stand in its place. */
export function localPolicy(): Promise<Policy> {
  const { env: environment, platform } = process;
  const instead = environment['CROSSPREM_POLICY'];
  return readPolicy({
    platform,
    environment,
    home: homedir(),
    user: userInfo().username,
    run: runProgram,
    ...(instead === undefined ? {} : { instead }),
  });
}

/** The log below a data folder. */
export function openLog(folder: string, { LogDays }: PolicyValues): Log {
  const days = LogDays === undefined ? undefined : () => LogDays;
  return fileLog(folder, () => new Date(), days);
}

/** The ports of the practice customer: the lab's shell and tenant, its virtual clock, and the real everything else. */
export function practicePorts(
  folder: string,
  lab: RunningLab,
  record: CustomerRecord,
  store: CustomerStore,
  through: PracticeShellOptions = { powershell: undefined },
  policy: PolicyValues = {},
): EnginePorts & { readonly shell: PracticeShell } {
  const log = openLog(folder, policy);
  const targets = practiceTargets(record, lab, log, through);
  const { shell, online, skype, local, premises, directory, web, clock } = targets;
  const files = store.files(record.id);
  const rules = rulesFor(policy, record);
  const own = { files, crypto: nodeCrypto, clock, ids: nodeIds, log, rules };
  return { shell, online, skype, local, premises, directory, web, ...own };
}

/** How PowerShell is used on this computer. */
export function powershellSetup(
  folder: string,
  bridgeFolder: string,
  configured: string | undefined,
  policy: PolicyValues,
): PowerShellSetup {
  const log = openLog(folder, policy);
  return { bridgeFolder, log, ...(configured === undefined ? {} : { configured }) };
}

/** The practice customer, made at its first use. */
export async function practiceCustomer(
  store: CustomerStore,
  ready: LabReady,
): Promise<CustomerRecord> {
  const found = await store.load(PRACTICE_ID);
  const { tenantId, tenantDomain, exchangeServer } = ready;
  if (found !== undefined) {
    if (found.tenantId === tenantId) return found;
    // The lab was set up anew with another seed, outside this product's own reset.
    const moved = { ...found, tenantId, tenantDomain, exchangeServer };
    await store.save(moved);
    return moved;
  }
  const record = newPracticeRecord(ready);
  await store.save(record);
  return record;
}

/** What a customer's connection needs of the command line. */
export interface CustomerPlace {
  readonly folder: string;
  readonly record: CustomerRecord;
  readonly store: CustomerStore;
  readonly powershell: PowerShellSetup;
  readonly askCredential: AskCredential;
  readonly autoSignIn: AutoSignIn | undefined;
  /** Folder of collected files to read Exchange from, instead of its servers. */
  readonly collected: string | undefined;
  readonly policy: PolicyValues;
  readonly proxy: ProxyChoice;
  /** Nothing is sent to a host of the customer's before a person agreed to it. */
  readonly gate: HostGate;
}

/** The ports of a customer, with its servers and tenant as its file says they are reached. */
export function customerPorts(place: CustomerPlace): {
  readonly ports: EnginePorts;
  readonly targets: CustomerTargets;
} {
  const { folder, record, store, powershell, askCredential, autoSignIn, collected, policy } = place;
  // What its file says of itself does not make a customer the lab's.
  const own = { ...record, practice: false };
  refuseBesidePractice(policy, own);
  const log = openLog(folder, policy);
  const files = store.files(record.id);
  const targets = confirmedTargets(
    customerTargets({
      record,
      files,
      clock: systemClock,
      log,
      powershell,
      askCredential,
      http: gatedHttp(place),
      openBrowser: openSignIn,
      ...(autoSignIn === undefined ? {} : { autoSignIn }),
    }),
    place.gate,
  );
  const shell: Shell = collected === undefined ? targets.shell : folderShell(collected);
  const ports: EnginePorts = {
    shell,
    online: targets.online,
    directory: targets.directory,
    // Collected files are read wherever they were brought to.
    ...(collected !== undefined ? {} : lookingPorts(targets)),
    skype: targets.skype,
    local: targets.local,
    files,
    crypto: nodeCrypto,
    clock: systemClock,
    ids: nodeIds,
    log,
    rules: rulesFor(policy, own),
  };
  return { ports, targets };
}

/** HTTPS to these hosts, behind the gate where the customer's file names one of them. */
function gatedHttp({ record, gate, proxy }: Pick<CustomerPlace, 'record' | 'gate' | 'proxy'>) {
  const named = namedHosts(record);
  const http = httpOver(proxy);
  return (hosts: readonly string[]): HttpSend => confirmedHttp(http(hosts), hosts, named, gate);
}

/** Looks at what is published and at the organisation's own network, where there is a way. */
function lookingPorts({ web, premises }: CustomerTargets): Pick<EnginePorts, 'web' | 'premises'> {
  return {
    ...(web === undefined ? {} : { web }),
    ...(premises === undefined ? {} : { premises }),
  };
}

/**
 * The ports of a customer for a schedule: nobody is asked and no browser opens. The tenant is read with the customer's
 * own application where one is set up, or from what was carried here; else its rows say that they could not be checked.
 */
export function unattendedPorts(place: Omit<CustomerPlace, 'askCredential' | 'autoSignIn'>): {
  readonly ports: EnginePorts;
  readonly close: () => Promise<void>;
} {
  const askCredential = (): Promise<undefined> => Promise.resolve(undefined);
  const { ports, targets } = customerPorts({ ...place, askCredential, autoSignIn: undefined });
  const directory = isSignInAllowed('certificate', place.policy)
    ? unattendedDirectory(place.record, {
        http: gatedHttp(place),
        clock: ports.clock,
        log: ports.log,
      })
    : undefined;
  return {
    ports: directory === undefined ? ports : { ...ports, directory },
    close: () => targets.close(),
  };
}

/**
 * Opens a sign-in page with the system's browser. The address is on standard error as well, so a computer without a
 * browser is no failure. Only pages of Microsoft's clouds are opened.
 */
function openSignIn(address: string): Promise<void> {
  const { protocol, host } = new URL(address);
  if (protocol !== 'https:' || !CLOUDS.some(({ login }) => login === host))
    return Promise.reject(new Error(`not a sign-in page: ${host}`));
  const [program = '', ...words] = browserCommand(process.platform);
  const child = spawn(program, [...words, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return Promise.resolve();
}

function browserCommand(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32')
    return [join(windowsFolder(), 'System32', 'rundll32.exe'), 'url.dll,FileProtocolHandler'];
  return platform === 'darwin' ? ['/usr/bin/open'] : ['xdg-open'];
}
