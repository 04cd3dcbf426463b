import { describe, expect, it } from 'vitest';
import { runSummaries, runView } from '../../../../src/main/app/projection/run-view';
import { action, intent, open, outcome, plan, run, started } from '../support';

const two = plan([action('one'), action('two')]);

describe('the run view', () => {
  it('shows each action as the journal says', () => {
    const entries = [
      started,
      intent('one'),
      outcome('one', { durationMs: 1810 }),
      { type: 'left-out', at: started.at, action: 'two', reason: 'no-consent' } as const,
    ];
    const view = runView(run(two, entries, { result: 'partly' }), open());
    expect(view).toMatchObject({ state: 'partly', done: 1, total: 1, fingerprint: '7F3A-91C2' });
    expect(view.actions).toMatchObject([
      { id: 'one', state: 'done', durationMs: 1810, leftOut: null, where: 'EX01' },
      { id: 'two', state: 'left-out', leftOut: 'no-consent' },
    ]);
    expect(view.actions[0]?.command).toBe("New-MailUser -Name 'one'");
  });

  it('calls an intent without an outcome unknown, unless it is under way', () => {
    const entries = [started, intent('one')];
    const cut = runView(run(two, entries, { interrupted: true }), open());
    expect(cut.state).toBe('interrupted');
    expect(cut.actions.map((item) => item.state)).toEqual(['unknown', 'not-started']);
    const live = runView(run(two, entries, { live: true, current: ['one'] }), open());
    expect(live.state).toBe('running');
    expect(live.actions.map((item) => item.state)).toEqual(['running', 'not-started']);
    expect(live.endedAt).toBeNull();
  });

  it('pauses only when nothing is under way any more', () => {
    const paused = open({}, { phase: 'paused' });
    const busy = run(two, [started, intent('one')], { live: true, current: ['one'] });
    expect(runView(busy, paused).state).toBe('pausing');
    expect(runView({ ...busy, current: [] }, paused).state).toBe('paused');
    expect(runView(busy, open({}, { phase: 'resolving' })).state).toBe('resolving');
  });

  it('tells what was decided by looking and what moved', () => {
    const note = { property: 'HiddenFromAddressListsEnabled', expected: 'True', found: 'False' };
    const entries = [
      started,
      intent('one'),
      outcome('one', { outcome: 'moved', decidedBy: 'read', notes: [note] }),
    ];
    const [first] = runView(run(two, entries, { result: 'stopped' }), open()).actions;
    expect(first).toMatchObject({ state: 'moved', decidedByReading: true, notes: [note] });
  });

  it('says that the last journal line was cut', () => {
    const view = runView(run(two, [started], { tailDamaged: true, interrupted: true }), open());
    expect(view.error?.code).toBe('HX-TAIL');
  });
});

it('marks a run undone only by an undo that did all it planned', () => {
  const base = { fingerprint: '7F3A-91C2', startedAt: started.at };
  const first = { ...base, id: 'r1', kind: 'apply', result: 'done' } as const;
  const undo = { ...base, id: 'r2', kind: 'undo', undoes: 'r1' } as const;
  expect(runSummaries([first, { ...undo, result: 'partly' }])[0]?.undone).toBe(false);
  expect(runSummaries([first, { ...undo, result: 'done' }])[0]?.undone).toBe(true);
});
