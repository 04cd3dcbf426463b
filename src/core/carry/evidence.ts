/** From a checked result to the lines of a run's journal. Pure: the same result always gives the same lines. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import { CONSENT_SWITCHES } from '../commands/script-consent';
import { diagnoseShellError } from '../diagnosis/shell-errors';
import type { Action } from '../model/action';
import type { CarriedMark, JournalEntry, RunResult } from '../model/journal';
import type { Plan } from '../model/plan';
import { renderOperation } from '../commands/render';
import { lateError } from '../engine/start';
import type { CarriedAction, CarryContent, CarryResult } from './result';
import { consentsOf } from './result';

/** What a run's journal needs to know besides the result. */
export interface EvidenceContext {
  readonly plan: Plan;
  readonly run: string;
  /** ISO 8601, by this computer's clock. */
  readonly loadedAt: string;
  readonly productVersion: string;
  /** Changes that another result of the same script reported as done, by `changeKey`: they are not counted twice. */
  readonly counted: ReadonlySet<string>;
  readonly undoes?: string;
}

/** One change: the action and when the script began it. A script that ran again tells of it with the same time. */
export function changeKey(action: string, at: string): string {
  return `${action} ${at}`;
}

/** All lines of the run. */
export function journalOf(result: CarryResult, context: EvidenceContext): readonly JournalEntry[] {
  const { content, sha256 } = result;
  const { plan } = context;
  const carried: CarriedMark = {
    target: content.target,
    host: content.host,
    script: content.script,
    sha256,
    loadedAt: context.loadedAt,
  };
  const told = new Map(content.actions.map((item) => [item.id, item]));
  const lines = plan.actions.flatMap((action) => {
    const item = told.get(action.id);
    return item === undefined ? [] : actionLines(action, item, context.counted);
  });
  const error = haltError(content, plan);
  return [
    {
      type: 'run-started',
      at: content.startedAt,
      run: context.run,
      kind: plan.kind,
      digest: plan.digest,
      fingerprint: plan.fingerprint,
      consents: consentsOf(content.switches, CONSENT_SWITCHES),
      productVersion: context.productVersion,
      ...(context.undoes === undefined ? {} : { undoes: context.undoes }),
      carried,
    },
    ...lines,
    {
      type: 'run-ended',
      at: content.endedAt,
      result: resultOf(content, plan, lines),
      ...(error === undefined ? {} : { error }),
    },
  ];
}

function actionLines(
  action: Action,
  item: CarriedAction,
  counted: ReadonlySet<string>,
): readonly JournalEntry[] {
  const base = { at: item.at, action: action.id };
  switch (item.outcome) {
    case 'already':
      return [{ ...base, type: 'left-out', reason: 'already', facts: item.facts }];
    // Results may be loaded in another order than the script ran.
    case 'recorded':
    case 'found-done':
    case 'done':
      return counted.has(changeKey(action.id, item.at))
        ? [{ ...base, type: 'left-out', reason: 'already', facts: item.facts }]
        : outcomeLines(base, item, 'done');
    case 'left-out':
      return [{ ...base, type: 'left-out', reason: 'no-consent' }];
    case 'gate-closed':
      return [
        {
          ...base,
          type: 'gate',
          passed: false,
          facts: item.facts,
          durationMs: item.durationMs,
          error: firstDifference('HX-GATE', item),
        },
        { ...base, type: 'left-out', reason: 'gate' },
      ];
    case 'late':
      return [{ ...base, type: 'left-out', reason: 'late', error: lateError(action) }];
    case 'not-run': {
      const [blockedBy] = item.waitsFor;
      return [
        {
          ...base,
          type: 'left-out',
          reason: 'blocked',
          ...(blockedBy === undefined ? {} : { blockedBy }),
        },
      ];
    }
    case 'moved':
      return outcomeLines(base, item, 'moved', firstDifference('HX-MOVED', item));
    case 'read-back-differs':
      return outcomeLines(base, item, 'failed', firstDifference('HX-READBACK', item));
    case 'failed':
      return outcomeLines(base, item, 'failed', failure(action, item));
    case 'unknown':
      return outcomeLines(
        base,
        item,
        'unknown',
        appError('HX-UNKNOWN', { action: action.id }, item.error?.message),
      );
  }
}

function outcomeLines(
  base: { readonly at: string; readonly action: string },
  item: CarriedAction,
  outcome: 'done' | 'moved' | 'failed' | 'unknown',
  error?: AppError,
): readonly JournalEntry[] {
  return [
    { ...base, type: 'intent', before: item.before },
    {
      ...base,
      type: 'outcome',
      outcome,
      decidedBy: 'carried',
      facts: outcome === 'unknown' ? {} : item.facts,
      durationMs: item.durationMs,
      warnings: item.warnings,
      notes: item.differences,
      ...(error === undefined ? {} : { error }),
    },
  ];
}

function firstDifference(
  code: 'HX-MOVED' | 'HX-READBACK' | 'HX-GATE',
  item: CarriedAction,
): AppError {
  const [first] = item.differences;
  return appError(code, {
    property: first?.property ?? '',
    expected: first?.expected ?? '',
    found: first?.found ?? '',
  });
}

/** What an error record of the other computer means. */
function failure(action: Action, item: CarriedAction): AppError {
  const { operation } = action;
  if (item.error === null) return appError('HX-CMD', { command: action.id });
  if (operation.kind === 'cmdlet' || operation.kind === 'export-certificate') {
    // References play no part in a diagnosis; it looks at names and texts.
    const parameters = Object.fromEntries(
      Object.entries(operation.command.parameters).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
    return diagnoseShellError(item.error, { name: operation.command.name, parameters });
  }
  const [command] = renderOperation(operation).split('\n');
  return appError('HX-CMD', { command: command ?? action.id }, item.error.message);
}

function haltError(content: CarryContent, plan: Plan): AppError | undefined {
  const { halt } = content;
  if (halt === null) return undefined;
  const [first] = halt.differences;
  switch (halt.reason) {
    case 'outdated': {
      const total = plan.observations.reduce(
        (sum, item) => sum + Object.keys(item.facts).length,
        0,
      );
      const list = halt.differences
        .map((item) => `${item.property}: ${item.expected} → ${item.found}`)
        .join('; ');
      return appError('HX-OLD', { n: halt.differences.length, total, list });
    }
    case 'moved':
      return appError('HX-MOVED', {
        property: first?.property ?? '',
        expected: first?.expected ?? '',
        found: first?.found ?? '',
      });
    case 'error':
      return appError('HX-CMD', { command: content.host }, halt.error?.message);
  }
}

function resultOf(content: CarryContent, plan: Plan, lines: readonly JournalEntry[]): RunResult {
  if (content.halt !== null)
    return { outdated: 'outdated', moved: 'stopped', error: 'failed' }[
      content.halt.reason
    ] as RunResult;
  if (lines.some((line) => line.type === 'outcome' && line.outcome !== 'done')) return 'failed';
  const left = lines.flatMap((line) => (line.type === 'left-out' ? [line.reason] : []));
  if (left.some((reason) => reason !== 'already')) return 'partly';
  return left.length === plan.actions.length ? 'nothing-to-do' : 'done';
}
