/** Notices about what changed around the product's subject. Texts: `notices.<id>.what` and `.do`. */
import type { DiagnosisSource } from './diagnosis';

/** Whether a change concerns this customer now. */
export type NoticeStatus = 'applies' | 'applies-soon' | 'does-not-apply' | 'cannot-be-known';

/** One change with its status. */
export interface Notice {
  readonly id: string;
  readonly status: NoticeStatus;
  /** ISO 8601 day from which it holds; null where no day is known. */
  readonly from: string | null;
  readonly sources: readonly DiagnosisSource[];
}
