import type { CheckInput } from '../../shared/checks';

/** The state that a verification saw, named as a plan of that state is named. */
export interface VerifiedState {
  /** Such as `7F3A-91C2`. */
  readonly fingerprint: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

/** A check as it was taken down. Never changed: who changes their mind signs again. */
export interface CheckRecord extends CheckInput {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** What had been verified when it was signed. */
  readonly state: VerifiedState;
  /** Time of that verification, ISO 8601 UTC. */
  readonly verifiedAt: string;
}

/** The newest record of a check, as a verification shows it. */
export interface SignedCheck extends CheckRecord {
  /** False where the state has changed since: it is shown, and proves nothing of the state now. */
  readonly current: boolean;
}
