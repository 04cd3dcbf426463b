/** TCP connections, and what the system's errors mean. */
import { connect as openSocket } from 'node:net';
import type { Socket } from 'node:net';
import type { NetworkAnswer, NetworkFault } from '../../core/doctor/ports';
import { errorCode } from '../storage/file-system';

/** Opens a TCP connection. IPv4 for `localhost`: what this product starts listens there only. */
export function openConnection(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<NetworkAnswer<Socket>> {
  return new Promise((settle) => {
    const family = host === 'localhost' ? { family: 4 } : {};
    const socket = openSocket({ host, port, ...family });
    const onAbort = (): void => end(fault('no-answer', 'given up'));
    const end = (answer: NetworkAnswer<Socket>): void => {
      signal.removeEventListener('abort', onAbort);
      if (!answer.ok) socket.destroy();
      settle(answer);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => end({ ok: true, value: socket }));
    // Stays: a connection that breaks later must not end the program.
    socket.on('error', (error) => end(networkFault(error)));
  });
}

/** Node's error codes: https://nodejs.org/api/errors.html#common-system-errors and node:dns. */
const FAULTS: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'name-unknown',
  ENODATA: 'name-unknown',
  EAI_NONAME: 'name-unknown',
  EAI_AGAIN: 'name-no-answer',
  EAI_FAIL: 'name-no-answer',
  ETIMEOUT: 'name-no-answer',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

/** A system error as a fault. */
export function networkFault(thrown: unknown): NetworkAnswer<never> {
  return fault(FAULTS[errorCode(thrown)] ?? 'closed', thrown);
}

/** A fault with the system's own words. */
export function fault(kind: NetworkFault, thrown: unknown): NetworkAnswer<never> {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { ok: false, fault: kind, detail };
}
