/** What the window knows of dropped files without the schemas of its channels. */

/** Largest file that is taken when it is dropped on the window. */
export const LARGEST_IMPORT = 64_000_000;

/** What a dropped file was taken as. */
export type TakenFile = 'customer' | 'result';

/** The next part that main wants of a dropped file, or what became of it. */
export type FileStep =
  | { readonly next: { readonly from: number; readonly length: number } }
  | { readonly taken: TakenFile };
