/** Views of the list of customers, and of how the open one is recognised. */
import type { Address } from '../address';
import type { BundleContents } from '../bundle';

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
