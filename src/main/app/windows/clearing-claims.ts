import type { WindowClaims } from './claims';

/** Claims of a window that clear what was copied here whenever the window leaves a customer: nothing of one is pasted into another. */
export function clearingClaims(claims: WindowClaims, clear: () => Promise<void>): WindowClaims {
  let last: string | null = null;
  return {
    claim: (id, name) => claims.claim(id, name),
    keep: (open) => {
      claims.keep(open);
      if (last !== null && open !== last) void clear();
      last = open;
    },
  };
}
