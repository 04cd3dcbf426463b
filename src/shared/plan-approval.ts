/** Views of approval and rehearsal. */

/** A saved plan beside the plan made from the present state. */
export type PlanCompared =
  | { readonly kind: 'same'; readonly fingerprint: string; readonly madeAt: string }
  | {
      readonly kind: 'differs';
      readonly fingerprint: string;
      readonly madeAt: string;
      /** It is of another customer, tenant or scenario: its rows cannot be compared. */
      readonly foreign: boolean;
      readonly rows: readonly PlanDifferenceView[];
    };

/** An action, input or observed value that differs between a saved plan and the present one. */
export interface PlanDifferenceView {
  readonly kind: 'only-saved' | 'only-now' | 'action' | 'input' | 'value';
  /** Literal: action id, name of the input, or property. */
  readonly name: string;
  /** Literal; empty where there is none. */
  readonly saved: string;
  readonly now: string;
}
