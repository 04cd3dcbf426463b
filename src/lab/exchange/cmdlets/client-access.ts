/** Set-OrganizationConfig, Get- and Set-CASMailbox, Get-Mailbox: who may use Exchange Web Services, and whose mailbox. */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { accountIdentities, getObjects, oneObject } from '../identity';
import { accountRow } from '../rows';
import type { Row, Session } from '../session';
import { limited, mailUserRow } from './accounts';
import { sameData, warnUnchanged } from './changes';
import { EWS_UNSET, changedAccess, ewsRow } from './ews-access';
import type { Handler } from './handler';

/** Set-OrganizationConfig. */
export const setOrganizationConfig: Handler = (session, parameters) => {
  const view = session.directory.list('organisation')[0];
  if (view === undefined) throw session.notFound(session.organisation.name);
  const data = {
    ...view.data,
    ews: changedAccess(view.data.ews, parameters),
    oauth2ClientProfileEnabled:
      parameters.flag('OAuth2ClientProfileEnabled') ?? view.data.oauth2ClientProfileEnabled,
  };
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('organisation', view.guid, data);
  return [];
};

/** True for accounts with a mailbox on these servers. */
export function hasMailbox(view: View<'account'>): boolean {
  return view.data.type === 'UserMailbox' || view.data.type === 'RoomMailbox';
}

function mailboxes(session: Session, parameters: Bound): View<'account'>[] {
  return getObjects(
    session,
    session.directory.list('account').filter(hasMailbox),
    (view) => accountIdentities(session, view),
    parameters.text('Identity'),
  );
}

/** Get-CASMailbox. Its output is not in the reference; the lab gives the settings of Exchange Web Services. */
export const getCasMailbox: Handler = (session, parameters) =>
  mailboxes(session, parameters).map((view) =>
    accountRow(session, view, {
      PrimarySmtpAddress: primaryAddress(view),
      DisplayName: view.data.displayName,
      ...ewsRow(view.data.ews ?? EWS_UNSET),
    }),
  );

/** Set-CASMailbox. */
export const setCasMailbox: Handler = (session, parameters) => {
  const all = session.directory.list('account').filter(hasMailbox);
  const identities = (view: View<'account'>) => accountIdentities(session, view);
  const view = oneObject(session, all, identities, parameters.required('Identity'));
  const before = view.data.ews ?? EWS_UNSET;
  const ews = changedAccess(before, parameters);
  if (sameData(before, ews)) return warnUnchanged(session, view.data.name);
  session.directory.update('account', view.guid, { ...view.data, ews });
  return [];
};

/** Get-Mailbox. Its output is not in the reference; the lab gives what recipients share and the mailbox's place. */
export const getMailbox: Handler = (session, parameters) => {
  const found = mailboxes(session, parameters).filter((view) =>
    isNamedLike(view, parameters.text('Anr')),
  );
  return limited(session, found, parameters.text('ResultSize') ?? '1000').map((view) =>
    mailboxRow(session, view),
  );
};

/** Ambiguous name resolution: the beginning of a name, of one of its words, of the alias or of an address. */
function isNamedLike({ data }: View<'account'>, text: string | undefined): boolean {
  if (text === undefined) return true;
  const names = [
    data.name,
    data.displayName,
    ...data.displayName.split(' '),
    data.alias,
    ...data.emailAddresses.map((address) => address.slice(address.indexOf(':') + 1)),
  ];
  return names.some((name) => name.toLowerCase().startsWith(text.toLowerCase()));
}

function mailboxRow(session: Session, view: View<'account'>): Row {
  return {
    ...mailUserRow(session, view),
    RecipientType: 'UserMailbox',
    ServerName: session.organisation.objects.server[0]?.versions[0]?.data?.name ?? '',
    IsLinked: false,
    LitigationHoldEnabled: false,
    InPlaceHolds: [],
    GrantSendOnBehalfTo: (view.data.delegation?.sendOnBehalf ?? []).map(
      (name) => `${session.organisation.forest}/Staff/${name}`,
    ),
  };
}

function primaryAddress(view: View<'account'>): string {
  return view.data.emailAddresses.find((item) => item.startsWith('SMTP:'))?.slice(5) ?? '';
}
