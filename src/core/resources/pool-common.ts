/** What the resources of a pool share: a change of its configuration with the way back, and what stands there twice. */
import type { Action, Finding, StepId } from '../model/action';
import type { Cmdlet, Operation } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import type { SkypePartner } from '../reads/skype';
import { skypePartners } from '../reads/skype';

/** A resource of the pool. */
export interface Self {
  readonly id: string;
  readonly step: StepId;
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

/** Enables a partner application of the pool that is there. */
export function enablePartner(
  self: Self,
  { Identity }: SkypePartner,
  change: Pick<PoolChange, 'id' | 'article' | 'dependsOn'>,
): Action {
  const set = (enabled: boolean): Cmdlet => ({
    name: 'Set-CsPartnerApplication',
    parameters: { Identity, Enabled: enabled, Confirm: false },
  });
  return poolAction(self, {
    ...change,
    kind: 'change',
    command: set(true),
    back: set(false),
    reason: 'core.reason.exchange-partner-enable',
    args: { name: Identity },
    differences: [{ property: 'Enabled', before: 'False', after: 'True' }],
    read: readRequest(skypePartners),
    before: { [`${Identity}/Enabled`]: false },
    after: { [`${Identity}/Enabled`]: true },
  });
}
