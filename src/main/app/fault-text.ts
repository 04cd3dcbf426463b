/** What was thrown, as the log and the person are told of it. */
import { CodedError, appError, type AppError } from '../../shared/errors';

/** Stack of an error, or whatever else was thrown, as text. For the log only. */
export function stackOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

/** A coded error keeps its code; everything else is a fault of our own, told without details. */
export function errorOf(fault: unknown): AppError {
  return fault instanceof CodedError ? fault.error : appError('HX-BUG');
}
