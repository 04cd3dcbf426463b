import type { ErrorCode } from '../../shared/errors';
import type { ExpectedFacts } from './facts';
import type { MessageRef } from './message';
import { message } from './message';
import type { Operation, TargetId } from './command';
import type { ReadRequest } from './observation';

/** Steps of all scenarios. Which of them a scenario has, and in which order, is in core/scenarios. */
export const STEP_IDS = [
  'prepare',
  'oauth',
  'mail-user',
  'partner-application',
  'export-certificate',
  'upload-certificate',
  'verify-keys',
  'create-certificate',
  'stage-certificate',
  'publish-certificate',
  'clear-certificate',
  'sfb-certificate',
  'autodiscover',
  'sfb-partner',
  'restart-iis',
  'exchange-partner',
  'mailbox-test',
  'archiving',
  'contact-store',
  'cloud-trust',
  'pool-names',
  'federation',
] as const;
/** One of the steps. */
export type StepId = (typeof STEP_IDS)[number];

/** Risk tags of design.md 9. */
export const TAGS = [
  'interrupts-service',
  'writes-mailbox',
  'adds-credential',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
  'needs-tenant-admin',
] as const;
/** One of the tags. */
export type Tag = (typeof TAGS)[number];

/** Tags whose rows run only with the person's own consent. `needs-tenant-admin` only says who is needed. */
export const CONSENT_TAGS: readonly Tag[] = [
  'interrupts-service',
  'writes-mailbox',
  'adds-credential',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
];

/** Tags of what an action grants: taking it back grants nothing. */
export const GRANTING_TAGS: readonly Tag[] = ['adds-credential', 'grants-full-trust'];

/** One property, before and after, as shown in the plan's difference table. */
export interface Difference {
  readonly property: string;
  readonly before: string;
  readonly after: string;
}

/** How to take an action back. */
export type Undo =
  /** Runs `operation` when the state is still `before` (= what the action left), and expects `after`. */
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** Where it runs; absent: where the action ran. */
      readonly target?: TargetId;
      readonly read: ReadRequest;
      readonly before: ExpectedFacts;
      readonly after: ExpectedFacts;
      /** An account is only removed while `read` shows no role assignments but these: others' work stays. */
      readonly onlyWithRoles?: { readonly read: ReadRequest; readonly roles: readonly string[] };
      readonly note?: MessageRef;
      /** Runs after the undo of this action instead of before it, and only together with it. */
      readonly follows?: string;
    }
  /** Removes exactly these thumbprints from the principal's list as it then is. */
  | {
      readonly kind: 'remove-keys';
      readonly applicationId: string;
      readonly thumbprints: readonly string[];
      readonly note?: MessageRef;
    }
  /** Removes exactly these service principal names from the list as it then is. In small letters. */
  | {
      readonly kind: 'remove-names';
      readonly applicationId: string;
      readonly names: readonly string[];
    }
  /** The undo of another action takes this one back too. */
  | { readonly kind: 'covered'; readonly by: string }
  /** `holds: false`: it leaves nothing that needs what it was built on, so that may go all the same. */
  | { readonly kind: 'none'; readonly reason: MessageRef; readonly holds?: false };

/**
 * A proof that has to hold right before an action: a read whose facts are another thing than the action's own. Where it
 * does not hold, the action is left out with what was found, and what waits for it as well.
 */
export interface Gate {
  readonly read: ReadRequest;
  readonly expect: ExpectedFacts;
  /** What is proved, for people. */
  readonly title: MessageRef;
}

/** One change. Everything an engine in another process needs to run it, as data. */
export interface Action {
  /** Stable within scenario and recipe, e.g. `mail-user.classic.create`. */
  readonly id: string;
  readonly step: StepId;
  readonly resource: string;
  readonly target: TargetId;
  readonly kind: 'add' | 'change' | 'remove';
  readonly operation: Operation;
  /** Why, as a message. */
  readonly reason: MessageRef;
  /** Document and place it comes from, e.g. `001#step-2`; see core/scenarios/articles.ts. */
  readonly article: string;
  /** Where the command departs from the article and why. */
  readonly departs?: MessageRef;
  /**
   * True where no read can tell whether it was done, such as a restart or a test. Where its answer never came, its
   * outcome stays unknown, however things look.
   */
  readonly traceless?: true;
  readonly tags: readonly Tag[];
  readonly dependsOn: readonly string[];
  /**
   * ISO 8601 UTC as `Date.toISOString` writes it: after everything in `dependsOn` is done, the action waits for this
   * time. It is left out where its turn comes much later (shared/start-time).
   */
  readonly notBefore?: string;
  /** Looked at after everything in `dependsOn` is done and before the precondition. */
  readonly gate?: Gate;
  readonly differences: readonly Difference[];
  /** The read that shows this action's precondition and its effect. */
  readonly read: ReadRequest;
  /** State before, after the plan's earlier actions: the precondition. A subset of the read's facts. */
  readonly before: ExpectedFacts;
  /** State after: the read-back must hold it. */
  readonly after: ExpectedFacts;
  readonly undo: Undo;
}

/** A diagnosis. */
export interface Finding {
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
  readonly severity: 'info' | 'warning' | 'blocking';
  readonly step: StepId;
  readonly resource?: string;
  readonly detail?: string;
}

/** How an action can be taken back, in words. */
export function undoText(undo: Undo): MessageRef {
  switch (undo.kind) {
    case 'operation':
      return undo.note ?? message('core.undo.operation');
    case 'remove-keys':
      return undo.note ?? message('core.undo.remove-keys', { count: undo.thumbprints.length });
    case 'remove-names':
      return message('core.undo.remove-names', { count: undo.names.length });
    case 'covered':
      return message('core.undo.covered', { action: undo.by });
    case 'none':
      return undo.reason;
  }
}
