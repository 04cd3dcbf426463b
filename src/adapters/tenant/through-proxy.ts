/** The way of a request through an HTTP proxy: a tunnel, then TLS with the server itself. */
import type { RequestOptions } from 'node:https';
import { connect as openTls, type ConnectionOptions } from 'node:tls';
import type { NetworkFault } from '../../core/doctor/ports';
import { openTunnel } from '../network/tunnel';
import type { HttpFailure, ProxyPlace } from './http';

/** The proxy did not open the way; the server saw nothing. */
export class ProxyError extends Error {
  constructor(
    readonly reason: HttpFailure,
    detail: string,
  ) {
    super(detail);
  }
}

/** How a request gets its connection. */
export function throughProxy(
  proxy: ProxyPlace,
  url: URL,
  tls: ConnectionOptions,
  signal: AbortSignal,
): NonNullable<RequestOptions['createConnection']> {
  const port = url.port === '' ? 443 : Number(url.port);
  return (_options, done) => {
    void openTunnel({ kind: 'proxy', ...proxy }, url.hostname, port, signal).then((opened) => {
      if (opened.ok) done(null, openTls({ ...tls, socket: opened.value }));
      else failed(done, new ProxyError(reasonOf(opened.fault), opened.detail));
    });
    return undefined;
  };
}

/** Node's types ask for a connection beside the error. */
function failed(done: (error: Error, none: never) => void, error: Error): void {
  Reflect.apply(done, undefined, [error]);
}

function reasonOf(fault: NetworkFault): HttpFailure {
  if (fault === 'proxy-sign-in') return 'proxy-sign-in';
  return fault === 'proxy-refused' || fault === 'closed' ? 'proxy' : 'proxy-unreachable';
}
