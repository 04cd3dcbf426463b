/** The rail: each step's state from run, verification and last read, in this order of trust. */
import type { StepStateView, StepView } from '../../../shared/ipc/views';
import { foldJournal, type ActionProgress } from '../../../core/engine/progress';
import type { StepId } from '../../../core/model/action';
import type { PlannedStep } from '../../../core/model/plan';
import { scenarioOf } from '../../../core/scenarios';
import type { ScenarioStep } from '../../../core/scenarios/step';
import type { SessionRun } from '../../../core/session';
import { resourceView, type Assessment } from './assessment';
import { TARGET_OF_STEP, findingView, linkId } from './plan-view';
import type { OpenState } from './state';

const ARTICLE: Readonly<Record<StepId, string>> = {
  prepare: 'teams-2025',
  oauth: 'article-001-step-1',
  'mail-user': 'article-001-step-2',
  'partner-application': 'article-001-step-3',
  'export-certificate': 'article-001-step-4',
  'upload-certificate': 'article-001-step-5',
  'verify-keys': 'article-001-step-6',
  'create-certificate': 'new-exchange-certificate',
  'stage-certificate': 'set-auth-config',
  'publish-certificate': 'set-auth-config',
  'clear-certificate': 'set-auth-config',
  'sfb-certificate': 'article-003',
  autodiscover: 'article-003',
  'sfb-partner': 'article-000',
  'restart-iis': 'article-000',
  'exchange-partner': 'article-000',
  'mailbox-test': 'article-000',
  archiving: 'article-003',
  'contact-store': 'article-003',
  'cloud-trust': 'skype-hybrid',
  'pool-names': 'skype-hybrid',
  federation: 'skype-federation',
};
/** States in which a step no longer holds up those that wait for it. */
const SETTLED: readonly StepStateView[] = ['verified', 'applied', 'not-needed'];

/** All steps in rail order. */
export function stepViews(open: OpenState, assessment: Assessment): StepView[] {
  const states = new Map<StepId, StepStateView>();
  // A step comes after the one that it waits for, so that one's state is known.
  const { steps } = scenarioOf(open.session.record.scenario);
  for (const step of steps) states.set(step.id, stepState(step, open, assessment, states));
  return steps.map(({ id, waitsFor, branch }, number) => ({
    id,
    number,
    state: states.get(id) ?? 'not-started',
    waitsFor,
    branch,
    resources: (stepOf(assessment, id)?.resources ?? []).map(resourceView),
    findings: assessment.findings.filter((finding) => finding.step === id).map(findingView),
    actions: (open.session.plan?.actions ?? [])
      .filter((action) => action.step === id)
      .map((action) => action.id),
    runsOn: open.where[TARGET_OF_STEP[id]],
    article: linkId(ARTICLE[id]),
  }));
}

function stepOf(assessment: Assessment, id: StepId): PlannedStep | undefined {
  return assessment.steps.find((step) => step.id === id);
}

function stepState(
  step: ScenarioStep,
  open: OpenState,
  assessment: Assessment,
  states: ReadonlyMap<StepId, StepStateView>,
): StepStateView {
  const { id } = step;
  const { run, verification } = open.session;
  const ofRun = run === null ? null : runStepState(id, run);
  if (ofRun === 'running' || ofRun === 'unknown') return ofRun;
  const own = stepOf(assessment, id);
  if (verification !== null) return verifiedState(id, open, own);
  // What was read after the run says more than what the run said.
  const readSince = open.session.observations !== null;
  if (ofRun !== null && !readSince) return ofRun;
  return assessedState(own, waits(step, states));
}

function waits({ waitsFor }: ScenarioStep, states: ReadonlyMap<StepId, StepStateView>): boolean {
  return waitsFor !== null && !SETTLED.includes(states.get(waitsFor) ?? 'not-started');
}

/** What the run says of a step; null when it has nothing to do with it, or took something back. */
function runStepState(id: StepId, run: SessionRun): StepStateView | null {
  const progress = foldJournal(run.entries);
  const own = run.plan.actions
    .filter((action) => action.step === id)
    .map((action) => ({ id: action.id, progress: progress.actions.get(action.id) }));
  if (own.length === 0) return null;
  if (own.some((action) => run.current.includes(action.id))) return 'running';
  const kinds = own.map((action) => kindOf(action.progress));
  if (!run.live && kinds.includes('unknown')) return 'unknown';
  if (kinds.includes('failed')) return 'failed';
  if (run.live && kinds.includes('done') && kinds.includes('open')) return 'running';
  if (run.plan.kind === 'undo' || run.plan.scenario === 'keys') return null;
  if (kinds.every((kind) => kind === 'done')) return 'applied';
  return kinds.includes('left-out') || kinds.includes('done') ? 'attention' : null;
}

function kindOf(
  progress: ActionProgress | undefined,
): 'open' | 'done' | 'failed' | 'unknown' | 'left-out' {
  switch (progress?.state) {
    case undefined:
    case 'not-started':
      return 'open';
    case 'intent':
      return 'unknown';
    case 'left-out':
      return 'left-out';
    case 'outcome':
      if (progress.outcome === 'done' || progress.outcome === 'unknown') return progress.outcome;
      return progress.outcome === 'not-done' ? 'open' : 'failed';
  }
}

/** A verified step that differs now was changed since; one that was never applied still has work before it. */
function verifiedState(id: StepId, open: OpenState, own: PlannedStep | undefined): StepStateView {
  const verdict = open.session.verification?.steps.find((step) => step.id === id)?.verdict;
  if (own !== undefined && isNotNeeded(own)) return 'not-needed';
  if (open.drift?.steps.includes(id) === true) return 'drifted';
  if (verdict === 'verified') return 'verified';
  if (verdict !== 'failed') return 'attention';
  const applied = open.session.run?.plan.kind === 'apply' && open.session.run.result === 'done';
  const changed = open.session.run?.plan.actions.some((action) => action.step === id) === true;
  return applied && changed ? 'drifted' : 'failed';
}

function isNotNeeded(step: PlannedStep): boolean {
  return step.resources.length > 0 && step.resources.every((item) => item.state === 'not-needed');
}

/** What reading alone says. */
function assessedState(step: PlannedStep | undefined, waiting: boolean): StepStateView {
  if (step === undefined) return waiting ? 'waits' : 'not-started';
  if (isNotNeeded(step)) return 'not-needed';
  switch (step.state) {
    case 'in-place':
      return 'verified';
    case 'changes':
      return waiting ? 'waits' : 'not-started';
    case 'by-hand':
    case 'attention':
      return 'attention';
    case 'unknown':
      return waiting ? 'waits' : 'unknown';
  }
}
