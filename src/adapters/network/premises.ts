/** The organisation's own network as this computer sees it: pages over its HTTPS client, names by its name service. */
import type { Premises } from '../../core/web';
import { systemClock } from '../system/crypto';
import type { HttpSend } from '../tenant';
import { withLimit } from './limit';
import { createNetwork } from './network';
import { publishedWeb } from './published';

/** Looks over the client that reaches these hosts and no others. */
export function premisesNetwork(http: (hosts: readonly string[]) => HttpSend): Premises {
  const network = createNetwork({ clock: systemClock });
  return {
    ...publishedWeb(http),
    names: async (host, options) => {
      const found = await withLimit(options, (signal) => network.resolve(host, signal));
      if (found.ok) return found.value;
      return found.fault === 'name-unknown' ? [] : null;
    },
  };
}
