import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHttp } from '../../../../src/adapters/tenant';
import type { HttpRequest } from '../../../../src/adapters/tenant';
import { localhostTls } from '../../lab-tenant/certificates';

const tls = localhostTls();
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `localhost:${(server.address() as AddressInfo).port}`;
}
const serve = (handler: RequestListener): Promise<string> => listen(createServer(tls, handler));
const request = (host: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `https://${host}/x`,
  headers: {},
  timeoutMs: 2_000,
  ...more,
});

describe('HTTPS on node', () => {
  it('sends and receives, on kept and on fresh connections', async () => {
    const ports = new Set<number | undefined>();
    const host = await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.setHeader('X-Method', incoming.method ?? '');
      incoming.pipe(response);
    });
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    for (const body of ['é', '台北']) {
      const result = await http(request(host, { method: 'PATCH', body }));
      expect(result).toMatchObject({
        kind: 'answer',
        status: 200,
        body,
        headers: { 'x-method': 'PATCH' },
      });
    }
    expect(ports.size).toBe(2);
    await http(request(host));
    await http(request(host));
    expect(ports.size).toBe(3);
  });

  // threat T7
  it('refuses other hosts and schemes unsent', async () => {
    const http = createNodeHttp({ hosts: ['graph.example'] });
    for (const url of [
      'https://evil.example/',
      'http://graph.example/',
      'https://graph.example:8443/',
    ]) {
      expect(await http(request('x', { url }))).toMatchObject({
        reason: 'refused-host',
        sent: false,
      });
    }
  });

  it('accepts the given authority only', async () => {
    const host = await serve((_incoming, response) => response.end());
    const http = createNodeHttp({ hosts: [host] });
    expect(await http(request(host))).toMatchObject({ reason: 'tls', sent: false });
  });

  it('checks the certificate against the address, not against a Host header', async () => {
    const host = (await serve((_incoming, response) => response.end())).replace(
      'localhost',
      '127.0.0.1',
    );
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    const result = await http(request(host, { headers: { host: 'localhost' } }));
    expect(result).toMatchObject({ reason: 'tls', sent: false });
  });

  it('knows that a refused connection sent nothing', async () => {
    const host = await serve(() => undefined);
    servers.pop()!.close();
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    expect(await http(request(host))).toMatchObject({ reason: 'connect', sent: false });
  });

  it('knows that a hang-up before the handshake sent nothing', async () => {
    const host = await listen(createTcpServer((socket) => socket.destroy()));
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    expect(await http(request(host, { method: 'PATCH' }))).toMatchObject({ sent: false });
  });

  it('tells a lost answer from a lost request', async () => {
    const host = await serve((incoming, response) => {
      if (incoming.method === 'PATCH') response.destroy();
      else {
        response.writeHead(200, { 'content-length': 10 });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      }
    });
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    expect(await http(request(host, { method: 'PATCH' }))).toMatchObject({
      reason: 'closed',
      sent: true,
    });
    expect(await http(request(host))).toMatchObject({ reason: 'closed', sent: true });
  });

  it('ends at its time, and when the caller gives up', async () => {
    const host = await serve(() => undefined);
    const http = createNodeHttp({ hosts: [host], ca: tls.ca });
    expect(await http(request(host, { timeoutMs: 100 }))).toMatchObject({
      reason: 'timeout',
      sent: true,
    });
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 100);
    expect(await http(request(host, { signal: caller.signal }))).toMatchObject({
      reason: 'cancelled',
      sent: true,
    });
    expect(await http(request(host, { signal: caller.signal }))).toMatchObject({
      reason: 'cancelled',
      sent: false,
    });
  });

  // threat T5
  it('reads no more than its limit and follows no redirect', async () => {
    const host = await serve((incoming, response) => {
      if (incoming.method === 'GET') response.end('x'.repeat(2_000));
      else response.writeHead(302, { location: 'https://evil.example/' }).end();
    });
    const http = createNodeHttp({ hosts: [host], ca: tls.ca, maximumBytes: 1_000 });
    expect(await http(request(host))).toMatchObject({ reason: 'too-large', sent: true });
    expect(await http(request(host, { method: 'POST' }))).toMatchObject({
      kind: 'answer',
      status: 302,
    });
  });
});
