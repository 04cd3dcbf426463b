/** What About shows besides versions. */

/** What is known of this build. */
export interface AboutView {
  /** Short hash of the commit that it was packed from; null where it is not known. */
  readonly commit: string | null;
  /** True in a package made for tests. */
  readonly testPackage: boolean;
  /** True where the text of the licences of its parts can be opened. */
  readonly licences: boolean;
}
