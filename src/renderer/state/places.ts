import type { ScreenId } from './ui-store';

/** Every screen, and whether it needs an open customer. */
export const PLACES: Readonly<Record<ScreenId, 'always' | 'customer'>> = {
  customers: 'always',
  'new-customer': 'always',
  overview: 'customer',
  connection: 'customer',
  'set-up': 'customer',
  plan: 'customer',
  run: 'customer',
  verify: 'customer',
  keys: 'customer',
  history: 'customer',
  report: 'customer',
  diagnostics: 'always',
  diagnose: 'always',
  topology: 'always',
  inspect: 'always',
  settings: 'always',
  practice: 'always',
  features: 'always',
};

/** The screen that is shown when this one is asked for. */
export function placeShown(asked: ScreenId, hasCustomer: boolean): ScreenId {
  return hasCustomer || PLACES[asked] === 'always' ? asked : 'customers';
}
