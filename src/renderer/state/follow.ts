import type { Address } from '../../shared/address';
import { makeCall, type Services } from './context';
import { goTo, goToHistory, leaveCustomer, type UiStore } from './ui-store';

/** Shows a place; its customer is open. */
export function showAddress(ui: UiStore, address: Address): void {
  if (address.kind === 'run') goToHistory(ui, { kind: 'run', run: address.run });
  else goTo(ui, address.place);
}

/**
 * Goes where an address leads. Main says whether it leads anywhere; a customer is opened as by its row in the list,
 * with all that may be said against it, and one that is open in another window is shown there.
 */
export async function follow(services: Services, text: string): Promise<void> {
  const { views, ui } = services;
  const call = makeCall(services);
  const answer = await call('customer.address', { text });
  if (!answer.ok) return;
  const address = answer.value;
  if (address.kind !== 'common') {
    const id = address.customer;
    const { view } = views.store.getState();
    if (view?.frame.elsewhere.includes(id) === true) {
      await call('window.show', { id, address: text });
      return;
    }
    if (view?.open?.id !== id) {
      const opened = await call('customer.open', { id });
      if (!opened.ok) return;
      leaveCustomer(ui);
    }
  }
  showAddress(ui, address);
}
