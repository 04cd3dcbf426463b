/** One action: intent → precondition → run → read back → outcome. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Action } from '../model/action';
import type { ActionOutcome, DecidedBy, JournalEntry } from '../model/journal';
import type { Facts } from '../model/facts';
import type { Observation } from '../model/observation';
import type { Journal } from '../ports';
import type { FactDifference, Results } from './facts';
import { differences, resolveFacts, resolveRead } from './facts';
import type { KeyWrite, RunIdentity } from './keys';
import { backUpKeys, keyWriteOf, nameOfHolder, settleKeys } from './keys';
import type { OperationOutcome } from './operation';
import { perform, toAppError } from './operation';
import { performRead } from './read';
import type { EnginePorts } from './ports';
import type { Look } from './settle';
import { lookUntilAfter, settlesWithin, undecided } from './settle';

/** How an action ended. */
export interface ActionResult {
  readonly outcome: ActionOutcome;
  readonly decidedBy: DecidedBy;
  readonly facts: Facts;
  readonly warnings: readonly string[];
  readonly error?: AppError;
  readonly notes: readonly FactDifference[];
}

/**
 * Runs one action and journals both lines. Throws only when the journal cannot be written. `again`: how it had ended
 * before a person asked for it again; then it is looked at first and only runs where it was not done.
 */
export async function runAction(
  action: Action,
  run: RunIdentity,
  results: Results,
  ports: EnginePorts,
  journal: Journal,
  again?: ActionOutcome,
): Promise<ActionResult> {
  const started = ports.clock.monotonic();
  await journal.append({
    type: 'intent',
    at: ports.clock.now().toISOString(),
    action: action.id,
    before: intendedBefore(action, results),
  });
  const there = again === undefined ? null : await lookAgain(action, again, results, ports);
  const result = there ?? (await attempt(action, run, results, ports));
  await journal.append(outcomeEntry(action, result, started, ports));
  return result;
}

/** The expected state before, as far as its references can be resolved. */
function intendedBefore(action: Action, results: Results): Facts {
  try {
    return resolveFacts(action.before, results);
  } catch {
    return {};
  }
}

/** The journal line of a result. */
export function outcomeEntry(
  action: Action,
  result: ActionResult,
  started: number,
  ports: EnginePorts,
): Extract<JournalEntry, { type: 'outcome' }> {
  return {
    type: 'outcome',
    at: ports.clock.now().toISOString(),
    action: action.id,
    outcome: result.outcome,
    decidedBy: result.decidedBy,
    facts: result.facts,
    durationMs: Math.round(ports.clock.monotonic() - started),
    warnings: result.warnings,
    notes: result.notes,
    ...(result.error === undefined ? {} : { error: result.error }),
  };
}

/** What an action left that is asked for again; null where it left nothing, so that it may run. */
async function lookAgain(
  action: Action,
  failed: ActionOutcome,
  results: Results,
  ports: EnginePorts,
): Promise<ActionResult | null> {
  if (action.traceless === true) return null;
  try {
    // A command that was refused is over; one without an answer may still be at work.
    const within = failed === 'failed' ? 0 : settlesWithin(action);
    const look = await lookUntilAfter(action, results, ports, within);
    switch (look.kind) {
      case 'before':
        return null;
      case 'after':
        return {
          outcome: 'done',
          decidedBy: 'read',
          facts: look.facts,
          warnings: [],
          notes: [],
        };
      case 'not-read':
        return { ...ended(failed, {}, look.error), decidedBy: 'read' };
      case 'other': {
        const error = notVisible(action, look.differences);
        return { ...ended(failed, look.facts, error), decidedBy: 'read', notes: look.differences };
      }
    }
  } catch (thrown) {
    return ended(failed, {}, toAppError(thrown));
  }
}

async function attempt(
  action: Action,
  run: RunIdentity,
  results: Results,
  ports: EnginePorts,
): Promise<ActionResult> {
  try {
    const found = await performRead(resolveRead(action.read, results), ports);
    if (found.status === 'not-read') return ended('failed', {}, found.error);
    const moved = checkPrecondition(action, results, found);
    if (moved !== null) return moved;
    const keys = keyWriteOf(action, results);
    if (keys !== null) return await replaceKeys(action, keys, found, run, results, ports);
    const outcome = await perform(action.operation, action.target, results, ports);
    return await afterPerform(action, outcome, results, ports);
  } catch (thrown) {
    return ended('failed', {}, toAppError(thrown));
  }
}

type ReadObservation = Extract<Observation, { status: 'read' }>;

/** The state must be what the plan's earlier actions left. Anything else stops the whole run. */
function checkPrecondition(
  action: Action,
  results: Results,
  found: ReadObservation,
): ActionResult | null {
  const notes = differences(resolveFacts(action.before, results), found.facts);
  const [first] = notes;
  if (first === undefined) return null;
  return { ...ended('moved', found.facts, appError('HX-MOVED', { ...first })), notes };
}

async function replaceKeys(
  action: Action,
  write: KeyWrite,
  found: ReadObservation,
  run: RunIdentity,
  results: Results,
  ports: EnginePorts,
): Promise<ActionResult> {
  const backup = await backUpKeys(found, run, ports);
  if (backup.kind === 'refused') return ended('failed', {}, backup.error);
  const outcome = await perform(action.operation, action.target, results, ports);
  if (outcome.kind === 'failed') return ended('failed', {}, outcome.error);
  const settled = await settleKeys(action, write, backup.holder, results, ports);
  const judged = judge(action, outcome, settled.look);
  const count = settled.vanished.length;
  if (count === 0) return judged;
  const application = backup.holder === null ? action.resource : nameOfHolder(backup.holder);
  const notes = settled.vanished.map((item) => ({
    property: 'keyCredentials',
    expected: item,
    found: '-',
  }));
  if (settled.isBack)
    return {
      ...judged,
      error: judged.error ?? appError('HX-KEYLOST', { application, count }),
      notes,
    };
  return {
    ...judged,
    outcome: 'failed',
    error: appError('HX-KEYGONE', { application, count }),
    notes,
  };
}

async function afterPerform(
  action: Action,
  outcome: OperationOutcome,
  results: Results,
  ports: EnginePorts,
): Promise<ActionResult> {
  if (outcome.kind === 'failed') return ended('failed', {}, outcome.error);
  // Nothing that could be read tells whether a restart or a test took place.
  if (outcome.kind === 'unknown' && action.traceless === true)
    return { ...ended('unknown', {}, undecided(action, outcome.error)), decidedBy: 'read' };
  // Exchange answers from the pinned domain controller, so a finished cmdlet shows at once. Graph replicas lag, the
  // management store replicates to the front ends, and a server that was restarted takes its time.
  const waits = action.target !== 'exchange' && action.target !== 'online';
  const within = outcome.kind === 'unknown' || waits ? settlesWithin(action) : 0;
  return judge(action, outcome, await lookUntilAfter(action, results, ports, within));
}

/** What the look says about an operation that was sent. */
function judge(action: Action, outcome: OperationOutcome, look: Look): ActionResult {
  const decidedBy = outcome.kind === 'unknown' ? 'read' : 'run';
  const warnings = outcome.kind === 'sent' ? outcome.warnings : [];
  switch (look.kind) {
    case 'after':
      return { outcome: 'done', decidedBy, facts: look.facts, warnings, notes: [] };
    case 'not-read':
      return { ...ended('unknown', {}, undecided(action, look.error)), decidedBy, warnings };
    case 'before':
      if (outcome.kind === 'unknown')
        return { ...ended('not-done', look.facts, outcome.error), decidedBy, warnings };
      return {
        ...ended(
          action.target === 'tenant' ? 'unknown' : 'failed',
          look.facts,
          notVisible(action, []),
        ),
        decidedBy,
        warnings,
      };
    case 'other': {
      const error = notVisible(action, look.differences);
      return {
        ...ended(outcome.kind === 'unknown' ? 'unknown' : 'failed', look.facts, error),
        decidedBy,
        warnings,
        notes: look.differences,
      };
    }
  }
}

function notVisible(action: Action, found: readonly FactDifference[]): AppError {
  const [first] = found;
  if (first === undefined && action.target === 'tenant')
    return appError('HX-SLOW', { application: action.resource });
  return appError('HX-READBACK', {
    property: first?.property ?? action.resource,
    expected: first?.expected ?? '',
    found: first?.found ?? '',
  });
}

function ended(outcome: ActionOutcome, facts: Facts, error: AppError): ActionResult {
  return { outcome, decidedBy: 'run', facts, warnings: [], error, notes: [] };
}
