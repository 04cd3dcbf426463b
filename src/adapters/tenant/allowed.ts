import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { graphRule, neededPermissions } from '../../core/commands/graph-table';
import type { Directory } from '../../core/ports';
import type { GraphPermission } from '../../core/commands/graph-table';

/**
 * A directory that sends what the table of Graph requests names and nothing else, and that asks for permissions
 * before a run needs them.
 */
export function allowedOnly(
  directory: Directory,
  extend: (permissions: readonly GraphPermission[]) => Promise<Result<null>>,
): Directory {
  return {
    description: directory.description,
    send: async (request, options) => {
      if (graphRule(request) !== undefined) return await directory.send(request, options);
      const error = appError('HX-BUG', {}, `not in the table: ${request.method} ${request.url}`);
      return { kind: 'failed', error: { ...error, correlationId: options.requestId } };
    },
    prepare: (requests) => extend(neededPermissions(requests)),
  };
}
