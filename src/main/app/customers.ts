/** The list of customers, and opening, closing and removing them. At most one is open, and it is locked while it is. */
import { afterwards } from '../../shared/afterwards';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { CustomerRecord } from '../../core/model/customer';
import type { TenantAccess } from '../../core/model/tenant-access';
import type { Plan } from '../../core/model/plan';
import type { CustomerStore } from '../../core/ports';
import { refuseBesidePractice, refuseNewCloud, refuseNewCustomer } from '../../core/policy/rules';
import type { LabReady } from '../../shared/lab';
import type { PolicyValues } from '../../shared/policy';
import type { Connector, PracticeLab } from './connection';
import { PRACTICE_ID, REHEARSAL_ID } from '../../adapters/practice/practice-id';
import { newPracticeRecord } from '../../adapters/practice/targets';
import { newCustomerId } from '../../adapters/storage/customer-id';
import type { CustomerList, ListedCustomer } from '../../adapters/storage/customer-list';
import { forgetCustomer } from '../../adapters/storage/forget';
import { nodeFileSystem } from '../../adapters/storage/file-system';
import { OpenCustomer } from './open-customer';
import { templateOf } from './template';
import type { Scripts } from './projection/plan-view';
import type { Rehearsals } from './rehearsals';
import type { RunLog } from './run-log';
import type { WindowClaims } from './windows/claims';

/** What the list is made of. */
export interface CustomersOptions {
  readonly store: CustomerStore;
  readonly list: CustomerList;
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
  /** Other windows work on other customers. */
  readonly claims: WindowClaims;
  /** What the organisation sets. */
  readonly policy: () => PolicyValues;
}

type LabChoice = ChannelInput<'lab.reset'>;

/** What a lab is started with when it has a stored state, which then decides. */
const ANY_LAB: LabChoice = { start: 'empty', seed: 1 };

/** All customers and the open one. */
export class Customers {
  rows: readonly ListedCustomer[] = [];
  /** True until the list was read for the first time. */
  isLoading = true;
  open: OpenCustomer | null = null;
  /** The customer that was closed last: what it says in the list may be new. */
  private left = '';
  private release: (() => Promise<void>) | null = null;
  /** Opening and closing follow each other; two at a time would leave two labs or locks behind. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: CustomersOptions) {}

  /** Reads the list for the first time; whatever is asked in the meantime waits for it. */
  load(): Promise<void> {
    return this.inTurn(() => this.refresh());
  }

  /** Reads the list again; with `touched`, only what these say. */
  private async refresh(touched?: readonly string[]): Promise<void> {
    this.rows = await this.options.list.read(touched);
    this.isLoading = false;
    this.options.onChange();
  }

  /** The name of a listed customer; the id of one that cannot be read. */
  find(id: string): { readonly name: string } {
    const row = this.rows.find((item) => item.id === id);
    if (row === undefined) throw unknownCustomer(id);
    return { name: 'name' in row ? row.name : row.id };
  }

  /** Makes a customer and opens it; what a template gives holds nothing of the template's own organisation. */
  async create({ template, ...input }: ChannelInput<'customer.create'>): Promise<void> {
    const model = template === undefined ? undefined : await this.options.store.load(template);
    if (template !== undefined && model === undefined) throw unknownCustomer(template);
    await this.add({
      recipe: 'both',
      inputs: {},
      ...(model === undefined ? {} : templateOf(model)),
      ...input,
      name: input.name.trim(),
      practice: false,
    });
  }

  /** Changes how the open customer is reached and makes its connection anew. The practice customer's lab decides. */
  reconnect(change: (record: CustomerRecord) => CustomerRecord): Promise<void> {
    return this.inTurn(async () => {
      const { open } = this;
      if (open === null || open.connection.lab !== null) return;
      open.refuseWhileBusy();
      const { typedAt: _typed, ...before } = open.session.state.record;
      const record = change(before);
      refuseNewCloud(this.options.policy(), record, before);
      await this.options.store.save(record);
      await this.leave();
      await this.enter(record, null);
    });
  }

  /** Changes how the open customer's tenant is signed in to; nothing: as usual. */
  async changeTenant(next: TenantAccess | undefined): Promise<void> {
    if (next?.remember === true && !(await this.options.canKeepSignIn())) {
      throw new CodedError(appError('HX-KEYSTORE'));
    }
    await this.reconnect(({ tenantAccess: _before, ...others }) =>
      next === undefined ? others : { ...others, tenantAccess: next },
    );
  }

  /** Takes a customer in with `take`, which stores it, and opens it. */
  import(take: (taken: ReadonlySet<string>) => Promise<CustomerRecord>): Promise<void> {
    return this.inTurn(async () => {
      this.open?.refuseWhileBusy();
      refuseBesidePractice(this.options.policy(), { practice: false });
      const record = await take(this.taken());
      await this.leave();
      await this.enter(record, null);
      this.open?.history.imported('customer');
      await this.open?.history.settled();
    });
  }

  /** Puts the copy of a damaged customer's file back. */
  restore(id: string): Promise<void> {
    return this.inTurn(async () => {
      const release = await this.options.store.lock(id);
      await afterwards(this.options.store.restore(id), release);
      await this.refresh();
    });
  }

  /** Opens a stored customer. */
  openStored(id: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.open?.id === id) return;
      this.claim(id);
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
    return this.inTurn(async () => {
      this.claim(PRACTICE_ID);
      await this.enterLab(choice, true);
    });
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
      this.claim(REHEARSAL_ID);
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
      this.claim(id);
      if (this.open?.id === id) await this.leave();
      const release = await this.options.store.lock(id);
      await afterwards(forgetCustomer({ ...this.options, fs: nodeFileSystem }, id), release);
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

  private taken(): ReadonlySet<string> {
    return new Set(this.rows.map(({ id }) => id));
  }

  private add(made: Omit<CustomerRecord, 'id' | 'format' | 'createdAt'>): Promise<void> {
    return this.inTurn(async () => {
      const record: CustomerRecord = {
        ...made,
        format: 1,
        id: newCustomerId(made.name, this.taken()),
        createdAt: new Date().toISOString(),
      };
      refuseNewCustomer(this.options.policy(), record);
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
      await this.refresh([record.id, this.left]);
    }
  }

  private async leave(): Promise<void> {
    const { open } = this;
    if (open === null) return;
    // A run is not left, nor a question that may become one.
    if (open.isRunning || open.isAsking) open.refuseWhileBusy();
    this.open = null;
    this.options.log.clear();
    this.options.onChange();
    await open.dispose();
    await this.closeInOrder(open.id);
    this.left = open.id;
    await this.unlock();
  }

  /** What was typed is kept, and nothing has to be said of it the next time. */
  private async closeInOrder(id: string): Promise<void> {
    const { store } = this.options;
    const stored = await store.load(id).catch(() => undefined);
    if (stored?.typedAt === undefined) return;
    const { typedAt: _typed, ...record } = stored;
    await store.save(record).catch(() => undefined);
  }

  private async unlock(): Promise<void> {
    const { release } = this;
    this.release = null;
    await release?.();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.queue
      .then(work)
      .finally(() => this.options.claims.keep(this.open?.id ?? null));
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Nothing is left or started for a customer that another window has. */
  private claim(id: string): void {
    const row = this.rows.find((item) => item.id === id);
    this.options.claims.claim(id, row !== undefined && 'name' in row ? row.name : id);
  }
}

function isLike(status: LabChoice, choice: LabChoice): boolean {
  return status.start === choice.start && status.seed === choice.seed;
}

function unknownCustomer(id: string): CodedError {
  return new CodedError(appError('HX-CUST', { file: id }));
}
