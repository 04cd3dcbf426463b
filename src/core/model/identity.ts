/** What tells one organisation from another: recorded at the first read, and compared at every one after it. */
export interface CustomerIdentity {
  /** The Exchange organisation. Its name is often `First Organization`, so its GUID decides. Absent until it was read. */
  readonly organisation?: { readonly name: string; readonly guid: string };
  /** The default SIP domain, small letters. Absent until a pool was read. */
  readonly sipDomain?: string;
  /** ISO 8601: when the first part of it was recorded. */
  readonly recordedAt: string;
}

/** What a read found of it. */
export type FoundIdentity = Omit<CustomerIdentity, 'recordedAt'>;
