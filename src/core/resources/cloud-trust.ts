/**
 * What the resources of the trust between a pool and a tenant share. Sources: article 002 and the page it leads to, on
 * server-to-server authentication for a hybrid environment; the page on federation with the cloud.
 */
import type { MessageRef } from '../model/message';
import { tenantOrganization } from '../reads/tenant';
import type { HybridCloud } from '../scenarios/hybrid';
import { hybridCloudOf } from '../scenarios/hybrid';
import type { Looked, PlanContext, ResourcePlan } from './context';
import { compare, look, planned, valueOf } from './context';
import type { Self } from './pool-common';
import { notRead } from './skype-state';

/** The cloud of the tenant; null where nothing is published for it or the tenant was not read. */
export function cloudOf(context: PlanContext): HybridCloud | null {
  const tenant = valueOf(look(context, tenantOrganization));
  return tenant === undefined || tenant === null ? null : hybridCloudOf(tenant, context.cloud);
}

/** What could not be compared, because it was not read. Nothing is planned from it. */
export function unread(
  self: Self,
  title: MessageRef,
  property: string,
  looked: readonly Looked<unknown>[],
): ResourcePlan {
  const rows = [compare(property, '', undefined)];
  return {
    resource: planned(self, title, 'unknown', rows),
    actions: [],
    findings: notRead(looked, self.step, self.id),
  };
}
