import type { CloudChoice } from '../../shared/clouds';
import type { OAuthChoice } from '../../shared/oauth-way';
import { canonicalJson } from '../../shared/json';
import type { CustomerRecord } from '../model/customer';
import type { Action, Finding, StepId } from '../model/action';
import type { CustomerIdentity } from '../model/identity';
import type { Observations, ReadRequest } from '../model/observation';
import type {
  Plan,
  PlanCounts,
  PlanObservation,
  PlannedResource,
  PlannedStep,
  PlannedStepState,
  RecipeId,
  PlanScenarioId,
  ScenarioId,
} from '../model/plan';
import type { Crypto } from '../ports';
import { readKey, readRequest } from '../reads/definition';
import { findRead } from '../reads/registry';
import { acceptedDomains, domainControllers } from '../reads/organisation';
import { organisationIdentity } from '../reads/identity';
import { tenantOrganization } from '../reads/tenant';
import type { PlanContext, ResourcePlan } from '../resources/context';
import { findingOf, look, valueOf } from '../resources/context';
import { withOAuthWay } from '../resources/oauth-way';
import { withRights } from '../resources/session-rights';
import type { InputChoices, InputValues } from '../scenarios/inputs';
import { resolveInputs } from '../scenarios/inputs';
import { foundIdentity, identityProblem } from './identity';
import { recipeOf } from '../scenarios/recipes';
import { USUAL_SCENARIO, scenarioOf, scenarioResources } from '../scenarios';

/** What is wanted for a customer. */
export interface Wanted {
  readonly customer: string;
  readonly tenantId: string;
  readonly practice: boolean;
  readonly recipe: RecipeId;
  /** Absent: `tenant-exchange`. */
  readonly scenario?: ScenarioId;
  readonly inputs: InputValues;
  /** How step 1 comes about; absent: it is set up from here. */
  readonly oauth?: OAuthChoice;
  /** The server whose shell is used; absent where it is not known, as for collected files. */
  readonly exchangeServer?: string;
  /** The cloud that was chosen for the tenant; absent where its domains have to tell. */
  readonly cloud?: CloudChoice;
  /** How the customer is recognised; absent before its first read. */
  readonly identity?: CustomerIdentity;
}

/** What is wanted for a customer. */
export function wantedOf(record: CustomerRecord): Wanted {
  const cloud = record.tenantAccess?.cloud;
  return {
    customer: record.id,
    tenantId: record.tenantId,
    practice: record.practice,
    recipe: record.recipe,
    ...(record.scenario === undefined ? {} : { scenario: record.scenario }),
    inputs: record.inputs,
    ...(record.oauth === undefined ? {} : { oauth: record.oauth }),
    exchangeServer: record.exchangeServer,
    ...(cloud === undefined ? {} : { cloud }),
    ...(record.identity === undefined ? {} : { identity: record.identity }),
  };
}

/** Values to choose from: domains common to Exchange and tenant, the default accepted domain first; domain controllers by name. */
export function inputChoices(observations: Observations): InputChoices {
  const context = { observations };
  const accepted = valueOf(look(context, acceptedDomains)) ?? [];
  const tenant = look(context, tenantOrganization);
  const verified = valueOf(tenant)?.verifiedDomains ?? [];
  const domains = accepted
    // Where the tenant has no part, nobody asked it.
    .filter(
      (item) => tenant.status === 'missing' || verified.includes(item.DomainName.toLowerCase()),
    )
    .sort(
      (left, right) =>
        Number(right.Default) - Number(left.Default) ||
        compareText(left.DomainName, right.DomainName),
    )
    .map((item) => item.DomainName.toLowerCase());
  const controllers = (valueOf(look(context, domainControllers)) ?? [])
    .map((item) => item.DnsHostName.toLowerCase())
    .sort();
  return { domains, domainControllers: controllers };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The context that resources are asked with. */
export function planContext(wanted: Wanted, observations: Observations, now: Date): PlanContext {
  const choices = inputChoices(observations);
  return {
    recipe: recipeOf(wanted.recipe),
    tenantId: wanted.tenantId,
    cloud: wanted.cloud ?? null,
    inputs: resolveInputs(wanted.inputs, choices),
    exchangeServer: wanted.exchangeServer ?? '',
    choices,
    observations,
    now,
  };
}

/** Every read that the scenario needs, given what was read so far. */
export function neededReads(wanted: Wanted, observations: Observations, now: Date): ReadRequest[] {
  // Inputs default to what these say, so nothing that uses an input is read before them.
  const first = [
    readRequest(acceptedDomains),
    readRequest(domainControllers),
    ...(scenarioOf(wanted.scenario).usesTenant ? [readRequest(tenantOrganization)] : []),
    ...(scenarioOf(wanted.scenario).sides.includes('exchange')
      ? [readRequest(organisationIdentity)]
      : []),
  ];
  if (first.some((request) => !observations.has(readKey(request)))) {
    return [
      ...first,
      ...scenarioResources(wanted).flatMap((item) =>
        item.reads(planContext(wanted, new Map(), now)).filter((request) => independent(request)),
      ),
    ];
  }
  const context = planContext(wanted, observations, now);
  return scenarioResources(wanted).flatMap((item) => item.reads(context));
}

/** True for a read that no input or earlier value decides. */
function independent(request: ReadRequest): boolean {
  return Object.keys(request.arguments).every((name) => name === 'applicationId');
}

/** Asks every resource. */
export function evaluate(
  wanted: Wanted,
  observations: Observations,
  now: Date,
): readonly ResourcePlan[] {
  const context = planContext(wanted, observations, now);
  const results = scenarioResources(wanted).map((item) => item.plan(context));
  const chosen = withOAuthWay(results, wanted.oauth);
  return withIdentity(withRights(chosen, context), wanted, observations);
}

/** Adds to Prepare that what was read is another organisation's. */
function withIdentity(
  results: readonly ResourcePlan[],
  wanted: Wanted,
  observations: Observations,
): readonly ResourcePlan[] {
  const problem = identityProblem(wanted.identity, foundIdentity(observations));
  const [first, ...others] = results;
  if (problem === undefined || first === undefined) return results;
  const found = findingOf(problem, 'prepare', 'organisation', 'blocking');
  return [{ ...first, findings: [found, ...first.findings] }, ...others];
}

/** The plan: a pure function of what is wanted and what was observed. */
export function makePlan(
  wanted: Wanted,
  observations: Observations,
  now: Date,
  crypto: Crypto,
): Plan {
  const results = evaluate(wanted, observations, now);
  const context = planContext(wanted, observations, now);
  const actions = results.flatMap((item) => item.actions);
  const findings = distinct(results.flatMap((item) => item.findings));
  const scenario = wanted.scenario ?? USUAL_SCENARIO;
  const content = {
    format: 1 as const,
    kind: 'apply' as const,
    customer: wanted.customer,
    tenantId: wanted.tenantId,
    practice: wanted.practice,
    scenario,
    recipe: wanted.recipe,
    inputs: { ...context.inputs },
    // The only scenario with that step.
    ...(wanted.oauth !== undefined && scenario === 'tenant-exchange'
      ? { oauth: wanted.oauth }
      : {}),
    actions: blockUnsafe(actions, findings),
    observations: planObservations(observations),
  };
  const steps = plannedSteps(
    results.map((item) => item.resource),
    content.actions,
    scenario,
  );
  return {
    ...content,
    steps,
    findings,
    madeAt: now.toISOString(),
    ...fingerprint(content, crypto),
  };
}

/** Nothing is planned for a tenant or domain that is not the customer's. */
function blockUnsafe(actions: readonly Action[], findings: readonly Finding[]): readonly Action[] {
  const wrong = findings.some(
    (item) =>
      item.step === 'prepare' &&
      item.severity === 'blocking' &&
      ['HX-TEN', 'HX-ORG', 'HX-DOMAIN', 'HX-DC'].includes(item.code),
  );
  return wrong ? [] : actions;
}

/** Fingerprint over the canonical JSON. Times and localised text are not part of `content`. */
export function fingerprint(
  content: unknown,
  crypto: Crypto,
): Pick<Plan, 'fingerprint' | 'digest'> {
  const digest = crypto.sha256(canonicalJson(content));
  const short = digest.slice(0, 8).toUpperCase();
  return { digest, fingerprint: `${short.slice(0, 4)}-${short.slice(4)}` };
}

/** Digest of a plan as it stands, to see whether a saved one was edited. */
export function digestOf(plan: Plan, crypto: Crypto): string {
  const {
    steps: _steps,
    findings: _findings,
    madeAt: _madeAt,
    fingerprint: _fingerprint,
    digest: _digest,
    ...content
  } = plan;
  return crypto.sha256(canonicalJson(content));
}

function planObservations(observations: Observations): PlanObservation[] {
  return [...observations]
    .flatMap(([key, item]) =>
      item.status === 'read' && findRead(item.request.read).aside !== true
        ? [{ key, request: item.request, facts: item.facts }]
        : [],
    )
    .sort((left, right) => compareText(left.key, right.key));
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const item of findings) {
    const key = canonicalJson([item.code, item.args, item.step]);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** Groups resources into steps with their state. */
export function plannedSteps(
  resources: readonly PlannedResource[],
  actions: readonly Action[],
  scenario: PlanScenarioId,
): PlannedStep[] {
  const uploads = actions.some((item) => item.step === 'upload-certificate');
  return scenarioOf(scenario).steps.map(({ id }) => {
    const own = resources.filter((item) => item.step === id);
    return { id, state: stepState(id, own, actions, uploads), resources: own };
  });
}

function stepState(
  id: StepId,
  own: readonly PlannedResource[],
  actions: readonly Action[],
  uploads: boolean,
): PlannedStepState {
  if (own.some((item) => item.state === 'by-hand')) return 'by-hand';
  if (actions.some((item) => item.step === id)) return 'changes';
  if (own.some((item) => item.state === 'unknown')) return 'unknown';
  if (own.every((item) => item.state === 'present' || item.state === 'not-needed'))
    return 'in-place';
  return id === 'verify-keys' && uploads ? 'changes' : 'attention';
}

/** Counts of the plan's rows. */
export function countPlan(plan: Pick<Plan, 'actions' | 'steps'>): PlanCounts {
  const resources = plan.steps.flatMap((step) => step.resources);
  const kinds = (kind: Action['kind']): number =>
    plan.actions.filter((item) => item.kind === kind).length;
  return {
    add: kinds('add'),
    change: kinds('change'),
    keep: resources.reduce(
      (sum, item) => sum + item.keeps.length + (item.state === 'present' ? 1 : 0),
      0,
    ),
    remove: kinds('remove'),
    byHand: resources.reduce((sum, item) => sum + item.byHand.length, 0),
    cannotPreview: resources.reduce((sum, item) => sum + item.cannotPreview.length, 0),
  };
}
