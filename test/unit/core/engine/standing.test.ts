/** What counts of a long journal gives the same progress, view, report and way back as all of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causesOfLeavingOut, foldJournal } from '../../../../src/core/engine/progress';
import { Standing, shownEntries } from '../../../../src/core/engine/standing';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { buildReport } from '../../../../src/core/report/model';
import { toSessionRun } from '../../../../src/core/session-run';
import { runView } from '../../../../src/main/app/projection/run-view';
import { action, intent, open, outcome, plan, record, started } from '../../main/support';

const AT = '2026-01-12T08:00:00.000Z';
const IDS = ['a1', 'a2', 'a3'] as const;
const PLAN = plan(IDS.map((id) => action(id)));
const error = { code: 'HX-403' as const, args: {} };

const id = fc.constantFrom(...IDS);
const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.constant(started),
  fc.constant({ type: 'resumed' as const, at: AT }),
  id.map(intent),
  fc
    .record({ id, outcome: fc.constantFrom('done', 'failed', 'not-done', 'unknown'), n: fc.nat(9) })
    .map((made) => outcome(made.id, { outcome: made.outcome, facts: { n: made.n } })),
  fc.record({ id, late: fc.boolean() }).map((made): JournalEntry => ({
    ...{ type: 'left-out', at: AT, action: made.id, reason: made.late ? 'late' : 'already' },
    ...(made.late ? { error } : { facts: { exists: true } }),
  })),
  fc.record({ id, passed: fc.boolean() }).map((made): JournalEntry => ({
    ...{ type: 'gate', at: AT, action: made.id, passed: made.passed, facts: {}, durationMs: 1 },
    ...(made.passed ? {} : { error }),
  })),
  fc
    .constantFrom('done' as const, 'stopped' as const)
    .map((result): JournalEntry => ({ type: 'run-ended', at: AT, result })),
);
const journal = fc.array(entry, { maxLength: 60 });

const reportOf = (entries: readonly JournalEntry[]) =>
  buildReport({
    ...{ customer: record(), plan: PLAN, entries, verification: null, language: 'en' },
    ...{ now: new Date(AT), productVersion: '0.1.0', practice: false },
  });
const viewOf = (entries: readonly JournalEntry[]) => {
  const run = toSessionRun('r1', PLAN, { entries: () => entries }, false);
  return runView(run, open({ run }));
};
/** The order of what was done decides the order of its undo. */
const doneIn = (entries: readonly JournalEntry[]): readonly string[] => {
  const done = entries.flatMap((item) =>
    item.type === 'outcome' && item.outcome === 'done' ? [item.action] : [],
  );
  const { actions } = foldJournal(entries);
  const ours = IDS.filter((item) => {
    const found = actions.get(item);
    return found?.state === 'outcome' && found.outcome === 'done';
  });
  return [...ours].sort((left, right) => done.lastIndexOf(left) - done.lastIndexOf(right));
};

describe('the lines that count', () => {
  test('say what the whole journal says', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const { entries: kept } = new Standing(entries);
        const folded = foldJournal(kept);
        expect(folded.started).toEqual(foldJournal(entries).started);
        expect(folded.ended).toBe(foldJournal(entries).ended);
        expect(new Map(folded.actions)).toEqual(new Map(foldJournal(entries).actions));
        expect(causesOfLeavingOut(kept)).toEqual(causesOfLeavingOut(entries));
        expect(reportOf(kept)).toEqual(reportOf(entries));
        expect(viewOf(kept)).toEqual(viewOf(entries));
        expect(doneIn(kept)).toEqual(doneIn(entries));
      }),
      { numRuns: 300 },
    );
  });

  test('can be gone on from as from the whole journal', () => {
    fc.assert(
      fc.property(journal, journal, (before, after) => {
        const kept = new Standing(new Standing(before).entries);
        for (const item of after) kept.add(item);
        expect(kept.entries).toEqual(new Standing([...before, ...after]).entries);
      }),
      { numRuns: 300 },
    );
  });

  test('are as few for a long journal as for a short one, and all of a short one', () => {
    const entries: JournalEntry[] = [started];
    while (entries.length < 1_000) entries.push(intent('a1'));
    expect(shownEntries(entries)).toBe(entries);
    for (let turn = 0; turn < 3; turn += 1) {
      entries.push(outcome('a2', { durationMs: turn }), intent('a3'));
      expect(shownEntries(entries)).toEqual([
        started,
        intent('a1'),
        outcome('a2', { durationMs: turn }),
        intent('a3'),
      ]);
    }
    expect(shownEntries(entries)).toBe(shownEntries(entries));
  });
});
