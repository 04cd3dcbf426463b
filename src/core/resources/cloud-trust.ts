/**
 * What the resources of the trust between a pool and a tenant share. Sources: article 002 and the page it leads to, on
 * server-to-server authentication for a hybrid environment; the page on federation with the cloud.
 */
import type { Action, Finding, StepId } from '../model/action';
import type { Cmdlet, Operation } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { tenantOrganization } from '../reads/tenant';
import type { HybridCloud } from '../scenarios/hybrid';
import { hybridCloudOf } from '../scenarios/hybrid';
import type { Looked, PlanContext, ResourcePlan } from './context';
import { compare, look, planned, valueOf } from './context';
import { notRead } from './skype-state';

/** A resource of these steps. */
export interface Self {
  readonly id: string;
  readonly step: StepId;
}

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

/** HX-DUP: several objects stand for one thing, and which of them is used is nobody's to guess. */
export function duplicates(self: Self, names: readonly string[]): Finding {
  return {
    code: 'HX-DUP',
    args: { count: names.length, what: names.join(', ') },
    severity: 'warning',
    step: self.step,
    resource: self.id,
  };
}

/** A change of the pool's configuration with its way back. */
export interface PoolChange {
  readonly id: string;
  readonly kind: Action['kind'];
  readonly command: Cmdlet;
  /** Takes it back. */
  readonly back: Cmdlet;
  readonly reason: string;
  readonly args?: MessageRef['args'];
  readonly departs?: string;
  readonly article: string;
  readonly tags?: Action['tags'];
  readonly dependsOn?: readonly string[];
  readonly differences: Action['differences'];
  readonly read: ReadRequest;
  readonly before: ExpectedFacts;
  readonly after: ExpectedFacts;
}

/** The action of such a change. */
export function poolAction(self: Self, change: PoolChange): Action {
  const cmdlet = (command: Cmdlet): Operation => ({ kind: 'cmdlet', command });
  const { id, kind, differences, read, before, after, article } = change;
  return {
    id,
    step: self.step,
    resource: self.id,
    target: 'skype',
    kind,
    operation: cmdlet(change.command),
    reason: message(change.reason, change.args),
    article,
    ...(change.departs === undefined ? {} : { departs: message(change.departs) }),
    tags: change.tags ?? [],
    dependsOn: change.dependsOn ?? [],
    differences,
    read,
    before,
    after,
    undo: {
      kind: 'operation',
      operation: cmdlet(change.back),
      read,
      before: after,
      after: before,
    },
  };
}
