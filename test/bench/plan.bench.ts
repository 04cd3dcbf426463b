/** CPU time of the plan of a large organisation, made in memory from answers as its servers would give them. */
import { nodeCrypto } from '../../src/adapters/system/crypto';
import type { Wanted } from '../../src/core/engine/plan';
import { makePlan, neededReads } from '../../src/core/engine/plan';
import type { Observation, Observations, ReadRequest } from '../../src/core/model/observation';
import type { ReadArguments } from '../../src/core/reads/definition';
import { readKey } from '../../src/core/reads/definition';
import { findRead } from '../../src/core/reads/registry';
import type { Answer } from './support/organisation';
import { NOW, TENANT_ID, organisation } from './support/organisation';
import type { Row } from './support/row';
import { rounded } from './support/row';

const SIZE = { servers: 200, domains: 50 };
/** Milliseconds of CPU that a plan may cost: less than a person notices. */
const LIMIT = 50;
const REPEATS = 15;

const WANTED: Wanted = {
  customer: 'large',
  tenantId: TENANT_ID,
  practice: false,
  recipe: 'both',
  inputs: {},
};

/** Measures the first plan of a process, and the plans after it. */
export default function measure(): Promise<Row[]> {
  const answer = organisation(SIZE);
  const reading = cpu(() => observe(answer));
  const observations = reading.value;
  const first = cpu(() => makePlan(WANTED, observations, NOW, nodeCrypto));
  if (first.value.actions.length < 10) throw new Error('the plan is not the one meant');
  const later = Array.from(
    { length: REPEATS },
    () => cpu(() => makePlan(WANTED, observations, NOW, nodeCrypto)).milliseconds,
  );
  const size = `${SIZE.servers} servers, ${SIZE.domains} domains, ${observations.size} observations`;
  return Promise.resolve([
    row(`a plan, median of ${REPEATS} (${size})`, median(later), LIMIT),
    // Most of this is the compilation of the code, which happens once.
    row('the first plan of the process', first.milliseconds),
    row('interpreting all answers and asking what to read', reading.milliseconds),
  ]);
}

function row(name: string, value: number, limit?: number): Row {
  const measured = { name, value: rounded(value, 1), unit: 'ms CPU' };
  return limit === undefined ? measured : { ...measured, limit };
}

/** Reads until nothing more is asked for, as the engine does. */
function observe(answer: Answer): Observations {
  const observations = new Map<string, Observation>();
  for (;;) {
    const missing = new Map<string, ReadRequest>();
    for (const request of neededReads(WANTED, observations, NOW)) {
      const key = readKey(request);
      if (!observations.has(key)) missing.set(key, request);
    }
    if (missing.size === 0) return observations;
    for (const [key, request] of missing) observations.set(key, observation(request, answer));
  }
}

function observation(request: ReadRequest, answer: Answer): Observation {
  const { target, interpret } = findRead(request.read);
  const args = textArguments(request);
  return {
    status: 'read',
    request,
    target,
    at: NOW.toISOString(),
    durationMs: 0,
    source: '',
    ...interpret(answer(request.read, args), nodeCrypto, args),
  };
}

/** A read's arguments hold no references before anything was planned. */
function textArguments(request: ReadRequest): ReadArguments {
  return Object.fromEntries(
    Object.entries(request.arguments).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function cpu<T>(work: () => T): { readonly value: T; readonly milliseconds: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1000 };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
