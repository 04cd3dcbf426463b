/** The practice organisation's own network, as looks at it need it: pages by name, and names. */
import type { Premises, WebAnswer } from '../../core/web';
import type { Fetched } from '../../core/doctor/ports';
import type { LabReady } from '../../shared/lab';
import { withLimit } from '../network/limit';
import { systemClock } from '../system/crypto';
import { labFetch, labNetwork } from './lab-network';

/** Makes it. A name that the lab does not know is never looked up outside. */
export function labPremises(ready: LabReady): Premises {
  const fetch = labFetch(ready);
  const network = labNetwork(ready, systemClock);
  return {
    look: async ({ url }, options) =>
      answerOf(url, await withLimit(options, (signal) => fetch(url, signal))),
    names: async (host, options) => {
      const found = await withLimit(options, (signal) => network.resolve(host, signal));
      if (found.ok) return found.value;
      return found.fault === 'name-unknown' ? [] : null;
    },
  };
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
