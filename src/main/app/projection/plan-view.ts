import { LINK_IDS, type LinkId } from '../../../shared/ipc/views';
import type {
  ActionView,
  FindingView,
  PlanGroupView,
  PlanView,
  TagView,
} from '../../../shared/ipc/views';
import { distinctCauses } from '../../../core/engine/causes';
import { countPlan } from '../../../core/engine/plan';
import { partsRead, planOutcome, unknownParts } from '../../../core/engine/plan-outcome';
import { renderOperation } from '../../../core/commands/render';
import {
  CONSENT_TAGS,
  undoText,
  type Action,
  type Finding,
  type StepId,
} from '../../../core/model/action';
import { TARGET_IDS, type TargetId } from '../../../core/model/command';
import { withDependents } from '../../../core/model/dependents';
import type { Plan, PlannedResource } from '../../../core/model/plan';
import type { MessageRef } from '../../../core/model/message';
import { anyRefusal, refusalOf, refusedActions } from '../../../core/policy/rules';
import { transportWays, transportsOf } from '../../../core/engine/transport';
import { articleOf } from '../../../core/scenarios/articles';
import type { OpenState } from './state';
import { trialView } from './trial-view';

/** Where the resources of a step live, for rows that have no command. */
export const TARGET_OF_STEP: Readonly<Record<StepId, TargetId>> = {
  prepare: 'exchange',
  oauth: 'exchange',
  'mail-user': 'exchange',
  'partner-application': 'exchange',
  'export-certificate': 'exchange',
  'upload-certificate': 'tenant',
  'verify-keys': 'tenant',
  'create-certificate': 'exchange',
  'stage-certificate': 'exchange',
  'publish-certificate': 'exchange',
  'clear-certificate': 'exchange',
  'sfb-certificate': 'skype',
  autodiscover: 'skype',
  'sfb-partner': 'exchange',
  'restart-iis': 'local',
  'exchange-partner': 'skype',
  'mailbox-test': 'skype',
  archiving: 'skype',
  'contact-store': 'skype',
  'cloud-trust': 'skype',
  'pool-names': 'tenant',
  federation: 'skype',
};

/** Texts of the two scripts; made elsewhere, because they are long and rarely change. */
export interface Scripts {
  readonly script: string;
  readonly undoScript: string;
}

/** The plan as the Plan screen shows it. */
export function planView(plan: Plan, scripts: Scripts, open: OpenState): PlanView {
  return {
    kind: plan.kind,
    fingerprint: plan.fingerprint,
    madeAt: plan.madeAt,
    outcome: planOutcome(plan),
    parts: partsRead(plan),
    unknown: unknownParts(plan).map(({ reason, titles }) => ({
      reason: reason === null ? null : findingView(reason),
      titles,
    })),
    counts: countPlan(plan),
    groups: TARGET_IDS.map((target) => planGroup(plan, target, open)).filter(hasRows),
    consents: consentsOf(plan.actions, leftOutByPolicy(plan, open)),
    ...scripts,
    findings: distinctCauses(plan.findings).map(findingView),
    outdated: open.session.outdated,
  };
}

function planGroup(plan: Plan, target: TargetId, open: OpenState): PlanGroupView {
  const transports = transportsOf(plan, transportWays(open.session.record));
  const refused = leftOutByPolicy(plan, open);
  const cause = anyRefusal(plan, open.rules);
  const resources = plan.steps
    .filter((step) => targetOf(step.id, plan) === target)
    .flatMap((step) => step.resources);
  return {
    target,
    where: open.where[target],
    actions: plan.actions
      .filter((action) => action.target === target)
      .map((action) => ({
        ...actionView(action, transports.get(action.id), open),
        refused: refused.includes(action.id)
          ? (refusalOf(action, plan, open.rules) ?? cause ?? null)
          : null,
        trial: trialView(action.id, plan, open),
      })),
    keeps: resources.flatMap(keptRows),
    byHand: resources.flatMap((resource) => resource.byHand),
    cannotPreview: resources.flatMap((resource) => resource.cannotPreview),
  };
}

/** What the organisation does not allow, with everything that builds on it. */
function leftOutByPolicy(plan: Plan, { rules }: OpenState): readonly string[] {
  return withDependents([...refusedActions(plan, rules)], plan.actions);
}

/** Rows without a command stand where the step's commands run; a step without commands has a usual place. */
function targetOf(step: StepId, plan: Plan): TargetId {
  return plan.actions.find((action) => action.step === step)?.target ?? TARGET_OF_STEP[step];
}

/** What is kept: the resource as it stands, and the parts of it that a change leaves alone. Counted alike by `countPlan`. */
function keptRows(resource: PlannedResource): PlanGroupView['keeps'] {
  if (resource.state !== 'present') return resource.keeps;
  const differences = resource.comparisons.map(({ property, found }) => ({
    property,
    before: found,
    after: found,
  }));
  return [{ title: resource.title, differences }, ...resource.keeps];
}

function hasRows(group: PlanGroupView): boolean {
  const { actions, keeps, byHand, cannotPreview } = group;
  return actions.length + keeps.length + byHand.length + cannotPreview.length > 0;
}

function consentTags(action: Action): TagView[] {
  return action.tags.filter((tag) => CONSENT_TAGS.includes(tag));
}

/** Each tag that needs consent, with every action that would be left out without it: its own, and what builds on them. */
export function consentsOf(
  actions: readonly Action[],
  refused: readonly string[] = [],
): PlanView['consents'] {
  const asked = actions.filter(({ id }) => !refused.includes(id));
  return CONSENT_TAGS.flatMap((tag) => {
    const own = asked.filter((action) => action.tags.includes(tag)).map((action) => action.id);
    return own.length === 0 ? [] : [{ tag, actions: withDependents(own, actions) }];
  });
}

function actionView(
  action: Action,
  transport: MessageRef | undefined,
  open: OpenState,
): Omit<ActionView, 'refused' | 'trial'> {
  return {
    id: action.id,
    step: action.step,
    kind: action.kind,
    reason: action.reason,
    command: renderOperation(action.operation, 'exact'),
    where: open.where[action.target],
    tags: action.tags,
    consentTags: consentTags(action),
    differences: action.differences,
    article: linkId(action.article),
    source: sourceOf(action.article),
    departs: action.departs ?? null,
    transport: transport ?? null,
    notBefore: action.notBefore ?? null,
    undo: undoText(action.undo),
  };
}

/** The document behind a link, as published. */
function sourceOf(article: string): ActionView['source'] {
  const found = articleOf(linkId(article));
  return found === undefined ? null : { title: found.title, step: found.step };
}

/** The article's link; a plan from a file may name one that is not known here. */
export function linkId(article: string): LinkId {
  return LINK_IDS.find((id) => id === article) ?? 'project';
}

/** A finding as the window shows it. */
export function findingView(finding: Finding): FindingView {
  const { code, args, severity, step, detail } = finding;
  return { code, args, severity, step, ...(detail === undefined ? {} : { detail }) };
}
