/**
 * Changes that somebody else makes in the practice lab, so that one can see what becomes of a plan. Texts:
 * `practice.edit.<id>`.
 */
import { APPLICATIONS } from '../applications';
import type { LabEdit, LabStatus } from '../lab';

/** All of them. */
export const WORLD_EDIT_IDS = [
  'hide-account',
  'show-account',
  'rename-account',
  'remove-role',
  'disable-partner',
  'add-key',
  'update-server',
  'stop-iis',
  'start-iis',
] as const;
/** One of them. */
export type WorldEditId = (typeof WORLD_EDIT_IDS)[number];

/** What an edit needs to know of the lab. */
export type EditedWorld = Pick<LabStatus, 'organisation' | 'tenant'>;

/** A file version later than those that start states have. */
const LATER_BUILD = '15.2.1748.39';
const ROLE = 'UserApplication';

/** The mail user that edits are about: one made for an application, where there is one. */
export function editedAccount({ mailUsers }: EditedWorld['organisation']): string | undefined {
  return mailUsers.find((name) => name.includes('ApplicationAccount')) ?? mailUsers[0];
}

/** The edit as the lab takes it; null where what it would change is not there. */
export function worldEdit(id: WorldEditId, { organisation, tenant }: EditedWorld): LabEdit | null {
  const account = editedAccount(organisation);
  const server = organisation.servers.at(-1);
  const applicationId = APPLICATIONS.skypeForBusinessOnline;
  switch (id) {
    case 'hide-account':
    case 'show-account':
      if (account === undefined) return null;
      return { edit: 'hide-mail-user', name: account, hidden: id === 'hide-account' };
    case 'rename-account':
      if (account === undefined) return null;
      return { edit: 'rename-mail-user', from: account, to: `${account.slice(0, 50)}-old` };
    case 'remove-role':
      return account === undefined ? null : { edit: 'remove-role', role: ROLE, user: account };
    case 'disable-partner':
      if (organisation.partnerApplications.length === 0) return null;
      return {
        edit: 'disable-partner-application',
        applicationId: APPLICATIONS.exchangeOnline,
      };
    case 'add-key':
      if (!tenant.servicePrincipals.includes(applicationId)) return null;
      return { edit: 'add-key', applicationId, label: 'Another admin' };
    case 'update-server':
      if (server === undefined) return null;
      return { edit: 'set-server-build', server, build: LATER_BUILD };
    case 'stop-iis':
    case 'start-iis':
      if (server === undefined) return null;
      return { edit: 'set-iis', server, running: id === 'start-iis' };
  }
}
