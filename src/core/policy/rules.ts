/** What the organisation lets be changed: decided here, asked by the engine before anything runs. */
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { isCloudAllowed, type PolicyValues } from '../../shared/policy';
import type { Action, Tag } from '../model/action';
import { cloudOf } from '../model/clouds';
import type { CustomerRecord } from '../model/customer';
import { CLOUD_NAMES } from '../../shared/clouds';
import type { Plan, PlanScenarioId } from '../model/plan';

/** A change that is asked about: its kind, and what it does besides. */
type AskedChange = Pick<Action, 'kind' | 'tags'>;

/** Tells why a change is not allowed; undefined where it is. */
export type ActionRules = (asked: AskedChange, scenario: PlanScenarioId) => AppError | undefined;

/** The rules for one customer. Those for actions hold in the practice lab too: what is practised is what may be done. */
export function rulesFor(values: PolicyValues, record: CustomerRecord): ActionRules {
  return (asked, scenario) =>
    cloudRefusal(values, record) ?? actionRefusal(values, asked, scenario);
}

/** HX-RULECLOUD where the customer's cloud is none of the allowed ones: it is read, and nothing is changed. */
function cloudRefusal(values: PolicyValues, record: CustomerRecord): AppError | undefined {
  const cloud = cloudOf(record);
  if (record.practice || isCloudAllowed(cloud, values)) return undefined;
  return appError('HX-RULECLOUD', { cloud: cloud === 'custom' ? cloud : CLOUD_NAMES[cloud] });
}

/** HX-RULECLOUD for a customer that is put into a cloud that is not allowed; one that was there before is left as it is. */
export function refuseNewCloud(
  values: PolicyValues,
  record: CustomerRecord,
  before?: CustomerRecord,
): void {
  const refusal = cloudRefusal(values, record);
  if (refusal !== undefined && (before === undefined || cloudOf(before) !== cloudOf(record)))
    throw new CodedError(refusal);
}

/** Refuses a customer that is made anew where none may be, or none there. */
export function refuseNewCustomer(values: PolicyValues, record: CustomerRecord): void {
  refuseBesidePractice(values, record);
  refuseNewCloud(values, record);
}

/** HX-RULEPRACTICE for a customer of one's own where the policy leaves the practice lab only. */
export function refuseBesidePractice(
  values: PolicyValues,
  record: { readonly practice: boolean },
): void {
  if (values.PracticeOnly === true && !record.practice)
    throw new CodedError(appError('HX-RULEPRACTICE'));
}

function actionRefusal(
  { AllowedActions, ReadOnly }: PolicyValues,
  { kind, tags }: AskedChange,
  scenario: PlanScenarioId,
): AppError | undefined {
  if (ReadOnly === true) return appError('HX-RULEREADONLY');
  if (AllowedActions === undefined) return undefined;
  const isListed = (word: string): boolean =>
    AllowedActions.includes(word) || AllowedActions.includes(`${scenario}:${word}`);
  const missing = [kind, ...tags].find((word) => !isListed(word));
  return missing === undefined ? undefined : appError('HX-RULE', { action: missing });
}

/** Why an action of a plan is not allowed. Without rules everything is. */
export function refusalOf(
  action: Action,
  plan: Pick<Plan, 'scenario'>,
  rules: ActionRules | undefined,
): AppError | undefined {
  return rules?.(action, plan.scenario);
}

/** Why nothing of a plan may run; undefined where some of it may, or where it holds nothing to run. */
export function wholeRefusal(
  plan: Pick<Plan, 'actions' | 'scenario'>,
  rules: ActionRules | undefined,
): AppError | undefined {
  const refusals = plan.actions.map((action) => refusalOf(action, plan, rules));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

/** Ids of a plan's actions that may not run. */
export function refusedActions(
  plan: Pick<Plan, 'actions' | 'scenario'>,
  rules: ActionRules | undefined,
): readonly string[] {
  return plan.actions
    .filter((action) => refusalOf(action, plan, rules) !== undefined)
    .map(({ id }) => id);
}

/** The first reason why some of a plan may not run. */
export function anyRefusal(
  plan: Pick<Plan, 'actions' | 'scenario'>,
  rules: ActionRules | undefined,
): AppError | undefined {
  return plan.actions
    .map((action) => refusalOf(action, plan, rules))
    .find((refusal) => refusal !== undefined);
}

/** The consents that the rules leave for a test that writes. */
export function allowedConsents(
  consents: readonly Tag[],
  scenario: PlanScenarioId,
  rules: ActionRules | undefined,
): readonly Tag[] {
  return consents.filter((tag) => rules?.({ kind: 'change', tags: [tag] }, scenario) === undefined);
}
