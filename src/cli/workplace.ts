/** What a verb works with: one customer's session, opened, locked, and closed in the end. */
import { CodedError, appError } from '../shared/errors';
import type { LabFault } from '../shared/lab';
import type { Policy, PolicyValues } from '../shared/policy';
import type { ProxyChoice } from '../shared/settings';
import type { CustomerRecord } from '../core/model/customer';
import type { Clock, CustomerStore } from '../core/ports';
import type { RunEvent } from '../core/engine/apply';
import type { HandCarry } from '../core/carry/hand-carry';
import { HistoryKeeper } from '../core/history/keeper';
import { KeyKeeper } from '../core/keys/key-keeper';
import { CustomerSession } from '../core/session';
import type { PowerShellSetup } from '../adapters/powershell';
import type { PracticeWay } from '../adapters/practice/shells';
import { carriedPorts, handCarry } from '../adapters/carry';
import { sidesByHand } from '../core/engine/transport';
import type { CommandLine } from './arguments';
import type { EnginePorts } from '../core/engine/ports';
import { NOT_REMEMBERED, asksServers, hostGate } from './agreed-hosts';
import { askOnTerminal } from './ask';
import { collectedCustomer } from './collected';
import {
  customerPorts,
  dataFolder,
  makeLabFolder,
  openStore,
  powershellSetup,
  practiceCustomer,
  practicePorts,
} from './composition';
import type { RunningLab, StartLab } from './composition';
import type { Output } from './output';
import { practiceNote } from './show';
import { showSignIn, signInWay } from './sign-in';

/** What the program that runs the command line gives it. */
export interface Host {
  readonly startLab: StartLab;
  /** Folder of the PowerShell bridge's files. */
  readonly bridgeFolder: string;
  /** True in a packaged program that must not work for customers. */
  readonly practiceOnly: boolean;
}

/** A command line, and who runs it. */
export interface Invocation extends CommandLine, Host {
  /** What the organisation sets. */
  readonly organisationPolicy: PolicyValues;
  /** The same, with who sets it and what could not be used. */
  readonly policyInForce: Policy;
  /** As chosen in Settings. */
  readonly proxy: ProxyChoice;
}

/** Ends the command with HX-PRACTICEONLY where no customer may be worked for. */
export function refuseWherePracticeOnly(line: Invocation, record: CustomerRecord): void {
  if (line.practiceOnly) throw new CodedError(appError('HX-PRACTICEONLY', { name: record.name }));
}

/** An opened customer. */
export interface Workplace {
  readonly session: CustomerSession;
  readonly hand: HandCarry;
  readonly keys: KeyKeeper;
  readonly store: CustomerStore;
  readonly folder: string;
  readonly lab: RunningLab | null;
  /** The system's, or the lab's. */
  readonly clock: Clock;
  /** Ends the command with HX-NOTAGREED where the customer's hosts may not be reached. */
  readonly admit: () => Promise<void>;
  /** What the organisation lets be changed. */
  readonly rules: EnginePorts['rules'];
  /** Set by a verb that prints a run. */
  onRunEvent: (event: RunEvent) => void;
}

/** Version shown in journals and reports; set at build time from package.json. */
export const PRODUCT_VERSION = '0.1.0';

/** Opens the customer that the command line names, does the work, and closes everything. */
export async function withWorkplace<T>(
  line: Invocation,
  out: Output,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const folder = dataFolder(line.data);
  const store = openStore(folder);
  if (line.from !== undefined && line.customer === undefined) {
    const record = collectedCustomer(line, line.from);
    return openCustomer(line, out, { record, store, folder }, work);
  }
  return line.lab
    ? withLab(line, folder, (lab) => openPractice(line, out, folder, store, lab, work))
    : openStored(line, out, folder, store, work);
}

/** Runs something with the practice lab, which ends with it. */
export async function withLab<T>(
  line: Invocation,
  folder: string,
  work: (lab: RunningLab) => Promise<T>,
): Promise<T> {
  const faults: readonly LabFault[] = line.faults;
  const lab = await line.startLab({
    folder: await makeLabFolder(folder),
    seed: line.seed ?? 1,
    start: line.start ?? 'empty',
    latency: line.latency,
    faults,
  });
  try {
    return await work(lab);
  } finally {
    await lab.stop();
  }
}

async function openPractice<T>(
  line: Invocation,
  out: Output,
  folder: string,
  store: CustomerStore,
  lab: RunningLab,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const release = await store.lock('practice');
  try {
    const record = await practiceCustomer(store, lab.ready);
    const through = {
      powershell: practicePowerShell(line, folder),
      onWay: (way: PracticeWay) => practiceNote(way, out),
    };
    const ports = practicePorts(folder, lab, record, store, through, line.organisationPolicy);
    try {
      const admit = (): Promise<void> => Promise.resolve();
      const opened = { record, ports: carriedPorts(ports, record), store, folder, lab, admit };
      return await openSession(line, out, opened, work);
    } finally {
      await ports.shell.close();
    }
  } finally {
    await release();
  }
}

/** The PowerShell of the practice lab. Tests and schedules may ask for the lab without one once, for every command. */
export function practicePowerShell(line: Invocation, folder: string): PowerShellSetup | undefined {
  const isDirect = line.direct || process.env['CROSSPREM_PRACTICE'] === 'direct';
  return isDirect
    ? undefined
    : powershellSetup(folder, line.bridgeFolder, line.powershell, line.organisationPolicy);
}

async function openStored<T>(
  line: Invocation,
  out: Output,
  folder: string,
  store: CustomerStore,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const record = await storedCustomer(line, store);
  if (record.practice)
    return withLab(line, folder, (lab) => openPractice(line, out, folder, store, lab, work));
  const release = await store.lock(record.id);
  try {
    return await openCustomer(line, out, { record, store, folder }, work);
  } finally {
    await release();
  }
}

/** The customer that the command line names; HX-CUST where there is none. */
export async function storedCustomer(
  line: CommandLine,
  store: CustomerStore,
): Promise<CustomerRecord> {
  const id = line.customer ?? '';
  const record = /^[a-z0-9][a-z0-9-]{0,63}$/.test(id) ? await store.load(id) : undefined;
  if (record === undefined) throw new CodedError(appError('HX-CUST', { file: id }));
  return record;
}

/** A customer with servers and a tenant of its own. Its shell is closed in the end, however the work ends. */
async function openCustomer<T>(
  line: Invocation,
  out: Output,
  customer: Pick<Opened, 'record' | 'store' | 'folder'>,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const { record, store } = customer;
  refuseWherePracticeOnly(line, record);
  const isStored = line.from === undefined || line.customer !== undefined;
  const files = isStored ? store.files(record.id) : NOT_REMEMBERED;
  const gate = await hostGate(line, out, { record, files });
  if (asksServers(line)) await gate.require();
  const { ports, targets } = customerPorts({
    ...customer,
    gate,
    powershell: powershellSetup(
      customer.folder,
      line.bridgeFolder,
      line.powershell,
      line.organisationPolicy,
    ),
    policy: line.organisationPolicy,
    proxy: line.proxy,
    askCredential: askOnTerminal(out.translator),
    autoSignIn: signInWay(line, line.organisationPolicy),
    collected: line.from,
  });
  showSignIn(targets.signIn, out);
  try {
    const admit = (): Promise<void> => gate.require();
    return await openSession(line, out, { ...customer, ports, lab: null, admit }, work);
  } finally {
    await targets.close();
  }
}

interface Opened {
  readonly record: CustomerRecord;
  readonly ports: EnginePorts;
  readonly store: CustomerStore;
  readonly folder: string;
  readonly lab: RunningLab | null;
  readonly admit: Workplace['admit'];
}

async function openSession<T>(
  line: Invocation,
  out: Output,
  opened: Opened,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const { ports, store, folder, lab, admit } = opened;
  // What is only looked at is not stored, and has no past.
  const isStored = line.from === undefined || line.customer !== undefined;
  const record = isStored ? await withChoices(line, opened.record, store) : opened.record;
  const history = new HistoryKeeper(ports);
  const session = new CustomerSession({
    // A scenario is chosen for one command; what the customer's file says stays.
    record: line.scenario === undefined ? record : { ...record, scenario: line.scenario },
    ports,
    store,
    productVersion: PRODUCT_VERSION,
    byHand: sidesByHand(record),
    onChange: (state) => {
      const { reading } = state;
      if (line.from === undefined) history.follow(state);
      if (reading !== null)
        out.progress(reading.done, reading.total, out.translator.text(reading.current));
    },
    onRunEvent: (event) => {
      place.onRunEvent(event);
    },
  });
  const place: Workplace = {
    store,
    folder,
    lab,
    clock: ports.clock,
    admit,
    rules: ports.rules,
    onRunEvent: () => undefined,
    session,
    keys: new KeyKeeper({ session, ports }),
    hand: handCarry({ session, store, ports, productVersion: PRODUCT_VERSION }),
  };
  if (isStored) {
    await place.session.load();
    await place.session.checked();
    await place.hand.recover();
  }
  if (place.session.state.run?.tailDamaged === true) {
    out.error(appError('HX-TAIL', { file: place.session.state.run.id }));
  }
  try {
    return await work(place);
  } finally {
    await history.settled();
  }
}

/** Stores the recipe and the inputs that the command line gives. A scenario is chosen for one command only. */
async function withChoices(
  line: CommandLine,
  record: CustomerRecord,
  store: CustomerStore,
): Promise<CustomerRecord> {
  if (line.recipe === undefined && Object.keys(line.inputs).length === 0) return record;
  const inputs = { ...record.inputs, ...line.inputs };
  const changed = { ...record, recipe: line.recipe ?? record.recipe, inputs };
  await store.save(changed);
  return changed;
}
