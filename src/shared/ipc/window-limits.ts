/** What the window knows of dropped files without the schemas of its channels. */

import type { PlanCompared } from '../plan-approval';

/** Largest file that is taken when it is dropped on the window. */
export const LARGEST_IMPORT = 64_000_000;

/** What became of a file that was dropped: it was taken in, or, as a saved plan, compared with the present one. */
export type TakenFile =
  | { readonly taken: 'customer' | 'result' }
  | { readonly taken: 'plan'; readonly compared: PlanCompared };

/** The next part that main wants of a dropped file, or what became of it. */
export type FileStep =
  { readonly next: { readonly from: number; readonly length: number } } | TakenFile;
