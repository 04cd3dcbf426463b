/** What a run says to somebody who looks elsewhere: taskbar and notifications. */
import type { AppView } from '../../../shared/ipc/views';

/** Where the run of a window stands. */
export type RunSignal =
  'none' | 'running' | 'paused' | 'waits-for-person' | 'failed' | 'stopped' | 'done';

/** The signal of a view. */
export function signalOf(view: Pick<AppView, 'open' | 'credential'>): RunSignal {
  const run = view.open?.run ?? null;
  if (run === null) return 'none';
  switch (run.state) {
    case 'running':
    case 'pausing':
    case 'resolving':
      return view.credential === null ? 'running' : 'waits-for-person';
    case 'paused':
      return 'paused';
    case 'held':
      return 'waits-for-person';
    case 'interrupted':
    case 'closed':
      return 'none';
    case 'done':
    case 'nothing-to-do':
      return 'done';
    case 'partly':
    case 'failed':
    case 'outdated':
      return 'failed';
    case 'stopped':
      return 'stopped';
  }
}

/** True while a run is under way. */
function isUnderWay(signal: RunSignal): boolean {
  return signal === 'running' || signal === 'paused' || signal === 'waits-for-person';
}

/** What the system is asked to show. */
export interface Attention {
  /** The window's progress on the taskbar. */
  progress(state: 'none' | 'running' | 'paused' | 'failed'): void;
  /** Says it in a notification, and makes the taskbar flash where a person is needed. */
  tell(what: Exclude<RunSignal, 'none' | 'running'>, customer: string): void;
  readonly isFocused: () => boolean;
}

/** Follows the views of one window. Only what happened while it was followed is told. */
export class RunFollower {
  private signal: RunSignal = 'none';
  private run: string | null = null;

  constructor(private readonly attention: Attention) {}

  /** A new view of the window. */
  follow(view: Pick<AppView, 'open' | 'credential'>): void {
    const next = signalOf(view);
    const run = view.open?.run?.id ?? null;
    const before = this.run === run ? this.signal : 'none';
    if (next === this.signal && run === this.run) return;
    this.signal = next;
    this.run = run;
    this.attention.progress(progressOf(before, next));
    const isNews = isUnderWay(before) && next !== 'none' && next !== 'running';
    const customer = view.open?.name;
    if (isNews && customer !== undefined && !this.attention.isFocused())
      this.attention.tell(next, customer);
  }

  /** The person looks at the window again: an end that was shown on the taskbar is seen. */
  seen(): void {
    if (!isUnderWay(this.signal)) this.attention.progress('none');
  }
}

function progressOf(before: RunSignal, next: RunSignal): Parameters<Attention['progress']>[0] {
  if (next === 'running') return 'running';
  if (next === 'paused' || next === 'waits-for-person') return 'paused';
  return next === 'failed' && isUnderWay(before) ? 'failed' : 'none';
}
