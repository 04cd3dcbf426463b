/**
 * Bounds what one window may have under way and what its refused calls may write. The product's own page stays far below
 * both; a script in it cannot fill memory with work that waits, or push the log's older lines out.
 */

/** Calls of one window that are being answered at a time. */
export const MOST_UNDER_WAY = 64;
/** Refused calls of all windows that are logged in one minute; the others are counted. */
export const MOST_REPORTS = 60;
const MINUTE_MS = 60_000;

/** Counts calls of all windows. */
export class CallGate {
  private readonly underWay = new Map<number, number>();
  private reports = 0;
  private since = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** False where this window has as much under way as it may. */
  enter(contentsId: number): boolean {
    const count = this.underWay.get(contentsId) ?? 0;
    if (count >= MOST_UNDER_WAY) return false;
    this.underWay.set(contentsId, count + 1);
    return true;
  }

  /** A call that entered was answered. */
  leave(contentsId: number): void {
    const count = this.underWay.get(contentsId) ?? 0;
    if (count <= 1) this.underWay.delete(contentsId);
    else this.underWay.set(contentsId, count - 1);
  }

  /** True where one more refused call may be logged. */
  mayReport(): boolean {
    if (this.now() - this.since >= MINUTE_MS) {
      this.since = this.now();
      this.reports = 0;
    }
    this.reports += 1;
    return this.reports <= MOST_REPORTS;
  }
}
