import type { StepId } from '../model/action';

/** A step as the rail of a scenario shows it. */
export interface ScenarioStep {
  readonly id: StepId;
  /** The step that has to be settled before; null: none. A step comes after the one that it waits for. */
  readonly waitsFor: StepId | null;
  readonly branch: 'trunk' | 'identity' | 'trust';
}
