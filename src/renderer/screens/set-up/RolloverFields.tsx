import type { CustomerView } from '../../../shared/ipc/views';
import { TextField } from './AccountFields';
import type { Drafts } from './use-drafts';

/** When the next certificate takes over, and whether a healthy one is replaced. Both may stay empty. */
export function RolloverFields({ customer, drafts }: { customer: CustomerView; drafts: Drafts }) {
  return (
    <section className="card stack form">
      <TextField customer={customer} drafts={drafts} name="effectiveDate" optional />
      <TextField customer={customer} drafts={drafts} name="rollNow" optional />
    </section>
  );
}
