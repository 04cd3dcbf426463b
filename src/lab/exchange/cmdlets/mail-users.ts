/** New-, Set- and Remove-MailUser. */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { accountIdentities, oneObject } from '../identity';
import {
  CONTAINERS,
  accountCanonical,
  accountDn,
  aliasFrom,
  fold,
  forestDn,
  samAccountNameFrom,
} from '../names';
import type { Session } from '../session';
import type { AccountData } from '../state';
import { legacyDn, mailUserRow } from './accounts';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';
import { defaultDomain } from './organisation';

/** New-MailUser without a password: the account is made disabled, which is what an application account wants. */
export const newMailUser: Handler = (session, parameters) => {
  if (session.has('access-denied')) throw session.accessDenied();
  const guid = session.guid('mail user');
  const data = newAccount(session, parameters, guid);
  const accounts = session.directory.list('account');
  refuseTakenAddresses(session, accounts, guid, data);
  const twin = accounts.find(
    (view) => fold(view.data.name) === fold(data.name) && view.data.container === data.container,
  );
  if (twin !== undefined) {
    const { forest } = session.organisation;
    throw session.alreadyExists(accountDn(forest, twin.data.container, twin.data.name));
  }
  return [mailUserRow(session, session.directory.create('account', guid, data))];
};

function newAccount(session: Session, parameters: Bound, guid: string): AccountData {
  const accounts = session.directory.list('account');
  const taken = (pick: (data: AccountData) => string) => (candidate: string) =>
    accounts.some((view) => fold(pick(view.data)) === fold(candidate));
  const name = parameters.required('Name');
  const alias = parameters.text('Alias') ?? aliasFrom(name);
  const external = parameters.required('ExternalEmailAddress');
  const primary = parameters.text('PrimarySmtpAddress');
  const address = primary ?? policyAddress(session, accounts, alias, external);
  const others = fold(external) === fold(address) ? [] : [`smtp:${external}`];
  return {
    name,
    container: container(session, parameters.text('OrganizationalUnit')),
    type: 'MailUser',
    alias,
    displayName: parameters.text('DisplayName') ?? name,
    samAccountName:
      parameters.text('SamAccountName') ??
      samAccountNameFrom(
        name,
        taken((data) => data.samAccountName),
      ),
    userPrincipalName: `${alias}@${session.organisation.forest}`,
    emailAddresses: [`SMTP:${address}`, ...others],
    externalEmailAddress: `SMTP:${external}`,
    hidden: false,
    policyEnabled: primary === undefined,
    accountDisabled: true,
    legacyExchangeDn: legacyDn(session.organisation.name, guid, name),
  };
}

/** The address the e-mail address policy gives: alias at the default domain, with a number where it is taken. */
function policyAddress(
  session: Session,
  accounts: readonly View<'account'>[],
  alias: string,
  external: string,
): string {
  const domain = defaultDomain(session);
  for (let number = 1; ; number += 1) {
    const candidate = `${alias}${number === 1 ? '' : String(number)}@${domain}`;
    if (fold(candidate) === fold(external) || holder(accounts, '', candidate) === undefined)
      return candidate;
  }
}

/** The account that holds an address, other than the one with the given GUID. */
function holder(
  accounts: readonly View<'account'>[],
  guid: string,
  address: string,
): View<'account'> | undefined {
  const wanted = fold(`smtp:${address}`);
  return accounts.find(
    (view) => view.guid !== guid && view.data.emailAddresses.some((item) => fold(item) === wanted),
  );
}

function refuseTakenAddresses(
  session: Session,
  accounts: readonly View<'account'>[],
  guid: string,
  data: AccountData,
): void {
  for (const item of data.emailAddresses) {
    const address = item.replace(/^smtp:/i, '');
    const found = holder(accounts, guid, address);
    if (found === undefined) continue;
    const name = accountCanonical(
      session.organisation.forest,
      found.data.container,
      found.data.name,
    );
    throw session.error(
      'ProxyAddressExistsException',
      `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${name}". Please choose another proxy address.`,
    );
  }
}

/** A container by name, canonical name or distinguished name; Users where none is given. */
function container(session: Session, typed: string | undefined): string {
  if (typed === undefined || typed === '') return 'Users';
  const { forest } = session.organisation;
  const found = Object.entries(CONTAINERS).find(([name, rdn]) =>
    [name, `${forest}/${name}`, `${rdn},${forestDn(forest)}`].some(
      (text) => fold(text) === fold(typed),
    ),
  );
  if (found === undefined) throw session.notFound(typed);
  return found[0];
}

/** Set-MailUser. */
export const setMailUser: Handler = (session, parameters) => {
  const view = find(session, parameters.required('Identity'));
  const external = parameters.text('ExternalEmailAddress');
  const data: AccountData = {
    ...view.data,
    hidden: parameters.flag('HiddenFromAddressListsEnabled') ?? view.data.hidden,
    policyEnabled: parameters.flag('EmailAddressPolicyEnabled') ?? view.data.policyEnabled,
    displayName: parameters.text('DisplayName') ?? view.data.displayName,
    externalEmailAddress:
      external === undefined ? view.data.externalEmailAddress : `SMTP:${external}`,
    emailAddresses: external === undefined ? view.data.emailAddresses : moved(view.data, external),
  };
  const { forest } = session.organisation;
  if (sameData(view.data, data)) {
    return warnUnchanged(session, accountCanonical(forest, data.container, data.name));
  }
  refuseTakenAddresses(session, session.directory.list('account'), view.guid, data);
  session.directory.update('account', view.guid, data);
  return [];
};

/** The address list after the external address moved: the old external one goes, unless it is the primary one. */
function moved(data: AccountData, external: string): string[] {
  const old = fold(data.externalEmailAddress ?? '');
  const kept = data.emailAddresses.filter((item) => item.startsWith('SMTP:') || fold(item) !== old);
  const known = kept.some((item) => fold(item) === fold(`smtp:${external}`));
  return known ? kept : [...kept, `smtp:${external}`];
}

/**
 * Remove-MailUser deletes the account. Assignments and partner applications that named it stay, without it: Active
 * Directory clears a link to a deleted object. That Exchange cleans up no further is not confirmed.
 */
export const removeMailUser: Handler = (session, parameters) => {
  session.directory.remove('account', find(session, parameters.required('Identity')).guid);
  return [];
};

function find(session: Session, typed: string): View<'account'> {
  const all = session.directory.list('account').filter((view) => view.data.type === 'MailUser');
  return oneObject(session, all, (view) => accountIdentities(session, view), typed);
}
