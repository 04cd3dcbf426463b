/** Rehearsing a plan: what is copied of a customer, and what became of it. */
import {
  readRehearsal,
  writeRehearsal,
  type Rehearsal,
} from '../../adapters/practice/rehearsal-store';
import { REHEARSAL_ID } from '../../adapters/practice/practice-id';
import { newPracticeRecord } from '../../adapters/practice/targets';
import { foldJournal } from '../../core/engine/progress';
import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import { compareRehearsed } from '../../core/rehearsal/compare';
import { describeWorld } from '../../core/rehearsal/describe';
import { CodedError, appError } from '../../shared/errors';
import type { LabReady } from '../../shared/lab';
import { rehearsedScenario, type RehearsalView } from '../../shared/rehearsal';
import type { OpenState } from './projection/state';

/** The rehearsal of one data folder. */
export class Rehearsals {
  constructor(
    private readonly folder: string,
    private readonly store: CustomerStore,
  ) {}

  /** Writes down what is copied of the open customer for its present plan; returns the copy's record, still without a lab. */
  async prepare(open: OpenState): Promise<(ready: LabReady) => CustomerRecord> {
    const { plan, record, readAt } = open.session;
    const scenario = plan?.kind === 'apply' ? rehearsedScenario(plan.scenario) : undefined;
    if (plan === null || scenario === undefined || open.known === null || readAt === null)
      throw new CodedError(appError('HX-IPC'));
    if (record.id === REHEARSAL_ID) throw new CodedError(appError('HX-IPC'));
    const described = describeWorld(open.known, new Date(readAt), scenario);
    if (!described.ok) throw new CodedError(described.error);
    const rehearsal: Rehearsal = {
      customer: { id: record.id, name: record.name },
      at: new Date().toISOString(),
      plan,
      notCloned: described.value.notCloned,
    };
    await writeRehearsal(this.folder, rehearsal, described.value.world);
    return (ready) => ({
      ...newPracticeRecord(ready),
      id: REHEARSAL_ID,
      name: record.name,
      scenario,
      recipe: record.recipe,
      inputs: record.inputs,
      ...(record.oauth === undefined ? {} : { oauth: record.oauth }),
      exchangeServer: record.exchangeServer,
    });
  }

  /** How the open customer's plan stands towards the rehearsal; null where nothing was rehearsed for it. */
  async view(open: OpenState): Promise<RehearsalView | null> {
    const rehearsal = await readRehearsal(this.folder);
    if (rehearsal === undefined) return null;
    const { plan, record } = open.session;
    if (record.id === REHEARSAL_ID)
      return {
        kind: 'copy',
        customer: rehearsal.customer,
        fingerprint: rehearsal.plan.fingerprint,
        notCloned: rehearsal.notCloned,
        total: rehearsal.plan.actions.length,
        differences: plan?.kind === 'apply' ? compareRehearsed(rehearsal.plan, plan) : null,
      };
    const same =
      rehearsal.customer.id === record.id && rehearsal.plan.fingerprint === plan?.fingerprint;
    return same ? this.result(rehearsal) : null;
  }

  private async result({ at, plan }: Rehearsal): Promise<RehearsalView> {
    const runs = await this.store.runs(REHEARSAL_ID).catch(() => []);
    const last = runs.filter((run) => run.kind === 'apply').at(-1);
    if (last === undefined) return { kind: 'result', at, run: null, verified: null };
    const stored = await this.store.showRun(REHEARSAL_ID, last.id);
    const { actions } = foldJournal(stored.entries);
    const done = [...actions.values()].filter(
      (item) => item.state === 'outcome' && item.outcome === 'done',
    ).length;
    const verification = await this.store.loadVerification(
      REHEARSAL_ID,
      rehearsedScenario(plan.scenario),
    );
    // Only what was verified after the run says anything of it.
    const proofs =
      verification !== undefined && verification.at > last.startedAt
        ? verification.proofs.filter((proof) => proof.rung === 'configured')
        : [];
    return {
      kind: 'result',
      at,
      run: { done, total: stored.plan.actions.length, result: last.result },
      verified:
        proofs.length === 0
          ? null
          : proofs.every(({ verdict }) => verdict === 'verified' || verdict === 'by-hand'),
    };
  }
}
