/** How the practice lab of an open customer stands. */
import { CodedError, appError } from '../../shared/errors';
import type { LabView } from '../../shared/ipc/views';
import type { LabControl } from '../../shared/lab';
import type { Connection } from './connection';
import { labView } from './projection/lab-view';

/** The lab as it was seen last; null where a customer has none. */
export class LabWatch {
  private seen: Omit<LabView, 'way'> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly onChange: () => void,
  ) {
    this.take();
  }

  /** What the window shows. */
  get view(): LabView | null {
    return this.seen === null ? null : { ...this.seen, way: this.connection.practiceWay() ?? null };
  }

  /** Changes it. */
  async control(control: LabControl): Promise<void> {
    const { lab } = this.connection;
    if (lab === null) throw new CodedError(appError('HX-IPC'));
    await lab.control(control);
    this.take();
  }

  /** Asks how it stands; that it does not answer shows in what was asked of it. */
  async refresh(): Promise<void> {
    const { lab } = this.connection;
    if (lab === null) return;
    await lab.control({ op: 'status' }).catch(() => undefined);
    this.take();
  }

  private take(): void {
    const status = this.connection.lab?.status;
    if (status === undefined) return;
    this.seen = labView(status);
    this.onChange();
  }
}
