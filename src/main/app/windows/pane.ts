/** One window: a customer of its own, a workbench of its own, and what only this window is sent. */
import type { Composition } from '../../composition';
import { makeHandlers } from '../../ipc/handlers';
import type { Handlers } from '../../ipc/router';
import type { AskedPlace } from '../../../shared/ipc/frame-view';
import type { AppView, FrameView } from '../../../shared/ipc/views';
import type { WindowClaims } from './claims';
import { RunFollower, type Attention } from './run-signal';
import type { WindowDesk } from './window-desk';

/** What a window is made of, each part as small as it is used. */
export interface PaneOptions {
  /** Of its web contents. */
  readonly id: number;
  readonly claims: WindowClaims & { readonly elsewhere: () => readonly string[] };
  /** Builds its workbench; asked once, when it is first needed. */
  readonly compose: () => Promise<Composition>;
  readonly toFront: () => void;
  readonly attention: Attention;
}

/** A window of the product. */
export class Pane {
  readonly handlers: Handlers;
  private building: Promise<Composition> | undefined;
  private present: Composition | undefined;
  private asked: FrameView['asked'] = null;
  private readonly follower: RunFollower;
  /** The list of customers is being read; `again`: it changed since that began. */
  private listing: 'no' | 'once' | 'again' = 'no';
  private isEnding = false;

  constructor(
    private readonly options: PaneOptions,
    desk: (pane: Pane) => WindowDesk,
  ) {
    this.follower = new RunFollower(options.attention);
    const windows = desk(this);
    this.handlers = makeHandlers(
      async () => (await this.composed()).desk,
      async () => (await this.composed()).topology,
      async () => (await this.composed()).inspect,
      async () => (await this.composed()).practice,
      () => Promise.resolve(windows),
      async () => (await this.composed()).logs,
      async () => (await this.composed()).about,
    );
  }

  get id(): number {
    return this.options.id;
  }

  /** Its workbench; undefined until it was built. */
  get built(): Composition | undefined {
    return this.present;
  }

  /** Its workbench. */
  composed(): Promise<Composition> {
    this.building ??= this.options.compose().then((made) => (this.present = made));
    return this.building;
  }

  /** Customers that other windows have open. */
  get elsewhere(): readonly string[] {
    return this.options.claims.elsewhere();
  }

  /** The last place that it was asked to show. */
  get place(): FrameView['asked'] {
    return this.asked;
  }

  get isRunning(): boolean {
    return this.present?.desk.isRunning === true;
  }

  /** Asks the window to show a place. */
  ask(place: AskedPlace): void {
    this.asked = { turn: (this.asked?.turn ?? 0) + 1, place };
    this.present?.desk.changed();
  }

  /** Reads the list of customers again. Changes that come meanwhile are read together, once. */
  async reloadList(): Promise<void> {
    if (this.isEnding) return;
    if (this.listing !== 'no') {
      this.listing = 'again';
      return;
    }
    this.listing = 'once';
    try {
      await this.present?.desk.load();
    } finally {
      const isStale = this.listingNow === 'again';
      this.listing = 'no';
      if (isStale) await this.reloadList();
    }
  }

  /** Read anew: it may have changed while the list was read. */
  private get listingNow(): 'no' | 'once' | 'again' {
    return this.listing;
  }

  toFront(): void {
    this.options.toFront();
  }

  /** Each new view, before anything is taken away from it. */
  follow(view: AppView): void {
    this.follower.follow(view);
  }

  /** The person looks at it. */
  seen(): void {
    this.follower.seen();
  }

  /** Ends what keeps the customer busy, and drops every sign-in, credential and pasted token. A run is never cut. */
  async dropSecrets(): Promise<void> {
    const made = await this.building;
    made?.inspect.close();
    const open = made?.desk.openCustomerNow;
    if (open === null || open === undefined) return;
    await open.finishCommand();
    await open.connection.dropSignIns();
  }

  /** Takes up what the person chose to keep on disk. */
  restore(): void {
    this.present?.desk.openCustomerNow?.connection.restoreSignIn();
  }

  /** Ends what it started. */
  async dispose(): Promise<void> {
    this.isEnding = true;
    const made = await this.building?.catch(() => undefined);
    made?.publisher.stop();
    await made?.desk.dispose();
    this.options.claims.keep(null);
  }
}
