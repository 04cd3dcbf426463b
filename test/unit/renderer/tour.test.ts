/** The tour over a whole run: each state of the window gives the stop whose one action leads to the next. */
import { describe, expect, it } from 'vitest';
import {
  TOUR_PARTS,
  TOUR_PLACES,
  TOUR_STOPS,
  tourPart,
  tourStop,
  type TourState,
} from '../../../src/renderer/practice/tour';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { RUNS, planView } from './fixture-plan';
import { customerView, unreadCustomer } from './fixtures';

const NO_CONSENTS = { fingerprint: '', tags: [] };

function at(open: CustomerView | null, changes: Partial<TourState> = {}): TourState {
  return { open, screen: 'overview', consents: NO_CONSENTS, ...changes };
}

const plan = planView();
const agreed = { fingerprint: plan.fingerprint, tags: plan.consents.map(({ tag }) => tag) };
const review = customerView({ plan, next: { kind: 'review', changes: 6 } });

describe('the tour', () => {
  it('leads through one whole run', () => {
    const way: readonly (readonly [TourState, string])[] = [
      [at(null, { screen: 'customers' }), 'open'],
      [at(customerView({ practice: false, lab: null })), 'open'],
      [at({ ...unreadCustomer(), busy: 'lab' }), 'busy'],
      [at(unreadCustomer()), 'read'],
      [at({ ...unreadCustomer(), busy: 'read' }), 'reading'],
      [at(customerView({ plan: null, next: { kind: 'plan' } })), 'plan'],
      [at(review), 'review'],
      [at(review, { screen: 'plan' }), 'consent'],
      [
        at(review, { screen: 'plan', consents: { ...agreed, fingerprint: '0000-0000' } }),
        'consent',
      ],
      [at(review, { screen: 'plan', consents: agreed }), 'apply'],
      [at(customerView({ busy: 'run', next: { kind: 'watch-run' } })), 'running'],
      [at(customerView({ run: RUNS.failed(), next: { kind: 'plan' } })), 'mend'],
      [at(customerView({ run: RUNS.interrupted(), next: { kind: 'resume' } })), 'resume'],
      [at(customerView({ run: RUNS.done(), next: { kind: 'verify' } })), 'verify'],
      [at(customerView({ busy: 'verify', next: { kind: 'verify' } })), 'verifying'],
      [at(customerView({ next: { kind: 'by-hand', step: 'oauth' } })), 'by-hand'],
      [at(customerView({ next: { kind: 'report' } })), 'report'],
      [at(customerView({ busy: 'report', next: { kind: 'report' } })), 'reporting'],
      [at(customerView({ next: { kind: 'done' } })), 'done'],
    ];
    expect(way.map(([state]) => tourStop(state))).toEqual(way.map(([, stop]) => stop));
    // Every stop is met on the way, and the parts only go forward.
    expect(new Set(way.map(([, stop]) => stop))).toEqual(new Set(TOUR_STOPS));
    const parts = TOUR_STOPS.map(tourPart);
    expect([Math.min(...parts), Math.max(...parts)]).toEqual([1, TOUR_PARTS]);
    expect(Object.keys(TOUR_PLACES).sort()).toEqual([...TOUR_STOPS].sort());
  });
});
