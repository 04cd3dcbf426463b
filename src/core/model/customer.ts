import type { InputValues } from '../scenarios/inputs';
import type { RecipeId } from './plan';

/** One organisation worked on. Holds no secrets. */
export interface CustomerRecord {
  readonly format: 1;
  /** Folder name: lower-case letters, digits, hyphens. */
  readonly id: string;
  readonly name: string;
  /** GUID. */
  readonly tenantId: string;
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly tenantDomain: string;
  readonly practice: boolean;
  readonly recipe: RecipeId;
  readonly inputs: InputValues;
  /** Fully qualified name of the Exchange server whose shell is used. */
  readonly exchangeServer: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What the list of runs says about one. */
export interface RunSummary {
  readonly id: string;
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** `interrupted` while the journal lacks its end. */
  readonly result: string;
  /** For an undo: the run it takes back. */
  readonly undoes?: string;
}
