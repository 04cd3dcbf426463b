/** Looks what a run that ended unexpectedly left open, when its customer is shown. Reads only. */
import type { AppError } from '../../shared/errors';
import type { LookBackNeed } from '../../shared/ipc/known-view';
import { inFlight, lookBack } from '../../core/engine/look-back';
import { lookAtIdentity, refuseStaged } from '../../core/engine/identity';
import type { EnginePorts } from '../../core/engine/ports';
import { foldJournal } from '../../core/engine/progress';
import { connectionOf, type CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import { refuseForeignRun, type SessionRun } from '../../core/session-run';
import type { CustomerSession } from '../../core/session';
import { errorOf } from './fault-text';

/** What is known of a look beside the journal, which holds what it decided. */
export interface LookBackState {
  readonly run: string;
  readonly isLooking: boolean;
  /** Why an action could not be decided, by its id. */
  readonly undecided: ReadonlyMap<string, AppError>;
}

/** What it is built from. */
export interface LookBackOptions {
  readonly session: CustomerSession;
  readonly store: CustomerStore;
  readonly ports: EnginePorts;
  readonly onChange: () => void;
}

/** The look at the open customer's interrupted run. */
export class LookBack {
  private current: LookBackState | null = null;

  constructor(private readonly options: LookBackOptions) {}

  /** The last look; null where none was made. */
  get state(): LookBackState | null {
    return this.current;
  }

  /** True where there is something to look at, and nobody looked yet. `again`: also where somebody did. */
  isDue(again: boolean): boolean {
    const { run, record } = this.options.session.state;
    if (run === null || openActions(run).length === 0) return false;
    return again || (this.current?.run !== run.id && record.staged === undefined);
  }

  /** Looks. The session knows afterwards what was decided. */
  async look(signal: AbortSignal): Promise<void> {
    const { session, store, ports } = this.options;
    const { run, record } = session.state;
    if (run === null || !run.interrupted) return;
    const undecided = new Map<string, AppError>();
    this.set({ run: run.id, isLooking: true, undecided });
    try {
      refuseStaged(record);
      const stored = await store.openRun(record.id, run.id);
      refuseForeignRun(run.id, stored, record);
      // Another organisation's servers would answer for this one's.
      const asked = { ...stored.plan, actions: inFlight(stored), observations: [] };
      await lookAtIdentity(asked, record.identity, ports);
      await lookBack(stored, ports, (action, error) => undecided.set(action, error), signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      for (const { id } of openActions(run)) undecided.set(id, errorOf(thrown));
    } finally {
      // What was decided before a cancel is in the journal, too.
      await session.load();
      this.set({ run: run.id, isLooking: false, undecided: new Map(undecided) });
    }
  }

  private set(state: LookBackState): void {
    this.current = state;
    this.options.onChange();
  }
}

/** Actions of an interrupted run of which nobody knows how they ended. */
export function openActions(run: SessionRun): SessionRun['plan']['actions'] {
  if (!run.interrupted) return [];
  const { actions } = foldJournal(run.entries);
  return run.plan.actions.filter((action) => actions.get(action.id)?.state === 'intent');
}

/** What a person has to give before these actions can be looked at. */
export function needsOf(
  run: SessionRun,
  record: CustomerRecord,
  isSignedIn: boolean,
): readonly LookBackNeed[] {
  const targets = new Set(openActions(run).map(({ target }) => target));
  const ways = connectionOf(record);
  const signIn =
    (targets.has('tenant') && ways.tenant === 'sign-in') ||
    (targets.has('online') && ways.online === 'sign-in');
  const needs: LookBackNeed[] = [];
  // The practice lab asks nobody.
  if (record.practice) return needs;
  if (signIn && !isSignedIn) needs.push('sign-in');
  if (ways.exchange === 'remote-credential' && targets.has('exchange')) needs.push('credential');
  return needs;
}
