import type { FromAction } from './command';

/** A comparable value: text, truth, number, nothing, or a sorted list of texts. */
export type FactValue = string | boolean | number | null | readonly string[];

/**
 * What a read says, reduced to the properties that a comparison or precondition uses. Never a time of reading, a
 * duration, the answering server, WhenChanged or localised text: two reads of one state give equal facts.
 */
export type Facts = Readonly<Record<string, FactValue>>;

/** Facts that are expected. A value may refer to what an earlier action makes. */
export type ExpectedFacts = Readonly<Record<string, FactValue | FromAction>>;
