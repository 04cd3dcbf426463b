import type { CustomerRecord } from '../../core/model/customer';
import type { ChannelInput } from '../../shared/ipc/contract';

/** The customer with what was chosen or typed; everything else stays. */
export function withInputs(
  record: CustomerRecord,
  { values, recipe, scenario }: ChannelInput<'customer.inputs'>,
): CustomerRecord {
  return {
    ...record,
    ...(scenario === undefined ? {} : { scenario }),
    recipe: recipe ?? record.recipe,
    inputs: { ...record.inputs, ...values },
    ...(Object.keys(values).length === 0 ? {} : { typedAt: new Date().toISOString() }),
  };
}
