/** Whether a plan still matches what is there. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Plan } from '../model/plan';
import type { FactDifference } from './facts';
import { allDifferences } from './facts';
import type { EnginePorts } from './ports';
import type { ReadProgress } from './read-lanes';
import { performReads } from './read-lanes';

/** Re-reads every observation of the plan and names what differs. */
export async function readAgain(
  plan: Plan,
  ports: EnginePorts,
  onProgress: (progress: ReadProgress) => void,
): Promise<FactDifference[]> {
  const found = await performReads(
    plan.observations.map((item) => item.request),
    ports,
    onProgress,
  );
  return plan.observations.flatMap((item, index) => {
    const now = found[index];
    if (now === undefined) return [];
    if (now.status === 'not-read')
      return [{ property: item.request.read, expected: '', found: now.error.code }];
    return allDifferences(item.facts, now.facts).map((entry) => ({
      ...entry,
      property: propertyName(item.request, entry.property),
    }));
  });
}

/** A property as people meet it: its read, what that was asked for, and its name. */
export function propertyName(
  request: { readonly read: string; readonly arguments: Readonly<Record<string, unknown>> },
  property: string,
): string {
  const named = Object.entries(request.arguments).filter(([name]) => name !== 'domainController');
  return [request.read, ...named.map(([, value]) => String(value)), property].join(' · ');
}

/** HX-OLD, with every value that moved. */
export function outdatedError(plan: Plan, outdated: readonly FactDifference[]): AppError {
  const total = plan.observations.reduce((sum, item) => sum + Object.keys(item.facts).length, 0);
  const list = outdated
    .map((item) => `${item.property}: ${item.expected} → ${item.found}`)
    .join('; ');
  return appError('HX-OLD', { n: outdated.length, total, list });
}
