/**
 * Get-MailboxFolderStatistics and Get-MailboxFolderPermission. Their outputs are not in the reference: the property
 * names are those of the pages and of what is published widely; which folders there are, and their counts, is practice.
 */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { accountIdentities, oneObject } from '../identity';
import type { Row, Session } from '../session';
import type { CalendarPermission } from '../state';
import { hasMailbox } from './client-access';
import type { Handler } from './handler';

/** What every calendar has. */
const DEFAULT_PERMISSIONS: readonly CalendarPermission[] = [
  { user: 'Default', rights: ['AvailabilityOnly'] },
  { user: 'Anonymous', rights: ['None'] },
];

const FOLDERS: Readonly<Record<string, readonly (readonly [type: string, path: string])[]>> = {
  Calendar: [
    ['Calendar', '/Calendar'],
    ['User Created', '/Calendar/Birthdays'],
  ],
  RecoverableItems: [
    ['RecoverableItemsRoot', '/Recoverable Items'],
    ['RecoverableItemsDeletions', '/Deletions'],
    ['RecoverableItemsPurges', '/Purges'],
    ['RecoverableItemsVersions', '/Versions'],
  ],
};

/** Items in Purges of a mailbox whose chats are archived. */
const ARCHIVED_ITEMS = 12;

function mailboxOf(session: Session, identity: string): View<'account'> {
  const all = session.directory.list('account').filter(hasMailbox);
  return oneObject(session, all, (view) => accountIdentities(session, view), identity);
}

/** Get-MailboxFolderStatistics, for the scopes that the lab knows. */
export const getMailboxFolderStatistics: Handler = (session, parameters: Bound) => {
  const mailbox = mailboxOf(session, parameters.required('Identity'));
  const folders = FOLDERS[parameters.text('FolderScope') ?? 'Calendar'] ?? [];
  return folders.map(([type, path]): Row => {
    const items = type === 'RecoverableItemsPurges' ? ARCHIVED_ITEMS : 0;
    return {
      Name: path.slice(path.lastIndexOf('/') + 1),
      FolderPath: path,
      FolderType: type,
      Identity: `${mailbox.data.alias}${path.replaceAll('/', '\\')}`,
      ItemsInFolder: items,
      ItemsInFolderAndSubfolders: items,
      DeletedItemsInFolder: 0,
    };
  });
};

/** Get-MailboxFolderPermission of a calendar: `mailbox:\Calendar`. */
export const getMailboxFolderPermission: Handler = (session, parameters) => {
  const identity = parameters.required('Identity');
  const at = identity.lastIndexOf(':\\');
  const mailbox = mailboxOf(session, at < 0 ? identity : identity.slice(0, at));
  const folder = at < 0 ? '' : identity.slice(at + 2);
  if (folder.toLowerCase() !== 'calendar') throw session.notFound(identity);
  const own = mailbox.data.delegation?.permissions ?? [];
  return [...DEFAULT_PERMISSIONS, ...own].map(({ user, rights }) => ({
    FolderName: 'Calendar',
    User: user,
    AccessRights: [...rights],
    SharingPermissionFlags: null,
  }));
};
