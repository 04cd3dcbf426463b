/** The whole examination: this computer and one customer's ways, side by side, within a bounded time. */
import type { DoctorResult, Ladder, Rung, WorkstationCheck } from '../../shared/doctor';
import type { CustomerRecord } from '../model/customer';
import { connectionOf } from '../model/customer';
import type { Clock } from '../ports';
import { climb } from './climb';
import type { ExchangeReach } from './exchange-ladder';
import { EXCHANGE_RULES, exchangeLate, exchangeProbes } from './exchange-ladder';
import type { Network, WorkstationFacts } from './ports';
import type { OnlineReach } from './online-ladder';
import { ONLINE_RULES, onlineLate, onlineProbes } from './online-ladder';
import type { TenantReach } from './tenant-ladder';
import { TENANT_RULES, tenantLate, tenantProbes } from './tenant-ladder';
import { judgeTransports } from './transports';
import { checkClock, checkWorkstation } from './workstation';

/** What is examined. */
export interface Examination {
  readonly productVersion: string;
  readonly gather: (signal: AbortSignal) => Promise<WorkstationFacts>;
  /** Null where only this computer is looked at. */
  readonly customer: CustomerRecord | null;
  /** Null where the customer's way is by hand. */
  readonly exchange: ExchangeReach | null;
  readonly tenant: TenantReach | null;
  readonly online: OnlineReach | null;
  /** Real time, also for the practice lab: certificates, tokens and deadlines live by it. */
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Longest that an examination may take, in milliseconds, whatever its rungs may take each. */
const EXAMINATION_MS = 180_000;

/** Examines. Changes nothing anywhere. Never rejects for what it finds. */
export async function examine(wanted: Examination): Promise<DoctorResult> {
  const { clock, customer } = wanted;
  const end = new AbortController();
  const stop = (): void => end.abort();
  const waiting = new AbortController();
  if (wanted.signal?.aborted === true) stop();
  wanted.signal?.addEventListener('abort', stop, { once: true });
  clock.sleep(EXAMINATION_MS, waiting.signal).then(stop, () => undefined);
  try {
    const offsets: number[] = [];
    const gathering = wanted.gather(end.signal);
    const [facts, ...ladders] = await Promise.all([
      gathering,
      exchangeLadder(wanted, end.signal, offsets),
      tenantLadder(wanted, end.signal, offsets),
      onlineLadder(wanted, end.signal, gathering),
    ]);
    const climbed = ladders.filter((ladder) => ladder !== null);
    const checks = [...checkWorkstation(facts), clockCheck(offsets, climbed)];
    return {
      format: 1,
      madeAt: clock.now().toISOString(),
      productVersion: wanted.productVersion,
      customer:
        customer === null
          ? null
          : { id: customer.id, name: customer.name, practice: customer.practice },
      verdict: verdictOf(checks, climbed),
      checks,
      ladders: climbed,
      transports: judgeTransports(facts, climbed),
    };
  } finally {
    wanted.signal?.removeEventListener('abort', stop);
    waiting.abort();
  }
}

/** `broken` where anything failed, `person` where somebody must do something first. */
export function verdictOf(
  checks: readonly WorkstationCheck[],
  ladders: readonly Ladder[],
): DoctorResult['verdict'] {
  const rungs = ladders.flatMap((ladder) => ladder.rungs);
  if ([...checks, ...rungs].some(({ state }) => state === 'failed')) return 'broken';
  return rungs.some((rung) => rung.state === 'not-tried' && rung.needsPerson) ? 'person' : 'fine';
}

async function exchangeLadder(
  wanted: Examination,
  signal: AbortSignal,
  offsets: number[],
): Promise<Ladder | null> {
  const { customer, exchange: reach, clock } = wanted;
  if (customer === null) return null;
  const head = { id: 'exchange', target: customer.exchangeServer } as const;
  if (reach === null) return { ...head, way: 'carry', rungs: [] };
  const network = noting(reach.network, clock, offsets);
  const rungs = await climb({
    rules: EXCHANGE_RULES,
    probes: exchangeProbes({ ...reach, network }, clock),
    late: (id) => exchangeLate(id, reach),
    clock,
    signal,
  });
  return { ...head, way: reach.way, rungs };
}

async function tenantLadder(
  wanted: Examination,
  signal: AbortSignal,
  offsets: number[],
): Promise<Ladder | null> {
  const { customer, tenant: reach, clock } = wanted;
  if (customer === null) return null;
  const head = { id: 'tenant', target: customer.tenantDomain } as const;
  if (reach === null) return { ...head, way: 'carry', rungs: [] };
  const network = noting(reach.network, clock, offsets);
  const rungs = await climb({
    rules: TENANT_RULES,
    probes: tenantProbes({ ...reach, network }, clock),
    late: (id) => tenantLate(id, reach),
    clock,
    signal,
  });
  const way = customer.practice ? 'practice' : connectionOf(customer).tenant;
  return { ...head, way, rungs };
}

async function onlineLadder(
  { clock, customer, online: reach }: Examination,
  signal: AbortSignal,
  gathering: Promise<WorkstationFacts>,
): Promise<Ladder | null> {
  if (customer === null) return null;
  const head = { id: 'online', target: customer.tenantDomain } as const;
  if (reach === null) return { ...head, way: 'carry', rungs: [] };
  const isInstalled = async (): Promise<boolean> => (await gathering).modules.exchangeOnline;
  const rungs = await climb({
    rules: ONLINE_RULES,
    probes: onlineProbes(reach, isInstalled),
    late: onlineLate,
    clock,
    signal,
  });
  return { ...head, way: customer.practice ? 'practice' : 'sign-in', rungs };
}

/** The network, noting each server's time that passes by. */
function noting(network: Network, clock: Clock, offsets: number[]): Network {
  const note = (header: string | null): void => {
    const served = header === null ? Number.NaN : Date.parse(header);
    if (!Number.isNaN(served)) offsets.push(clock.now().getTime() - served);
  };
  return {
    resolve: (host, signal) => network.resolve(host, signal),
    connect: (host, port, signal) => network.connect(host, port, signal),
    route: (url) => network.route(url),
    handshake: async (host, port, route, signal) => {
      const answer = await network.handshake(host, port, route, signal);
      if (answer.ok) note(answer.value.date);
      return answer;
    },
    date: async (url, signal) => {
      const answer = await network.date(url, signal);
      if (answer.ok) note(answer.value);
      return answer;
    },
  };
}

/** The error is told once, at the rung or check that found it; here stands how far the clock is off. */
function clockCheck(offsets: readonly number[], ladders: readonly Ladder[]): WorkstationCheck {
  const found = ladders
    .flatMap(({ rungs }) => rungs)
    .find((rung: Rung) => rung.state === 'failed' && rung.error.code === 'HX-CLOCK');
  return checkClock(offsets, found !== undefined);
}
