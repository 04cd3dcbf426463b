/**
 * The organisation's network as the practice lab has it: its DNS, and its hosts by their own names through the lab's
 * gateway. A name that the lab does not know is never looked up outside.
 */
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import * as v from 'valibot';
import type { Fetched, Network, NetworkAnswer, Route } from '../../core/doctor/ports';
import type { Clock } from '../../core/ports';
import type { LabReady } from '../../shared/lab';
import { fault } from '../network/connection';
import { createNetwork } from '../network/network';
import { openTunnel } from '../network/tunnel';
import { postLab } from './lab-client';
import { resolveSchema } from './lab-schemas';

const TIMEOUT_MS = 30_000;
const HTTPS_PORT = 443;
/** Longest page that is read, in characters; a metadata document has some ten thousand. */
const PAGE_LIMIT = 1_048_576;

/** The network port over the lab. */
export function labNetwork(ready: LabReady, clock: Clock): Network {
  const gateway = gatewayOf(ready);
  const network = createNetwork({
    clock,
    ca: ready.ca,
    route: () => Promise.resolve(gateway),
  });
  return {
    ...network,
    resolve: (host, signal) => resolve(ready, host, signal),
    connect: async (host, port, signal) => {
      const opened = await open(gateway, host, port, signal);
      if (!opened.ok) return opened;
      opened.value.destroy();
      const addresses = await resolve(ready, host, signal);
      return addresses.ok ? { ok: true, value: addresses.value[0] ?? host } : addresses;
    },
    handshake: (host, port, _route, signal) => network.handshake(host, port, gateway, signal),
    // The lab's hosts speak HTTPS only.
    date: () => Promise.resolve(fault('refused', 'nothing listens')),
  };
}

function gatewayOf(ready: LabReady): Extract<Route, { kind: 'proxy' }> {
  const { hostname: host, port } = new URL(ready.gateway);
  return { kind: 'proxy', host, port: Number(port) };
}

async function resolve(
  ready: LabReady,
  host: string,
  signal: AbortSignal,
): Promise<NetworkAnswer<readonly string[]>> {
  const reply = await postLab(ready, '/resolve', { host }, { timeoutMs: TIMEOUT_MS, signal });
  if (reply.kind !== 'reply') return fault('name-no-answer', reply.detail);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), resolveSchema), reply.text);
  if (!parsed.success) return fault('name-no-answer', parsed.issues[0].message);
  const { addresses } = parsed.output;
  return addresses.length > 0
    ? { ok: true, value: addresses }
    : fault('name-unknown', `the lab's DNS does not know ${host}`);
}

/** A tunnel to a host; what the gateway's statuses mean is told in LabReady. */
async function open(
  gateway: Extract<Route, { kind: 'proxy' }>,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<NetworkAnswer<Socket>> {
  const opened = await openTunnel(gateway, host, port, signal);
  if (opened.ok || opened.fault !== 'proxy-refused') return opened;
  if (opened.detail.endsWith('502')) return fault('name-unknown', opened.detail);
  return fault(opened.detail.endsWith('504') ? 'no-answer' : 'refused', opened.detail);
}

/** A plain GET to one of the organisation's hosts; certificate and name are checked. */
export function labFetch(ready: LabReady): (url: string, signal: AbortSignal) => Promise<Fetched> {
  const gateway = gatewayOf(ready);
  return async (url, signal) => {
    const target = new URL(url);
    if (target.protocol !== 'https:') return none('refused-host', 'not an https address');
    const port = target.port === '' ? HTTPS_PORT : Number(target.port);
    const opened = await open(gateway, target.hostname, port, signal);
    if (!opened.ok) return none('connect', `${opened.fault}: ${opened.detail}`);
    return get(target, opened.value, ready.ca, signal);
  };
}

function none(reason: string, detail: string): Fetched {
  return { kind: 'no-answer', reason, detail };
}

function get(url: URL, tunnel: Socket, ca: string, signal: AbortSignal): Promise<Fetched> {
  return new Promise((settle) => {
    let isSecure = false;
    const end = (answer: Fetched): void => {
      tunnel.destroy();
      settle(answer);
    };
    const tls = openTls({ socket: tunnel, host: url.hostname, servername: url.hostname, ca });
    tls.once('secureConnect', () => (isSecure = true));
    // No agent: with one, Node would open a connection of its own and look the name up outside.
    const call = httpsRequest(url, {
      createConnection: () => tls,
      headers: { accept: 'application/json', connection: 'close' },
      signal,
    });
    call.on('error', (error) => end(none(isSecure ? 'closed' : 'tls', error.message)));
    call.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
        if (body.length > PAGE_LIMIT) end(none('too-large', 'the page is too long'));
      });
      response.on('end', () =>
        end({
          kind: 'answer',
          status: response.statusCode ?? 0,
          date: response.headers.date ?? null,
          body,
        }),
      );
      response.on('error', (error) => end(none('closed', error.message)));
    });
    call.end();
  });
}
