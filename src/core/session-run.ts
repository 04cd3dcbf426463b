/** A run as a session shows it. */
import { CodedError, appError } from '../shared/errors';
import type { AppError } from '../shared/errors';
import { isInterrupted } from './engine/progress';
import { shownEntries } from './engine/standing';
import type { CustomerRecord, RunSummary } from './model/customer';
import type { JournalEntry, RunResult } from './model/journal';
import { standing } from './model/listing';
import type { Plan } from './model/plan';
import type { Verification } from './model/proof';
import type { CustomerStore, Journal, StoredRun } from './ports';

/** The last verification of the customer's scenario, where nothing changed since. */
export async function provedNow(
  store: CustomerStore,
  { id, scenario }: CustomerRecord,
  runs: readonly RunSummary[],
): Promise<Verification | null> {
  return standing(await store.loadVerification(id, scenario), runs);
}

/** A run as the session knows it. `live` is false once it ended or when it was found on disk. */
export interface SessionRun {
  readonly id: string;
  readonly plan: Plan;
  /** Of a long journal the lines that count. */
  readonly entries: readonly JournalEntry[];
  readonly live: boolean;
  readonly interrupted: boolean;
  /** Ids of actions under way. */
  readonly current: readonly string[];
  readonly result: RunResult | null;
  readonly error: AppError | null;
  readonly tailDamaged: boolean;
}

/** A run from its journal. */
export function toSessionRun(
  id: string,
  plan: Plan,
  journal: Pick<Journal, 'entries'>,
  tailDamaged: boolean,
  live = false,
): SessionRun {
  const entries = shownEntries(journal.entries());
  const ended = entries.filter((entry) => entry.type === 'run-ended').at(-1);
  return {
    id,
    plan,
    entries,
    live,
    interrupted: !live && isInterrupted(entries),
    current: [],
    result: ended?.result ?? null,
    error: ended?.error ?? null,
    tailDamaged,
  };
}

/**
 * Refuses to go on with a run whose plan is another tenant's, or not the one that its journal began with: the consents in
 * the journal were given to that one.
 */
export function refuseForeignRun(id: string, stored: StoredRun, record: CustomerRecord): void {
  const { plan, journal } = stored;
  const started = journal.entries().find((entry) => entry.type === 'run-started');
  const isOwn =
    plan.tenantId === record.tenantId &&
    plan.practice === record.practice &&
    started?.digest === plan.digest;
  if (!isOwn) throw new CodedError(appError('HX-PLANFILE', { file: id }));
}
