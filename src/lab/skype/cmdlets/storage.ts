/** Test-CsExStorageConnectivity, Test- and Debug-CsUnifiedContactStore. */
import { fold } from '../../exchange/names';
import type { Row } from '../../exchange/session';
import { frontEnds } from '../issuer';
import type { SkypeSession } from '../session';
import { storageProblem } from '../storage';
import type { SkypeHandler } from './handler';

/**
 * Test-CsExStorageConnectivity: writes an item, and deletes it with -DeleteItem. Neither the properties of what it
 * answers nor its words are published: the row has what remoting adds and nothing else.
 */
export const testCsExStorageConnectivity: SkypeHandler = (session, parameters) => {
  if (session.has('sfb-access-denied'))
    throw session.refusal(
      'AccessDenied',
      'Access Denied: the account is in neither RTC Local User Administrators nor RTCUniversalUserAdmins.',
    );
  const computer = storageComputer(
    session,
    parameters.text('Binding') ?? 'NetNamedPipe',
    parameters.text('HostNameStorageService'),
  );
  const sip = parameters.required('SipUri');
  const problem = storageProblem(session, computer, sip);
  if (problem !== undefined) throw session.error('ExStorageConnectivityFailed', problem);
  if (parameters.flag('DeleteItem') !== true) {
    const folder = parameters.text('Folder') ?? 'ConversationHistory';
    const mailbox = fold(sip).replace(/^sip:/, '');
    session.skype.testItems.push({ mailbox, folder, at: session.now });
  }
  return [session.row({})];
};

/** The front end whose storage service is asked: by a named pipe the session's own, by TCP the named one. */
function storageComputer(session: SkypeSession, binding: string, host: string | undefined): string {
  if (binding === 'NetNamedPipe') return session.computer;
  if (host === undefined)
    throw session.refusal('HostNameMissing', 'NetTCP needs -HostNameStorageService.');
  const found = frontEnds(session.skype).find((fqdn) => fold(fqdn) === fold(host));
  if (found === undefined)
    throw session.refusal('EndpointNotFound', `there is no storage service on "${host}".`);
  return found;
}

/** Test-CsUnifiedContactStore. The form of its answer is known from a sibling. */
export const testCsUnifiedContactStore: SkypeHandler = (session, parameters) => {
  const target = parameters.required('TargetFqdn');
  if (!session.skype.pools.some((pool) => fold(pool.fqdn) === fold(target)))
    throw session.refusal('PoolNotFound', `there is no pool "${target}".`);
  const sip = parameters.text('UserSipAddress') ?? session.skype.users[0]?.sipAddress ?? '';
  const problem = contactProblem(session, sip);
  return [
    session.row({
      TargetFqdn: target,
      Result: problem === undefined ? 'Success' : 'Failure',
      Latency: '00:00:00',
      Error: problem ?? '',
      Diagnosis: '',
    }),
  ];
};

function contactProblem(session: SkypeSession, sip: string): string | undefined {
  const isAllowed = session.skype.userServicesPolicies.some((item) => item.ucsAllowed);
  if (!isAllowed)
    return 'No contacts were received for the user. Verify that contacts exist for the user.';
  return storageProblem(session, session.computer, sip);
}

/** Debug-CsUnifiedContactStore of a pool: counts by front end. Users count as migrated once storage works for them. */
export const debugCsUnifiedContactStore: SkypeHandler = (session, parameters) => {
  const typed = parameters.required('PoolFqdn');
  const pool = session.skype.pools.find((item) => fold(item.fqdn) === fold(typed));
  if (pool === undefined) throw session.refusal('PoolNotFound', `there is no pool "${typed}".`);
  return pool.computers.map((computer, index) => counts(session, computer, index));
};

/** Users are spread over the front ends in turn. */
function counts(session: SkypeSession, computer: string, index: number): Row {
  const { users, userServicesPolicies, pools } = session.skype;
  const width = pools[0]?.computers.length ?? 1;
  const own = users.filter((_user, position) => position % width === index);
  const isAllowed = userServicesPolicies.some((item) => item.ucsAllowed);
  const migrated = isAllowed
    ? own.filter((user) => storageProblem(session, computer, user.sipAddress) === undefined)
    : [];
  return session.row({
    FrontEnd: computer,
    UcsDisabledCount: isAllowed ? 0 : own.length,
    UcsAllowedCount: isAllowed ? own.length : 0,
    UcsMigratingCount: isAllowed ? own.length - migrated.length : 0,
    UcsMigratedCount: migrated.length,
    FailedUserData: null,
  });
}
