import { isHostName, isTenantId } from '../../../shared/profile';

/** What is asked for a new customer. */
export interface NewCustomerValues {
  readonly name: string;
  readonly tenantDomain: string;
  readonly tenantId: string;
  readonly exchangeServer: string;
}

/** A form without entries. */
export const EMPTY_CUSTOMER: NewCustomerValues = {
  name: '',
  tenantDomain: '',
  tenantId: '',
  exchangeServer: '',
};

/** Names of the fields that cannot be used as entered. Main checks again. */
export function checkNewCustomer(values: NewCustomerValues): ReadonlySet<keyof NewCustomerValues> {
  const problems = new Set<keyof NewCustomerValues>();
  const name = values.name.trim();
  if (name === '' || name.length > 256) problems.add('name');
  if (!isHostName(values.tenantDomain)) problems.add('tenantDomain');
  if (!isTenantId(values.tenantId)) problems.add('tenantId');
  if (!isHostName(values.exchangeServer)) problems.add('exchangeServer');
  return problems;
}
