/** The keys of the open customer as the window shows them. */
import type { AppError } from '../errors';
import type { KeyOwner, KeyState, OwnerReason, PrincipalRole, PrincipalState } from '../keys';
import type { FindingView } from './view-basics';

export interface KeyView {
  readonly keyId: string;
  readonly displayName: string;
  /** '' where the directory did not return the content. */
  readonly thumbprint: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly type: string;
  readonly usage: string;
  readonly state: KeyState;
  readonly daysLeft: number;
  readonly isDuplicate: boolean;
  readonly owner: KeyOwner;
  readonly reason: OwnerReason;
}

export interface PrincipalView {
  readonly applicationId: string;
  readonly name: string;
  readonly role: PrincipalRole;
  readonly state: PrincipalState;
  readonly error: AppError | null;
  readonly keys: readonly KeyView[];
}

export interface BackupView {
  readonly file: string;
  /** ISO 8601; null where the file cannot be used. */
  readonly at: string | null;
  /** Made before a run, or by a person. */
  readonly byRun: boolean;
  readonly principals: readonly string[];
  readonly keys: number;
}

export interface KeysView {
  /** null before the first reading. */
  readonly principals: readonly PrincipalView[] | null;
  /** ISO 8601. */
  readonly readAt: string | null;
  readonly findings: readonly FindingView[];
  /** Days that the tenant lets keys live; null: no cap. undefined where it was not asked for. */
  readonly policyDays?: number | null;
  readonly policyError?: AppError;
  readonly backups: readonly BackupView[];
  /** Application ids that a person added. */
  readonly added: readonly string[];
}
