/** The keys of one customer: reading the inventory, backups, and plans that restore or drop keys. */
import { CodedError, appError } from '../../shared/errors';
import type { EnginePorts } from '../engine/ports';
import { readAll } from '../engine/read-lanes';
import type { Observations } from '../model/observation';
import type { Plan } from '../model/plan';
import type { CustomerSession } from '../session';
import type { KeyBackup } from './backup';
import { BACKUP_FOLDER, backupText, parseBackup } from './backup';
import type { KeyInventory } from './inventory';
import { holders, keyContext, listsForBackup, makeInventory } from './inventory';
import { backupReads, planKeyChange } from './plan';
import { inventoryReads } from './reads';

/** What it is built from. */
export interface KeyKeeperOptions {
  readonly session: CustomerSession;
  readonly ports: EnginePorts;
  readonly onChange?: () => void;
}

/** A backup in the customer's folder. */
export interface StoredBackup {
  /** Name of the file in the folder of backups. */
  readonly file: string;
  /** ISO 8601; null where the file cannot be used. */
  readonly at: string | null;
  /** The run that it was made by; null for one that a person asked for, or where the file cannot be used. */
  readonly run: string | null;
  /** Names of the principals in it. */
  readonly principals: readonly string[];
  readonly keys: number;
}

/** What is known of a customer's keys. Replaced, never changed in place. */
export interface KeysKnown {
  /** null before the first reading. */
  readonly inventory: KeyInventory | null;
  /** ISO 8601. */
  readonly readAt: string | null;
  readonly backups: readonly StoredBackup[];
}

/** Which part of the customer's keys is meant. */
export type Principals = readonly string[] | null;

/** Operations on one customer's keys. Only one runs at a time; the caller sees to that. */
export class KeyKeeper {
  private current: KeysKnown = { inventory: null, readAt: null, backups: [] };
  private observations: Observations = new Map();

  constructor(private readonly options: KeyKeeperOptions) {}

  /** What is known now. */
  get known(): KeysKnown {
    return this.current;
  }

  /**
   * Reads all key lists. The tenant's policy is read on demand only, because it needs a permission of its own
   * (Policy.Read.All).
   */
  async read(withPolicy = false, signal?: AbortSignal): Promise<KeyInventory> {
    const { ports, session } = this.options;
    const { record } = session.state;
    this.observations = await readAll(
      (found) => inventoryReads(record, found, ports.clock.now(), withPolicy),
      ports,
      () => undefined,
      signal,
    );
    const now = ports.clock.now();
    const inventory = makeInventory(record, this.observations, now);
    this.set({ inventory, readAt: now.toISOString() });
    return inventory;
  }

  /** Reads, and gives the text of a backup of every list that could be read. */
  async backup(): Promise<{ readonly text: string; readonly inventory: KeyInventory }> {
    const inventory = await this.read();
    const { ports, session } = this.options;
    const { record } = session.state;
    const now = ports.clock.now();
    const context = keyContext(record, this.observations, now);
    const lists = listsForBackup(holders(record, context));
    const [failed] = inventory.principals.flatMap(({ error }) => error ?? []);
    // A file without a single list would look like a backup and be none.
    if (lists.length === 0)
      throw new CodedError(
        failed ?? appError('HX-NOPRINCIPAL', { application: record.tenantDomain }),
      );
    const backup = {
      customer: record.id,
      tenantId: record.tenantId,
      at: now.toISOString(),
      run: null,
      lists,
    };
    return { text: backupText(backup, ports.crypto), inventory };
  }

  /** Makes a backup in the customer's own folder, and gives its name. */
  async keepBackup(): Promise<string> {
    const { text } = await this.backup();
    const { clock, files } = this.options.ports;
    const stamp = clock.now().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const file = `${stamp}-by-hand.json`;
    await files.write(`${BACKUP_FOLDER}/${file}`, new TextEncoder().encode(text));
    await this.listBackups();
    return file;
  }

  /** Plans to drop expired keys, of all principals or of some. */
  async planDrop(only: Principals): Promise<Plan> {
    await this.read();
    return this.plan({ kind: 'drop-expired' }, only);
  }

  /** Plans to restore keys from the text of a backup file. Refused files end in a code, before anything is read. */
  async planRestore(text: string, file: string, only: Principals): Promise<Plan> {
    const backup = this.parse(text, file);
    await this.read();
    const { ports } = this.options;
    const more = await readAll(
      () => backupReads(backup),
      ports,
      () => undefined,
    );
    this.observations = new Map([...more, ...this.observations]);
    return this.plan({ kind: 'restore', backup, file }, only);
  }

  /** Plans to restore from a backup in the customer's folder. */
  async planRestoreStored(file: string, only: Principals): Promise<Plan> {
    const bytes = await this.options.ports.files.read(`${BACKUP_FOLDER}/${file}`);
    if (bytes === undefined) throw new CodedError(appError('HX-BACKUPFILE', { file }));
    return this.planRestore(new TextDecoder().decode(bytes), file, only);
  }

  /** Lists the backups in the customer's folder, the newest first. */
  async listBackups(): Promise<readonly StoredBackup[]> {
    const { files } = this.options.ports;
    const names = (await files.list(BACKUP_FOLDER)).filter((name) => name.endsWith('.json'));
    const found = await Promise.all(names.map((name) => this.stored(name)));
    const backups = found.sort((left, right) => ((left.at ?? '') < (right.at ?? '') ? 1 : -1));
    this.set({ backups });
    return backups;
  }

  private async stored(file: string): Promise<StoredBackup> {
    const unusable = { file, at: null, run: null, principals: [], keys: 0 };
    try {
      const bytes = await this.options.ports.files.read(`${BACKUP_FOLDER}/${file}`);
      const { at, lists, run } = this.parse(new TextDecoder().decode(bytes), file);
      const keys = lists.reduce((sum, list) => sum + list.keys.length, 0);
      return { file, at, run, principals: lists.map(({ name }) => name), keys };
    } catch (thrown) {
      // Shown as one that cannot be used; restoring it says why.
      if (thrown instanceof CodedError) return unusable;
      throw thrown;
    }
  }

  private parse(text: string, file: string): KeyBackup {
    const { ports, session } = this.options;
    const { id: customer, tenantId } = session.state.record;
    return parseBackup(text, file, { customer, tenantId }, ports.crypto);
  }

  private plan(change: Parameters<typeof planKeyChange>[0]['change'], only: Principals): Plan {
    const { ports, session } = this.options;
    const plan = planKeyChange({
      record: session.state.record,
      observations: this.observations,
      change,
      only: only === null ? null : only.map((id) => id.toLowerCase()),
      now: ports.clock.now(),
      crypto: ports.crypto,
    });
    session.usePlan(plan);
    return plan;
  }

  private set(change: Partial<KeysKnown>): void {
    this.current = { ...this.current, ...change };
    this.options.onChange?.();
  }
}
