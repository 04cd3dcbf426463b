/** Test-OAuthConnectivity on an Exchange server. */
import { testOutbound } from '../../oauth/outbound';
import { detailOf, taskOf } from '../../oauth/verdict';
import type { OAuthCall, Verdict } from '../../oauth/verdict';
import type { Bound } from '../binding';
import { accountIdentities, oneObject } from '../identity';
import { remoting } from '../rows';
import type { Row, Session } from '../session';
import { hasMailbox } from './client-access';
import type { Handler } from './handler';

/** Test-OAuthConnectivity. It asks the domain controller that the server chose; there is none to name. */
export const testOAuthConnectivity: Handler = (session, parameters) => {
  const call = callOf(parameters);
  const typed = parameters.text('Mailbox') ?? '';
  const isAppOnly = typed === '' || parameters.flag('AppOnly') === true;
  const all = session.directory.list('account').filter(hasMailbox);
  const mailbox = isAppOnly
    ? undefined
    : oneObject(session, all, (view) => accountIdentities(session, view), typed);
  const verdict = testOutbound(session, call, mailbox);
  const { SerializationData, ...note } = remoting(session, 'oauth test');
  return [{ ...resultRow(session, call, verdict), ...note, SerializationData }];
};

/** What a call of the cmdlet asks for. */
export function callOf(parameters: Bound): OAuthCall {
  const service = parameters.required('Service');
  return {
    service: service === 'EWS' || service === 'AutoD' ? service : 'Generic',
    targetUri: parameters.required('TargetUri'),
    reloadConfig: parameters.flag('ReloadConfig') === true,
    useCachedToken: parameters.flag('UseCachedToken') === true,
  };
}

/** The result's own properties. Nobody has published its identity but as the name of its type. */
export function resultRow(session: Session, call: OAuthCall, verdict: Verdict): Row {
  const { now, seed } = session;
  return {
    Task: taskOf(call),
    Detail: detailOf(call, verdict, { now, seed, sequence: session.number }),
    ResultType: verdict.result,
    Identity: 'Microsoft.Exchange.Security.OAuth.ValidationResultNodeId',
    IsValid: true,
    ObjectState: 'New',
  };
}
