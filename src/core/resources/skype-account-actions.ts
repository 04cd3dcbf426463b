/** Actions on the account that the pool acts as in Exchange. */
import type { Action } from '../model/action';
import type { FromAction } from '../model/command';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { assignRole, hideAccount, makeAccount } from './account-actions';
import type { PlanContext } from './context';
import { defaultDomain } from './skype-state';

/** The resource of the account. */
export const SELF = { id: 'skype-account', step: 'sfb-partner' } as const;
/** The name that the script looks for and makes. */
export const NAME = 'LyncEnterprise-ApplicationAccount';
/** What the pool needs; the script gives MeetingGraphApplication besides, where its copy knows it. */
export const ROLES = ['UserApplication', 'ArchiveApplication'];
const SCRIPT_ROLES = [...ROLES, 'MeetingGraphApplication'];
/** Id of the action that makes it. */
export const CREATE = 'skype-account.create';

/** The external address of the account; '' where no domain is known. */
export function addressOf(context: PlanContext): string {
  const domain = defaultDomain(context);
  return domain === '' ? '' : `${NAME}@${domain}`;
}

const BASE = {
  step: SELF.step,
  resource: SELF.id,
  target: 'exchange',
  article: 'article-000',
  tags: [],
} as const;

/** Makes the account, hidden and with its roles. */
export function create(context: PlanContext): readonly Action[] {
  const made = makeAccount(context, {
    id: CREATE,
    name: NAME,
    address: addressOf(context),
    roles: SCRIPT_ROLES,
  });
  const guid = { from: CREATE, property: 'Guid' };
  const assignee = { from: CREATE, property: 'DistinguishedName' };
  return [
    {
      ...BASE,
      ...made,
      reason: message('core.reason.skype-account', { name: NAME }),
      departs: message('core.departs.skype-account'),
      dependsOn: [],
    },
    hide(context, guid, made.read, CREATE),
    ...ROLES.map((role) => assign(context, role, assignee, [CREATE])),
  ];
}

/** Hides it, there already or made before by the action `madeBy`. */
export function hide(
  context: PlanContext,
  guid: string | FromAction,
  read: ReadRequest,
  madeBy: string | null,
): Action {
  return {
    ...BASE,
    ...hideAccount(context, { id: 'skype-account.hide', guid, read, madeBy }),
    reason: message('core.reason.hide-account', { name: NAME }),
  };
}

/** Gives it one role. */
export function assign(
  context: PlanContext,
  role: string,
  assignee: string | FromAction,
  dependsOn: readonly string[],
): Action {
  return {
    ...BASE,
    ...assignRole(context, { id: `skype-account.role.${role}`, role, assignee }),
    reason: message('core.reason.assign-role', { role, name: NAME }),
    dependsOn,
  };
}
