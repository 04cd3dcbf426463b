/** What the rollover decides, for every state there is: dates that Exchange takes, in time, and an end to it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideRollover } from '../../../../src/core/resources/rollover-decision';
import type { RolloverFacts } from '../../../../src/core/resources/rollover-decision';
import { effectiveTime } from '../../../../src/core/scenarios/inputs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 21, 13, 5, 17, 250);
const OLD = 'A'.repeat(40);
const NEW = 'B'.repeat(40);

const facts = fc.record<RolloverFacts>({
  now: fc.integer({ min: NOW, max: NOW + 400 * DAY }),
  current: fc.record({
    thumbprint: fc.constant(OLD),
    usable: fc.boolean(),
    end: fc.integer({ min: NOW - 100 * DAY, max: NOW + 2_000 * DAY }),
    weak: fc.boolean(),
  }),
  next: fc.option(
    fc.record({
      usable: fc.boolean(),
      effective: fc.option(fc.integer({ min: NOW - 30 * DAY, max: NOW + 1_500 * DAY })),
    }),
  ),
  candidate: fc.boolean(),
  rollNow: fc.constantFrom('', OLD, NEW),
  effectiveDate: fc.constantFrom('', 'now', '2026-12-24', '2020-01-01', '2027-06-01T06:00Z'),
});

/** A certificate that has ended cannot be used; the rest of a state is free. */
const states = facts.map((state) => ({
  ...state,
  current: { ...state.current, usable: state.current.usable && state.current.end > state.now },
}));

describe('a staged date', () => {
  test('is never past when the command arrives, and at least two days ahead unless it is published at once', () => {
    fc.assert(
      fc.property(states, (state) => {
        const decision = decideRollover(state);
        if (decision.kind !== 'stage') return;
        const ahead = Date.parse(decision.at) - state.now;
        const typed = effectiveTime(state.effectiveDate)?.getTime();
        if (decision.publish) expect(ahead).toBeGreaterThanOrEqual(DAY);
        else if (Date.parse(decision.at) === typed) expect(ahead).toBeGreaterThan(0);
        else expect(ahead).toBeGreaterThanOrEqual(2 * DAY);
      }),
    );
  });

  test('comes before the current certificate ends, unless it is published at once', () => {
    fc.assert(
      fc.property(states, (state) => {
        const decision = decideRollover(state);
        if (decision.kind === 'stage' && !decision.publish)
          expect(Date.parse(decision.at)).toBeLessThan(state.current.end);
      }),
    );
  });

  test('is the same for plans made shortly after each other', () => {
    const state: RolloverFacts = {
      now: NOW,
      current: { thumbprint: OLD, usable: true, end: NOW + 50 * DAY, weak: false },
      next: null,
      candidate: true,
      rollNow: '',
      effectiveDate: '',
    };
    expect(decideRollover({ ...state, now: NOW + 20_000 })).toEqual(decideRollover(state));
  });
});

/** What Exchange makes of a decision. */
function carriedOut(state: RolloverFacts): RolloverFacts {
  const decision = decideRollover(state);
  const fresh = { thumbprint: NEW, usable: true, end: state.now + 1_826 * DAY, weak: false };
  switch (decision.kind) {
    case 'create':
      return { ...state, candidate: true };
    case 'stage':
      return decision.publish
        ? { ...state, current: fresh, next: null, candidate: false }
        : {
            ...state,
            next: { usable: true, effective: Date.parse(decision.at) },
            candidate: false,
          };
    case 'publish':
      return { ...state, current: fresh, next: null };
    case 'nothing':
    case 'wait':
    case 'bad-date':
      return state;
  }
}

test('every state comes to rest: after at most three plans nothing more is asked for', () => {
  fc.assert(
    fc.property(states, (state) => {
      // Naming the new certificate beforehand would be a wish of its own.
      let now: RolloverFacts = { ...state, rollNow: state.rollNow === NEW ? '' : state.rollNow };
      for (let plan = 0; plan < 3; plan += 1) now = carriedOut(now);
      expect(['nothing', 'wait', 'bad-date']).toContain(decideRollover(now).kind);
    }),
  );
});

test('a certificate that cannot be used is an emergency, and one that can never is', () => {
  fc.assert(
    fc.property(states, (state) => {
      const decision = decideRollover(state);
      if (!state.current.usable) expect(['create', 'stage', 'publish']).toContain(decision.kind);
      if ('emergency' in decision) expect(decision.emergency).toBe(!state.current.usable);
    }),
  );
});

test('an old wish replaces nothing: it names the certificate that it was about', () => {
  const healthy: RolloverFacts = {
    now: NOW,
    current: { thumbprint: NEW, usable: true, end: NOW + 1_000 * DAY, weak: false },
    next: null,
    candidate: true,
    rollNow: OLD,
    effectiveDate: 'now',
  };
  expect(decideRollover(healthy)).toEqual({ kind: 'nothing' });
  expect(decideRollover({ ...healthy, rollNow: NEW })).toMatchObject({ kind: 'stage' });
});

test.each([
  ['2026-12-24', '2026-12-24T00:00:00.000Z'],
  ['2026-12-24T06:00Z', '2026-12-24T06:00:00.000Z'],
  ['2026-12-24T06:00:30Z', '2026-12-24T06:00:30.000Z'],
])('%s is a moment', (text, iso) => {
  expect(effectiveTime(text)?.toISOString()).toBe(iso);
});

test.each(['', 'tomorrow', '24.12.2026', '2026-12-24T06:00', '2026-02-30', '2026-13-01', '1'])(
  '%s is none',
  (text) => {
    expect(effectiveTime(text)).toBeUndefined();
  },
);
