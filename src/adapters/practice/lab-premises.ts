/** The practice organisation's own network, as looks at it need it: pages by name, and names. */
import type { Premises, WebAnswer } from '../../core/web';
import type { CallOptions } from '../../core/ports';
import type { Fetched } from '../../core/doctor/ports';
import type { LabReady } from '../../shared/lab';
import { systemClock } from '../system/crypto';
import { labFetch, labNetwork } from './lab-network';

/** Makes it. A name that the lab does not know is never looked up outside. */
export function labPremises(ready: LabReady): Premises {
  const fetch = labFetch(ready);
  const network = labNetwork(ready, systemClock);
  return {
    look: async ({ url }, options) => answerOf(url, await fetch(url, limit(options))),
    names: async (host, options) => {
      const found = await network.resolve(host, limit(options));
      if (found.ok) return found.value;
      return found.fault === 'name-unknown' ? [] : null;
    },
  };
}

function limit({ deadlineMs, signal }: CallOptions): AbortSignal {
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
}

function answerOf(url: string, fetched: Fetched): WebAnswer {
  if (fetched.kind === 'answer')
    return {
      kind: 'answer',
      url,
      status: fetched.status,
      challenges: [],
      location: null,
      body: fetched.body,
    };
  const { reason, detail } = fetched;
  const known = reason === 'tls' || reason === 'closed' ? reason : 'connect';
  return { kind: 'no-answer', reason: known, detail };
}
