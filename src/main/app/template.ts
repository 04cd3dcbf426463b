/** A customer as the model of the next one. */
import type { InputName } from '../../shared/ipc/views';
import type { CustomerRecord } from '../../core/model/customer';

/** Names and choices that a consultant gives each customer alike; everything else is one organisation's own. */
const CARRIED: readonly InputName[] = [
  'classicAccountName',
  'teamsAccountName',
  'teamsRoleName',
  'keepTestItem',
  'archiving',
  'contactStore',
  'federation',
];

/** What a new customer takes over: scenario, recipe, ways and names. No domain, server, address or thumbprint. */
export function templateOf(
  record: CustomerRecord,
): Pick<CustomerRecord, 'recipe' | 'scenario' | 'inputs' | 'connection'> {
  const { recipe, scenario, connection, inputs } = record;
  const names = CARRIED.flatMap((name) => {
    const value = inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    recipe,
    inputs: Object.fromEntries(names),
    ...(scenario === undefined ? {} : { scenario }),
    ...(connection === undefined ? {} : { connection }),
  };
}
