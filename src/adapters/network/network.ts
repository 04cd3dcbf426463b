/** The network step by step on Node: name, port, TLS, time. */
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import type { Network, NetworkAnswer, Route } from '../../core/doctor/ports';
import type { Clock } from '../../core/ports';
import { fault, networkFault, openConnection } from './connection';
import { handshake } from './handshake';

/** Settings of the network port. */
export interface NetworkOptions {
  readonly clock: Clock;
  /** PEM of the only certificate authority that counts; Node's own list where absent. */
  readonly ca?: string;
  /** The proxy that the product's own requests to an address take; none where absent. */
  readonly route?: (url: string) => Promise<Route>;
}

/** Builds the port. */
export function createNetwork(options: NetworkOptions): Network {
  return {
    resolve,
    connect: async (host, port, signal) => {
      const answer = await openConnection(host, port, signal);
      if (!answer.ok) return answer;
      const { remoteAddress = host } = answer.value;
      answer.value.destroy();
      return { ok: true, value: remoteAddress };
    },
    handshake: (host, port, route, signal) => {
      const { clock, ca } = options;
      return handshake({ host, port, route, clock, ...(ca === undefined ? {} : { ca }) }, signal);
    },
    date,
    route: options.route ?? (() => Promise.resolve({ kind: 'direct' })),
  };
}

/** The system's own lookup (hosts file, DNS, LLMNR): the one that every connection uses. It cannot be cancelled. */
async function resolve(
  host: string,
  signal: AbortSignal,
): Promise<NetworkAnswer<readonly string[]>> {
  try {
    const found = await lookup(host, { all: true });
    return { ok: true, value: found.map(({ address }) => address) };
  } catch (thrown) {
    return signal.aborted ? fault('name-no-answer', thrown) : networkFault(thrown);
  }
}

/** Whatever the server answers has its time; no credential is sent. */
function date(url: string, signal: AbortSignal): Promise<NetworkAnswer<string | null>> {
  return new Promise((settle) => {
    const call = httpRequest(url, { method: 'HEAD', agent: false, signal });
    call.on('response', (response) => {
      response.resume();
      call.destroy();
      settle({ ok: true, value: response.headers.date ?? null });
    });
    call.on('error', (error) => settle(networkFault(error)));
    call.end();
  });
}
