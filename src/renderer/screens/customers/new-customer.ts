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

const HOST = /^(?=.{3,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/i;
const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names of the fields that cannot be used as entered. Main checks again. */
export function checkNewCustomer(values: NewCustomerValues): ReadonlySet<keyof NewCustomerValues> {
  const problems = new Set<keyof NewCustomerValues>();
  const name = values.name.trim();
  if (name === '' || name.length > 256) problems.add('name');
  if (!HOST.test(values.tenantDomain)) problems.add('tenantDomain');
  if (!TENANT_ID.test(values.tenantId)) problems.add('tenantId');
  if (!HOST.test(values.exchangeServer)) problems.add('exchangeServer');
  return problems;
}
