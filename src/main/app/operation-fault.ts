/** What a failed operation shows, and what the log keeps of it. */
import { randomUUID } from 'node:crypto';
import type { AppError } from '../../shared/errors';
import { currentScope } from '../../adapters/logging/scope';
import type { Log } from '../../core/ports';
import { errorOf, stackOf } from './fault-text';

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
