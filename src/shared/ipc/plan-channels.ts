import * as v from 'valibot';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** What the window asks for while it plans and runs, beside the plan and the run themselves. */
export const PLAN_CHANNELS = {
  /** A failed action is looked at again, and runs where it was not done. */
  'run.retry': v.strictObject({ action: id }),
  /** A failed action is left out, for a reason; what builds on it is blocked. */
  'run.skip': v.strictObject({
    action: id,
    reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)),
  }),
  /** Ends the run after the commands under way, then plans the undo of what this action's step did. */
  'run.undo-step': v.strictObject({ action: id }),
  /** Main asks for the file of a saved plan. → PlanCompared, or null when nothing was chosen */
  'plan.compare': v.strictObject({}),
  /** The saved plan that was compared counts no more. */
  'plan.set-aside': v.strictObject({}),
  /** Copies the state that was read into a practice lab of its own, and opens that. */
  'rehearsal.start': v.strictObject({}),
  /** → RehearsalView of the open customer, or null where nothing was rehearsed for its plan. */
  'rehearsal.state': v.strictObject({}),
} as const;
