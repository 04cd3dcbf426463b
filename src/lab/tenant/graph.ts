import { randomUUID } from 'node:crypto';
import type { World } from '../world';
import { isDuring } from '../lasting-faults';
import { mayChange } from './accounts';
import { answerBatch } from './batch';
import { challenge } from './challenge';
import type { TenantContext } from './context';
import { ROOT } from './graph-answers';
import type { RequestIds } from './graph-error';
import { denied, errorAnswer, GraphError, notFound, unauthorised } from './graph-error';
import { operationOf } from './graph-operations';
import { isPermitted } from './permissions';
import { serverTime } from './server-time';
import type { AccessClaims } from './tokens';
import type { WebAnswer, WebRequest } from './web';
import { ConnectionDropped } from './web';

/**
 * Answers a Microsoft Graph request, or nothing where the address is not below /v1.0. The call is logged and the
 * state on disk before the answer leaves.
 */
export async function answerGraph(
  context: TenantContext,
  request: WebRequest,
): Promise<WebAnswer | undefined> {
  if (!request.path.startsWith(`${ROOT}/`)) return undefined;
  const clientRequestId = request.headers['client-request-id'] ?? randomUUID();
  const ids: RequestIds = { requestId: randomUUID(), clientRequestId };
  const answer = await answerOne(context, request, ids).catch((error: unknown) => {
    if (error instanceof GraphError) return errorAnswer(error, ids, context.world.now());
    throw error;
  });
  const echoed = { 'request-id': ids.requestId, 'client-request-id': clientRequestId };
  return { ...answer, headers: { ...answer.headers, ...echoed } };
}

/** A batch is checked for its token alone; its parts are the calls that count. */
async function answerOne(
  context: TenantContext,
  request: WebRequest,
  ids: RequestIds,
): Promise<WebAnswer> {
  if (request.path !== `${ROOT}/$batch`) return await logged(context, request, ids);
  if (request.method !== 'POST') throw notFound('$batch');
  authorise(context, request);
  return await answerBatch(request, async (part) => {
    const answer = await answerGraph(context, part);
    if (answer === undefined) throw notFound(part.path);
    return answer;
  });
}

async function logged(
  context: TenantContext,
  request: WebRequest,
  ids: RequestIds,
): Promise<WebAnswer> {
  const { world } = context;
  const change = request.method !== 'GET';
  const call = {
    side: 'tenant',
    call: `${request.method} ${request.path.slice(ROOT.length)}`,
    change,
    arguments: loggable(request),
    requestId: ids.clientRequestId,
  } as const;
  // Counted here, because a change that throws would put the counter back.
  const refusal = throttled(world);
  const run = (): WebAnswer => {
    if (refusal !== undefined) throw refusal;
    const claims = authorise(context, request);
    if (!isPermitted(claims, request, request.path.slice(ROOT.length))) throw denied();
    if (change && (world.has('graph-403') || !mayChange(world, claims.oid))) throw denied();
    return operationOf(context, request)(world, claims);
  };
  return change ? await world.change(call, run) : await world.read(call, run);
}

/** The faults graph-429 and graph-503, while their counters last, and those that last for a time. */
function throttled(world: World): GraphError | undefined {
  if (isDuring(world, 'graph-outage')) throw new ConnectionDropped();
  if (isDuring(world, 'graph-storm')) {
    return new GraphError(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '10' });
  }
  if (world.has('graph-429') && world.countDown('graph-429')) {
    return new GraphError(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '2' });
  }
  if (world.has('graph-503') && world.countDown('graph-503')) {
    return new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.');
  }
  return undefined;
}

/** The caller's claims; 401 for a token that is missing, not ours, expired, or of another tenant. */
function authorise(context: TenantContext, request: WebRequest): AccessClaims {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  if (token === undefined) throw unauthorised('Access token is empty.');
  const claims = context.signer.check(token, context.origin, serverTime(context.world));
  if (claims === undefined || context.world.has('graph-401')) {
    throw unauthorised('Lifetime validation failed, the token is expired.');
  }
  if (claims.tid !== context.world.state.tenant.id) {
    throw unauthorised('The token was issued for another tenant.');
  }
  const challenged = challenge(context.world, claims);
  if (challenged !== undefined) throw challenged;
  return claims;
}

/** What the call log keeps: query and body, with key bytes marked as bytes, which the log shortens. */
function loggable(request: WebRequest): unknown {
  const query = Object.fromEntries(request.query);
  if (request.body === '') return { query };
  try {
    const shorten = (name: string, value: unknown): unknown =>
      name === 'key' && typeof value === 'string' ? { $bytes: value } : value;
    const body: unknown = JSON.parse(request.body, shorten);
    return { query, body };
  } catch {
    return { query, body: 'not JSON' };
  }
}
