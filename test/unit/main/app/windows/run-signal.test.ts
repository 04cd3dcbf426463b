import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RunFollower, signalOf } from '../../../../../src/main/app/windows/run-signal';
import type { CustomerView } from '../../../../../src/shared/ipc/views';
import { customerView } from '../../../renderer/fixtures';
import { RUNS } from '../../../renderer/fixture-plan';

type State = NonNullable<CustomerView['run']>['state'];

function view(state: State | null, id = 'r1', asks = false) {
  const run = state === null ? null : { ...RUNS.running(), id, state };
  return {
    open: customerView({ name: 'Contoso', run }),
    credential: asks ? { id: '', server: '', user: '', refused: false } : null,
  };
}

let focused: boolean;
const progress = vi.fn();
const tell = vi.fn();
let follower: RunFollower;

beforeEach(() => {
  vi.clearAllMocks();
  focused = false;
  follower = new RunFollower({ progress, tell, isFocused: () => focused });
});

describe('the signal of a run', () => {
  it.each<[State | null, string]>([
    [null, 'none'],
    ['running', 'running'],
    ['pausing', 'running'],
    ['resolving', 'running'],
    ['paused', 'paused'],
    ['interrupted', 'none'],
    ['closed', 'none'],
    ['done', 'done'],
    ['nothing-to-do', 'done'],
    ['partly', 'failed'],
    ['failed', 'failed'],
    ['outdated', 'failed'],
    ['stopped', 'stopped'],
  ])('of %s is %s', (state, signal) => {
    expect(signalOf(view(state))).toBe(signal);
  });

  it('is a person’s turn where a server asks for a credential in the middle', () => {
    expect(signalOf(view('running', 'r1', true))).toBe('waits-for-person');
    expect(signalOf(view('done', 'r1', true))).toBe('done');
  });
});

describe('a run that is followed', () => {
  it('shows on the taskbar while it runs, and is told at its end', () => {
    follower.follow(view('running'));
    follower.follow(view('running'));
    follower.follow(view('done'));
    expect(progress.mock.calls.flat()).toEqual(['running', 'none']);
    expect(tell.mock.calls).toEqual([['done', 'Contoso']]);
  });

  it('keeps an error on the taskbar until somebody looks', () => {
    follower.follow(view('running'));
    follower.follow(view('failed'));
    expect(progress).toHaveBeenLastCalledWith('failed');
    follower.seen();
    expect(progress).toHaveBeenLastCalledWith('none');
  });

  it('is left on the taskbar when somebody looks in the middle', () => {
    follower.follow(view('running'));
    follower.seen();
    expect(progress.mock.calls.flat()).toEqual(['running']);
  });

  it('is not told to somebody who watches it', () => {
    focused = true;
    follower.follow(view('running'));
    follower.follow(view('failed'));
    expect(tell).not.toHaveBeenCalled();
  });

  it('tells a pause and a question', () => {
    follower.follow(view('running'));
    follower.follow(view('paused'));
    follower.follow(view('running'));
    follower.follow(view('running', 'r1', true));
    expect(tell.mock.calls.map(([what]: unknown[]) => what)).toEqual([
      'paused',
      'waits-for-person',
    ]);
  });

  it('tells nothing of a run that had ended before, or of another customer’s', () => {
    follower.follow(view('failed'));
    follower.follow(view('running', 'r2'));
    follower.follow(view('done', 'r3'));
    expect(tell).not.toHaveBeenCalled();
    expect(progress).not.toHaveBeenCalledWith('failed');
  });
});
