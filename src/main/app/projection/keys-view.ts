import type { KeysView } from '../../../shared/ipc/keys-view';
import type { CustomerRecord } from '../../../core/model/customer';
import type { KeysKnown } from '../../../core/keys/key-keeper';
import { findingView } from './plan-view';

/** The keys screen's part of the view. */
export function keysView(known: KeysKnown, record: CustomerRecord): KeysView {
  const { inventory, readAt, backups } = known;
  return {
    readAt,
    principals:
      inventory?.principals.map(({ applicationId, name, role, state, error, keys }) => ({
        applicationId,
        name,
        role,
        state,
        error,
        keys,
      })) ?? null,
    findings: (inventory?.findings ?? []).map(findingView),
    ...policyView(inventory?.policy ?? null),
    backups: backups.map(({ file, at, run, principals, keys }) => ({
      file,
      at,
      byRun: run !== null,
      principals,
      keys,
    })),
    added: record.principals ?? [],
  };
}

type Policy = NonNullable<KeysKnown['inventory']>['policy'];

function policyView(policy: Policy): Pick<KeysView, 'policyDays' | 'policyError'> {
  if (policy === null) return {};
  if ('error' in policy) return { policyError: policy.error };
  const caps = [policy.principalDays, policy.applicationDays].flatMap((days) => days ?? []);
  return { policyDays: caps.length === 0 ? null : Math.min(...caps) };
}
