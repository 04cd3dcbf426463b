/**
 * What is typed into forms that are sent as a whole. It outlives the form, because the lock takes every screen away;
 * secrets, tokens and pasted texts are never kept here.
 */
import type { CheckResult } from '../../shared/checks';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { ConnectionView } from '../../shared/ipc/views';

type NewCustomer = ChannelInput<'customer.create'>;
type Ways = Pick<ConnectionView, 'exchange' | 'tenant' | 'online'> & {
  readonly skype?: ConnectionView['skype'];
};

/** The values of each form. */
export interface Forms {
  readonly newCustomer: Pick<
    NewCustomer,
    'name' | 'tenantDomain' | 'tenantId' | 'exchangeServer'
  > & {
    readonly connection: Ways;
  };
  readonly connection: ConnectionView;
  readonly tenant: ChannelInput<'customer.tenant'>;
  readonly skip: string;
  readonly oauth: { readonly statedBy: string; readonly doneBy: string };
  readonly sign: { readonly result: CheckResult; readonly by: string; readonly note: string };
}

/** Values, and what they were typed for: with anything else the form starts anew. */
export type FormDrafts = {
  readonly [F in keyof Forms]?: { readonly owner: string; readonly value: Forms[F] };
};
