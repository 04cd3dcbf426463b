/** Reads of the test mailbox. On the pinned domain controller, each for exactly one mailbox. */
import * as v from 'valibot';
import type { Facts } from '../model/facts';
import { message } from '../model/message';
import type { ReadArguments, ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psList, psText, required, single } from './definition';
import { sortedNames } from './oauth';

/** Two answers show that an address is not one mailbox's; more are not needed. */
const TWO = '2';

function pinnedTo(args: ReadArguments): { Identity: string; DomainController: string } {
  return {
    Identity: required(args, 'identity'),
    DomainController: required(args, 'domainController'),
  };
}

const mailboxSchema = v.object({
  PrimarySmtpAddress: psText,
  RecipientTypeDetails: psText,
  GrantSendOnBehalfTo: psList,
  LitigationHoldEnabled: psBoolean,
  InPlaceHolds: psList,
});
export type Mailbox = v.InferOutput<typeof mailboxSchema>;

/** Get-Mailbox for one address; null where no mailbox on these servers has it. */
export const mailboxHere: ReadDefinition<Mailbox | null> = {
  id: 'mailbox-here',
  target: 'exchange',
  aside: true,
  title: (args) => message('core.read.mailbox-here', { mailbox: args['identity'] ?? '' }),
  query: (args) => cmdlet('Get-Mailbox', { ...pinnedTo(args), ResultSize: TWO }),
  parse: (answer, _crypto, args) =>
    single(parseItems(mailboxSchema, answer), required(args, 'identity')),
  facts: (value) => ({
    found: value !== null,
    RecipientTypeDetails: value?.RecipientTypeDetails ?? null,
    GrantSendOnBehalfTo: value?.GrantSendOnBehalfTo ?? [],
  }),
};

/** More are not shown: whoever looks for one mailbox types more of its name. */
export const MOST_FOUND = 25;

const foundSchema = v.object({ PrimarySmtpAddress: psText, RecipientTypeDetails: psText });

/** Get-Mailbox: addresses of people's mailboxes on these servers whose names begin like the text. */
export const mailboxesLike: ReadDefinition<readonly string[]> = {
  id: 'mailboxes-like',
  target: 'exchange',
  aside: true,
  title: (args) => message('core.read.mailboxes-like', { text: args['text'] ?? '' }),
  query: (args) =>
    cmdlet('Get-Mailbox', {
      Anr: required(args, 'text'),
      DomainController: required(args, 'domainController'),
      ResultSize: String(MOST_FOUND),
    }),
  parse: (answer) =>
    parseItems(foundSchema, answer)
      .filter((item) => ['UserMailbox', 'LinkedMailbox'].includes(item.RecipientTypeDetails))
      .map((item) => item.PrimarySmtpAddress)
      .filter((address) => address !== '')
      .sort(),
  facts: () => ({}),
};

const accessSchema = v.object({
  Guid: psText,
  EwsEnabled: v.nullish(v.boolean(), null),
  EwsApplicationAccessPolicy: psText,
  EwsAllowList: psList,
  EwsBlockList: psList,
});
export type MailboxAccess = v.InferOutput<typeof accessSchema>;

function accessFacts(value: MailboxAccess | null): Facts {
  if (value === null) return { found: false };
  return {
    found: true,
    Guid: value.Guid,
    // null and False differ here: only False stops EWS.
    EwsEnabled: String(value.EwsEnabled ?? 'not set'),
    EwsApplicationAccessPolicy: value.EwsApplicationAccessPolicy,
    EwsAllowList: sortedNames(value.EwsAllowList),
    EwsBlockList: sortedNames(value.EwsBlockList),
  };
}

/** Get-CASMailbox: who may use Exchange Web Services with this mailbox. */
export const mailboxAccess: ReadDefinition<MailboxAccess | null> = {
  id: 'mailbox-access',
  target: 'exchange',
  title: (args) => message('core.read.mailbox-access', { mailbox: args['identity'] ?? '' }),
  query: (args) => cmdlet('Get-CASMailbox', pinnedTo(args)),
  parse: (answer, _crypto, args) =>
    single(parseItems(accessSchema, answer), required(args, 'identity')),
  facts: accessFacts,
};

const folderSchema = v.object({
  FolderType: psText,
  FolderPath: psText,
  ItemsInFolder: psText,
});

/** Get-MailboxFolderStatistics: the path of the calendar, whose name is in the mailbox's own language; '' where there is none. */
export const calendarFolder: ReadDefinition<string> = {
  id: 'calendar-folder',
  target: 'exchange',
  aside: true,
  title: (args) => message('core.read.calendar-folder', { mailbox: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-MailboxFolderStatistics', { ...pinnedTo(args), FolderScope: 'Calendar' }),
  parse: (answer) =>
    parseItems(folderSchema, answer).find((item) => item.FolderType === 'Calendar')?.FolderPath ??
    '',
  facts: (value) => ({ FolderPath: value }),
};

/** Get-MailboxFolderStatistics: how many items lie in Purges; null where the mailbox has no such folder. */
export const purgesFolder: ReadDefinition<string | null> = {
  id: 'purges-folder',
  target: 'exchange',
  aside: true,
  title: (args) => message('core.read.purges-folder', { mailbox: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-MailboxFolderStatistics', { ...pinnedTo(args), FolderScope: 'RecoverableItems' }),
  parse: (answer) =>
    parseItems(folderSchema, answer).find((item) => item.FolderType === 'RecoverableItemsPurges')
      ?.ItemsInFolder ?? null,
  facts: (value) => ({ ItemsInFolder: value }),
};

const permissionSchema = v.object({ User: psText, AccessRights: psList });
export type FolderPermission = v.InferOutput<typeof permissionSchema>;

/** Get-MailboxFolderPermission of the calendar; `folder` is its path as calendarFolder found it. */
export const calendarPermissions: ReadDefinition<FolderPermission[]> = {
  id: 'calendar-permissions',
  target: 'exchange',
  aside: true,
  title: (args) => message('core.read.calendar-permissions', { mailbox: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-MailboxFolderPermission', {
      ...pinnedTo(args),
      Identity: `${required(args, 'identity')}:${required(args, 'folder').replaceAll('/', '\\')}`,
    }),
  parse: (answer) => parseItems(permissionSchema, answer),
  facts: (value) =>
    Object.fromEntries(value.map((item) => [item.User, [...item.AccessRights].sort()])),
};
