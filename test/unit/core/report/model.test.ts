import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../../src/core/report/model';
import { renderJson } from '../../../../src/core/report/json';
import type { Report } from '../../../../src/core/report/types';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { samplePlan, thumbprint } from '../commands/support/sample-plan';
import { journalOf, sampleReport } from './support/sample-report';

const TEAMS = 'partner-application.teamsScheduler.create';
const KEYS = 'service-principal.00000004-0000-0ff1-ce00-000000000000.keys';

function command(report: Report, id: string): Report['commands'][number] {
  const found = report.commands.find((item) => item.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

describe('a report of a run in which everything was done', () => {
  const report = sampleReport('en');

  it('has one command for each action of the plan, all done', () => {
    expect(report.commands).toHaveLength(
      samplePlan({ withoutVoicemail: true }).plan.actions.length,
    );
    expect(new Set(report.commands.map((item) => item.outcome))).toEqual(new Set(['done']));
    expect(report.run).toMatchObject({ result: 'done', done: 21, total: 21, resumed: 0 });
  });

  it('fills references of commands in with what the run made', () => {
    expect(command(report, 'mail-user.classic.hide').command).toMatch(
      /^Set-MailUser -Identity 'c1b0a7de-/,
    );
    expect(report.undo.find((item) => item.action === 'mail-user.classic.create')?.command).toMatch(
      /^Remove-MailUser -Identity 'c1b0a7de-/,
    );
  });

  it('reads back what the action is about and nothing else', () => {
    const names = command(report, 'mail-user.classic.hide').readBack.map((item) => item.property);
    expect(names).toEqual(expect.arrayContaining(['HiddenFromAddressListsEnabled', 'Guid']));
    expect(names).not.toContain('DistinguishedName');
  });

  it('keeps only the checks for a person as open points', () => {
    expect(new Set(report.open.map((point) => point.kind))).toEqual(new Set(['feature']));
  });

  it('names both certificate ends with a reminder 60 days before', () => {
    expect(report.expiry).toEqual([
      {
        role: 'current',
        thumbprint: thumbprint('current'),
        end: '2029-03-01T08:00:00.000Z',
        reminder: '2028-12-31T08:00:00.000Z',
        daysLeft: 830,
      },
      {
        role: 'next',
        thumbprint: thumbprint('next'),
        end: '2031-10-01T08:00:00.000Z',
        reminder: '2031-08-02T08:00:00.000Z',
        daysLeft: 1774,
      },
    ]);
  });

  it('lists the reads with their exact commands', () => {
    expect(report.reads.map((item) => item.command)).toContain('Get-AuthConfig');
  });

  it('is the same for the same input, and survives JSON', () => {
    expect(renderJson(sampleReport('en'))).toBe(renderJson(report));
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });
});

describe('a report of a run that did not go through', () => {
  const report = sampleReport(
    'en',
    {},
    {
      [TEAMS]: 'failed',
      [KEYS]: 'left-out',
      'certificate.current.export': 'open',
      'certificate.next.export': 'blocked',
    },
  );

  it('tells failed, left out, blocked and unknown apart', () => {
    expect(command(report, TEAMS)).toMatchObject({
      outcome: 'failed',
      error: { code: 'HX-RIGHT' },
    });
    expect(command(report, KEYS)).toMatchObject({
      outcome: 'left-out',
      leftOut: { reason: 'no-consent', blockedBy: null },
    });
    expect(command(report, 'certificate.next.export').leftOut).toMatchObject({
      reason: 'blocked',
      blockedBy: 'certificate.current.export',
    });
    expect(command(report, 'certificate.current.export').outcome).toBe('unknown');
    expect(report.run).toMatchObject({ result: 'interrupted', endedAt: null });
  });

  it('makes each of them an open point, and nothing twice', () => {
    const kinds = report.open.map((point) => point.kind);
    expect(kinds.filter((kind) => kind === 'left-out')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'unknown')).toHaveLength(1);
  });

  it('offers an undo only for what was done', () => {
    expect(report.undo.map((item) => item.action)).not.toContain(TEAMS);
    expect(report.undo.map((item) => item.action)).not.toContain(KEYS);
  });
});

describe('a report without a run', () => {
  const { plan, observations } = samplePlan({ half: true });
  const input = {
    customer: { name: 'X', tenantId: 'y', tenantDomain: 'z' },
    plan,
    language: 'en' as const,
    now: new Date('2026-11-21T14:00:00Z'),
    productVersion: '1',
    practice: true,
  };

  it('shows the state: nothing ran, nothing is proven', () => {
    const report = buildReport({ ...input, entries: [], verification: null, observations });
    expect(report).toMatchObject({ run: null, proof: null, undo: [] });
    expect(report.before.flatMap((step) => step.resources).length).toBeGreaterThan(10);
    expect(report.expiry).toHaveLength(2);
  });

  it('counts how often a run went on, and lets the last outcome win', () => {
    const first = plan.actions[0]?.id ?? '';
    const outcome = (how: 'not-done' | 'done', decidedBy: 'read' | 'run'): JournalEntry => ({
      type: 'outcome',
      at: '2026-11-21T13:00:00Z',
      action: first,
      outcome: how,
      decidedBy,
      facts: {},
      durationMs: 1,
      warnings: [],
      notes: [],
    });
    const entries = [
      journalOf(plan)[0]!,
      outcome('not-done', 'read'),
      { type: 'resumed' as const, at: '2026-11-21T13:00:00Z' },
      outcome('done', 'read'),
    ];
    const report = buildReport({ ...input, entries, verification: null });
    expect(report.run?.resumed).toBe(1);
    expect(report.commands[0]).toMatchObject({ outcome: 'done', decidedByReading: true });
  });
});
