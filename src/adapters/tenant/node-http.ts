import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { HttpFailure, HttpRequest, HttpResult, HttpSend, ProxyPlace } from './http';
import { MAXIMUM_ANSWER_BYTES } from './http';
import { ProxyError, throughProxy } from './through-proxy';

/** Settings of the HTTPS client. */
export interface NodeHttpOptions {
  /** Hosts that may be reached, with the port where it is not 443. Anything else is refused unsent. */
  readonly hosts: readonly string[];
  /** PEM of the only certificate authority that is accepted; the system's list where absent. */
  readonly ca?: string;
  readonly maximumBytes?: number;
  /** An HTTP proxy that everything goes through. */
  readonly proxy?: ProxyPlace;
}

/**
 * HTTPS on node:https, for the command line and the practice lab. A change always gets a connection of its own: on a
 * kept one, the server's silent hang-up could not be told from a lost answer.
 */
export function createNodeHttp(options: NodeHttpOptions): HttpSend {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const hosts = new Set(options.hosts.map((host) => host.toLowerCase()));
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !hosts.has(url.host)) {
      return noAnswer('refused-host', false, `not on the list of hosts: ${url.host}`);
    }
    if (request.signal?.aborted === true) return noAnswer('cancelled', false, 'cancelled');
    const reuse = request.method === 'GET' ? agent : false;
    return await exchange(request, url, options, reuse);
  };
}

function noAnswer(reason: HttpFailure, sent: boolean, detail: string): HttpResult {
  return { kind: 'no-answer', reason, sent, detail };
}

/** One exchange; settles exactly once, and leaves neither timer nor listener behind. */
function exchange(
  request: HttpRequest,
  url: URL,
  options: NodeHttpOptions,
  agent: Agent | false,
): Promise<HttpResult> {
  return new Promise((resolve) => {
    let sent = false;
    let timer: NodeJS.Timeout | undefined = undefined;
    const over = new AbortController();
    const { proxy } = options;
    const tls = {
      // Otherwise node would ask for, and check, the name of a Host header, whoever set it.
      checkServerIdentity: (_name: string, certificate: PeerCertificate) =>
        checkServerIdentity(url.hostname, certificate),
      ...(isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    };
    const onAbort = (): void => end('cancelled', 'cancelled');
    const outgoing = httpsRequest(url, {
      method: request.method,
      headers: headersOf(request),
      ...(proxy === undefined
        ? { agent }
        : { createConnection: throughProxy(proxy, url, tls, over.signal) }),
      // The lab listens on 127.0.0.1 only; Node 18 would try ::1 alone.
      ...(url.hostname === 'localhost' ? { family: 4 } : {}),
      ...tls,
    });
    const settle = (result: HttpResult): void => {
      clearTimeout(timer);
      over.abort();
      request.signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const end = (reason: HttpFailure, detail: string): void => {
      settle(noAnswer(reason, sent, detail));
      outgoing.destroy();
    };
    timer = setTimeout(
      () => end('timeout', `no answer in ${request.timeoutMs} ms`),
      request.timeoutMs,
    );
    request.signal?.addEventListener('abort', onAbort);
    watchSending(outgoing, () => (sent = true));
    outgoing.on('error', (error) => {
      if (!(error instanceof ProxyError)) end(failureOf(error, sent), error.message);
      else settle({ ...noAnswer(error.reason, false, error.message), ...(proxy && { proxy }) });
    });
    outgoing.on('response', (incoming) => {
      sent = true;
      collect(incoming, options.maximumBytes ?? MAXIMUM_ANSWER_BYTES, settle, end);
    });
    outgoing.end(request.body);
  });
}

function headersOf(request: HttpRequest): Record<string, string | number> {
  const length =
    request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) };
  return { accept: 'application/json', ...request.headers, ...length };
}

/** Calls `onSent` when the request may have left: at the end of the handshake, or at once on a kept connection. */
function watchSending(outgoing: ClientRequest, onSent: () => void): void {
  outgoing.on('socket', (socket) => {
    if (outgoing.reusedSocket) onSent();
    else socket.once('secureConnect', onSent);
  });
}

function collect(
  incoming: IncomingMessage,
  maximumBytes: number,
  settle: (result: HttpResult) => void,
  end: (reason: HttpFailure, detail: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maximumBytes) end('too-large', `more than ${maximumBytes} bytes`);
    else chunks.push(chunk);
  });
  incoming.on('error', (error) => end('closed', error.message));
  incoming.on('aborted', () => end('closed', 'the connection ended within the answer'));
  incoming.on('end', () => {
    const headers = new Map(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    settle({
      kind: 'answer',
      status: incoming.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
}

const CONNECT_CODES = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Before the request could leave, an error is one of reaching or of trusting the server. */
function failureOf(error: Error, sent: boolean): HttpFailure {
  if (sent) return 'closed';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CONNECT_CODES.test(code) || code === 'ECONNRESET' ? 'connect' : 'tls';
}
