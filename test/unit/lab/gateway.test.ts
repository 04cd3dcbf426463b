/** The organisation's hosts by their own names, as the product's network port reaches them. */
import { request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { labLocalShell, labSkypeShell } from '../../../src/adapters/practice/lab-client';
import { labFetch, labNetwork } from '../../../src/adapters/practice/lab-network';
import { systemClock } from '../../../src/adapters/system/crypto';
import { startEndpoint } from '../../../src/lab/endpoint';
import { makeTls } from '../../../src/lab/tls';
import { startGateway } from '../../../src/lab/web/gateway';
import type { LabReady } from '../../../src/shared/lab';
import { openLab } from './lab';
import type { LabWish } from './lab';
import { EXCHANGE_METADATA, FE02, POOL_METADATA } from './skype-lab';

const tls = makeTls();
const SECRET = 'test-secret';

async function start(wish: LabWish) {
  const lab = openLab(wish);
  const gateway = await startGateway(lab.world, tls);
  const endpoint = await startEndpoint(
    lab.world,
    SECRET,
    () => undefined,
    () => undefined,
  );
  onTestFinished(async () => {
    await Promise.all([gateway.close(), endpoint.close()]);
  });
  const ready: LabReady = {
    ready: 1,
    endpoint: endpoint.address,
    secret: SECRET,
    authority: '',
    graph: '',
    ca: tls.ca,
    tenantId: '',
    tenantDomain: '',
    clientId: '',
    exchangeServer: 'EX01.contoso.lab',
    gateway: gateway.address,
  };
  const { signal } = new AbortController();
  const network = labNetwork(ready, systemClock);
  const fetch = labFetch(ready);
  return {
    lab,
    ready,
    page: (url: string) => fetch(url, signal),
    resolve: (host: string) => network.resolve(host, signal),
    connect: (host: string, port = 443) => network.connect(host, port, signal),
    handshake: (host: string) => network.handshake(host, 443, { kind: 'direct' }, signal),
  };
}

describe('gateway', () => {
  test('both metadata documents, over TLS that the lab vouches for', async () => {
    const { page, lab } = await start({ start: 'sfb-done' });
    const skype = await page(POOL_METADATA);
    if (skype.kind !== 'answer') throw new Error(skype.detail);
    expect(skype.status).toBe(200);
    expect(JSON.parse(skype.body)).toMatchObject({
      realm: 'contoso.com',
      serviceName: '00000004-0000-0ff1-ce00-000000000000',
      keys: [{ usage: 'signing' }],
    });
    const exchange = await page(EXCHANGE_METADATA);
    if (exchange.kind !== 'answer') throw new Error(exchange.detail);
    expect(JSON.parse(exchange.body)).toMatchObject({
      serviceName: '00000002-0000-0ff1-ce00-000000000000',
      endpoints: [{ location: EXCHANGE_METADATA }],
    });
    expect(lab.log().map(({ side, call }) => [side, call])).toEqual([
      ['web', `GET ${POOL_METADATA}`],
      ['web', `GET ${EXCHANGE_METADATA}`],
    ]);
  });

  test('health pages tell a stopped server from a running one', async () => {
    const { page, lab } = await start({ start: 'sfb-done' });
    const health = (server: string) => page(`https://${server}.contoso.lab/owa/healthcheck.htm`);
    lab.control({ op: 'edit', edit: { edit: 'set-iis', server: 'EX02', running: false } });
    expect(await health('ex01')).toMatchObject({
      status: 200,
      body: '200 OK<br/>EX01.CONTOSO.LAB',
    });
    expect(await health('ex02')).toMatchObject({ kind: 'no-answer', reason: 'connect' });
    expect(await page('https://mail.contoso.com/ews/exchange.asmx')).toMatchObject({ status: 401 });
    expect(await page('https://pool01.contoso.lab/nothing')).toMatchObject({ status: 404 });
  });

  test('names that do not exist, hosts that do not answer, ports that nobody opens', async () => {
    const { resolve, connect } = await start({
      start: 'sfb-done',
      faults: ['sfb-metadata-unreachable', 'autodiscover-dns-missing'],
    });
    expect(await resolve('mail.contoso.com')).toEqual({
      ok: true,
      value: ['10.0.1.1', '10.0.1.2'],
    });
    expect(await resolve('autodiscover.contoso.com')).toMatchObject({ fault: 'name-unknown' });
    expect(await connect('autodiscover.contoso.com')).toMatchObject({ fault: 'name-unknown' });
    expect(await connect('pool01.contoso.lab')).toMatchObject({ fault: 'no-answer' });
    expect(await connect('mail.contoso.com')).toEqual({ ok: true, value: '10.0.1.1' });
    expect(await connect('mail.contoso.com', 25)).toMatchObject({ fault: 'refused' });
    // Names of the world outside are never looked up.
    expect(await connect('localhost')).toMatchObject({ fault: 'name-unknown' });
  });

  test('sfb-metadata-untrusted: shown as such, and not read', async () => {
    const { handshake, page, lab } = await start({ start: 'sfb-done' });
    expect(await handshake('pool01.contoso.lab')).toMatchObject({ value: { fault: null } });
    lab.control({ op: 'fault', name: 'sfb-metadata-untrusted', on: true });
    expect(await handshake('pool01.contoso.lab')).toMatchObject({
      value: { fault: 'self-signed' },
    });
    expect(await handshake('mail.contoso.com')).toMatchObject({ value: { fault: null } });
    expect(await page(POOL_METADATA)).toMatchObject({ kind: 'no-answer', reason: 'tls' });
  });

  test('is a proxy for tunnels and nothing else', async () => {
    const { ready } = await start({ start: 'empty' });
    const status = await new Promise((resolve, reject) => {
      const call = request(ready.gateway, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      call.on('error', reject);
      call.end();
    });
    expect(status).toBe(405);
  });
});

describe('shells', () => {
  const call = { deadlineMs: 30_000, requestId: 'test' };

  test('a front end of choice, and an Exchange server itself', async () => {
    const { ready, lab } = await start({ start: 'sfb-done' });
    const certificate = { name: 'Get-CsCertificate', parameters: { Type: ['Default'] } };
    const answer = await labSkypeShell(ready, 'FE02').invoke(certificate, call);
    expect(answer).toMatchObject({ kind: 'done', items: [{ PSComputerName: FE02 }] });
    const restart = { name: 'iisreset', parameters: { ComputerName: 'EX01' } };
    expect(await labLocalShell(ready).invoke(restart, call)).toMatchObject({
      kind: 'done',
      items: [{ ExitCode: 0 }],
    });
    expect(lab.log().map((line) => line.side)).toEqual(['skype', 'local', 'local']);
  });

  test('no pool, no session: nothing was sent', async () => {
    const { ready } = await start({ start: 'empty' });
    const command = { name: 'Get-CsPool', parameters: {} };
    expect(await labSkypeShell(ready).invoke(command, call)).toMatchObject({ kind: 'not-sent' });
  });
});
