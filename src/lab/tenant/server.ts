import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { World } from '../world';
import { answerAuthority } from './authority';
import type { TenantContext } from './context';
import { answerGraph } from './graph';
import { Grants } from './grants';
import { answerPublished } from './published';
import { createTokenSigner } from './tokens';
import type { AccessClaims } from './tokens';
import type { WebAnswer } from './web';
import { BadRequest, ConnectionDropped, json, readRequest, writeAnswer } from './web';
import { serverTime } from './server-time';

/** A running tenant. */
export interface TenantServer {
  /** `https://localhost:PORT/<tenant id>`: authority for MSAL. */
  readonly authority: string;
  /** `https://localhost:PORT/v1.0`: Graph. */
  readonly graph: string;
  /** Any application id; the authority accepts it. */
  readonly clientId: string;
  /** Claims of an access token that this authority issued for `audience`; undefined for any other. */
  readonly readToken: (token: string, audience: string) => AccessClaims | undefined;
  close(): Promise<void>;
}

/** The application id that the practice lab hands out. */
const CLIENT_ID = 'c0ffee00-0000-4000-8000-000000000001';

/**
 * Starts the tenant side of the lab: one HTTPS server on the loopback address with the authority below
 * `/{tenant}` and Microsoft Graph below `/v1.0`. `tls` must be valid for the name localhost.
 */
export async function startTenant(
  world: World,
  tls: { key: string; cert: string },
): Promise<TenantServer> {
  const signer = createTokenSigner();
  const server = createServer({ ...tls, minVersion: 'TLSv1.2' });
  const origin = `https://localhost:${await listen(server)}`;
  const context: TenantContext = { world, signer, grants: new Grants(), origin };
  server.on('request', (incoming, response) => void respond(context, incoming, response));
  return {
    authority: `${origin}/${world.state.tenant.id}`,
    graph: `${origin}/v1.0`,
    clientId: CLIENT_ID,
    readToken: (token, audience) => signer.check(token, audience),
    close: () => close(server),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(
  context: TenantContext,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    response.setHeader('date', new Date(serverTime(context.world)).toUTCString());
    writeAnswer(response, await answer(context, incoming));
  } catch (error) {
    // The lab is ending, or this is a defect of it; either way there is no proper answer.
    const meant = error instanceof ConnectionDropped;
    if (!meant && !(error instanceof Error && error.name === 'LabClosed'))
      console.error('lab tenant:', error);
    response.destroy();
  }
}

async function answer(context: TenantContext, incoming: IncomingMessage): Promise<WebAnswer> {
  // A page elsewhere that re-binds its name to this computer gets nothing.
  const host = incoming.headers.host?.replace(/:\d+$/, '');
  if (host !== 'localhost' && host !== '127.0.0.1') return json(421, { error: 'misdirected' });
  try {
    const request = await readRequest(incoming);
    const found =
      answerPublished(context.world, request) ??
      (await answerGraph(context, request)) ??
      (await answerAuthority(context, request));
    return found ?? json(404, { error: 'not_found' });
  } catch (error) {
    if (error instanceof BadRequest) return json(error.status, { error: error.message });
    throw error;
  }
}
