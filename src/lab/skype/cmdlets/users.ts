/** Get-CsUser, Set-CsUser and Grant-CsArchivingPolicy. The properties of a user are inferred. */
import { accountDn, fold } from '../../exchange/names';
import type { Row } from '../../exchange/session';
import type { SkypeSession } from '../session';
import type { SkypeUserState } from '../state';
import type { SkypeHandler } from './handler';

/** Get-CsUser: users who are enabled for Skype for Business. */
export const getCsUser: SkypeHandler = (session, parameters) => {
  const typed = parameters.text('Identity');
  const users =
    typed === undefined || typed === '' ? session.skype.users : [userNamed(session, typed)];
  return users.map((user) => userRow(session, user));
};

/** The user of a SIP address, user principal name, distinguished name or name. */
function userNamed(session: SkypeSession, typed: string): SkypeUserState {
  const wanted = fold(typed);
  const found = session.skype.users.find((user) =>
    [
      user.sipAddress,
      user.sipAddress.slice('sip:'.length),
      user.userPrincipalName,
      user.name,
      dnOf(session, user),
    ].some((text) => fold(text) === wanted),
  );
  if (found !== undefined) return found;
  throw session.refusal('ManagementObjectNotFound', `there is no user "${typed}".`);
}

function dnOf(session: SkypeSession, user: SkypeUserState): string {
  return accountDn(session.world.organisation.forest, 'Staff', user.name);
}

function userRow(session: SkypeSession, user: SkypeUserState): Row {
  return session.row({
    Identity: dnOf(session, user),
    DisplayName: user.name,
    Name: user.name,
    UserPrincipalName: user.userPrincipalName,
    WindowsEmailAddress: user.userPrincipalName,
    SipAddress: user.sipAddress,
    Enabled: true,
    EnabledForFederation: true,
    RegistrarPool: user.registrarPool,
    HostingProvider: 'SRV:',
    ArchivingPolicy: user.archivingPolicy,
    ExchangeArchivingPolicy: user.exchangeArchiving,
  });
}

function replace(session: SkypeSession, before: SkypeUserState, changed: SkypeUserState): void {
  session.skype.users = session.skype.users.map((user) => (user === before ? changed : user));
}

/** Set-CsUser. */
export const setCsUser: SkypeHandler = (session, parameters) => {
  const user = userNamed(session, parameters.required('Identity'));
  const wanted = ARCHIVING.find((item) => item === parameters.text('ExchangeArchivingPolicy'));
  replace(session, user, { ...user, exchangeArchiving: wanted ?? user.exchangeArchiving });
  return [];
};

const ARCHIVING = [
  'Uninitialized',
  'UseLyncArchivingPolicy',
  'NoArchiving',
  'ArchivingToExchange',
] as const;

/** Grant-CsArchivingPolicy: $null takes the policy away. */
export const grantCsArchivingPolicy: SkypeHandler = (session, parameters) => {
  const user = userNamed(session, parameters.required('Identity'));
  const typed = parameters.text('PolicyName') ?? '';
  const policy = typed === '' ? null : session.one(session.skype.archivingPolicies, typed).identity;
  replace(session, user, {
    ...user,
    archivingPolicy: policy === null ? null : policy.replace(/^Tag:/, ''),
  });
  return [];
};
