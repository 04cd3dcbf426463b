/** Who may use Exchange Web Services: the settings of organisation and mailbox that both spell alike. */
import type { Bound } from '../binding';
import type { Row } from '../session';
import type { EwsAccess } from '../state';

/** Nobody has set anything. */
export const EWS_UNSET: EwsAccess = { enabled: null, policy: null, allowList: [], blockList: [] };

/** The settings as output shows them: what is not set comes as $null. */
export function ewsRow(access: EwsAccess): Row {
  const list = (items: readonly string[]): readonly string[] | null =>
    items.length === 0 ? null : [...items];
  return {
    EwsEnabled: access.enabled,
    EwsApplicationAccessPolicy: access.policy,
    EwsAllowList: list(access.allowList),
    EwsBlockList: list(access.blockList),
  };
}

/** The settings as the parameters leave them. */
export function changedAccess(before: EwsAccess, parameters: Bound): EwsAccess {
  const policy = parameters.text('EwsApplicationAccessPolicy');
  return {
    enabled: parameters.has('EwsEnabled')
      ? (parameters.flag('EwsEnabled') ?? null)
      : before.enabled,
    policy:
      policy === undefined
        ? before.policy
        : policy === 'EnforceAllowList' || policy === 'EnforceBlockList'
          ? policy
          : null,
    allowList: parameters.texts('EwsAllowList') ?? before.allowList,
    blockList: parameters.texts('EwsBlockList') ?? before.blockList,
  };
}

/** True when a client of this user agent may use Exchange Web Services. List entries may begin and end with `*`. */
export function allowsAgent(access: EwsAccess, agent: string): boolean {
  const fits = (entry: string): boolean => {
    const parts = entry.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'i').test(agent);
  };
  if (access.enabled === false) return false;
  if (access.policy === 'EnforceAllowList') return access.allowList.some(fits);
  return access.policy !== 'EnforceBlockList' || !access.blockList.some(fits);
}

/** How Exchange names itself to Exchange Web Services of the other side (inferred). */
export const EXCHANGE_AGENT = 'ASProxy/CrossForest/EmailDomain';
