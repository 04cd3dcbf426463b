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

  /** `show` takes the run, and again where its journal says something else than was shown (`instead`). */
  constructor(
    private readonly store: Pick<CustomerStore, 'showRun' | 'checkRun'>,
    private readonly show: (run: SessionRun, instead: SessionRun | null) => void,
  ) {}

  /** Shows a run. Where it came from what was kept of its journal, the journal itself is checked from now on. */
  async open(customer: string, id: string): Promise<void> {
    await this.end();
    const { plan, entries, tailDamaged, isWhole } = await this.store.showRun(customer, id);
    const run = toSessionRun(id, plan, { entries: () => entries }, tailDamaged);
    this.show(run, null);
    if (isWhole) return;
    this.check = this.compare(customer, run, this.abort.signal);
    // Whoever rests on it asks for it; nobody may have to.
    this.check.catch(() => undefined);
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
    this.show(toSessionRun(id, plan, { entries: () => entries }, tailDamaged), shown);
  }
}
