/** What the catalogue of known texts is made of. Everything in it is data. */
import type { DiagnosisFamily, DiagnosisKind } from '../../shared/diagnosis';
import type { StepId } from '../model/action';
import type { Cmdlet, GraphRequest } from '../model/command';
import type { SourceId } from './sources';

/**
 * How an answer is recognised. Literals of ASCII are compared without regard to case and white space; one that begins
 * or ends in a digit matches a whole number only. Ids and type names first: a server's texts come in its own language.
 */
export interface Pattern {
  /** At least six characters besides white space. */
  readonly anchor: string;
  /** All of these stand near the anchor, too. */
  readonly also?: readonly string[];
  /** None of these stands near it: another answer is meant then. */
  readonly without?: readonly string[];
}

/** A command to look with. It only reads. */
export type Check =
  /** In the list of what Crossprem itself may run. */
  | { readonly where: 'exchange'; readonly cmdlet: Cmdlet }
  | {
      readonly where: 'tenant';
      readonly request: GraphRequest & { readonly method: 'GET' };
      readonly applicationId: string;
    }
  /** Outside that list: text for a person. */
  | { readonly where: 'exchange' | 'tenant' | 'skype' | 'workstation'; readonly text: string };

/** One answer. Its texts are in the catalogue area `diagnosis`; see shared/diagnosis.ts. */
export interface Entry {
  readonly id: string;
  readonly family: DiagnosisFamily;
  readonly kind: DiagnosisKind;
  /** Empty where only the shape of what was pasted tells: see record-rules.ts. */
  readonly patterns: readonly Pattern[];
  /** How many likely causes the texts name, the likeliest first. */
  readonly causes: number;
  readonly checks: readonly Check[];
  /** What the texts say besides title, causes and remedy: what to look at, and what not to do. */
  readonly says: readonly ('check' | 'avoid')[];
  /** The step that repairs it; null: outside Crossprem. */
  readonly step: StepId | null;
  readonly sources: readonly SourceId[];
}
