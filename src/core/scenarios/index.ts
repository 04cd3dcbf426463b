/** The table of scenarios: one line each. */
import type { FeatureCheck } from '../../shared/checks';
import { FEATURE_CHECKS } from '../../shared/checks';
import type { CarryTarget } from '../carry/manifest';
import type { PlanScenarioId, RecipeId, ScenarioId } from '../model/plan';
import type { Resource } from '../resources/context';
import { ROLLOVER_STEPS, rolloverResources } from './certificate-rollover';
import { SFB_RESOURCES, SFB_STEPS } from './sfb-server-exchange';
import { SFB_TENANT_RESOURCES, SFB_TENANT_STEPS } from './sfb-server-tenant';
import type { ScenarioStep } from './step';
import { TENANT_EXCHANGE_STEPS, tenantExchangeResources } from './tenant-exchange';

/** What a scenario is made of. */
interface Scenario {
  /** False where the tenant has no part: it is not asked for then, and nobody signs in. */
  readonly usesTenant: boolean;
  /** Sides that have a part in it. */
  readonly sides: readonly CarryTarget[];
  /** In the order in which their actions run where nothing else decides. */
  readonly resources: (recipe: RecipeId) => readonly Resource[];
  /** In rail order; the first has no number. */
  readonly steps: readonly ScenarioStep[];
  /** What only a person can see working afterwards. */
  readonly features: readonly FeatureCheck[];
}

/** Where nothing was chosen. */
export const USUAL_SCENARIO: ScenarioId = 'tenant-exchange';

const CLOUD_SIDES: readonly CarryTarget[] = ['exchange', 'tenant', 'online'];

const TABLE: Readonly<Record<PlanScenarioId, Scenario>> = {
  'tenant-exchange': {
    usesTenant: true,
    sides: CLOUD_SIDES,
    resources: tenantExchangeResources,
    steps: TENANT_EXCHANGE_STEPS,
    features: FEATURE_CHECKS,
  },
  'certificate-rollover': {
    usesTenant: true,
    sides: CLOUD_SIDES,
    resources: rolloverResources,
    steps: ROLLOVER_STEPS,
    features: [],
  },
  'sfb-server-exchange': {
    usesTenant: false,
    sides: ['exchange', 'skype', 'local'],
    resources: () => SFB_RESOURCES,
    steps: SFB_STEPS,
    features: [],
  },
  'sfb-server-tenant': {
    usesTenant: true,
    sides: ['skype', 'tenant'],
    resources: () => SFB_TENANT_RESOURCES,
    steps: SFB_TENANT_STEPS,
    features: [],
  },
  // Its plans are made from the key inventory; see keys/plan.ts.
  keys: {
    usesTenant: true,
    sides: CLOUD_SIDES,
    resources: () => [],
    steps: [{ id: 'upload-certificate', waitsFor: null, branch: 'trunk' }],
    features: [],
  },
};

/** The scenario of an id; the usual one where nothing was chosen. */
export function scenarioOf(id: PlanScenarioId = USUAL_SCENARIO): Scenario {
  return TABLE[id];
}

/** The resources of what is wanted. */
export function scenarioResources(wanted: {
  readonly recipe: RecipeId;
  readonly scenario?: ScenarioId;
}): readonly Resource[] {
  return scenarioOf(wanted.scenario).resources(wanted.recipe);
}

/** True for a plan of what is worked on now; a run of another scenario is another story. */
export function isOfScenario(
  plan: { readonly scenario: PlanScenarioId } | undefined,
  record: { readonly scenario?: ScenarioId },
): boolean {
  return plan?.scenario === (record.scenario ?? USUAL_SCENARIO);
}
