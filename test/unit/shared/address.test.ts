/** Addresses: what is copied leads back, and nothing else leads anywhere. */
import { describe, expect, it } from 'vitest';
import {
  COMMON_PLACES,
  CUSTOMER_PLACES,
  addressOf,
  isMeantAsAddress,
  parseAddress,
  type Address,
} from '../../../src/shared/address';
import { PLACES } from '../../../src/renderer/state/places';

const customer = 'contoso';
const ALL: readonly Address[] = [
  ...COMMON_PLACES.map((place): Address => ({ kind: 'common', place })),
  ...CUSTOMER_PLACES.map((place): Address => ({ kind: 'customer', customer, place })),
  { kind: 'run', customer, run: '20261121-140200-0a1b2c3d' },
];

describe('an address', () => {
  it.each(ALL.map((address) => [addressOf(address), address] as const))('%s', (text, address) => {
    expect(parseAddress(` ${text}\n`)).toEqual(address);
    expect(isMeantAsAddress(text)).toBe(true);
  });

  it('has the form that people see in documents', () => {
    expect(addressOf({ kind: 'run', customer, run: '2026-11-21-1402' })).toBe(
      'app://customer/contoso/run/2026-11-21-1402',
    );
  });

  it('exists for every screen but the form of a new customer', () => {
    const screens = Object.keys(PLACES).filter((screen) => screen !== 'new-customer');
    expect([...COMMON_PLACES, ...CUSTOMER_PLACES].sort()).toEqual(screens.sort());
    expect(CUSTOMER_PLACES.every((place) => PLACES[place] === 'customer')).toBe(true);
  });

  it.each([
    '',
    'contoso',
    'app://',
    'app://crossprem/',
    'app://crossprem/index.html',
    'app://new-customer',
    'app://customer',
    'app://customer/',
    'app://customer/contoso/',
    'app://customer/contoso/settings',
    'app://customer/contoso/apply',
    'app://customer/contoso/plan/20261121-140200-0a1b2c3d',
    'app://customer/contoso/run/20261121/apply',
    'app://customer/../contoso',
    'app://customer/contoso/run/..',
    'app://customer/con%74oso',
    'app://customer/Contoso',
    'APP://customer/contoso',
    'app://user@customer/contoso',
    'app://customer:80/contoso',
    'app://customer/contoso?run=1',
    'app://customer/contoso#run',
    'app://customer/contoso\napp://customer/fabrikam',
    'https://customer/contoso',
    'javascript:app://customer/contoso',
    `app://customer/${'a'.repeat(65)}`,
    `app://customer/contoso${' '.repeat(300)}x`,
  ])('is not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});
