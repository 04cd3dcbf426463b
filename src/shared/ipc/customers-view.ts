/** Views of the list of customers, and of how the open one is recognised. */
import type { Address } from '../address';
import type { BundleContents } from '../bundle';
import type { AppError } from '../errors';
import type { ScenarioView } from './view-basics';

/** What tells customers apart at a glance. */
export interface BadgeView {
  /** Two letters. */
  readonly letters: string;
  /** 0–11, an index into the badge palette. */
  readonly colour: number;
}

/** One customer of the list. */
export interface CustomerRowView {
  readonly id: string;
  readonly name: string;
  readonly badge: BadgeView;
  readonly practice: boolean;
  readonly tenantDomain: string;
  /** Set when the customer's file cannot be read. */
  readonly error?: AppError;
  /** True where the copy of a damaged file can be put back. */
  readonly canRestore?: true;
  /** Absent where the file cannot be read. */
  readonly scenario?: ScenarioView;
  /**
   * The gravest first: `certificate` ends within 60 days or has ended, `drifted` changed since it was verified, `staged`
   * was imported and not taken over.
   */
  readonly status:
    | 'interrupted'
    | 'certificate'
    | 'drifted'
    | 'attention'
    | 'planned'
    | 'staged'
    | 'read'
    | 'not-read'
    | 'verified';
  /** ISO 8601 of the last run's start. */
  readonly lastRun?: string;
  /** ISO 8601 of the next certificate end known. */
  readonly expiry?: string;
  /** Whole days until then; negative once it is past. Absent where the customer's clock is not known. */
  readonly daysLeft?: number;
  /** ISO 8601 of the last verification. */
  readonly verifiedAt?: string;
  /** ISO 8601 of the last read. */
  readonly readAt?: string;
  /** Values that it found changed, and changes that it found to be made. */
  readonly drifted?: number;
  readonly changes?: number;
}

/** How this customer is recognised; what was not read yet is null. */
export interface IdentityView {
  readonly organisation: { readonly name: string; readonly guid: string } | null;
  readonly sipDomain: string | null;
  /** ISO 8601. */
  readonly recordedAt: string | null;
}

/** What has to be seen before an imported customer is taken over. */
export interface StagingCheckView {
  readonly id: 'tenant' | 'organisation' | 'rights';
  /** `not-needed`: this scenario has no such side, or there is nothing to ask. */
  readonly state: 'passed' | 'failed' | 'open' | 'not-needed';
}

/** An imported customer that was not taken over. */
export interface StagingView {
  /** ISO 8601. */
  readonly importedAt: string;
  readonly checks: readonly StagingCheckView[];
  readonly isReady: boolean;
}

/** A sealed file that waits for its passphrase. */
export interface ImportView {
  readonly id: string;
  /** Name of the file, without its folder. */
  readonly file: string;
}

/** Where something was written. */
export interface SavedView {
  readonly file: string;
}

/** Answers of the channels; the others answer nothing. */
export interface CustomersOutput {
  readonly 'customer.contents': BundleContents;
  readonly 'customer.export': SavedView | null;
  readonly 'customer.address': Address;
}
