/** What the resources of step 1 share. */
import type { AppError, ErrorCode } from '../../shared/errors';
import type { Action, Finding } from '../model/action';
import type { MessageRef } from '../model/message';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { ReadDefinition } from '../reads/definition';
import type { ReadRequest } from '../model/observation';
import { exchangeServers } from '../reads/organisation';
import type { TenantOrganization } from '../reads/tenant';
import { tenantOrganization } from '../reads/tenant';
import { isServiceDomain, tenantMailDomain } from '../scenarios/hybrid';
import type { Looked, PlanContext, ResourcePlan } from './context';
import { compare, findingOf, look, planned, valueOf } from './context';

/** The step of these resources. */
export const STEP = 'oauth' as const;

/** A resource of step 1, as rows and findings name it. */
export interface Self {
  readonly id: string;
  readonly step: typeof STEP;
}

/** Names a resource of step 1. */
export function selfOf(id: string): Self {
  return { id, step: STEP };
}

/** A finding of step 1. */
export function finding(
  self: Self,
  code: ErrorCode,
  args: Finding['args'],
  severity: Finding['severity'] = 'warning',
): Finding {
  return { code, args, severity, step: STEP, resource: self.id };
}

/** Findings of reads that failed. A missing observation is none: it was not asked for, and that has its own cause. */
export function readFailures(self: Self, looked: readonly Looked<unknown>[]): Finding[] {
  const errors = looked.flatMap((item): AppError[] =>
    item.status === 'not-read' ? [item.error] : [],
  );
  return errors.map((error) => findingOf(error, STEP, self.id, 'warning'));
}

/** What could not be compared, because not everything was read. Nothing is planned from it. */
export function unread(
  self: Self,
  title: MessageRef,
  property: string,
  looked: readonly Looked<unknown>[],
): ResourcePlan {
  const rows: Comparison[] = [compare(property, '', undefined)];
  return {
    resource: planned(self, title, 'unknown', rows),
    actions: [],
    findings: readFailures(self, looked),
  };
}

/** A read on the pinned domain controller; none while no domain controller is known. */
export function pinnedReads(
  context: PlanContext,
  definitions: readonly { readonly id: string }[],
): readonly ReadRequest[] {
  const { domainController } = context.inputs;
  return domainController === ''
    ? []
    : definitions.map((definition) => readRequest(definition, { domainController }));
}

/** Looks an observation of the pinned domain controller up. */
export function lookPinned<V>(context: PlanContext, definition: ReadDefinition<V>): Looked<V> {
  const { domainController } = context.inputs;
  return look(context, definition, { domainController });
}

/** The request of a read on the pinned domain controller. */
export function pinnedRequest(
  context: PlanContext,
  definition: { readonly id: string },
): ReadRequest {
  return readRequest(definition, { domainController: context.inputs.domainController });
}

/** Domains of the organisation that the tenant has verified, without those of the service itself. Sorted. */
export function ownDomains(context: PlanContext): readonly string[] {
  return context.choices.domains.filter((name) => !isServiceDomain(name)).sort();
}

/** Domains that tokens between the two are about: the organisation's, and the one of cloud mailboxes. */
export function hybridDomains(context: PlanContext, tenant: TenantOrganization): readonly string[] {
  const mail = tenantMailDomain(tenant);
  return [...new Set([...ownDomains(context), ...(mail === '' ? [] : [mail])])].sort();
}

/** The tenant as it was read. */
export function lookTenant(context: PlanContext): Looked<TenantOrganization | null> {
  return look(context, tenantOrganization);
}

/** The Exchange servers as they were read; none where that failed. */
export function serversOf(context: PlanContext): ReturnType<typeof exchangeServers.parse> {
  return valueOf(look(context, exchangeServers)) ?? [];
}

/** A name that no object has yet: the documents', or one with the tenant id. */
export function freeName(wanted: string, otherwise: string, taken: readonly string[]): string {
  const isTaken = taken.some((name) => name.toLowerCase() === wanted.toLowerCase());
  return isTaken ? otherwise : wanted;
}

/** Ids of the actions that resources plan. */
export function plannedIds(
  context: PlanContext,
  resources: readonly { readonly plan: (context: PlanContext) => ResourcePlan }[],
): readonly string[] {
  return resources.flatMap((item) => item.plan(context).actions.map((action: Action) => action.id));
}
