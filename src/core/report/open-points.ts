import { message } from '../model/message';
import type { Plan } from '../model/plan';
import type { Verification } from '../model/proof';
import type { OpenPoint, ReportCommand } from './types';

/** Everything that is left for a person: rows by hand, rows left out or failed, checks that did not pass or could not be made. */
export function openPoints(
  plan: Plan,
  commands: readonly ReportCommand[],
  verification: Verification | null,
): OpenPoint[] {
  return [
    ...byHand(plan),
    ...commands.flatMap(commandPoint),
    ...proofPoints(plan, commands, verification),
  ];
}

function byHand(plan: Plan): OpenPoint[] {
  return plan.steps.flatMap((step) =>
    step.resources.flatMap((resource) =>
      resource.byHand.map((text): OpenPoint => ({
        kind: 'by-hand',
        step: step.id,
        text,
        comparisons: [],
      })),
    ),
  );
}

/** A command that is not done is one open point; one that never started only where a run was made. */
function commandPoint(command: ReportCommand): OpenPoint[] {
  const base = { step: command.step, comparisons: [] };
  switch (command.outcome) {
    case 'done':
    case 'not-started':
      return [];
    case 'left-out':
      // What was there already is nothing that is open.
      if (command.leftOut?.reason === 'already') return [];
      return [{ ...base, kind: 'left-out', text: leftOutText(command) }];
    case 'unknown':
      return [
        {
          ...base,
          kind: 'unknown',
          text: message('errors.HX-UNKNOWN.what', { action: command.id }),
        },
      ];
    case 'failed':
    case 'not-done':
    case 'moved':
      return [
        {
          ...base,
          kind: 'failed',
          text: message('report.open.failed', {
            action: command.id,
            code: command.error?.code ?? command.outcome,
          }),
        },
      ];
  }
}

function leftOutText(command: ReportCommand): OpenPoint['text'] {
  const { leftOut } = command;
  if (leftOut?.reason === 'blocked')
    return message('report.open.blocked', { action: command.id, by: leftOut.blockedBy ?? '' });
  if (leftOut?.reason === 'gate')
    return message('report.open.gate', { action: command.id, code: command.error?.code ?? '' });
  if (leftOut?.reason === 'late') return message('report.open.late', { action: command.id });
  if (leftOut?.reason === 'policy') return message('report.open.policy', { action: command.id });
  if (leftOut?.reason === 'skipped')
    return message('report.open.skipped', { action: command.id, note: leftOut.note });
  return message('report.open.no-consent', { action: command.id });
}

/** Checks without a command of their own among the open ones; those say it already. */
function proofPoints(
  plan: Plan,
  commands: readonly ReportCommand[],
  verification: Verification | null,
): OpenPoint[] {
  const said = new Set([
    ...commands
      .filter((item) => item.outcome !== 'done' && item.outcome !== 'not-started')
      .map((item) => item.resource),
    ...plan.steps
      .flatMap((step) => step.resources)
      .filter((item) => item.byHand.length > 0)
      .map((item) => item.id),
  ]);
  return (verification?.proofs ?? []).flatMap((proof): OpenPoint[] => {
    if (proof.verdict === 'verified' || said.has(proof.resource)) return [];
    const base = {
      step: proof.step,
      text: proof.title,
      comparisons: proof.comparisons.filter((row) => row.verdict !== 'equal'),
    };
    if (proof.rung === 'feature-seen') return [{ ...base, kind: 'feature' }];
    if (proof.verdict === 'could-not-check') return [{ ...base, kind: 'not-checked' }];
    return [{ ...base, kind: proof.verdict === 'by-hand' ? 'by-hand' : 'differs' }];
  });
}
