/** The list of customers, and opening, closing and removing them. At most one is open, and it is locked while it is. */
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { CustomerRecord } from '../../core/model/customer';
import type { Plan } from '../../core/model/plan';
import type { CustomerStore } from '../../core/ports';
import type { LabReady } from '../../shared/lab';
import type { Connector, PracticeLab } from './connection';
import { PRACTICE_ID, REHEARSAL_ID } from '../../adapters/practice/practice-id';
import { newPracticeRecord } from '../../adapters/practice/targets';
import { newCustomerId } from '../../adapters/storage/customer-id';
import { readCustomerFile } from './customer-file';
import { OpenCustomer } from './open-customer';
import { tenantAccessFrom } from './tenant-settings';
import type { Scripts } from './projection/plan-view';
import type { StoredCustomer, UnreadableCustomer } from './projection/state';
import type { Rehearsals } from './rehearsals';
import type { RunLog } from './run-log';

/** What the list is made of. */
export interface CustomersOptions {
  readonly store: CustomerStore;
  readonly connector: Connector;
  readonly rehearsals: Rehearsals;
  readonly dataFolder: string;
  readonly productVersion: string;
  readonly log: RunLog;
  readonly keepAwake: () => () => void;
  readonly renderScripts: (plan: Plan, record: CustomerRecord) => Scripts;
  /** True where the system's key store can keep a sign-in. */
  readonly canKeepSignIn: () => Promise<boolean>;
  readonly onChange: () => void;
}

type LabChoice = ChannelInput<'lab.reset'>;

/** What a lab is started with when it has a stored state, which then decides. */
const ANY_LAB: LabChoice = { start: 'empty', seed: 1 };

/** All customers and the open one. */
export class Customers {
  rows: readonly (StoredCustomer | UnreadableCustomer)[] = [];
  open: OpenCustomer | null = null;
  private release: (() => Promise<void>) | null = null;
  /** Opening and closing follow each other; two at a time would leave two labs or locks behind. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: CustomersOptions) {}

  /** Reads the list again. */
  async refresh(): Promise<void> {
    const { store } = this.options;
    const found = await store.list();
    this.rows = await Promise.all(
      found.map(async (item) => {
        if ('error' in item) return item;
        return this.summary(item);
      }),
    );
    this.options.onChange();
  }

  /** The name of a listed customer; the id of one that cannot be read. */
  find(id: string): { readonly name: string } {
    const row = this.rows.find((item) => ('record' in item ? item.record.id : item.id) === id);
    if (row === undefined) throw unknownCustomer(id);
    return { name: 'record' in row ? row.record.name : row.id };
  }

  /** Makes a customer and opens it. */
  create(input: ChannelInput<'customer.create'>): Promise<void> {
    return this.add({
      ...input,
      name: input.name.trim(),
      practice: false,
      recipe: 'both',
      inputs: {},
    });
  }

  /** Changes how the open customer is reached and makes its connection anew. The practice customer's lab decides. */
  reconnect(change: (record: CustomerRecord) => CustomerRecord): Promise<void> {
    return this.inTurn(async () => {
      const { open } = this;
      if (open === null || open.connection.lab !== null) return;
      open.refuseWhileBusy();
      const record = change(open.session.state.record);
      await this.options.store.save(record);
      await this.leave();
      await this.enter(record, null);
    });
  }

  /** Changes how the open customer's tenant is signed in to. */
  async changeTenant(input: ChannelInput<'customer.tenant'>): Promise<void> {
    const next = tenantAccessFrom(input);
    if (next?.remember === true && !(await this.options.canKeepSignIn())) {
      throw new CodedError(appError('HX-KEYSTORE'));
    }
    await this.reconnect(({ tenantAccess: _before, ...others }) =>
      next === undefined ? others : { ...others, tenantAccess: next },
    );
  }

  /** Takes a customer from a file and opens it. It gets an id and a date of its own. */
  async import(file: string): Promise<void> {
    await this.add(await readCustomerFile(file));
  }

  /** Opens a stored customer. */
  openStored(id: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.open?.id === id) return;
      if (id === PRACTICE_ID) return this.enterLab(ANY_LAB, false);
      if (id === REHEARSAL_ID) return this.enterCopy();
      const record = await this.options.store.load(id);
      if (record === undefined) throw unknownCustomer(id);
      await this.leave();
      await this.enter(record, null);
    });
  }

  /** Opens the practice customer; a lab with another start or seed than asked for is started over. */
  openPractice(choice: LabChoice): Promise<void> {
    return this.inTurn(() => this.enterLab(choice, true));
  }

  /** Starts the practice lab over. What was journalled about the old one belongs to nothing any more. */
  resetPractice(choice: LabChoice): Promise<void> {
    return this.inTurn(async () => {
      const open = this.open;
      const lab = open?.connection.lab;
      if (open === null || lab === null || lab === undefined)
        throw new CodedError(appError('HX-IPC'));
      open.refuseWhileBusy();
      await lab.control({ op: 'reset', ...choice });
      if (open.id === REHEARSAL_ID) {
        const { record } = open.session.state;
        return this.enterCopy(() => record);
      }
      await this.leave();
      await this.options.store.remove(PRACTICE_ID);
      await this.enterLab(choice, false);
    });
  }

  /** Copies the open customer's state into a lab of its own, opens that, and reads it. */
  rehearse(): Promise<void> {
    return this.inTurn(async () => {
      const open = this.open;
      if (open === null) throw new CodedError(appError('HX-IPC'));
      open.refuseWhileBusy();
      await this.enterCopy(await this.options.rehearsals.prepare(open.state));
      this.open?.startReading();
    });
  }

  /** Opens the copy; with `record` its lab starts anew and nothing is known of it. */
  private async enterCopy(record?: (ready: LabReady) => CustomerRecord): Promise<void> {
    const { connector, store } = this.options;
    const known = await store.load(REHEARSAL_ID).catch(() => undefined);
    if (record === undefined && known === undefined) throw unknownCustomer(REHEARSAL_ID);
    await this.leave();
    const lab = await connector.startCopy();
    const made = record?.(lab.ready);
    if (made !== undefined) {
      await store.remove(REHEARSAL_ID);
      await store.save(made);
    }
    const next = made ?? known;
    if (next !== undefined) await this.enter(next, lab);
  }

  /** Closes the open customer. Refused while a run is under way. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.leave();
      await this.refresh();
    });
  }

  /** Removes everything stored for a customer. */
  forget(id: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.open?.id === id) await this.leave();
      const release = await this.options.store.lock(id);
      await this.options.store.remove(id).finally(release);
      if (id === PRACTICE_ID || id === REHEARSAL_ID) await this.options.connector.removeLab(id);
      await this.refresh();
    });
  }

  /** Ends everything; used when the app ends, after a run was asked to stop. */
  dispose(): Promise<void> {
    return this.inTurn(async () => {
      await this.open?.finishCommand();
      await this.leave();
    });
  }

  private async summary(record: CustomerRecord): Promise<StoredCustomer | UnreadableCustomer> {
    const { store } = this.options;
    try {
      const runs = await store.runs(record.id);
      const verification = (await store.loadVerification(record.id, record.scenario)) ?? null;
      return { record, runs, verification };
    } catch (fault) {
      return {
        id: record.id,
        error: fault instanceof CodedError ? fault.error : appError('HX-BUG'),
      };
    }
  }

  private add(made: Omit<CustomerRecord, 'id' | 'format' | 'createdAt'>): Promise<void> {
    return this.inTurn(async () => {
      const taken = new Set(this.rows.map((row) => ('record' in row ? row.record.id : row.id)));
      const record: CustomerRecord = {
        ...made,
        format: 1,
        id: newCustomerId(made.name, taken),
        createdAt: new Date().toISOString(),
      };
      await this.leave();
      await this.options.store.save(record);
      await this.enter(record, null);
    });
  }

  private async enterLab(choice: LabChoice, exactly: boolean): Promise<void> {
    const { connector, store } = this.options;
    const current = this.open?.id === PRACTICE_ID ? this.open.connection.lab?.status : undefined;
    if (current !== undefined && (!exactly || isLike(current, choice))) return;
    await this.leave();
    let lab = await connector.startLab(choice.start, choice.seed);
    if (exactly && !isLike(lab.status, choice)) {
      await lab.control({ op: 'reset', ...choice });
      // The organisation is another one now; addresses and names come with the ready line.
      await lab.stop();
      await store.remove(PRACTICE_ID);
      lab = await connector.startLab(choice.start, choice.seed);
    }
    await this.enter(await this.practiceRecord(lab.ready), lab);
  }

  /** The practice customer as the lab says it is; made at its first use. */
  private async practiceRecord(ready: LabReady): Promise<CustomerRecord> {
    const { store } = this.options;
    const found = await store.load(PRACTICE_ID).catch(() => undefined);
    if (found?.tenantId === ready.tenantId) return found;
    const record = newPracticeRecord(ready);
    await store.remove(PRACTICE_ID);
    await store.save(record);
    return record;
  }

  private async enter(record: CustomerRecord, lab: PracticeLab | null): Promise<void> {
    const { store, connector, productVersion, log, onChange, keepAwake } = this.options;
    const connection = connector.connect(record, lab);
    try {
      this.release = await store.lock(record.id);
      const open = new OpenCustomer({
        record,
        connection,
        store,
        productVersion,
        log,
        onChange,
        keepAwake,
      });
      await open.load();
      this.open = open;
    } catch (fault) {
      await connection.dispose();
      await this.unlock();
      throw fault;
    } finally {
      await this.refresh();
    }
  }

  private async leave(): Promise<void> {
    const { open } = this;
    if (open === null) return;
    if (open.isRunning) open.refuseWhileBusy();
    this.open = null;
    this.options.log.clear();
    this.options.onChange();
    await open.dispose();
    await this.unlock();
  }

  private async unlock(): Promise<void> {
    const { release } = this;
    this.release = null;
    await release?.();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

function isLike(status: LabChoice, choice: LabChoice): boolean {
  return status.start === choice.start && status.seed === choice.seed;
}

function unknownCustomer(id: string): CodedError {
  return new CodedError(appError('HX-CUST', { file: id }));
}
