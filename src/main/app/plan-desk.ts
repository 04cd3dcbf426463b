/** What the window asks for on its Plan and Run screens, beside making plans and starting runs. */
import { basename } from 'node:path';
import { readPlanFile } from '../../adapters/storage/plan-file';
import { comparePlans } from '../../core/engine/compare-plans';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { PlanCompared } from '../../shared/plan-approval';
import type { RehearsalView } from '../../shared/rehearsal';
import type { Decision } from '../../core/engine/run-types';
import { rememberCompared, setComparedAside } from './approvals';
import type { Customers } from './customers';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';
import type { Rehearsals } from './rehearsals';

/** Plan and run of the open customer. */
export class PlanDesk {
  constructor(
    private readonly open: OpenCustomer,
    private readonly person: Person,
    private readonly customers: Pick<Customers, 'rehearse'>,
    private readonly rehearsals: Rehearsals,
  ) {}

  /** Pauses after the commands under way. */
  pause(): void {
    this.open.runControl?.pause();
  }

  resume(): void {
    this.open.runControl?.resume();
  }

  /** Ends the run after the commands under way. */
  stop(): void {
    this.open.runControl?.stop();
  }

  /** Looks what an interrupted run left open. */
  lookBack({ asked }: ChannelInput<'run.look'>): void {
    this.open.startLookingBack(asked);
  }

  /** Looks at a failed action again and runs it where it was not done. */
  retry({ action }: ChannelInput<'run.retry'>): void {
    this.decide(action, { kind: 'retry' });
  }

  /** Leaves a failed action out. */
  skip({ action, reason }: ChannelInput<'run.skip'>): void {
    this.decide(action, { kind: 'skip', reason });
  }

  /** Ends the run, then plans the undo of what the action's step did. Nothing is undone before a person applies it. */
  async undoStep({ action }: ChannelInput<'run.undo-step'>): Promise<void> {
    const { run } = this.open.session.state;
    const found = run?.plan.actions.find(({ id }) => id === action);
    if (run === null || found === undefined || !this.open.isRunning)
      throw new CodedError(appError('HX-IPC'));
    await this.open.finishCommand();
    await this.open.planUndo(run.id, found.step);
  }

  /** Compares a saved plan with the present one. Null where no file was chosen. The saved one is never applied. */
  async compare(): Promise<PlanCompared | null> {
    const { plan } = this.open.session.state;
    if (plan === null) throw new CodedError(appError('HX-IPC'));
    const file = await this.person.choosePlanFile();
    if (file === undefined) return null;
    const saved = await readPlanFile(file);
    if (!this.open.session.isUnedited(saved))
      throw new CodedError(appError('HX-PLANFILE', { file: basename(file) }));
    const compared = comparePlans(saved, plan);
    rememberCompared(plan, compared);
    return compared;
  }

  /** The saved plan counts no more: the person decided without it. */
  setAside(): void {
    const { plan } = this.open.session.state;
    if (plan !== null) setComparedAside(plan);
  }

  /** Copies the state into a lab of its own and opens that. */
  async rehearse(): Promise<void> {
    await this.customers.rehearse();
  }

  /** How the present plan stands towards the rehearsal. */
  async rehearsal(): Promise<RehearsalView | null> {
    return this.rehearsals.view(this.open.state);
  }

  private decide(action: string, decision: Decision): void {
    if (this.open.runControl?.decide(action, decision) !== true)
      throw new CodedError(appError('HX-IPC'));
  }
}
