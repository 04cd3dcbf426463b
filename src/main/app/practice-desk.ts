/** What the window asks when somebody practises: progress, the lab's world, drills, and the inspector's rest. */
import { join } from 'node:path';
import * as v from 'valibot';
import { PRACTICE_ID } from '../../adapters/practice/practice-id';
import type { Files } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import type { Inspection } from '../../shared/inspection';
import type { LabStatus } from '../../shared/lab';
import type { DrillId } from '../../shared/practice/drill-ids';
import { DRILL_SEED, drillOf } from '../../shared/practice/drills';
import { NO_PROGRESS, progressSchema, type PracticeProgress } from '../../shared/practice/progress';
import { worldEdit, type WorldEditId } from '../../shared/practice/world-edits';
import { fileError } from '../../adapters/storage/file-system';
import { attachInspection, attachedTo } from './attachments';
import type { Desk } from './desk';
import type { InspectDesk } from './inspect-desk';
import { readSmallJson, writeSmallJson } from './small-file';

/** What it is built from. */
export interface PracticeDeskOptions {
  readonly dataFolder: string;
  readonly desk: Pick<
    Desk,
    'openCustomer' | 'resetLab' | 'changeInputs' | 'setLabFault' | 'openCustomerNow'
  >;
  readonly inspect: InspectDesk;
  /** A customer's own files. */
  readonly files: (id: string) => Files;
}

/** The calls of practising. */
export class PracticeDesk {
  private readonly file: string;

  constructor(private readonly options: PracticeDeskOptions) {
    this.file = join(options.dataFolder, 'practice.json');
  }

  /** What is kept; nothing where the file cannot be read. */
  progress(): PracticeProgress {
    const stored = v.safeParse(progressSchema, readSmallJson(this.file));
    return stored.success ? stored.output : NO_PROGRESS;
  }

  /** Keeps it. */
  keep(progress: PracticeProgress): void {
    try {
      writeSmallJson(this.file, progress);
    } catch (thrown) {
      throw fileError(thrown, this.file);
    }
  }

  /** What the open practice lab holds now. */
  async world(): Promise<LabStatus> {
    return this.lab().control({ op: 'status' });
  }

  /** Makes a change as somebody else would. */
  async edit(id: WorldEditId): Promise<void> {
    const edit = worldEdit(id, await this.world());
    if (edit === null) throw new CodedError(appError('HX-IPC'));
    await this.opened().controlLab({ op: 'edit', edit });
  }

  /** Starts the lab over for a drill. */
  async drill(id: DrillId): Promise<void> {
    const { desk } = this.options;
    const { start, faults, scenario, inputs } = drillOf(id);
    desk.openCustomerNow?.refuseWhileBusy();
    if (desk.openCustomerNow?.id !== PRACTICE_ID) await desk.openCustomer(PRACTICE_ID);
    await desk.resetLab({ start, seed: DRILL_SEED });
    if (scenario !== undefined) await desk.changeInputs({ scenario, values: inputs ?? {} });
    for (const name of faults) await desk.setLabFault({ name, on: true });
  }

  /** Mends what somebody outside of Crossprem was asked to mend. */
  async mend(id: DrillId): Promise<void> {
    this.lab();
    for (const name of drillOf(id).faults) await this.options.desk.setLabFault({ name, on: false });
  }

  /** Inspects the made-up hand-shake. */
  example(): Promise<Inspection> {
    return this.options.inspect.example();
  }

  /** Stores what was inspected last with the open customer's last run. Refused where it was compared with another one. */
  async attach(): Promise<void> {
    const { id } = this.opened();
    const found = await this.options.inspect.whole(id);
    const run = this.lastRun();
    // Another customer may be open by now.
    if (found === null || run === undefined || this.opened().id !== id)
      throw new CodedError(appError('HX-IPC'));
    await attachInspection(this.options.files(id), run, found);
  }

  /** Names of what was attached to the last run. */
  async attached(): Promise<readonly string[]> {
    const open = this.options.desk.openCustomerNow;
    const run = this.lastRun();
    return open === null || run === undefined ? [] : attachedTo(this.options.files(open.id), run);
  }

  /** The run that is shown, or the newest of those before. */
  private lastRun(): string | undefined {
    const state = this.options.desk.openCustomerNow?.session.state;
    return (
      state?.run?.id ??
      state?.runs
        .map((run) => run.id)
        .sort()
        .at(-1)
    );
  }

  private opened(): NonNullable<Desk['openCustomerNow']> {
    const open = this.options.desk.openCustomerNow;
    if (open === null) throw new CodedError(appError('HX-IPC'));
    return open;
  }

  private lab() {
    const { lab } = this.opened().connection;
    if (lab === null) throw new CodedError(appError('HX-IPC'));
    return lab;
  }
}
