/** The loopback endpoint of shell and control channel. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isValiError } from 'valibot';
import type { LabShellAnswer, LabShellRequest } from '../shared/lab';
import { runControl } from './control';
import { EditRefused } from './edits';
import { OpenShells, tooManyShells } from './exchange/open-shells';
import { runShell, sessionRights } from './exchange/shell';
import { DROPPED } from './shell-call';
import { LabClosed } from './live-world';
import type { LiveWorld } from './live-world';
import { runLocal } from './local/shell';
import { runOnline } from './online/shell';
import type { TokenReader } from './online/shell';
import { runSkype, skypeRights } from './skype/shell';
import { addressesOf } from './web/hosts';
import { parseClose, parseControl, parseResolve, parseRights, parseShellRequest } from './wire';

const BODY_LIMIT = 1_048_576;

/** A running endpoint. */
export interface Endpoint {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string;
  close(): Promise<void>;
}

/** A request that gets a plain refusal. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Starts the endpoint. `readToken` checks tokens for Exchange Online; `stop` ends the lab; it is called after its answer has left. */
export async function startEndpoint(
  world: LiveWorld,
  secret: string,
  readToken: TokenReader,
  stop: () => void,
): Promise<Endpoint> {
  const server = createServer({ keepAlive: true, keepAliveTimeout: 60_000 });
  const port = await listen(server);
  const host = `127.0.0.1:${String(port)}`;
  const shells = new OpenShells();
  server.on('request', (request, response) => {
    void respond(request, response, async () => {
      checkCaller(request, host, secret);
      const body = await readJson(request);
      if (request.url === '/shell') {
        const call = parseShellRequest(body);
        const isOpen = shells.enter(call.shellId, world.state.now);
        return isOpen ? runAnyShell(world, readToken, call) : tooManyShells();
      }
      if (request.url === '/close') {
        shells.close(parseClose(body));
        return {};
      }
      if (request.url === '/rights')
        return parseRights(body).shell === 'skype' ? skypeRights(world) : sessionRights(world);
      if (request.url === '/resolve')
        return { addresses: addressesOf(world.state, parseResolve(body).host) };
      if (request.url !== '/control') throw new Refusal(404, 'no such address');
      return runControl(world, parseControl(body), () => {
        response.once('close', stop);
      });
    });
  });
  return { address: `http://${host}`, close: () => close(server) };
}

function runAnyShell(
  world: LiveWorld,
  readToken: TokenReader,
  request: LabShellRequest,
): Promise<LabShellAnswer | typeof DROPPED> {
  switch (request.shell) {
    case 'online':
      return runOnline(world, readToken, request);
    case 'skype':
      return runSkype(world, request);
    case 'local':
      return runLocal(world, request);
    case 'exchange':
      return runShell(world, request);
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<unknown>,
): Promise<void> {
  try {
    const value = await answer();
    if (value === DROPPED) request.socket.destroy();
    else send(response, 200, value);
  } catch (error) {
    const isGone = !(error instanceof Refusal) && !request.complete;
    if (error instanceof LabClosed || isGone) request.socket.destroy();
    else
      send(response, statusFor(error), {
        error: error instanceof Error ? error.message : 'unknown',
      });
  }
}

function statusFor(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  if (isValiError(error) || error instanceof EditRefused) return 400;
  process.stderr.write(
    `practice lab: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`,
  );
  return 500;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...(status === 200 ? {} : { connection: 'close' }),
  });
  response.end(body);
}

/** Only POST, only to this very address, only with the secret. */
function checkCaller(request: IncomingMessage, host: string, secret: string): void {
  if (request.headers.host !== host) throw new Refusal(421, 'misdirected');
  const hash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  const given = request.headers.authorization ?? '';
  if (!timingSafeEqual(hash(given), hash(`Bearer ${secret}`)))
    throw new Refusal(401, 'not authorised');
  if (request.method !== 'POST') throw new Refusal(405, 'POST only');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > BODY_LIMIT) throw new Refusal(413, 'the body is too large');
    parts.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Refusal(400, 'the body is not JSON');
  }
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
    server.closeIdleConnections();
    // Answers that are on their way get a moment to leave.
    setTimeout(() => server.closeAllConnections(), 200).unref();
  });
}
