/** All windows: which call belongs to which, what each may be shown, and what concerns them all. */
import { PRACTICE_ID } from '../../../adapters/practice/practice-id';
import { CodedError, appError } from '../../../shared/errors';
import { parseAddress } from '../../../shared/address';
import { LOG_EVENT } from '../../../shared/ipc/channels';
import type { DrillId } from '../../../shared/practice/drill-ids';
import type { AppView, FrameView } from '../../../shared/ipc/views';
import type { Handlers } from '../../ipc/router';
import { Claims } from './claims';
import type { Pane } from './pane';

/** More windows than anybody works with; a script in a window could otherwise open any number. */
const MOST_WINDOWS = 8;

/** What the windows need from outside. */
export interface WindowsOptions {
  readonly isLocked: () => boolean;
  readonly runtime: FrameView['runtime'];
  /** Makes a window and adds it here. */
  readonly open: () => Pane;
  /** A customer is open in a window now. */
  readonly onOpened: (id: string) => void;
  /** Told of what went wrong where nobody waits for it. */
  readonly report: (event: 'list-not-read' | 'sign-in-not-dropped', stack: string) => void;
}

/** The windows of the running product. */
export class Windows {
  private readonly panes = new Map<number, Pane>();
  /** Windows whose secrets are dropped under the present lock, and when that is done. */
  private dropped = new Map<Pane, Promise<void>>();
  readonly claims = new Claims((open) => this.onClaims(open));

  constructor(private readonly options: WindowsOptions) {}

  get all(): readonly Pane[] {
    return [...this.panes.values()];
  }

  add(pane: Pane): void {
    this.panes.set(pane.id, pane);
  }

  remove(pane: Pane): void {
    this.panes.delete(pane.id);
    this.changed();
  }

  has(contentsId: number): boolean {
    return this.panes.has(contentsId);
  }

  /** The handlers of the window that a call came from. */
  handlersOf(contentsId: number): Handlers {
    const pane = this.panes.get(contentsId);
    if (pane === undefined) throw new CodedError(appError('HX-IPC'));
    return pane.handlers;
  }

  /** Something that all windows show is another now. */
  changed(): void {
    for (const pane of this.panes.values()) pane.built?.desk.changed();
  }

  /** One window changed the list of customers: the others read it again. */
  listChanged(by: Pane): void {
    for (const pane of this.panes.values()) {
      if (pane !== by)
        pane.reloadList().catch((fault: unknown) => this.report('list-not-read', fault));
    }
  }

  /** A view as its window may see it now. Behind the lock it holds nothing of any customer. */
  shown(pane: Pane, view: AppView): AppView {
    pane.follow(view);
    const isLocked = this.options.isLocked();
    const frame: FrameView = {
      locked: isLocked ? { running: pane.isRunning } : null,
      elsewhere: isLocked ? [] : pane.elsewhere,
      asked: pane.place,
      runtime: this.options.runtime,
    };
    if (!isLocked) return { ...view, frame };
    // A run that ended behind the lock has nothing to keep any more.
    this.dropSecrets();
    return {
      ...view,
      frame,
      customers: [],
      open: null,
      credential: null,
      powershell: null,
      doctor: { running: false, result: null, error: null },
    };
  }

  /** True for what may be sent to a window now: behind the lock, no line of any log. */
  maySend(event: string): boolean {
    return event !== LOG_EVENT || !this.options.isLocked();
  }

  /** Everything was locked: what may be dropped is dropped now, the rest when its run has ended. */
  locked(): void {
    this.dropped = new Map();
    this.dropSecrets();
    this.changed();
  }

  /** Everything was unlocked. */
  unlocked(): void {
    for (const [pane, done] of this.dropped) void done.then(() => pane.restore());
    this.dropped = new Map();
    this.changed();
  }

  /** Opens another window; with this customer where one is named. A customer that is open already is shown. */
  async open(customer: string | null): Promise<void> {
    if (customer !== null && this.show(customer)) return;
    if (this.panes.size >= MOST_WINDOWS)
      throw new CodedError(appError('HX-WINDOWS', { most: MOST_WINDOWS }));
    const pane = this.options.open();
    if (customer !== null) await this.enter(pane, customer);
  }

  /** Opens a customer where there is room for it: its own window, a window without one, else a new one. */
  async openCustomer(customer: string): Promise<void> {
    if (this.show(customer)) return;
    const free = this.all.find((pane) => pane.built !== undefined && !hasCustomer(pane));
    if (free === undefined) return this.open(customer);
    free.toFront();
    await this.enter(free, customer);
  }

  /** Starts a drill where the practice lab is open, else in a free window or a new one. A run elsewhere goes on. */
  async practise(id: DrillId): Promise<void> {
    await this.openCustomer(PRACTICE_ID);
    const pane = this.all.find((item) => item.built?.desk.openCustomerNow?.id === PRACTICE_ID);
    if (pane === undefined) throw new CodedError(appError('HX-IPC'));
    const { practice } = await pane.composed();
    await practice.drill(id);
    const drill = { id, hinted: false, solved: false, seen: null };
    // Kept for a page that is not there yet, asked of one that is.
    practice.keep({ ...practice.progress(), drill });
    pane.ask({ kind: 'drill', drill: id });
  }

  /** Brings the window in front that has this customer open, and shows the address there; false where none has. */
  show(customer: string, address?: string): boolean {
    const holder = this.all.find((pane) => pane.built?.desk.openCustomerNow?.id === customer);
    holder?.toFront();
    const place = address === undefined ? undefined : parseAddress(address);
    // Only a place of this customer: the window asks what it is shown.
    if (place !== undefined && 'customer' in place && place.customer === customer)
      holder?.ask(place);
    return holder !== undefined;
  }

  private async enter(pane: Pane, customer: string): Promise<void> {
    const { desk } = await pane.composed();
    await desk.openCustomer(customer);
    pane.ask('overview');
  }

  private dropSecrets(): void {
    for (const pane of this.panes.values()) {
      if (this.dropped.has(pane) || pane.isRunning) continue;
      const done = pane
        .dropSecrets()
        .catch((fault: unknown) => this.report('sign-in-not-dropped', fault));
      this.dropped.set(pane, done);
    }
  }

  private onClaims(open: string | null): void {
    if (open !== null) this.options.onOpened(open);
    this.changed();
  }

  private report(event: 'list-not-read' | 'sign-in-not-dropped', fault: unknown): void {
    this.options.report(
      event,
      fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    );
  }
}

function hasCustomer(pane: Pane): boolean {
  return pane.built?.desk.openCustomerNow !== null;
}
