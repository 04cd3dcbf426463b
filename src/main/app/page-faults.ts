/** Faults that a page tells of. A page that fails again and again does not fill the log. */
import { randomUUID } from 'node:crypto';
import { currentScope } from '../../adapters/logging/scope';
import type { ChannelInput } from '../../shared/ipc/contract';
import { pageFailed } from './crash';
import { reportError } from './early-log';

const MOST = 20;
const WITHIN_MS = 60_000;

/** Takes the faults of the page with this id. */
export class PageFaults {
  private times: number[] = [];

  constructor(
    private readonly contentsId: number,
    /** Milliseconds of a steady clock. */
    private readonly now: () => number,
  ) {}

  /** Logs a fault; where the page shows nothing any more, the crash page takes its place. */
  take({ kind, detail, stack }: ChannelInput<'fault.report'>): void {
    const now = this.now();
    this.times = this.times.filter((time) => now - time < WITHIN_MS);
    if (this.times.length < MOST) {
      this.times.push(now);
      reportError('page-fault', { kind, detail, stack });
    }
    if (kind === 'render') pageFailed(this.contentsId, currentScope().correlation ?? randomUUID());
  }
}
