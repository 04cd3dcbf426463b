/** What a verb works with: one customer's session, opened, locked, and closed in the end. */
import { CodedError, appError } from '../shared/errors';
import type { LabFault } from '../shared/lab';
import type { CustomerRecord } from '../core/model/customer';
import type { CustomerStore } from '../core/ports';
import type { RunEvent } from '../core/engine/apply';
import type { HandCarry } from '../core/carry/hand-carry';
import { CustomerSession } from '../core/session';
import { carriedPorts, handCarry, sidesByHand } from '../adapters/carry';
import type { CommandLine } from './arguments';
import {
  dataFolder,
  openStore,
  practiceCustomer,
  makeLabFolder,
  practicePorts,
  unreachablePorts,
} from './composition';
import type { RunningLab, StartLab } from './composition';
import type { Output } from './output';

/** A command line, and how its lab is started. */
export interface Invocation extends CommandLine {
  readonly startLab: StartLab;
}

/** An opened customer. */
export interface Workplace {
  readonly session: CustomerSession;
  readonly hand: HandCarry;
  readonly store: CustomerStore;
  readonly folder: string;
  readonly lab: RunningLab | null;
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
  return line.lab
    ? withLab(line, folder, (lab) => openPractice(line, out, folder, store, lab, work))
    : openCustomer(line, out, folder, store, work);
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
  const release = await lockPractice(store);
  try {
    const record = await practiceCustomer(store, lab.ready);
    const ports = practicePorts(folder, lab, record, store);
    return await openSession(line, out, { record, ports, store, folder, lab }, work);
  } finally {
    await release();
  }
}

function lockPractice(store: CustomerStore): Promise<() => Promise<void>> {
  return store.lock('practice');
}

async function openCustomer<T>(
  line: Invocation,
  out: Output,
  folder: string,
  store: CustomerStore,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const id = line.customer ?? '';
  const record = /^[a-z0-9][a-z0-9-]{0,63}$/.test(id) ? await store.load(id) : undefined;
  if (record === undefined) throw new CodedError(appError('HX-CUST', { file: id }));
  if (record.practice)
    return withLab(line, folder, (lab) => openPractice(line, out, folder, store, lab, work));
  const release = await store.lock(record.id);
  try {
    const ports = unreachablePorts(folder, record, store);
    return await openSession(line, out, { record, ports, store, folder, lab: null }, work);
  } finally {
    await release();
  }
}

interface Opened {
  readonly record: CustomerRecord;
  readonly ports: ReturnType<typeof unreachablePorts>;
  readonly store: CustomerStore;
  readonly folder: string;
  readonly lab: RunningLab | null;
}

async function openSession<T>(
  line: Invocation,
  out: Output,
  opened: Opened,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const { record, store, folder, lab } = opened;
  const ports = carriedPorts(opened.ports, record);
  const session = new CustomerSession({
    record,
    ports,
    store,
    productVersion: PRODUCT_VERSION,
    byHand: sidesByHand(record),
    onChange: ({ reading }) => {
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
    onRunEvent: () => undefined,
    session,
    hand: handCarry({ session, store, ports, productVersion: PRODUCT_VERSION }),
  };
  await place.session.load();
  await place.hand.recover();
  if (place.session.state.run?.tailDamaged === true) {
    out.error(appError('HX-TAIL', { file: place.session.state.run.id }));
  }
  const inputs = { ...record.inputs, ...line.inputs };
  const recipe = line.recipe ?? record.recipe;
  if (line.recipe !== undefined || Object.keys(line.inputs).length > 0)
    await place.session.change({ ...record, recipe, inputs });
  return work(place);
}
