import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../../src/core/model/plan';
import { assess } from '../../../../src/main/app/projection/assessment';
import { nextView } from '../../../../src/main/app/projection/next';
import type { OpenState } from '../../../../src/main/app/projection/state';
import { stepViews } from '../../../../src/main/app/projection/steps';
import { action, intent, open, outcome, plan, run, started, verification } from '../support';

const both = plan([action('user'), action('link', { step: 'partner-application' })]);

function states(of: OpenState): Record<string, string> {
  return Object.fromEntries(stepViews(of, assess(of)).map((step) => [step.id, step.state]));
}

function next(of: OpenState) {
  return nextView(of, stepViews(of, assess(of)));
}

describe('the rail', () => {
  it('waits where nothing is known, and numbers from Prepare', () => {
    const fresh = open();
    expect(states(fresh)).toMatchObject({
      prepare: 'not-started',
      'mail-user': 'not-started',
      'partner-application': 'waits',
      'export-certificate': 'not-started',
      'upload-certificate': 'waits',
    });
    const views = stepViews(fresh, assess(fresh));
    expect(views.map((step) => step.number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(views[3]?.waitsFor).toBe('mail-user');
  });

  it('shows what a run does while it goes on, and applied when it is done', () => {
    const half = [started, intent('user'), outcome('user'), intent('link')];
    const live = open({ plan: both, run: run(both, half, { live: true, current: ['link'] }) });
    expect(states(live)).toMatchObject({
      'mail-user': 'applied',
      'partner-application': 'running',
    });
    const done = run(both, [...half, outcome('link')], { result: 'done' });
    expect(states(open({ plan: both, run: done }))).toMatchObject({
      'mail-user': 'applied',
      'partner-application': 'applied',
    });
  });

  it('keeps a failed and an unknown step apart', () => {
    const failed = run(both, [started, intent('user'), outcome('user', { outcome: 'failed' })], {
      result: 'failed',
    });
    expect(states(open({ run: failed }))['mail-user']).toBe('failed');
    const cut = run(both, [started, intent('user')], { interrupted: true });
    expect(states(open({ run: cut }))['mail-user']).toBe('unknown');
  });

  it('calls a verified step that changed since drifted', () => {
    const done = run(both, [started, outcome('user'), outcome('link')], { result: 'done' });
    const found = verification({ 'mail-user': 'failed', 'verify-keys': 'could-not-check' });
    expect(states(open({ run: done, verification: found }))).toMatchObject({
      'mail-user': 'drifted',
      'partner-application': 'verified',
      'verify-keys': 'attention',
    });
    expect(states(open({ verification: found }))['mail-user']).toBe('failed');
  });

  it('does not call a step applied that was taken back', () => {
    const undo = plan([action('undo.user')], { kind: 'undo' });
    const undone = run(undo, [started, outcome('undo.user')], { result: 'done' });
    expect(states(open({ run: undone }))['mail-user']).toBe('not-started');
  });

  it('leaves out what the recipe does not need', () => {
    const step: PlannedStep = {
      id: 'mail-user',
      state: 'in-place',
      resources: [
        {
          id: 'x',
          step: 'mail-user',
          title: { key: 'core.resource.mail-user', args: { name: 'x' } },
          state: 'not-needed',
          comparisons: [],
          keeps: [],
          byHand: [],
          cannotPreview: [],
        },
      ],
    };
    const view = stepViews(open(), { steps: [step], findings: [] });
    expect(view.find((item) => item.id === 'mail-user')?.state).toBe('not-needed');
    expect(view.find((item) => item.id === 'partner-application')?.state).toBe('not-started');
  });
});

describe('the next thing to do', () => {
  const done = run(both, [started, outcome('user'), outcome('link')], { result: 'done' });

  it('follows the loop', () => {
    expect(next(open())).toEqual({ kind: 'read' });
    expect(next(open({ observations: new Map() }))).toEqual({ kind: 'plan' });
    expect(next(open({ plan: both }))).toEqual({ kind: 'review', changes: 2 });
    expect(next(open({ plan: both, run: run(both, [started], { live: true }) }))).toEqual({
      kind: 'watch-run',
    });
    expect(next(open({ plan: both, run: done }))).toEqual({ kind: 'verify' });
    const verified = { plan: both, run: done, verification: verification() };
    expect(next(open(verified))).toEqual({ kind: 'report' });
    const report = {
      madeAt: started.at,
      language: 'en',
      level: 'full',
      files: [],
      failed: [],
    } as const;
    expect(next(open(verified, { report }))).toEqual({ kind: 'done' });
  });

  it('puts what blocks everything before what is left to do by hand', () => {
    const blocked = (code: 'HX-TEN' | 'HX-DOMAIN') => {
      const finding = { code, args: {}, severity: 'blocking', step: 'prepare' } as const;
      const of = open({ plan: plan([]) });
      return nextView(of, stepViews(of, { steps: [], findings: [finding] }));
    };
    expect(blocked('HX-TEN')).toEqual({ kind: 'read' });
    expect(blocked('HX-DOMAIN')).toEqual({ kind: 'by-hand', step: 'prepare' });
  });

  it('resumes before anything else', () => {
    const cut = run(both, [started, intent('user')], { interrupted: true });
    expect(next(open({ plan: both, run: cut, verification: verification() }))).toEqual({
      kind: 'resume',
    });
  });

  it('goes on after a failure and after an undo', () => {
    const failed = run(both, [started], { result: 'failed' });
    expect(next(open({ plan: both, run: failed }))).toEqual({ kind: 'plan' });
    const undo = plan([action('undo.user')], { kind: 'undo' });
    const undone = run(undo, [started], { result: 'done' });
    expect(next(open({ plan: undo, run: undone }))).toEqual({ kind: 'read' });
    const outdated = run(both, [started], { result: 'outdated' });
    const moved = [{ property: 'mail-user · Name', expected: 'a', found: 'b' }];
    expect(next(open({ plan: both, run: outdated, outdated: moved }))).toEqual({ kind: 'plan' });
  });

  it('reads again what could not be checked, and plans again what differs', () => {
    const unknown = verification({ oauth: 'could-not-check' });
    expect(next(open({ run: done, verification: unknown }))).toEqual({ kind: 'read' });
    const differs = verification({ oauth: 'failed' });
    expect(next(open({ verification: differs, observations: new Map() }))).toEqual({
      kind: 'plan',
    });
  });
});
