/** What a failed operation shows, and what the log keeps of it. */
import { randomUUID } from 'node:crypto';
import { CodedError, appError, type AppError } from '../../shared/errors';
import { currentScope } from '../../adapters/logging/scope';
import type { Log } from '../../core/ports';
import { errorOf, stackOf } from './fault-text';
import type { Busy } from './projection/state';

/** A coded error keeps its code; anything else is told by an id that the log explains. */
export function operationFault(fault: unknown, log: Log): AppError {
  const correlationId = currentScope().correlation ?? randomUUID();
  const error = errorOf(fault);
  log.error('operation-failed', {
    correlation: correlationId,
    code: error.code,
    stack: stackOf(fault),
  });
  return { ...error, correlationId };
}

/** Why a second operation is refused beside the one under way. */
export function busyFault(busy: Busy, run: string): CodedError {
  return new CodedError(busy === 'run' ? appError('HX-RUNNING', { run }) : appError('HX-BUSY'));
}
