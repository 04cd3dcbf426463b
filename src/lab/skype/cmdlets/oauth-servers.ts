/** Get-, New-, Set- and Remove-CsOAuthServer: issuers of tokens outside the organisation. */
import { fetchMetadata } from '../../oauth/metadata';
import { fold } from '../../exchange/names';
import type { Row } from '../../exchange/session';
import type { SkypeSession } from '../session';
import type { OAuthServerState } from '../state';
import type { SkypeHandler } from './handler';
import { metadataRefused } from './partner-applications';

/** Get-CsOAuthServer. */
export const getCsOAuthServer: SkypeHandler = (session, parameters) =>
  session
    .named(session.skype.oauthServers, parameters.text('Identity'))
    .map((item) => serverRow(session, item));

function serverRow(session: SkypeSession, item: OAuthServerState): Row {
  return session.row({
    Identity: item.identity,
    Name: item.identity,
    IssuerIdentifier: item.issuerIdentifier,
    Realm: item.realm,
    MetadataUrl: item.metadataUrl,
    AcceptSecurityIdentifierInformation: item.acceptSecurityIdentifierInformation,
    Type: 'Unknown',
  });
}

/** New-CsOAuthServer. */
export const newCsOAuthServer: SkypeHandler = (session, parameters) => {
  const metadataUrl = parameters.required('MetadataUrl');
  const fetched = issuerOf(session, metadataUrl);
  const identity = parameters.text('Identity') ?? fetched.issuerIdentifier;
  const { oauthServers } = session.skype;
  if (oauthServers.some((item) => fold(item.identity) === fold(identity)))
    throw session.refusal('ItemExists', `"${identity}" is there already.`);
  const made: OAuthServerState = {
    ...fetched,
    identity,
    metadataUrl,
    realm: parameters.text('Realm') ?? fetched.realm,
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ?? false,
  };
  oauthServers.push(made);
  return [serverRow(session, made)];
};

/** Set-CsOAuthServer. */
export const setCsOAuthServer: SkypeHandler = (session, parameters) => {
  const before = session.one(session.skype.oauthServers, parameters.required('Identity'));
  const metadataUrl = parameters.text('MetadataUrl');
  const changed: OAuthServerState = {
    ...before,
    ...(metadataUrl === undefined ? {} : { ...issuerOf(session, metadataUrl), metadataUrl }),
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ??
      before.acceptSecurityIdentifierInformation,
  };
  session.skype.oauthServers = session.skype.oauthServers.map((item) =>
    item === before ? changed : item,
  );
  return [];
};

/** Remove-CsOAuthServer. */
export const removeCsOAuthServer: SkypeHandler = (session, parameters) => {
  const gone = session.one(session.skype.oauthServers, parameters.required('Identity'));
  session.skype.oauthServers = session.skype.oauthServers.filter((item) => item !== gone);
  return [];
};

function issuerOf(
  session: SkypeSession,
  url: string,
): Pick<OAuthServerState, 'issuerIdentifier' | 'realm'> {
  const fetched = fetchMetadata(session.world, url, false);
  if (!fetched.ok) throw metadataRefused(session.cmdlet);
  const { issuerIdentifier, realm } = fetched.metadata;
  return { issuerIdentifier, realm };
}
