import { createServer } from 'node:https';
import { createServer as createProxy } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHttp } from '../../../../src/adapters/tenant';
import { httpOver, routeOver } from '../../../../src/cli/proxied-http';
import { localhostTls } from '../../lab-tenant/certificates';

const tls = localhostTls();
const servers: Server[] = [];
let host: string;
let asked: string[];

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A proxy that opens every way, or answers with this status. */
function proxy(status = 200): Promise<number> {
  const server = createProxy();
  server.on('connect', (incoming, socket) => {
    asked.push(incoming.url ?? '');
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
      return;
    }
    const [name = '', port] = (incoming.url ?? '').split(':');
    const way = connect({ host: name, port: Number(port), family: 4 }, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      way.pipe(socket).pipe(way);
    });
    way.on('error', () => socket.destroy());
    socket.on('error', () => way.destroy());
  });
  return listen(server);
}

const request = (more: object = {}) => ({
  ...{ method: 'PATCH' as const, url: `https://${host}/x`, headers: {}, timeoutMs: 2_000 },
  ...{ body: '台北' },
  ...more,
});
const through = (port: number) =>
  createNodeHttp({ hosts: [host], ca: tls.ca, proxy: { host: 'localhost', port } });

beforeEach(async () => {
  asked = [];
  const server = createServer(tls, (incoming, response) => void incoming.pipe(response));
  host = `localhost:${String(await listen(server))}`;
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('HTTPS through a proxy', () => {
  it('goes through it, end to end', async () => {
    const http = through(await proxy());
    for (let turn = 0; turn < 2; turn += 1)
      expect(await http(request())).toMatchObject({ kind: 'answer', status: 200, body: '台北' });
    expect(asked).toEqual([host, host]);
  });

  // threat T5
  it('trusts the proxy with nothing: the server’s own certificate counts', async () => {
    // As a proxy that opens the encryption would show one: nobody here vouches for it.
    const place = { host: 'localhost', port: await proxy() };
    const http = createNodeHttp({ hosts: [host], proxy: place });
    expect(await http(request())).toMatchObject({ reason: 'tls', sent: false });
  });

  // fault proxy-login
  it.each([
    [407, 'proxy-sign-in'],
    [403, 'proxy'],
  ])('says that it answered %i', async (status, reason) => {
    const port = await proxy(status);
    const place = { host: 'localhost', port };
    expect(await through(port)(request())).toMatchObject({ reason, sent: false, proxy: place });
  });

  it('says that it is not there, or gave no answer in time', async () => {
    const gone = await proxy();
    await new Promise((done) => servers.pop()?.close(done));
    expect(await through(gone)(request())).toMatchObject({ reason: 'proxy-unreachable' });
    const silent = await listen(createProxy().on('connect', () => undefined));
    const asking = request({ timeoutMs: 50 });
    expect(await through(silent)(asking)).toMatchObject({ reason: 'timeout', sent: false });
  });
});

describe('the proxy of the command line', () => {
  it('is the one that was chosen, where it speaks HTTP', () => {
    const route = { kind: 'proxy', host: 'proxy.example', port: 8080 };
    for (const address of ['proxy.example:8080', 'http://proxy.example:8080'])
      expect(routeOver({ kind: 'address', address })).toEqual(route);
    expect(routeOver({ kind: 'address', address: '[::1]:3128' })).toMatchObject({ host: '::1' });
    for (const kind of ['system', 'none'] as const)
      expect(routeOver({ kind })).toEqual({ kind: 'direct' });
  });

  it('is never gone around: another kind is refused unsent', async () => {
    const http = httpOver({ kind: 'address', address: 'socks5://proxy.example:1080' })([host]);
    const place = { host: 'proxy.example', port: 1080 };
    const answer = await http(request());
    expect(answer).toMatchObject({ reason: 'proxy', sent: false, proxy: place });
    expect(asked).toEqual([]);
  });
});
