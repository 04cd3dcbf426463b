import type { LabShellAnswer } from '../../shared/lab';
import type { Bound } from '../exchange/binding';
import type { LiveWorld } from '../live-world';

/** Runs an operation. What it changed stays, also when it fails half-way. */
export type Operation = (world: LiveWorld, parameters: Bound) => LabShellAnswer;
