/** Get-Recipient, Get-User and Get-MailUser, and the rows of accounts. */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { accountIdentities, getObjects } from '../identity';
import { cut } from '../names';
import { accountRow } from '../rows';
import type { Row, Session } from '../session';
import type { AccountData } from '../state';
import type { Handler } from './handler';

const isRecipient = (view: View<'account'>): boolean => view.data.emailAddresses.length > 0;
const isUser = (view: View<'account'>): boolean => view.data.type !== 'MailContact';
const isMailUser = (view: View<'account'>): boolean => view.data.type === 'MailUser';

/** Get-Recipient: everything that has an address. */
export const getRecipient: Handler = (session, parameters) =>
  found(session, parameters, isRecipient).map((view) => recipientRow(session, view));

/** Get-User: every account, with or without an address. Its output is not published; the lab gives common ones. */
export const getUser: Handler = (session, parameters) =>
  found(session, parameters, isUser).map((view) => userRow(session, view));

/** Get-MailUser. */
export const getMailUser: Handler = (session, parameters) =>
  found(session, parameters, isMailUser).map((view) => mailUserRow(session, view));

function found(
  session: Session,
  parameters: Bound,
  wanted: (view: View<'account'>) => boolean,
): View<'account'>[] {
  const views = getObjects(
    session,
    session.directory.list('account').filter(wanted),
    (view) => accountIdentities(session, view),
    parameters.text('Identity'),
  );
  return limited(session, views, parameters.text('ResultSize') ?? '1000');
}

/** Applies -ResultSize and says so when something was left out. The warning's wording is general knowledge. */
export function limited<Item>(session: Session, items: readonly Item[], size: string): Item[] {
  if (size === 'Unlimited' || items.length <= Number(size)) return [...items];
  session.warn(
    `By default, only the first ${size} items are returned. Use the ResultSize parameter to specify the number of items returned. ` +
      'To return all items, specify "-ResultSize Unlimited".',
  );
  return items.slice(0, Number(size));
}

/** RecipientType of an account. */
function recipientType(data: AccountData): string {
  if (data.type === 'RoomMailbox') return 'UserMailbox';
  if (data.type === 'RemoteUserMailbox') return 'MailUser';
  return data.type === 'LinkedUser' ? 'User' : data.type;
}

/** The primary address without its prefix. */
function primaryAddress(data: AccountData): string {
  return data.emailAddresses.find((item) => item.startsWith('SMTP:'))?.slice(5) ?? '';
}

function organizationalUnit(session: Session, data: AccountData): string {
  return `${session.organisation.forest}/${data.container}`;
}

function userAccountControl(data: AccountData): string {
  return data.accountDisabled
    ? 'AccountDisabled, PasswordNotRequired, NormalAccount'
    : 'NormalAccount';
}

function recipientRow(session: Session, view: View<'account'>): Row {
  const { data } = view;
  return accountRow(session, view, {
    Alias: data.alias,
    DisplayName: data.displayName,
    EmailAddresses: [...data.emailAddresses],
    PrimarySmtpAddress: primaryAddress(data),
    ExternalEmailAddress: data.externalEmailAddress,
    RecipientType: recipientType(data),
    RecipientTypeDetails: data.type,
    SamAccountName: data.samAccountName,
    OrganizationalUnit: organizationalUnit(session, data),
    HiddenFromAddressListsEnabled: data.hidden,
    EmailAddressPolicyEnabled: data.policyEnabled,
  });
}

function userRow(session: Session, view: View<'account'>): Row {
  const { data } = view;
  return accountRow(session, view, {
    DisplayName: data.displayName,
    SamAccountName: data.samAccountName,
    UserPrincipalName: data.userPrincipalName,
    RecipientType: recipientType(data),
    RecipientTypeDetails: data.type,
    UserAccountControl: userAccountControl(data),
    WindowsEmailAddress: primaryAddress(data),
    OrganizationalUnit: organizationalUnit(session, data),
  });
}

/** A mail user as Get-MailUser and New-MailUser show it. */
export function mailUserRow(session: Session, view: View<'account'>): Row {
  const { data } = view;
  return accountRow(session, view, {
    ExternalEmailAddress: data.externalEmailAddress,
    EmailAddresses: [...data.emailAddresses],
    PrimarySmtpAddress: primaryAddress(data),
    WindowsEmailAddress: primaryAddress(data),
    Alias: data.alias,
    DisplayName: data.displayName,
    SamAccountName: data.samAccountName,
    UserPrincipalName: data.userPrincipalName,
    HiddenFromAddressListsEnabled: data.hidden,
    EmailAddressPolicyEnabled: data.policyEnabled,
    RecipientType: recipientType(data),
    RecipientTypeDetails: data.type,
    ExchangeUserAccountControl: data.accountDisabled ? 'AccountDisabled' : 'None',
    LegacyExchangeDN: data.legacyExchangeDn,
    OrganizationalUnit: organizationalUnit(session, data),
    MaxSendSize: 'Unlimited',
    RecipientLimits: 'Unlimited',
    UseMapiRichTextFormat: 'UseDefaultSettings',
  });
}

/** Legacy distinguished name: 32 hex digits keep it unique, the name is cut. Form inferred from one sample. */
export function legacyDn(organisation: string, guid: string, name: string): string {
  const unique = guid.replace(/-/g, '');
  return `/o=${organisation}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${unique}-${cut(name, 15)}`;
}
