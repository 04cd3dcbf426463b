/**
 * The way to the organisation's hosts by their own names: an HTTP proxy on the loopback address that opens tunnels to one
 * HTTPS server, which answers for all of them. Nothing leaves this computer.
 */
import { createServer as createProxy } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSite } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { LiveWorld } from '../live-world';
import type { LabTls } from '../tls';
import { pageAt } from './documents';
import { isPoolHost, reach } from './hosts';

/** A running gateway. */
export interface Gateway {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string;
  close(): Promise<void>;
}

const PORT = '443';

/** Starts it. */
export async function startGateway(world: LiveWorld, tls: LabTls): Promise<Gateway> {
  const trusted = createSecureContext({ key: tls.key, cert: tls.organisation });
  const distrusted = createSecureContext({ key: tls.key, cert: tls.untrusted });
  const site = createSite({
    key: tls.key,
    cert: tls.organisation,
    minVersion: 'TLSv1.2',
    SNICallback: (host, done) => {
      const isFault = world.has('sfb-metadata-untrusted') && isPoolHost(world.state, host);
      done(null, isFault ? distrusted : trusted);
    },
  });
  site.on('request', (request, response) => void answer(world, request, response));
  const proxy = createProxy((_request, response) => {
    response.writeHead(405).end();
  });
  const open = new Set<Duplex>();
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    const refusal = refusalOf(world, request.url ?? '');
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    site.emit('connection', socket);
  });
  const port = await new Promise<number>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(0, '127.0.0.1', () => {
      const address = proxy.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
  return {
    address: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

/** Status line of a refusal; undefined: the way is open. */
function refusalOf(world: LiveWorld, place: string): string | undefined {
  const [host = '', port] = place.split(':');
  if (port !== PORT) return '403 Forbidden';
  const { kind } = reach(world.state, host);
  if (kind === 'no-name') return '502 Bad Gateway';
  return kind === 'no-answer' ? '504 Gateway Timeout' : undefined;
}

async function answer(
  world: LiveWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  const method = request.method ?? 'GET';
  const call = {
    side: 'web',
    host,
    call: `${method} https://${host}${path}`,
    change: false,
    arguments: {},
    requestId: '',
  } as const;
  try {
    const page = await world.read(call, () => pageAt(world.state, host, path));
    response.writeHead(page.status, {
      'content-type': page.type,
      'content-length': Buffer.byteLength(page.body),
      'cache-control': 'no-store',
      date: world.now().toUTCString(),
    });
    response.end(method === 'HEAD' ? undefined : page.body);
  } catch {
    // The lab is ending.
    response.destroy();
  }
}
