/** Gates: a proof that has to hold before an action runs. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Action, Gate } from '../model/action';
import type { Facts } from '../model/facts';
import type { Observation } from '../model/observation';
import type { Journal } from '../ports';
import type { Results } from './facts';
import { differences, resolveFacts, resolveRead } from './facts';
import { toAppError } from './operation';
import type { EnginePorts } from './ports';
import { GATE_AGAIN_AFTER, GATE_WITHIN } from './ports';
import { performRead } from './read';

/**
 * Looks at the gate of an action until it holds or its time is over, and journals the evidence. null: it is open, or the action has none. Throws only when
 * the journal cannot be written.
 */
export async function lookAtGate(
  action: Action,
  results: Results,
  ports: EnginePorts,
  journal: Journal,
): Promise<AppError | null> {
  if (action.gate === undefined) return null;
  const started = ports.clock.monotonic();
  const { facts, error } = await judge(action.gate, results, ports);
  await journal.append({
    type: 'gate',
    at: ports.clock.now().toISOString(),
    action: action.id,
    passed: error === null,
    facts,
    durationMs: Math.round(ports.clock.monotonic() - started),
    ...(error === null ? {} : { error }),
  });
  return error;
}

async function judge(
  gate: Gate,
  results: Results,
  ports: EnginePorts,
): Promise<{ readonly facts: Facts; readonly error: AppError | null }> {
  try {
    const read = resolveRead(gate.read, results);
    const expect = resolveFacts(gate.expect, results);
    const start = ports.clock.monotonic();
    for (;;) {
      const found = await performRead(read, ports);
      const facts = found.status === 'read' ? found.facts : {};
      const error = problemOf(found, expect);
      const waited = ports.clock.monotonic() - start;
      // What was just set up may not be everywhere yet: replicas of the directories lag on both sides.
      const isFinal = error === null || found.status === 'not-read' || waited >= GATE_WITHIN;
      if (isFinal) return { facts, error };
      await ports.clock.sleep(Math.min(GATE_AGAIN_AFTER, GATE_WITHIN - waited));
    }
  } catch (thrown) {
    return { facts: {}, error: toAppError(thrown) };
  }
}

/** Why an observation is not the proof that was wanted; null where it is. */
export function problemOf(found: Observation, expect: Facts): AppError | null {
  if (found.status === 'not-read') return found.error;
  const [first] = differences(expect, found.facts);
  if (first === undefined) return null;
  return found.problem ?? appError('HX-GATE', { ...first });
}
