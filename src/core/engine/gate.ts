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
import { performRead } from './read';

/**
 * Looks at the gate of an action and journals the evidence. null: it is open, or the action has none. Throws only when
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
    const found = await performRead(resolveRead(gate.read, results), ports);
    return {
      facts: found.status === 'read' ? found.facts : {},
      error: problemOf(found, resolveFacts(gate.expect, results)),
    };
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
