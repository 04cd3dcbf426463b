import { describe, expect, test } from 'vitest';
import { planExit } from '../../../../src/cli/exit-codes';
import { partsRead, planOutcome, unknownParts } from '../../../../src/core/engine/plan-outcome';
import type { Finding, StepId } from '../../../../src/core/model/action';
import { message } from '../../../../src/core/model/message';
import type { Plan, PlannedResource, ResourceState } from '../../../../src/core/model/plan';
import { restart } from './support';

function part(id: string, state: ResourceState, step: StepId = 'oauth'): PlannedResource {
  const title = message('core.resource.server', { server: id });
  return { id, step, title, state, comparisons: [], keeps: [], byHand: [], cannotPreview: [] };
}

function finding(change: Partial<Finding>): Finding {
  return { code: 'HX-TEN', args: {}, severity: 'warning', step: 'oauth', ...change };
}

function plan(
  resources: readonly PlannedResource[],
  findings: readonly Finding[] = [],
  actions: Plan['actions'] = [],
): Plan {
  const steps = [{ id: 'oauth' as const, state: 'attention' as const, resources }];
  return { steps, findings, actions, kind: 'apply' } as unknown as Plan;
}

const titles = (of: Plan) =>
  unknownParts(of).map(({ reason, titles: named }) => [
    reason?.code ?? null,
    ...named.map(({ args }) => args['server']),
  ]);

describe('a plan without actions', () => {
  // acceptance 23
  test.each<[string, Plan, ReturnType<typeof planOutcome>, number]>([
    ['all as wanted', plan([part('a', 'present'), part('b', 'not-needed')]), 'no-changes', 0],
    ['one part unknown', plan([part('a', 'present'), part('b', 'unknown')]), 'nothing-planned', 4],
    ['one part differs', plan([part('a', 'differs')]), 'nothing-planned', 4],
    ['one part absent', plan([part('a', 'absent')]), 'nothing-planned', 4],
    ['one part by hand', plan([part('a', 'present'), part('b', 'by-hand')]), 'by-hand', 4],
    [
      'something blocks though all is as wanted',
      plan([part('a', 'present')], [finding({ severity: 'blocking' })]),
      'nothing-planned',
      4,
    ],
    ['a warning only', plan([part('a', 'present')], [finding({})]), 'no-changes', 0],
  ])('%s', (_, of, outcome, exit) => {
    expect(planOutcome(of)).toBe(outcome);
    expect(planExit(of)).toBe(exit);
  });
});

test('a plan with an action has changes, whatever else is unknown', () => {
  const of = plan([part('a', 'unknown')], [], [restart('ex01')]);
  expect(planOutcome(of)).toBe('changes');
  expect(planExit(of)).toBe(2);
  expect(partsRead(of)).toEqual({ read: 0, total: 1 });
});

describe('what is unknown', () => {
  const parts = [part('a', 'unknown'), part('b', 'unknown', 'mail-user'), part('c', 'present')];

  test('has the reason of its own finding, its step or the one that all share', () => {
    const of = plan(parts, [finding({ resource: 'a' })]);
    expect(partsRead(of)).toEqual({ read: 1, total: 3 });
    expect(titles(of)).toEqual([['HX-TEN', 'a', 'b']]);
  });

  test('has no reason where several come into question, or only one of something that is known', () => {
    const others = [...parts, part('d', 'unknown', 'prepare')];
    const two = [
      finding({ resource: 'a' }),
      finding({ resource: 'd', code: 'HX-DC', step: 'prepare' }),
    ];
    expect(titles(plan(others, two))).toEqual([
      ['HX-TEN', 'a'],
      [null, 'b'],
      ['HX-DC', 'd'],
    ]);
    expect(titles(plan(parts, [finding({ resource: 'c' })]))).toEqual([[null, 'a', 'b']]);
  });
});
