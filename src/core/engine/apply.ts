/** Apply: re-read everything, then run action by action; independent branches side by side. */
import type { AppError } from '../../shared/errors';
import { CodedError } from '../../shared/errors';
import type { Action } from '../model/action';
import type { RunResult } from '../model/journal';
import type { Plan } from '../model/plan';
import { refusalOf, wholeRefusal } from '../policy/rules';
import { hold, holdWhatFailed, takeDecisions } from './attend';
import { toAppError } from './operation';
import type { ActionProgress } from './progress';
import { lookAtGate } from './gate';
import { leaveOut, leaveOutBlocked, leaveOutRefused, leaveOutUnconsented } from './leave-out';
import { foldJournal, resultsOf } from './progress';
import { outdatedError, readAgain } from './outdated';
import { decideByLooking } from './look-back';
import { outcomeEntry, runAction } from './run-action';
import type { RunEnd, RunRequest, Running } from './run-types';
import { lateError, startOf, untilNextLook } from './start';

export type { RunControl, RunEnd, RunEvent, RunRequest } from './run-types';

/** Applies a plan from its start. */
export async function applyPlan(request: RunRequest): Promise<RunEnd> {
  const { plan, journal, ports } = request;
  await journal.append({
    type: 'run-started',
    at: ports.clock.now().toISOString(),
    run: request.run,
    kind: plan.kind,
    digest: plan.digest,
    fingerprint: plan.fingerprint,
    consents: request.consents,
    productVersion: request.productVersion,
    ...(request.undoes === undefined ? {} : { undoes: request.undoes }),
  });
  const refused = wholeRefusal(plan, ports.rules) ?? (await prepareTenant(request));
  if (refused !== undefined) return end(request, 'stopped', refused);
  const outdated = await readAgain(plan, ports, ({ done, total }) => {
    request.onEvent({ kind: 'checking', done, total });
  });
  if (outdated.length > 0) {
    const error = outdatedError(plan, outdated);
    return { ...(await end(request, 'outdated', error)), outdated };
  }
  return runActions(request);
}

/** Makes sure that the tenant's changes may be sent, before any command runs anywhere. */
async function prepareTenant({ plan, ports }: RunRequest): Promise<AppError | undefined> {
  const requests = plan.actions
    .filter((action) => refusalOf(action, plan, ports.rules) === undefined)
    .flatMap(({ operation }) => ('request' in operation ? [operation.request] : []));
  if (requests.length === 0) return undefined;
  const prepared = await ports.directory.prepare?.(requests);
  return prepared?.ok === false ? prepared.error : undefined;
}

/** Goes on with a run that was interrupted: first looks at every action in flight, then runs what is left. */
export async function resumeRun(request: RunRequest): Promise<RunEnd> {
  const { plan, journal, ports } = request;
  // Ending the run here would leave what was in flight undecided for good; it stays interrupted instead.
  const refused = await prepareTenant(request);
  if (refused !== undefined) throw new CodedError(refused);
  await journal.append({ type: 'resumed', at: ports.clock.now().toISOString() });
  const progress = foldJournal(journal.entries());
  const results = resultsOf(progress);
  for (const action of plan.actions) {
    if (progress.actions.get(action.id)?.state !== 'intent') continue;
    const started = ports.clock.monotonic();
    request.onEvent({ kind: 'started', action });
    const result = await decideByLooking(action, results, ports);
    await journal.append(outcomeEntry(action, result, started, ports));
    request.onEvent({ kind: 'ended', action, result });
    if (result.outcome === 'done') results.set(action.id, result.facts);
    if (result.outcome === 'unknown') return end(request, 'stopped', result.error);
  }
  return runActions(request);
}

async function runActions(request: RunRequest): Promise<RunEnd> {
  const folded = foldJournal(request.journal.entries());
  const state: Running = {
    // What a look found not done is open again: going on with a run means running it.
    progress: new Map([...folded.actions].filter(([, item]) => !isNotDone(item))),
    results: resultsOf(folded),
    halted: null,
    told: new Set(),
    held: new Map(),
    decided: new Map(),
    again: new Map(),
  };
  holdWhatFailed(request, state);
  await leaveOutRefused(request, state);
  await leaveOutUnconsented(request, state);
  const lanes = new Map<string, Promise<void>>();
  for (;;) {
    await leaveOutBlocked(request, state);
    if (state.halted === null && (await request.control.next()) === 'stop')
      state.halted = { result: 'stopped' };
    if (state.halted === null) await takeDecisions(request, state);
    if (state.halted === null) await leaveOutLate(request, state);
    if (state.halted === null) startReady(request, state, lanes);
    const waiting = state.halted === null ? waitingOf(request, state) : [];
    const held = state.halted === null ? [...state.held.values()] : [];
    if (lanes.size === 0 && waiting.length + held.length === 0) break;
    const changed = waiting.length + held.length === 0 ? undefined : request.control.changed?.();
    const others = [...lanes.values(), ...held, ...(changed === undefined ? [] : [changed])];
    await untilNextLook(waiting, others, request.ports.clock);
  }
  const { result, error } = state.halted ?? {
    result: resultOf(request.plan, state),
    error: undefined,
  };
  return end(request, result, error);
}

/**
 * Starts a ready action of every idle lane: one shell runs one command at a time. An action that another target waits
 * for goes first, so that no lane idles while the other could already be fed.
 */
function startReady(request: RunRequest, state: Running, lanes: Map<string, Promise<void>>): void {
  const { actions } = request.plan;
  const isAwaited = (action: Action): boolean =>
    actions.some((other) => other.target !== action.target && other.dependsOn.includes(action.id));
  const [awaited, others] = [
    actions.filter(isAwaited),
    actions.filter((action) => !isAwaited(action)),
  ];
  for (const action of [...awaited, ...others]) {
    if (lanes.has(action.target) || !isReady(action, state)) continue;
    if (startOf(action, request.ports.clock.now()) !== 'now') continue;
    state.progress.set(action.id, { state: 'intent' });
    const lane = runOne(request, state, action).finally(() => lanes.delete(action.target));
    lanes.set(action.target, lane);
  }
}

function isReady(action: Action, state: Running): boolean {
  return !state.progress.has(action.id) && action.dependsOn.every((id) => state.results.has(id));
}

/** The actions whose turn it is and whose time has not come; each is told of once. */
function waitingOf(request: RunRequest, state: Running): readonly Action[] {
  const now = request.ports.clock.now();
  const waiting = request.plan.actions.filter(
    (action) => isReady(action, state) && startOf(action, now) === 'wait',
  );
  for (const action of waiting.filter(({ id }) => !state.told.has(id))) {
    state.told.add(action.id);
    request.onEvent({ kind: 'waiting', action, until: action.notBefore ?? '' });
  }
  return waiting;
}

/** Rows whose time has passed are left out, with what waits for them. */
async function leaveOutLate(request: RunRequest, state: Running): Promise<void> {
  const now = request.ports.clock.now();
  const late = request.plan.actions.filter(
    (action) => isReady(action, state) && startOf(action, now) === 'late',
  );
  for (const action of late)
    await leaveOut(request, state, action, { reason: 'late', error: lateError(action) });
  if (late.length > 0) await leaveOutBlocked(request, state);
}

function isNotDone(progress: ActionProgress): boolean {
  return progress.state === 'outcome' && progress.outcome === 'not-done';
}

async function runOne(request: RunRequest, state: Running, action: Action): Promise<void> {
  request.onEvent({ kind: 'started', action });
  try {
    // Here too: an action of an earlier run that is asked for again was not looked at with the rest.
    const refused = refusalOf(action, request.plan, request.ports.rules);
    if (refused !== undefined) {
      await leaveOut(request, state, action, { reason: 'policy', error: refused });
      return;
    }
    const closed = await lookAtGate(action, state.results, request.ports, request.journal);
    if (closed !== null) {
      await leaveOut(request, state, action, { reason: 'gate', error: closed });
      return;
    }
    const result = await runAction(
      action,
      { id: request.run, customer: request.plan.customer, tenantId: request.plan.tenantId },
      state.results,
      request.ports,
      request.journal,
      state.again.get(action.id),
    );
    // Within one run an action that was found not done is not tried again: its cause is still there.
    const outcome = result.outcome === 'not-done' ? 'failed' : result.outcome;
    state.progress.set(action.id, { state: 'outcome', outcome, facts: result.facts });
    if (result.outcome === 'done') state.results.set(action.id, result.facts);
    if (result.outcome === 'moved')
      state.halted = {
        result: 'stopped',
        ...(result.error === undefined ? {} : { error: result.error }),
      };
    hold(request, state, action);
    request.onEvent({ kind: 'ended', action, result });
  } catch (thrown) {
    // The journal could not be written: nothing more may run, whatever else is fine.
    state.halted = { result: 'failed', error: toAppError(thrown) };
  }
}

function resultOf(plan: Plan, state: Running): RunResult {
  if (plan.actions.length === 0) return 'nothing-to-do';
  const all = plan.actions.map((action) => state.progress.get(action.id));
  if (all.some((item) => item?.state === 'outcome' && item.outcome !== 'done')) return 'failed';
  return all.every((item) => item?.state === 'outcome') ? 'done' : 'partly';
}

async function end(
  request: RunRequest,
  result: RunResult,
  error: AppError | undefined,
): Promise<RunEnd> {
  const more = error === undefined ? {} : { error };
  await request.journal.append({
    type: 'run-ended',
    at: request.ports.clock.now().toISOString(),
    result,
    ...more,
  });
  return { result, ...more, outdated: [] };
}
