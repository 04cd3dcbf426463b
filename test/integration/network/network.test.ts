/** The network's steps against real sockets on this computer. Waiting is by an injected clock only. */
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { climb } from '../../../src/core/doctor/climb';
import type { Route } from '../../../src/core/doctor/ports';
import {
  TENANT_RULES,
  tenantLate,
  tenantProbes,
  type TenantReach,
} from '../../../src/core/doctor/tenant-ladder';
import type { Clock } from '../../../src/core/ports';
import { plainFetch } from '../../../src/adapters/network/fetch';
import { createNetwork } from '../../../src/adapters/network/network';
import { systemClock } from '../../../src/adapters/system/crypto';
import { createNodeHttp } from '../../../src/adapters/tenant';
import type { Rung } from '../../../src/shared/doctor';
import { testAuthority, type ServerCertificateOptions } from './support/authority';

const DIRECT: Route = { kind: 'direct' };
const HOUR = 3_600_000;
const authority = testAuthority();
const servers: { close(callback?: () => void): unknown }[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((done) => server.close(() => done()))),
  );
});

/** Real time, except that waits end when the test says so. */
function stoppedClock(): Clock & { readonly passAll: () => void; readonly waits: () => number } {
  const ends: (() => void)[] = [];
  return {
    ...systemClock,
    sleep: (_milliseconds, signal) =>
      new Promise((resolve, reject) => {
        ends.push(resolve);
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    passAll: () => {
      for (const end of ends.splice(0)) end();
    },
    waits: () => ends.length,
  };
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function tlsServer(
  options: ServerCertificateOptions = {},
  answer: RequestListener = (_, response) => response.end(),
): Promise<number> {
  return listen(createHttps(authority.issue(options), answer));
}

const never = new AbortController().signal;
const trusting = createNetwork({ ca: authority.ca, clock: systemClock });

describe('a name', () => {
  it('that exists gives its addresses', async () => {
    expect(await trusting.resolve('localhost', never)).toMatchObject({ ok: true });
  });

  it('that does not exist is told as such', async () => {
    const answer = await trusting.resolve('ex01.crossprem.invalid', never);
    expect(answer).toMatchObject({ ok: false });
    // Without any name service the answer is another one than "no such name".
    expect(['name-unknown', 'name-no-answer']).toContain(answer.ok ? '' : answer.fault);
  });
});

describe('a port', () => {
  it('that listens gives the address', async () => {
    const port = await listen(createServer((socket) => socket.end()));
    expect(await trusting.connect('localhost', port, never)).toEqual({
      ok: true,
      value: '127.0.0.1',
    });
  });

  it('that nothing listens on is refused', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((done) => servers.pop()?.close(() => done(null)));
    expect(await trusting.connect('127.0.0.1', port, never)).toMatchObject({
      ok: false,
      fault: 'refused',
    });
  });

  it('is given up when the signal says so', async () => {
    const end = new AbortController();
    end.abort();
    expect(await trusting.connect('127.0.0.1', 9, end.signal)).toMatchObject({
      ok: false,
      fault: 'no-answer',
    });
  });
});

describe('a TLS server', () => {
  it('that is in order has no fault, and tells its time', async () => {
    const port = await tlsServer();
    const answer = await trusting.handshake('localhost', port, DIRECT, never);
    expect(answer).toMatchObject({ ok: true, value: { fault: null } });
    if (!answer.ok) return;
    expect(Math.abs(Date.parse(answer.value.date ?? '') - Date.now())).toBeLessThan(60_000);
    expect(answer.value.chain[0]).toMatchObject({
      subject: 'localhost',
      issuer: 'Test inspection authority',
    });
  });

  it.each<[string, ServerCertificateOptions, string]>([
    ['has expired', { until: new Date(Date.now() - HOUR), from: new Date(0) }, 'expired'],
    ['is not valid yet', { from: new Date(Date.now() + HOUR) }, 'not-yet-valid'],
    ['is for another name', { name: 'other.contoso.lab' }, 'wrong-name'],
    ['signs itself', { alone: true }, 'self-signed'],
  ])('whose certificate %s', async (_, options, fault) => {
    const port = await tlsServer(options);
    const answer = await trusting.handshake('localhost', port, DIRECT, never);
    expect(answer).toMatchObject({ ok: true, value: { fault } });
  });

  it('whose authority is on no list is recognised', async () => {
    const port = await tlsServer();
    const strict = createNetwork({ clock: systemClock });
    expect(await strict.handshake('localhost', port, DIRECT, never)).toMatchObject({
      ok: true,
      value: { fault: 'unknown-authority', chain: [{ issuer: 'Test inspection authority' }] },
    });
  });

  it('that is none is told as such', async () => {
    const port = await listen(createServer((socket) => socket.resume().end('220 mail\r\n')));
    expect(await trusting.handshake('localhost', port, DIRECT, never)).toMatchObject({
      ok: false,
      fault: 'closed',
    });
  });

  it('that never answers the HEAD request is none the worse for it', async () => {
    const port = await tlsServer({}, () => undefined);
    const clock = stoppedClock();
    const patient = createNetwork({ ca: authority.ca, clock });
    const answer = patient.handshake('localhost', port, DIRECT, never);
    const pass = setInterval(() => clock.passAll(), 5);
    expect(await answer).toMatchObject({ ok: true, value: { fault: null, date: null } });
    clearInterval(pass);
  });
});

describe('a proxy', () => {
  /** A proxy that opens the way, or refuses with this status. */
  function proxy(status: number): Promise<number> {
    return listen(
      createHttp().on('connect', (request, socket) => {
        const [, port = '0'] = (request.url ?? '').split(':');
        if (status !== 200) {
          socket.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
          return;
        }
        const onward = connect(Number(port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket);
          socket.pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('error', () => onward.destroy());
      }),
    );
  }
  const through = (port: number): Route => ({ kind: 'proxy', host: 'localhost', port });

  it('that opens the way shows the server behind it', async () => {
    const [port, way] = [await tlsServer(), await proxy(200)];
    expect(await trusting.handshake('localhost', port, through(way), never)).toMatchObject({
      ok: true,
      value: { fault: null },
    });
  });

  // fault proxy-login
  it.each([
    [407, 'proxy-sign-in'],
    [403, 'proxy-refused'],
  ])('that answers %i', async (status, fault) => {
    const way = await proxy(status);
    expect(await trusting.handshake('localhost', 443, through(way), never)).toMatchObject({
      ok: false,
      fault,
    });
  });
});

describe('a whole ladder over real sockets', () => {
  let shown = new Date();

  async function rungs(
    port: number,
    changes: Partial<TenantReach> = {},
    clock: Clock = systemClock,
  ): Promise<readonly Rung[]> {
    const http = createNodeHttp({ hosts: [`localhost:${String(port)}`], ca: authority.ca });
    const reach: TenantReach = {
      domain: 'contoso.onmicrosoft.com',
      tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
      authority: `https://localhost:${String(port)}/tenant`,
      graph: `https://localhost:${String(port)}/v1.0`,
      network: createNetwork({ ca: authority.ca, clock }),
      fetch: plainFetch(http),
      signIn: () => Promise.resolve(null),
      directory: { description: '', send: () => Promise.reject(new Error('not without a token')) },
      ...changes,
    };
    return climb({
      rules: TENANT_RULES,
      probes: tenantProbes(reach, clock),
      late: (id) => tenantLate(id, reach),
      clock,
      signal: never,
    });
  }
  const metadata: RequestListener = (_, response) => {
    response.setHeader('date', shown.toUTCString());
    response.end(JSON.stringify({ issuer: 'https://x', token_endpoint: 'https://x' }));
  };
  const failed = (list: readonly Rung[]) => list.find((rung) => rung.state === 'failed');

  it('reaches the top but for the sign-in', async () => {
    shown = new Date();
    const list = await rungs(await tlsServer({}, metadata));
    expect(failed(list)).toBeUndefined();
    expect(list.map(({ id, state }) => [id, state])).toContainEqual(['clock', 'passed']);
  });

  it('tells a clock ten minutes off by the Date header', async () => {
    shown = new Date(Date.now() - 600_000);
    const list = await rungs(await tlsServer({}, metadata));
    expect(failed(list)).toMatchObject({
      id: 'clock',
      error: { code: 'HX-CLOCK', args: { minutes: 10, side: 'ahead' } },
    });
  });

  it('stops at a certificate for another name', async () => {
    const list = await rungs(await tlsServer({ name: 'other.contoso.lab' }, metadata));
    expect(failed(list)).toMatchObject({ id: 'tls', error: { code: 'HX-TLS' } });
    expect(list.slice(3).every(({ state }) => state === 'not-tried')).toBe(true);
  });

  // fault network-slow
  it('gives a silent port up by the clock', async () => {
    // Takes the connection, and never says a word of TLS.
    const open = new Set<{ destroy(): unknown }>();
    const port = await listen(createServer((socket) => open.add(socket)));
    const clock = stoppedClock();
    const climbing = rungs(port, {}, clock);
    const pass = setInterval(() => {
      // Only once the handshake has begun: earlier rungs end by themselves.
      if (open.size > 1) clock.passAll();
    }, 5);
    const list = await climbing;
    clearInterval(pass);
    for (const socket of open) socket.destroy();
    expect(failed(list)).toMatchObject({
      id: 'tls',
      error: { code: 'HX-TLS', args: { cause: 'closed' } },
    });
  });
});
