/** What is typed for a new customer, kept by main until the customer is made or the form called off. */
import * as v from 'valibot';
import { plainLine } from '../plain-text';
import { EXCHANGE_WAY_VIEWS, ONLINE_WAY_VIEWS, SKYPE_WAY_VIEWS, TENANT_WAY_VIEWS } from './views';

const text = v.pipe(v.string(), v.maxLength(256), v.transform(plainLine));

/** The form as typed. Holds no secrets: none are asked for. */
export const newCustomerTypedSchema = v.strictObject({
  /** The customer that it was begun from; '': none. */
  template: v.union([v.literal(''), v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))]),
  values: v.strictObject({
    name: text,
    tenantDomain: text,
    tenantId: text,
    exchangeServer: text,
    connection: v.strictObject({
      exchange: v.picklist(EXCHANGE_WAY_VIEWS),
      tenant: v.picklist(TENANT_WAY_VIEWS),
      online: v.picklist(ONLINE_WAY_VIEWS),
      skype: v.exactOptional(v.picklist(SKYPE_WAY_VIEWS)),
    }),
  }),
});
/** The same as a type. */
export type NewCustomerTyped = v.InferOutput<typeof newCustomerTypedSchema>;

/** What main kept of it. */
export interface NewCustomerDraft {
  /** ISO 8601. */
  readonly typedAt: string;
  readonly typed: NewCustomerTyped;
}

/** Spread into the contract. */
export const DRAFT_CHANNELS = {
  /** → NewCustomerDraft | null */
  'draft.read': v.strictObject({}),
  /** null: nothing is kept any more. */
  'draft.keep': v.strictObject({ typed: v.nullable(newCustomerTypedSchema) }),
} as const;
