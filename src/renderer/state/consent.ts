import type { PlanView, TagView } from '../../shared/ipc/views';
import type { Consents } from './ui-store';

/** What Apply would do with the consents given so far. */
export interface ApplyScope {
  /** Consents given to this plan, in the plan's order. */
  readonly given: readonly TagView[];
  /** Ids of the actions that would run. */
  readonly changes: readonly string[];
  /** Ids of the actions left out for want of a consent. */
  readonly heldBack: ReadonlySet<string>;
  /** Number of targets with at least one change. */
  readonly systems: number;
  /** Consents still open. */
  readonly open: readonly TagView[];
}

/** Computes the numbers on Apply. A row is held back while one of its consents is open. */
export function applyScope(plan: PlanView, consents: Consents): ApplyScope {
  const ticked = consents.fingerprint === plan.fingerprint ? consents.tags : [];
  const given = plan.consents.map((item) => item.tag).filter((tag) => ticked.includes(tag));
  const open = plan.consents.filter((item) => !ticked.includes(item.tag));
  const heldBack = new Set(open.flatMap((item) => item.actions));
  for (const action of plan.groups.flatMap((group) => group.actions)) {
    if (action.refused === null && action.consentTags.some((tag) => !ticked.includes(tag)))
      heldBack.add(action.id);
  }
  const running = plan.groups.map((group) =>
    group.actions
      .filter((action) => action.refused === null && !heldBack.has(action.id))
      .map((action) => action.id),
  );
  return {
    given,
    changes: running.flat(),
    heldBack,
    systems: running.filter((ids) => ids.length > 0).length,
    open: open.map((item) => item.tag),
  };
}
