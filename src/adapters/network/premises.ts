/** The organisation's own network as this computer sees it: pages over its HTTPS client, names by its name service. */
import type { Premises } from '../../core/web';
import { systemClock } from '../system/crypto';
import type { HttpSend } from '../tenant';
import { createNetwork } from './network';
import { publishedWeb } from './published';

/** Looks over the client that reaches these hosts and no others. */
export function premisesNetwork(http: (hosts: readonly string[]) => HttpSend): Premises {
  const network = createNetwork({ clock: systemClock });
  return {
    ...publishedWeb(http),
    names: async (host, { deadlineMs, signal }) => {
      const deadline = AbortSignal.timeout(deadlineMs);
      const limit = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
      const found = await network.resolve(host, limit);
      if (found.ok) return found.value;
      return found.fault === 'name-unknown' ? [] : null;
    },
  };
}
