/** What the window asks for on the settings of a tenant's sign-in. */
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { Customers } from './customers';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';
import { fileLabel, tenantAccessFrom, type CheckPaths } from './tenant-settings';

/** How the open customer's tenant is signed in to. */
export class TenantDesk {
  /** What the person chose and did not save yet, and for whom. */
  private chosen: { readonly customer: string; readonly paths: CheckPaths } | undefined;

  constructor(
    private readonly customers: Pick<Customers, 'open' | 'changeTenant'>,
    private readonly person: Pick<Person, 'chooseCheckFile'>,
  ) {}

  /** Asks for a file and keeps its path; the window gets its name, null where none was chosen. */
  async choose({ which }: ChannelInput<'customer.tenant-file'>): Promise<string | null> {
    const { id } = this.opened().session.state.record;
    const path = await this.person.chooseCheckFile(which);
    // Another customer may have been opened while the dialog was.
    if (path === undefined || this.opened().session.state.record.id !== id) return null;
    this.chosen = { customer: id, paths: { ...this.chosenFor(id), [which]: path } };
    return fileLabel(path);
  }

  /** Saves the settings, with the files that were chosen for this customer. */
  async change(input: ChannelInput<'customer.tenant'>): Promise<void> {
    const { id, tenantAccess } = this.opened().session.state.record;
    const stored = tenantAccess?.appOnly ?? {};
    await this.customers.changeTenant(tenantAccessFrom(input, stored, this.chosenFor(id)));
    this.chosen = undefined;
  }

  private chosenFor(customer: string): CheckPaths {
    return this.chosen?.customer === customer ? this.chosen.paths : {};
  }

  private opened(): OpenCustomer {
    const { open } = this.customers;
    if (open === null) throw new CodedError(appError('HX-IPC'));
    return open;
  }
}
