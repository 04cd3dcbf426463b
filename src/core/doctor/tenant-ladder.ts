/** The ladder to a tenant: which rungs it has, what each needs, and what is tried. */
import * as v from 'valibot';
import type { RungOutcome, TenantRungId } from '../../shared/doctor';
import { TENANT_RUNGS } from '../../shared/doctor';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { message } from '../model/message';
import type { Clock, Directory } from '../ports';
import type { Probe, RungRule } from './climb';
import {
  clockOffset,
  clockOutcome,
  nameOutcome,
  networkError,
  portOutcome,
  tlsError,
  tlsNote,
} from './findings';
import type { Place } from './findings';
import type { Fetched, Network, NetworkAnswer, Route, TlsFacts } from './ports';

/** How the tenant of one customer is reached. */
export interface TenantReach {
  /** Initial domain, for people. */
  readonly domain: string;
  readonly tenantId: string;
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  /** `https://HOST/v1.0`. */
  readonly graph: string;
  readonly network: Network;
  /** The product's own HTTPS. */
  readonly fetch: (url: string, signal: AbortSignal) => Promise<Fetched>;
  /** The account that signed in; null where nobody is signed in and none was asked to. */
  readonly signIn: (signal: AbortSignal) => Promise<Result<string> | null>;
  readonly directory: Directory;
}

const SECOND = 1_000;
const TIMES: Readonly<Record<TenantRungId, number>> = {
  name: 6 * SECOND,
  tcp: 6 * SECOND,
  tls: 12 * SECOND,
  authority: 12 * SECOND,
  'sign-in': 30 * SECOND,
  graph: 20 * SECOND,
  clock: 12 * SECOND,
};
const NEEDS: Readonly<Record<TenantRungId, readonly TenantRungId[]>> = {
  name: [],
  tcp: ['name'],
  tls: ['tcp'],
  authority: ['tls'],
  'sign-in': ['authority'],
  graph: ['tls'],
  clock: ['tls'],
};

/** The rungs, lowest first. */
export const TENANT_RULES: readonly RungRule<TenantRungId>[] = TENANT_RUNGS.map((id) => ({
  id,
  needs: NEEDS[id],
  deadlineMs: TIMES[id],
}));

/** What a rung means that took too long. */
export function tenantLate(id: TenantRungId, reach: TenantReach): AppError {
  const place = placeOf(reach.authority);
  const detail = `no answer in ${TIMES[id] / SECOND} s`;
  switch (id) {
    case 'name':
      return networkError('name-no-answer', place, detail);
    case 'tcp':
      return networkError('no-answer', place, detail);
    case 'tls':
      return networkError('closed', place, detail);
    case 'sign-in':
      return appError('HX-SIGNIN', { reason: 'timeout' }, detail);
    case 'authority':
    case 'graph':
    case 'clock':
      return appError('HX-REACH', { target: 'tenant', host: place.host }, detail);
  }
}

const metadataSchema = v.object({ issuer: v.string(), token_endpoint: v.string() });

/** What is tried at each rung. Nothing is sent with a token before the sign-in rung has passed. */
export function tenantProbes(
  reach: TenantReach,
  clock: Clock,
): Readonly<Record<TenantRungId, Probe>> {
  const { authority, domain, network } = reach;
  const place = placeOf(authority);
  let known: Promise<Route> | undefined;
  const route = (): Promise<Route> => (known ??= network.route(authority));
  const next = async (): Promise<Place> => nextHop(await route(), place);
  let shaken: Promise<NetworkAnswer<TlsFacts>> | undefined;
  const shake = async (signal: AbortSignal): Promise<NetworkAnswer<TlsFacts>> => {
    shaken ??= network.handshake(place.host, place.port, await route(), signal);
    return shaken;
  };
  let asked: Promise<Fetched> | undefined;
  const metadata = (signal: AbortSignal): Promise<Fetched> => {
    asked ??= reach.fetch(`${authority}/v2.0/.well-known/openid-configuration`, signal);
    return asked;
  };
  let isSignedIn = false;
  return {
    name: async (signal) => {
      const { host, port } = await next();
      return nameOutcome(await network.resolve(host, signal), { host, port }, await route());
    },
    tcp: async (signal) => {
      const { host, port } = await next();
      return portOutcome(await network.connect(host, port, signal), { host, port });
    },
    tls: async (signal) => {
      const answer = await shake(signal);
      if (answer.ok)
        return tlsOutcome(answer.value, place.host, clock.now(), () => metadata(signal));
      const { fault, detail } = answer;
      // A proxy's refusal names the proxy, anything else the authority.
      const named = fault.startsWith('proxy') ? await next() : place;
      return failed(networkError(fault, named, detail));
    },
    authority: async (signal) => authorityOutcome(await metadata(signal), place.host),
    'sign-in': async (signal) => {
      const answer = await reach.signIn(signal);
      if (answer === null)
        return {
          state: 'not-tried',
          note: message('doctor.note.signed-out', { target: domain }),
          needsPerson: true,
        };
      if (!answer.ok) return failed(answer.error);
      isSignedIn = true;
      return { state: 'passed', note: message('doctor.note.signed-in', { account: answer.value }) };
    },
    graph: async (signal) =>
      isSignedIn ? await graphOutcome(reach, signal) : await knockOutcome(reach, signal),
    clock: async (signal) => {
      const answer = await metadata(signal);
      const date = answer.kind === 'answer' ? answer.date : null;
      const shown = date ?? (await shake(signal).then((it) => (it.ok ? it.value.date : null)));
      return clockOutcome(clockOffset(shown, clock.now()), domain);
    },
  };
}

function failed(error: AppError): RungOutcome {
  return { state: 'failed', error };
}

/** Host and port of an https address. */
function placeOf(url: string): Place {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: port === '' ? 443 : Number(port) };
}

function nextHop(route: Route, place: Place): Place {
  return route.kind === 'direct' ? place : { host: route.host, port: route.port };
}

/** The system may know the authority that a device in between signs with; the product's own requests then work. */
async function tlsOutcome(
  facts: TlsFacts,
  host: string,
  now: Date,
  metadata: () => Promise<Fetched>,
): Promise<RungOutcome> {
  const error = tlsError(facts, host, now);
  if (error === undefined) return tlsNote(facts);
  const trusted = error.code === 'HX-INSPECT' && (await metadata()).kind === 'answer';
  return { state: trusted ? 'warned' : 'failed', error };
}

/** The authority's metadata names the tenant: an unknown tenant is answered with 400, a page of something else with 200. */
function authorityOutcome(answer: Fetched, host: string): RungOutcome {
  if (answer.kind === 'no-answer') return failed(unreached(host, answer));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), metadataSchema), answer.body);
  if (answer.status !== 200 || !parsed.success) {
    const cause = answer.status === 400 || answer.status === 404 ? 'tenant' : 'other';
    const detail = `HTTP ${answer.status} ${answer.body.slice(0, 300)}`;
    return failed(appError('HX-META', { host, cause }, detail));
  }
  const args = { issuer: parsed.output.issuer };
  return { state: 'passed', note: message('doctor.note.authority', args) };
}

/** Without a sign-in, Graph's refusal shows that it is there. */
async function knockOutcome(reach: TenantReach, signal: AbortSignal): Promise<RungOutcome> {
  const { host } = placeOf(reach.graph);
  const answer = await reach.fetch(`${reach.graph}/organization`, signal);
  return answer.kind === 'answer'
    ? { state: 'passed', note: message('doctor.note.graph-asks', { host, status: answer.status }) }
    : failed(unreached(host, answer));
}

function unreached(host: string, answer: Extract<Fetched, { kind: 'no-answer' }>): AppError {
  return appError('HX-REACH', { target: 'tenant', host, reason: answer.reason }, answer.detail);
}

const organizations = v.object({ value: v.array(v.object({ id: v.string() })) });

/** Graph answers for this tenant and no other. */
async function graphOutcome(reach: TenantReach, signal: AbortSignal): Promise<RungOutcome> {
  const request = {
    method: 'GET',
    url: '/organization?$select=id,displayName,verifiedDomains',
  } as const;
  const outcome = await reach.directory.send(request, {
    deadlineMs: TIMES.graph - 2 * SECOND,
    signal,
    requestId: 'doctor-graph',
  });
  if (outcome.kind !== 'done') return failed(outcome.error);
  const parsed = v.safeParse(organizations, outcome.value.body);
  const found = parsed.success ? parsed.output.value[0]?.id : undefined;
  if (found === undefined)
    return failed(
      appError('HX-GRAPH', {
        status: outcome.value.status,
        code: 'no-organization',
        request: request.url,
      }),
    );
  if (found.toLowerCase() !== reach.tenantId.toLowerCase())
    return failed(
      appError('HX-TEN', {
        found,
        expected: reach.domain,
        foundId: found,
        expectedId: reach.tenantId,
      }),
    );
  return {
    state: 'passed',
    note: message('doctor.note.graph', { target: reach.directory.description }),
  };
}
