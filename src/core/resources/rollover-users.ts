/**
 * Who has to know the next auth certificate before it is used: every service principal, and the dedicated hybrid
 * application, that holds the current one. No Microsoft tool does this for the principals that Teams uses.
 */
import type { Action, Finding, StepId } from '../model/action';
import type { PlannedResource } from '../model/plan';
import { message } from '../model/message';
import { applicationKeys } from '../reads/hybrid-application';
import { isMadeForAuth } from '../reads/rollover';
import type { PrincipalKey } from '../reads/tenant';
import { servicePrincipal } from '../reads/tenant';
import { certificateExportResource } from './certificate-export';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { look, planned, valueOf } from './context';
import { hybridKeysPart } from './hybrid-application-keys';
import { hybridState } from './hybrid-application-state';
import { keyVerificationResource } from './key-verification';
import { principalKeysResource } from './principal-keys';
import type { Rollover } from './rollover-state';
import { asStaged, notKnown, rolloverOf, rolloverReads, withoutUnpinned } from './rollover-state';

const UPLOAD = 'upload-certificate' as const;

/** Whether a resource of another scenario has a part in this rollover. */
type IsWanted = (context: PlanContext, rollover: Rollover) => boolean;

/** A resource of another scenario that plans as if the next certificate were staged. */
function inRollover(resource: Resource, step: StepId, isWanted: IsWanted): Resource {
  const self = { id: resource.id, step };
  return {
    ...self,
    reads: (context) => [
      ...rolloverReads(context),
      ...withoutUnpinned(resource.reads(staged(context) ?? context)),
    ],
    plan: (context) => {
      const rollover = rolloverOf(context);
      const own = (plan: ResourcePlan): ResourcePlan => moved(plan, step);
      if (rollover === undefined) {
        const { title } = resource.plan(context).resource;
        return notKnown(self, title, context);
      }
      const plan = resource.plan(asStaged(context, rollover));
      if (isWanted(context, rollover)) return own(withoutSpread(plan, rollover));
      return {
        resource: planned(self, plan.resource.title, 'not-needed', []),
        actions: [],
        findings: [],
      };
    },
  };
}

function staged(context: PlanContext): PlanContext | undefined {
  const rollover = rolloverOf(context);
  return rollover === undefined ? undefined : asStaged(context, rollover);
}

/** Puts everything of a plan in the step where this scenario shows it. */
function moved(plan: ResourcePlan, step: StepId): ResourcePlan {
  return {
    resource: { ...plan.resource, step },
    actions: plan.actions.map((action): Action => ({ ...action, step })),
    findings: plan.findings.map((finding): Finding => ({ ...finding, step })),
  };
}

/** A certificate that is not staged yet is on one server only, as it has to be: staging hands it to the others. */
function withoutSpread(plan: ResourcePlan, { config, target }: Rollover): ResourcePlan {
  const isNew = (finding: Finding): boolean =>
    finding.code === 'HX-CERT' &&
    finding.args['thumbprint'] === target?.thumbprint &&
    target?.thumbprint !== config.next;
  return { ...plan, findings: plan.findings.filter((finding) => !isNew(finding)) };
}

/**
 * True for a list with an auth certificate of Exchange: the current one, its predecessor, the next one, or one that was
 * forgotten when it was replaced by hand, which is how integrations stop.
 */
function holdsOurs(keys: readonly PrincipalKey[], { config, target }: Rollover): boolean {
  const ours = [config.current, config.previous, config.next, target?.thumbprint ?? ''];
  return keys.some(
    ({ thumbprint, certificate }) =>
      (thumbprint !== '' && ours.includes(thumbprint)) ||
      (certificate !== undefined && isMadeForAuth(certificate)),
  );
}

const isUser =
  (applicationId: string): IsWanted =>
  (context, rollover) => {
    const looked = look(context, servicePrincipal, { applicationId });
    // What was not read may hold it.
    if (looked.status !== 'read') return true;
    return looked.value !== null && holdsOurs(looked.value.keys, rollover);
  };

const isHybridUser: IsWanted = (context, rollover) => {
  const state = hybridState(context);
  if (state.kind === 'unread') return true;
  if (state.kind === 'by-hand' || state.application.found === null) return false;
  const { id } = state.application.found;
  const keys = valueOf(look(context, applicationKeys, { id }))?.keys;
  return keys === undefined || holdsOurs(keys, rollover);
};

/** The uploads: one for each principal of the recipe, and the dedicated hybrid application. */
export function rolloverUploads(principals: readonly string[]): readonly Resource[] {
  return [
    ...principals.map((id) => inRollover(principalKeysResource(id), UPLOAD, isUser(id))),
    inRollover(hybridKeysPart, UPLOAD, isHybridUser),
  ];
}

/** Verification of what was uploaded. */
export function rolloverKeys(principals: readonly string[]): readonly Resource[] {
  return principals.map((id) => inRollover(keyVerificationResource(id), 'verify-keys', isUser(id)));
}

/** A certificate is exported while some upload needs it. */
export function rolloverExport(role: 'current' | 'next', principals: readonly string[]): Resource {
  const uploads = rolloverUploads(principals);
  const id = `certificate.${role}.export`;
  return inRollover(certificateExportResource(role), 'export-certificate', (context) =>
    uploads.some((upload) =>
      upload.plan(context).actions.some((action) => action.dependsOn.includes(id)),
    ),
  );
}

/** How far the users are: the uploads of this plan, and those that nothing can be said of or planned for. */
export interface UsersReady {
  readonly actions: readonly string[];
  readonly open: readonly PlannedResource[];
}

/** Looks at all users. */
export function usersReady(context: PlanContext): UsersReady {
  const plans = rolloverUploads(context.recipe.principals).map((item) => item.plan(context));
  return {
    actions: plans.flatMap((plan) => plan.actions.map((action) => action.id)),
    open: plans
      .map((plan) => plan.resource)
      .filter((resource) => resource.state === 'unknown' || resource.state === 'by-hand'),
  };
}

/** Names the users that are not ready, for a row of a person's own. */
export function openUsers(ready: UsersReady) {
  return message('core.by-hand.rollover-users', { count: ready.open.length });
}
