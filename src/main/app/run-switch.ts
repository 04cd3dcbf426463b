import type { RunControl } from '../../core/engine/apply';
import type { Decision, HeldAction } from '../../core/engine/run-types';
import type { RunPhase } from './projection/state';

/** What a person asks of a run: pause, go on, stop. Obeyed between commands; nothing is killed in mid-command. */
export class RunSwitch implements RunControl {
  private wish: 'go' | 'pause' | 'stop' = 'go';
  private isHeld = false;
  private wake: (() => void) | undefined;
  private nextWish = wishToCome();
  private readonly waiting = new Map<
    string,
    { readonly held: HeldAction; readonly decide: (decision: Decision) => void }
  >();

  constructor(
    private readonly onChange: () => void,
    /** The run looks first at what an earlier one left open. */
    private resolving = false,
  ) {}

  /** Where the run stands. */
  get phase(): RunPhase {
    if (this.isHeld) return 'paused';
    if (this.wish === 'pause') return 'pausing';
    return this.resolving ? 'resolving' : 'running';
  }

  /** Asked by the engine before each command. */
  readonly next = async (): Promise<'go' | 'stop'> => {
    this.resolving = false;
    while (this.wish === 'pause') {
      this.isHeld = true;
      this.onChange();
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.isHeld = false;
    }
    return this.wish === 'stop' ? 'stop' : 'go';
  };

  /** Resolves at the next wish. */
  readonly changed = (): Promise<void> => this.nextWish.promise;

  /** Asked by the engine for an action that failed: waits for the person. */
  readonly held = (held: HeldAction): Promise<Decision> =>
    new Promise((decide) => {
      this.waiting.set(held.action.id, { held, decide });
      this.onChange();
    });

  /** Failed actions that wait for a decision. */
  get heldActions(): readonly HeldAction[] {
    return [...this.waiting.values()].map(({ held }) => held);
  }

  /** True while a failed action waits for the person. */
  get isHolding(): boolean {
    return this.waiting.size > 0;
  }

  /** Gives the engine a decision; false where that action waits for none, or may not be tried again. */
  decide(action: string, decision: Decision): boolean {
    const found = this.waiting.get(action);
    if (found === undefined || (decision.kind === 'retry' && !found.held.canRetry)) return false;
    this.waiting.delete(action);
    found.decide(decision);
    this.onChange();
    return true;
  }

  pause(): void {
    if (this.wish === 'go') this.set('pause');
  }

  resume(): void {
    if (this.wish === 'pause') this.set('go');
  }

  /** Ends the run after the commands under way; cannot be taken back. */
  stop(): void {
    this.set('stop');
  }

  private set(wish: 'go' | 'pause' | 'stop'): void {
    this.wish = wish;
    this.wake?.();
    this.wake = undefined;
    this.nextWish.resolve();
    this.nextWish = wishToCome();
    this.onChange();
  }
}

/** A wish that was not uttered yet. */
function wishToCome(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
