/**
 * A customer's last run as it was found on disk: shown at once, however long its journal is, and checked line by line
 * behind that. Until that is done nothing rests on it.
 */
import { canonicalJson } from '../shared/json';
import type { CustomerStore } from './ports';
import type { SessionRun } from './session-run';
import { toSessionRun } from './session-run';

/** The last run of one customer. */
export class LastRun {
  private abort = new AbortController();
  private check: Promise<void> = Promise.resolve();

  /** `onOther` takes the run where its journal says something else than was shown. */
  constructor(
    private readonly store: Pick<CustomerStore, 'showRun' | 'checkRun'>,
    private readonly onOther: (shown: SessionRun, found: SessionRun) => void,
  ) {}

  /** Opens a run. Where it came from what was kept of its journal, the journal itself is checked from now on. */
  async open(customer: string, id: string): Promise<SessionRun> {
    await this.end();
    const { plan, entries, tailDamaged, isWhole } = await this.store.showRun(customer, id);
    const run = toSessionRun(id, plan, { entries: () => entries }, tailDamaged);
    if (!isWhole) {
      this.check = this.compare(customer, run, this.abort.signal);
      // Whoever rests on it asks for it; nobody may have to.
      this.check.catch(() => undefined);
    }
    return run;
  }

  /** Resolves when the whole journal is known to be as it was written; HX-JRN where it is not. */
  checked(): Promise<void> {
    return this.check;
  }

  /** Gives up a check under way. */
  async end(): Promise<void> {
    this.abort.abort();
    await this.check.catch(() => undefined);
    this.abort = new AbortController();
    this.check = Promise.resolve();
  }

  private async compare(customer: string, shown: SessionRun, signal: AbortSignal): Promise<void> {
    const { id, plan, entries: before } = shown;
    const { entries, tailDamaged } = await this.store.checkRun(customer, id, signal);
    if (canonicalJson(entries) === canonicalJson(before)) return;
    this.onOther(shown, toSessionRun(id, plan, { entries: () => entries }, tailDamaged));
  }
}
