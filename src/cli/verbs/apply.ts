/** `apply` and `undo`: make a plan, show it, ask, run it. */
import { CodedError, appError } from '../../shared/errors';
import { readPlanFile } from '../../adapters/storage/plan-file';
import type { RunEnd } from '../../core/engine/apply';
import type { Tag } from '../../core/model/action';
import type { RunSummary } from '../../core/model/customer';
import { transportWays } from '../../core/engine/transport';
import type { Plan } from '../../core/model/plan';
import type { ActionRules } from '../../core/policy/rules';
import { refusalOf, wholeRefusal } from '../../core/policy/rules';
import type { CommandLine } from '../arguments';
import { askYes, canAsk } from '../ask';
import type { ExitCode } from '../exit-codes';
import { EXIT, planExit, runExit } from '../exit-codes';
import type { Output } from '../output';
import { consentsNeeded, runPrinter, showPlan } from '../show';
import type { Workplace } from '../workplace';

/** Applies: first resolves a run that ended unexpectedly, then plans from what is there now. */
export async function applyVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const resumed = await resumeInterrupted(line, out, place);
  if (resumed !== null && resumed !== EXIT.done) return resumed;
  if (line.plan !== undefined) place.session.usePlan(await readPlanFile(line.plan));
  else await place.session.makePlan();
  return runPlan(line, out, place);
}

/** The last run that was not taken back yet. */
export function lastUndoable(runs: readonly RunSummary[]): RunSummary | undefined {
  const undone = new Set(runs.filter((run) => run.result === 'done').map((run) => run.undoes));
  return runs
    .filter(
      (run) =>
        run.kind === 'apply' &&
        run.result !== 'nothing-to-do' &&
        run.result !== 'outdated' &&
        !undone.has(run.id),
    )
    .at(-1);
}

/** Takes the last run back that was not taken back yet. */
export async function undoVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const resumed = await resumeInterrupted(line, out, place);
  if (resumed !== null && resumed !== EXIT.done) return resumed;
  const last = lastUndoable(place.session.state.runs);
  if (last === undefined) {
    out.line(out.translator.t('cli.undo.nothing'));
    return EXIT.done;
  }
  await place.session.planUndo(last.id);
  return runPlan(line, out, place);
}

/** Goes on with a run that ended unexpectedly, once somebody agreed. null when there is none. */
export async function resumeInterrupted(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode | null> {
  const { run } = place.session.state;
  if (run?.interrupted !== true) return null;
  if (!line.yes && !(await agreesToContinue(run.plan, out))) {
    out.line(out.translator.t('cli.apply.not-asked'));
    return EXIT.person;
  }
  out.line(
    out.translator.t('cli.run.resuming', { run: run.id, fingerprint: run.plan.fingerprint }),
  );
  place.onRunEvent = runPrinter(run.plan, out);
  const end = await place.session.resume();
  return finish(run.plan, end, out, place);
}

async function agreesToContinue(
  { fingerprint }: Plan,
  { translator: t }: Output,
): Promise<boolean> {
  if (!canAsk()) return false;
  return askYes(t.t('cli.ask.continue', { fingerprint }), t.t('cli.ask.yes-words').split(' '));
}

/** Shows the session's plan, asks, and runs it. */
export async function runPlan(line: CommandLine, out: Output, place: Workplace): Promise<ExitCode> {
  const { plan } = place.session.state;
  if (plan === null) throw new CodedError(appError('HX-BUG', {}, 'no plan'));
  out.endProgress();
  showPlan(plan, transportWays(place.session.state.record), place.rules, out);
  const refusal = wholeRefusal(plan, place.rules);
  // Told before anybody is asked.
  if (refusal !== undefined) throw new CodedError(refusal);
  if (plan.actions.length === 0) {
    if (line.json)
      out.json({ fingerprint: plan.fingerprint, result: 'nothing-to-do', actions: [] });
    return planExit(plan);
  }
  const consents = await collectConsents(line, out, plan, place.rules);
  if (consents === null) {
    out.line(out.translator.t('cli.apply.not-asked'));
    if (line.json) out.json({ fingerprint: plan.fingerprint, result: 'not-started', actions: [] });
    return EXIT.person;
  }
  place.onRunEvent = runPrinter(plan, out);
  out.line();
  out.line(out.translator.t('cli.run.title', { fingerprint: plan.fingerprint }));
  const end = await place.session.apply(consents);
  const exit = finish(plan, end, out, place);
  if (line.json) out.json(runJson(plan, end, place));
  return exit;
}

/** The consents given, or null when nobody agreed to apply. */
async function collectConsents(
  line: CommandLine,
  out: Output,
  plan: Plan,
  rules: ActionRules | undefined,
): Promise<readonly Tag[] | null> {
  if (line.yes) return line.consents;
  if (!canAsk()) return null;
  const { translator: t } = out;
  const yes = t.t('cli.ask.yes-words').split(' ');
  const consents = new Set(line.consents);
  const needed = consentsNeeded(plan, rules);
  for (const { tag, rows } of needed.filter((item) => !consents.has(item.tag))) {
    const text = t.t('cli.ask.consent', {
      tag: t.text({ key: `core.tag.${tag}`, args: {} }),
      rows,
    });
    if (await askYes(text, yes)) consents.add(tag);
  }
  const allowed = plan.actions.filter((action) => refusalOf(action, plan, rules) === undefined);
  const systems = new Set(allowed.map((action) => action.target)).size;
  const question = t.t('cli.ask.apply', { changes: allowed.length, systems });
  return (await askYes(question, yes)) ? [...consents] : null;
}

/** Says how it ended. */
function finish(plan: Plan, end: RunEnd, out: Output, place: Workplace): ExitCode {
  out.endProgress();
  const { run } = place.session.state;
  out.line(out.translator.text({ key: `cli.result.${end.result}`, args: { run: run?.id ?? '' } }));
  if (end.error !== undefined) out.error(end.error);
  return runExit(end.result, plan);
}

function runJson(plan: Plan, end: RunEnd, place: Workplace): unknown {
  const { run } = place.session.state;
  const outcomes = (run?.entries ?? []).flatMap((entry): object[] => {
    if (entry.type === 'outcome')
      return [{ id: entry.action, outcome: entry.outcome, decidedBy: entry.decidedBy }];
    return entry.type === 'left-out'
      ? [{ id: entry.action, outcome: 'left-out', reason: entry.reason }]
      : [];
  });
  return {
    fingerprint: plan.fingerprint,
    run: run?.id,
    result: end.result,
    error: end.error,
    outdated: end.outdated,
    actions: outcomes,
  };
}
