/**
 * A whole run — read, plan, apply, verify — on a practice lab with realistic latencies, against what the lab's
 * servers take. The lab is a process of its own; everything else is what the command line uses.
 *
 * Round trips are commands and Graph requests; sign-in is none. The least number of them: each read that the plan
 * rests on once; each of them once more before the first command; for each action its precondition, its command and
 * its read-back; each read of the verification once.
 */
import { join } from 'node:path';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { TAGS } from '../../../src/core/model/action';
import type { Observations, ReadRequest } from '../../../src/core/model/observation';
import type { Plan } from '../../../src/core/model/plan';
import type { CustomerSession } from '../../../src/core/session';
import { planContext, wantedOf } from '../../../src/core/engine/plan';
import { scenarioResources } from '../../../src/core/scenarios';
import { latencyOf } from '../../../src/lab/latency';
import type { LabCall } from '../../../src/shared/lab';
import type { TestLab } from '../../integration/support/practice';
import { openBench, startTestLab } from '../../integration/support/practice';
import type { Cost } from './critical-path';
import { actionsCost, readingCost } from './critical-path';
import type { Row } from './row';
import { ratio, rounded } from './row';

/** The whole run may take this much of its critical path. */
const LIMIT = 1.1;
/** Graph may be asked this many times as often as a run needs at least. */
const GRAPH_LIMIT = 1.1;
const BARE_CALLS = 50;

/** One part of a run: what it took, and the least it could have taken. */
interface Part {
  readonly name: string;
  readonly wall: number;
  readonly calls: readonly LabCall[];
  readonly least: Cost;
}

/** Measures a run from the state that the Hybrid Configuration Wizard leaves, where all is still to be done. */
export default async function measure(): Promise<Row[]> {
  const lab = await startTestLab({ start: 'empty', latency: 'realistic' });
  const bench = await openBench(lab);
  try {
    const machine = await machineRows(lab, bench.folder);
    const parts = await wholeRun(lab, bench.session);
    await checkAgainstLab(lab, parts);
    return [...rows(parts), ...machine];
  } finally {
    await bench.remove();
    await lab.stop();
  }
}

/** What calls and flushes cost without latency: more than a few milliseconds mean that the machine is busy. */
async function machineRows(lab: TestLab, folder: string): Promise<Row[]> {
  const mean = async (name: string, work: () => Promise<unknown>): Promise<Row> => {
    const started = performance.now();
    for (let count = 0; count < BARE_CALLS; count++) await work();
    return { name, value: rounded((performance.now() - started) / BARE_CALLS, 1), unit: 'ms' };
  };
  const file = join(folder, 'flushed');
  const line = Buffer.from('a line of a journal\n');
  return [
    await mean('for comparison: a bare round trip', () => lab.control({ op: 'status' })),
    await mean('for comparison: a flushed line', () => nodeFileSystem.appendFlushed(file, line)),
  ];
}

/** Runs and measures. The parts follow each other without a pause. */
async function wholeRun(lab: TestLab, session: CustomerSession): Promise<Part[]> {
  const marks: { at: number; calls: number }[] = [];
  const mark = async (): Promise<void> => {
    marks.push({ at: performance.now(), calls: (await answered(lab)).length });
  };
  await mark();
  await session.read();
  const planned = requestsOf(session);
  const plan = await session.makePlan();
  await mark();
  // The run asks for the first time when its check of the plan is over.
  const afterCheck = async (): Promise<'go'> => {
    if (marks.length === 2) await mark();
    return 'go';
  };
  const end = await session.apply(TAGS, { next: afterCheck });
  if (end.result !== 'done') throw new Error(`the run ended with ${end.result}`);
  await mark();
  const verification = await session.verify();
  if (verification.steps.some((step) => step.verdict !== 'verified'))
    throw new Error('not verified');
  await mark();
  const least = [
    readingCost(planned),
    readingCost(plannedRequests(plan)),
    actionsCost(plan.actions),
    readingCost([...requestsOf(session), ...proofRequests(session)]),
  ];
  const names = ['read and plan', 're-read before the first command', 'actions', 'verify'];
  const calls = await answered(lab);
  return names.map((name, index) => {
    const from = marks[index] ?? { at: 0, calls: 0 };
    const to = marks[index + 1] ?? from;
    return {
      name,
      wall: to.at - from.at,
      calls: calls.slice(from.calls, to.calls),
      least: least[index] ?? { trips: 0, graph: 0, milliseconds: 0 },
    };
  });
}

function requestsOf(session: CustomerSession): ReadRequest[] {
  const found: Observations = session.state.observations ?? new Map();
  return [...found.values()].map(({ request }) => request);
}

/** Tests that the verification makes besides its reads; a shell makes them after its own. */
function proofRequests(session: CustomerSession): ReadRequest[] {
  const { record, observations } = session.state;
  const wanted = wantedOf(record);
  const context = planContext(wanted, observations ?? new Map(), new Date());
  const proofs = scenarioResources(wanted).flatMap((item) => item.proofs?.(context) ?? []);
  return proofs.map(({ read }) => read);
}

function plannedRequests(plan: Plan): ReadRequest[] {
  return plan.observations.map(({ request }) => request);
}

/** The calls that the lab has answered, in order. */
async function answered(lab: TestLab): Promise<LabCall[]> {
  return (await lab.calls()).filter(({ phase }) => phase === 'end');
}

/**
 * The lab's virtual clock moves by the same latencies; a difference means that another table was used, or that the
 * shell did not run one command at a time, which the critical path rests on.
 */
async function checkAgainstLab(lab: TestLab, parts: readonly Part[]): Promise<void> {
  const calls = parts.flatMap((part) => part.calls);
  const [first] = calls;
  const last = calls.at(-1);
  if (first === undefined || last === undefined) throw new Error('the lab was not asked');
  const clock = Date.parse(last.at) - Date.parse(first.at) + latencyOf(worldCall(first));
  const logged = latencies(calls);
  if (clock > logged) throw new Error(`the lab waited ${clock} ms, its calls say ${logged} ms`);
  const inShell = calls.filter(({ side }) => side === 'exchange');
  for (const [index, call] of inShell.slice(1).entries()) {
    const waited = Date.parse(call.at) - Date.parse(inShell[index]?.at ?? call.at);
    const least = latencyOf(worldCall(call));
    if (waited < least) throw new Error(`${call.call} took ${waited} ms, not ${least} ms`);
  }
  const { calls: counts } = await lab.control({ op: 'status' });
  if (counts.reads + counts.changes !== calls.length) throw new Error('calls outside the run');
}

function latencies(calls: readonly LabCall[]): number {
  return calls.reduce((total, call) => total + latencyOf(worldCall(call)), 0);
}

function worldCall({ side, call, change, requestId }: LabCall): Parameters<typeof latencyOf>[0] {
  return { side, call, change, arguments: {}, requestId };
}

function rows(parts: readonly Part[]): Row[] {
  const total = (of: (part: Part) => number): number =>
    parts.reduce((sum, part) => sum + of(part), 0);
  const wall = total((part) => part.wall);
  const path = total((part) => part.least.milliseconds);
  const trips = total((part) => part.calls.length);
  const least = total((part) => part.least.trips);
  return [
    { name: 'whole run', value: rounded(wall), unit: 'ms' },
    { name: 'critical path', value: rounded(path), unit: 'ms' },
    ratio('whole run to its critical path', wall, path, LIMIT),
    ratio(
      'whole run to the sum of all latencies',
      wall,
      total((part) => latencies(part.calls)),
    ),
    ...parts.map((part) =>
      ratio(`  ${part.name} (${rounded(part.wall)} ms)`, part.wall, part.least.milliseconds),
    ),
    ...graphRows(parts),
    { name: 'round trips', value: trips, unit: '' },
    ratio(`round trips to the least possible (${least})`, trips, least),
    ...parts.map((part) =>
      ratio(`  ${part.name} (${part.calls.length})`, part.calls.length, part.least.trips),
    ),
  ];
}

/** Graph requests, parts of a batch counted by themselves. */
function graphRows(parts: readonly Part[]): Row[] {
  const asked = parts.flatMap(({ calls }) => calls).filter(({ side }) => side === 'tenant');
  const least = parts.reduce((total, part) => total + part.least.graph, 0);
  return [
    { name: 'Graph requests', value: asked.length, unit: '' },
    ratio(`Graph requests to the least possible (${least})`, asked.length, least, GRAPH_LIMIT),
  ];
}
