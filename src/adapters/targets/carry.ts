/** The two sides of a customer that is reached by hand: scripts go there, result files come back. */
import type { CustomerRecord } from '../../core/model/customer';
import type { Clock, Directory, Files, Shell } from '../../core/ports';
import { appError } from '../../shared/errors';

/** What stands in for shell and directory. Nothing is reached from here: every call is HX-REACH. */
export function carriedTargets(
  _files: Files,
  record: CustomerRecord,
  _clock: Clock,
): { readonly shell: Shell; readonly directory: Directory } {
  const { exchangeServer, tenantDomain } = record;
  return {
    shell: {
      description: exchangeServer,
      invoke: () =>
        Promise.resolve({
          kind: 'not-sent',
          error: appError('HX-REACH', { target: exchangeServer }),
        }),
    },
    directory: {
      description: tenantDomain,
      send: () =>
        Promise.resolve({ kind: 'failed', error: appError('HX-REACH', { target: tenantDomain }) }),
    },
  };
}
