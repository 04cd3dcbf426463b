/** Which customer is open, or opening, in which window: one window at a time works on a customer. */
import { CodedError, appError } from '../../../shared/errors';

/** One window's part. */
export interface WindowClaims {
  /** Takes a customer for this window. HX-WINDOW where another window has it. */
  claim(id: string, name: string): void;
  /** Gives up all but the customer that is open now. */
  keep(open: string | null): void;
}

/** All windows' customers. */
export class Claims {
  private readonly holders = new Map<string, symbol>();

  /** `onChange` is told which customer a window has open now; null where it has none. */
  constructor(private readonly onChange: (open: string | null) => void) {}

  /** The claims of a new window. */
  forWindow(): WindowClaims & { readonly elsewhere: () => readonly string[] } {
    const own = Symbol('window');
    const mine = (): readonly string[] =>
      [...this.holders].filter(([, holder]) => holder === own).map(([id]) => id);
    let told = '';
    return {
      claim: (id, name) => {
        const holder = this.holders.get(id);
        if (holder !== undefined && holder !== own)
          throw new CodedError(appError('HX-WINDOW', { customer: id, name }));
        this.holders.set(id, own);
      },
      keep: (open) => {
        for (const id of mine()) if (id !== open) this.holders.delete(id);
        if (open !== null) this.holders.set(open, own);
        // Customers that were taken only while they opened, or were removed, concern nobody.
        if (told === (open ?? '')) return;
        told = open ?? '';
        this.onChange(open);
      },
      elsewhere: () =>
        [...this.holders]
          .filter(([, holder]) => holder !== own)
          .map(([id]) => id)
          .sort(),
    };
  }
}
