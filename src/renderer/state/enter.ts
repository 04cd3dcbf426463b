import { useMemo } from 'react';
import type { Channel, ChannelInput } from '../../shared/ipc/contract';
import { makeCall, useServices, type Services } from './context';
import { goTo, leaveCustomer } from './ui-store';

/** Calls that open a customer. An import opens none when the person chooses no file. */
type EnterChannel = Extract<
  Channel,
  'customer.open' | 'customer.practice' | 'customer.create' | 'customer.import'
>;
/** Asks main to open a customer and shows its overview. */
export type Enter = <C extends EnterChannel>(channel: C, input: ChannelInput<C>) => Promise<void>;

/** Makes `Enter` over services. */
export function makeEnter(services: Services): Enter {
  const { views, ui } = services;
  const openId = () => views.store.getState().view?.open?.id ?? null;
  return async (channel, input) => {
    const id = channel === 'customer.open' && 'id' in input ? input.id : null;
    // One window at a time works on a customer: the one that has it comes to the front.
    if (id !== null && views.store.getState().view?.frame.elsewhere.includes(id) === true) {
      await makeCall(services)('window.show', { id });
      return;
    }
    const before = openId();
    const answer = await makeCall(services)(channel, input);
    const opened = channel !== 'customer.import' || openId() !== before;
    if (!answer.ok || !opened) return;
    leaveCustomer(ui);
    if (channel === 'customer.create') ui.setState({ forms: {} });
    goTo(ui, 'overview');
  };
}

/** The `Enter` of this window. */
export function useEnter(): Enter {
  const services = useServices();
  return useMemo(() => makeEnter(services), [services]);
}
