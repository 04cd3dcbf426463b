/**
 * What a plan says as a whole. `no-changes`: everything is as wanted. `by-hand`: all that is left needs a person.
 * `nothing-planned`: nothing runs, because something is unknown, blocked or not as wanted.
 */
export type PlanOutcome = 'changes' | 'no-changes' | 'by-hand' | 'nothing-planned';
