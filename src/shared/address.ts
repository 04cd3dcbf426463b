/**
 * Addresses of places, as `app://customer/contoso/run/20261121-140200-0a1b2c3d`: what “Copy link” gives and the palette
 * takes. They mean something inside the product only; no system opens them, and following one starts nothing.
 */

/** Places of a customer. */
export const CUSTOMER_PLACES = [
  'overview',
  'connection',
  'set-up',
  'plan',
  'run',
  'verify',
  'keys',
  'history',
  'report',
] as const;
/** One of them. */
type CustomerPlace = (typeof CUSTOMER_PLACES)[number];

/** Places that need no customer. */
export const COMMON_PLACES = [
  'customers',
  'diagnostics',
  'diagnose',
  'topology',
  'inspect',
  'settings',
  'practice',
  'features',
] as const;
/** One of them. */
type CommonPlace = (typeof COMMON_PLACES)[number];

/** Where an address leads. */
export type Address =
  | { readonly kind: 'common'; readonly place: CommonPlace }
  | { readonly kind: 'customer'; readonly customer: string; readonly place: CustomerPlace }
  | { readonly kind: 'run'; readonly customer: string; readonly run: string };

/** Longer ones are none of ours. */
export const LONGEST_ADDRESS = 200;

const SCHEME = 'app://';
const FORM =
  /^app:\/\/([a-z-]+)(?:\/([a-z0-9][a-z0-9-]{0,63})(?:\/([a-z-]+)(?:\/([a-z0-9][a-z0-9-]{0,63}))?)?)?$/;

/** True for a text that is meant as an address, whether or not it leads anywhere. */
export function isMeantAsAddress(text: string): boolean {
  return text.trim().toLowerCase().startsWith(SCHEME);
}

/** Where an address leads; undefined where it is not one, letter for letter. */
export function parseAddress(text: string): Address | undefined {
  const typed = text.trim();
  const [whole, first, customer, second, run] =
    typed.length > LONGEST_ADDRESS ? [] : (FORM.exec(typed) ?? []);
  if (whole === undefined) return undefined;
  if (customer === undefined) {
    const place = COMMON_PLACES.find((item) => item === first);
    return place === undefined ? undefined : { kind: 'common', place };
  }
  if (first !== 'customer') return undefined;
  if (run !== undefined) return second === 'run' ? { kind: 'run', customer, run } : undefined;
  const place = CUSTOMER_PLACES.find((item) => item === (second ?? 'overview'));
  return place === undefined ? undefined : { kind: 'customer', customer, place };
}

/** The address of a place. */
export function addressOf(address: Address): string {
  switch (address.kind) {
    case 'common':
      return `${SCHEME}${address.place}`;
    case 'customer': {
      const { customer, place } = address;
      return `${SCHEME}customer/${customer}${place === 'overview' ? '' : `/${place}`}`;
    }
    case 'run':
      return `${SCHEME}customer/${address.customer}/run/${address.run}`;
  }
}
