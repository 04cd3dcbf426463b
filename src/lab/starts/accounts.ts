/** People and application accounts of the start states. */
import { legacyDn } from '../exchange/cmdlets/accounts';
import { aliasFrom, fold, samAccountNameFrom } from '../exchange/names';
import type { AccountData, AccountType } from '../exchange/state';
import { guidOf } from '../deterministic';
import { ORGANISATION } from './builder';
import type { OrganisationBuilder } from './builder';

interface Person {
  readonly name: string;
  readonly alias: string;
  readonly type: AccountType;
  readonly container?: string;
  readonly external?: string;
}

/** Their names hold what names hold: umlauts, Han characters, apostrophes, commas, slashes. */
const PEOPLE: readonly Person[] = [
  { name: 'Ada Lindqvist', alias: 'ada', type: 'UserMailbox' },
  { name: 'Administrator', alias: 'administrator', type: 'User', container: 'Users' },
  { name: 'Zoë Müller', alias: 'zoe.mueller', type: 'UserMailbox' },
  { name: '陳美玲', alias: 'meiling.chen', type: 'UserMailbox' },
  { name: 'O’Brien, Pat', alias: 'pat.obrien', type: 'UserMailbox' },
  { name: 'Sales / Support', alias: 'sales', type: 'UserMailbox' },
  { name: 'Room Aurora', alias: 'room.aurora', type: 'RoomMailbox' },
  {
    name: 'Cleo Martin',
    alias: 'cleo.martin',
    type: 'RemoteUserMailbox',
    external: 'cleo.martin@contoso.mail.onmicrosoft.com',
  },
  { name: 'Kim Partner', alias: 'kim.partner', type: 'MailContact', external: 'kim@fabrikam.com' },
  {
    name: 'Jean Dupré',
    alias: 'jean.dupre',
    type: 'MailUser',
    external: 'jean.dupre@fabrikam.com',
  },
];

/** The account that may do everything in the lab, on both sides. */
export const ADMIN_ALIAS = 'ada';

/** Adds the people of every start state. */
export function addPeople(builder: OrganisationBuilder): void {
  for (const person of PEOPLE) addAccount(builder, { container: 'Staff', ...person });
}

/** Adds an account with what Exchange would derive from its name; returns its GUID. */
export function addAccount(
  builder: OrganisationBuilder,
  wish: Person & {
    readonly container: string;
    readonly hidden?: boolean;
    readonly daysAgo?: number;
  },
): string {
  const known = builder.state.objects.account.flatMap(
    (item) => item.versions[0]?.data?.samAccountName ?? [],
  );
  const isUser = wish.type !== 'MailContact';
  const hasAddress = wish.type !== 'User' && wish.type !== 'LinkedUser';
  const address = `${wish.alias}@${ORGANISATION.domain}`;
  const guid = guidOf(builder.seed, 'account', wish.name);
  const sam = samAccountNameFrom(wish.alias, (candidate) =>
    known.some((name) => fold(name) === fold(candidate)),
  );
  const data: AccountData = {
    name: wish.name,
    container: wish.container,
    type: wish.type,
    alias: hasAddress ? wish.alias : '',
    displayName: wish.name,
    samAccountName: isUser ? sam : '',
    userPrincipalName: isUser ? userPrincipalName(wish) : '',
    emailAddresses: hasAddress ? addresses(address, wish.external) : [],
    externalEmailAddress: wish.external === undefined ? null : `SMTP:${wish.external}`,
    hidden: wish.hidden ?? false,
    policyEnabled: hasAddress,
    accountDisabled: wish.type === 'LinkedUser' || wish.type === 'MailUser',
    legacyExchangeDn: hasAddress ? legacyDn(ORGANISATION.name, guid, wish.name) : '',
  };
  return builder.add('account', wish.name, data, wish.daysAgo);
}

/** Adds a mail user for an application, as article 001 makes it; returns its GUID. */
export function addApplicationAccount(
  builder: OrganisationBuilder,
  name: string,
  hidden: boolean,
): string {
  return addAccount(builder, {
    name,
    alias: aliasFrom(name),
    type: 'MailUser',
    container: 'Users',
    external: `${name}@${ORGANISATION.domain}`,
    hidden,
    daysAgo: 90,
  });
}

function userPrincipalName(wish: Person): string {
  const isPerson = /Mailbox$/.test(wish.type);
  return `${wish.alias}@${isPerson ? ORGANISATION.domain : ORGANISATION.forest}`;
}

function addresses(primary: string, external: string | undefined): string[] {
  const isOther = external !== undefined && fold(external) !== fold(primary);
  return isOther ? [`SMTP:${primary}`, `smtp:${external}`] : [`SMTP:${primary}`];
}
