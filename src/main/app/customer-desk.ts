/** What the window asks of the list of customers and of the open one's profile: export, import, badge, taking over. */
import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  bundleContents,
  exportCustomer,
  importCustomer,
} from '../../adapters/bundle/customer-bundle';
import { LARGEST_FILE, checkEnvelope } from '../../adapters/bundle/envelope';
import { newCustomerId } from '../../adapters/storage/customer-id';
import { fileError, nodeFileSystem, writeAtomic } from '../../adapters/storage/file-system';
import type { BundleContents } from '../../shared/bundle';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { ImportView, SavedView } from '../../shared/ipc/views';
import type { CustomerStore } from '../../core/ports';
import type { Address } from '../../shared/address';
import { parseCustomerFile } from './customer-file';
import { findAddress } from './find-address';
import type { Customers } from './customers';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';
import { stagingView } from './projection/staging';

/** What the desk is made of. */
export interface CustomerDeskOptions {
  readonly customers: Customers;
  readonly store: CustomerStore;
  readonly person: Person;
  readonly dataFolder: string;
  readonly productVersion: string;
  readonly showFile: (path: string) => void;
  readonly onChange: () => void;
}

/** The list of customers, and the open one's profile. */
export class CustomerDesk {
  /** The chosen file, until its passphrase comes. The passphrase itself is kept nowhere. */
  private waiting: (ImportView & { readonly bytes: Uint8Array }) | null = null;

  constructor(private readonly options: CustomerDeskOptions) {}

  /** The file that waits for its passphrase, as the window shows it. */
  get importing(): ImportView | null {
    return this.waiting === null ? null : { id: this.waiting.id, file: this.waiting.file };
  }

  /** What an export of the open customer would hold. */
  contents(): Promise<BundleContents> {
    return bundleContents(this.place, this.exported().session.state.record);
  }

  /** Seals the open customer into a file that the person chooses; null where none was chosen. */
  async export({ passphrase }: ChannelInput<'customer.export'>): Promise<SavedView | null> {
    const open = this.exported();
    open.refuseWhileBusy();
    const { record } = open.session.state;
    const file = await this.options.person.chooseFileToSave('customer', record.id);
    if (file === undefined) return null;
    const { productVersion } = this.options;
    const at = new Date().toISOString();
    const bytes = await exportCustomer(this.place, record, passphrase, { at, productVersion });
    await writeAtomic(nodeFileSystem, file, bytes);
    return { file: basename(file) };
  }

  /** Asks for a file. A sealed one waits for its passphrase; an older plain one is taken in at once. */
  async choose(): Promise<void> {
    const file = await this.options.person.chooseCustomerFile();
    if (file === undefined) return;
    const bytes = await bytesOf(file);
    const name = basename(file);
    if (bytes[0] === '{'.charCodeAt(0)) {
      await this.takePlain(Buffer.from(bytes).toString('utf8'), file);
      return;
    }
    checkEnvelope(bytes, name);
    this.wait({ id: randomUUID(), file: name, bytes });
  }

  /** Opens the file that waits. With a wrong passphrase it goes on waiting. */
  async open({ id, passphrase }: ChannelInput<'customer.import-open'>): Promise<void> {
    const { waiting } = this;
    if (waiting?.id !== id) throw new CodedError(appError('HX-IPC'));
    const source = { name: waiting.file, bytes: waiting.bytes };
    const at = new Date().toISOString();
    await this.options.customers.import(() =>
      importCustomer(this.place, source, passphrase, at).then((record) => {
        this.wait(null);
        return record;
      }),
    );
  }

  /** Lets the file go. */
  cancel(): void {
    this.wait(null);
  }

  async restore({ id }: ChannelInput<'customer.restore'>): Promise<void> {
    this.options.customers.find(id);
    await this.options.customers.restore(id);
  }

  showFile({ id }: ChannelInput<'customer.show-file'>): void {
    this.options.customers.find(id);
    this.options.showFile(join(this.options.dataFolder, 'customers', id, 'customer.json'));
  }

  async changeBadge(badge: ChannelInput<'customer.badge'>): Promise<void> {
    const open = this.opened();
    await open.change({ ...open.session.state.record, badge });
  }

  /** The open customer may be changed from now on. HX-UNPROVEN before its checks passed. */
  async takeOver(): Promise<void> {
    const open = this.opened();
    const { staged: _staged, ...record } = open.session.state.record;
    if (stagingView(open.state)?.isReady !== true)
      throw new CodedError(appError('HX-UNPROVEN', { name: record.name }));
    await open.change(record);
  }

  /** Where an address leads. */
  address({ text }: ChannelInput<'customer.address'>): Promise<Address> {
    const { customers, store } = this.options;
    return findAddress(text, customers.rows, store);
  }

  private get place() {
    return { dataFolder: this.options.dataFolder, fs: nodeFileSystem };
  }

  private wait(file: CustomerDesk['waiting']): void {
    this.waiting = file;
    this.options.onChange();
  }

  private opened(): OpenCustomer {
    const { open } = this.options.customers;
    if (open === null) throw new CodedError(appError('HX-IPC'));
    return open;
  }

  /** The practice customer belongs to its lab and goes nowhere. */
  private exported(): OpenCustomer {
    const open = this.opened();
    if (open.connection.lab !== null) throw new CodedError(appError('HX-IPC'));
    return open;
  }

  private async takePlain(text: string, file: string): Promise<void> {
    const { customers, store } = this.options;
    const found = parseCustomerFile(text, file);
    await customers.import(async (taken) => {
      const at = new Date().toISOString();
      const id = newCustomerId(found.name, taken);
      const record = { ...found, id, createdAt: at, staged: { at } };
      await store.save(record);
      return record;
    });
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size > LARGEST_FILE) {
      const limit = LARGEST_FILE / 1024 / 1024;
      throw new CodedError(appError('HX-BUNDLESIZE', { file: basename(file), limit }));
    }
    return await readFile(file);
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}
