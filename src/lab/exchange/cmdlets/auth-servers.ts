/** Get-, New-, Set- and Remove-AuthServer. */
import { fetchMetadata } from '../../oauth/metadata';
import type { AuthMetadata } from '../../oauth/metadata';
import type { Bound } from '../binding';
import { configurationName } from '../configuration';
import type { View } from '../directory';
import { PRACTICE } from '../errors';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import { fold } from '../names';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { AuthServerData } from '../state';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';

/** Get-AuthServer. */
export const getAuthServer: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('authServer'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => authServerRow(session, view));

/**
 * New-AuthServer. What a server says to a second object of the same issuer is not published; the lab lets it happen,
 * so that a product that makes duplicates is found out here.
 */
export const newAuthServer: Handler = (session, parameters) => {
  const address = parameters.required('AuthMetadataUrl');
  const metadata = acquire(session, address, parameters, parameters.text('Type') ?? 'MicrosoftACS');
  const data: AuthServerData = {
    ...metadata,
    name: parameters.required('Name'),
    authMetadataUrl: address,
    domainNames: parameters.texts('DomainName') ?? [],
    enabled: parameters.flag('Enabled') ?? true,
    isDefaultAuthorizationEndpoint: false,
    applicationIdentifier: '',
    hasCurrentKeys: true,
  };
  const guid = session.guid('auth server');
  refuseTakenName(session, guid, data.name);
  return [authServerRow(session, session.directory.create('authServer', guid, data))];
};

/** Set-AuthServer. With an address or -RefreshAuthMetadata the document is fetched again. */
export const setAuthServer: Handler = (session, parameters) => {
  const view = find(session, parameters.required('Identity'));
  const { data: before } = view;
  const address = parameters.text('AuthMetadataUrl');
  const isRefresh = parameters.flag('RefreshAuthMetadata') === true;
  const fetched =
    address === undefined && !isRefresh
      ? undefined
      : acquire(session, address ?? before.authMetadataUrl, parameters, before.type);
  const data: AuthServerData = {
    ...before,
    ...(fetched === undefined ? {} : { ...fetched, hasCurrentKeys: true }),
    name: parameters.text('Name') ?? before.name,
    authMetadataUrl: address ?? before.authMetadataUrl,
    domainNames: parameters.texts('DomainName') ?? before.domainNames,
    enabled: parameters.flag('Enabled') ?? before.enabled,
    isDefaultAuthorizationEndpoint:
      parameters.flag('IsDefaultAuthorizationEndpoint') ?? before.isDefaultAuthorizationEndpoint,
    applicationIdentifier: parameters.text('ApplicationIdentifier') ?? before.applicationIdentifier,
  };
  if (sameData(before, data)) return isRefresh ? [] : warnUnchanged(session, before.name);
  if (fold(data.name) !== fold(before.name)) refuseTakenName(session, view.guid, data.name);
  session.directory.update('authServer', view.guid, data);
  return [];
};

/** Remove-AuthServer. */
export const removeAuthServer: Handler = (session, parameters) => {
  session.directory.remove('authServer', find(session, parameters.required('Identity')).guid);
  return [];
};

function find(session: Session, typed: string): View<'authServer'> {
  const all = session.directory.list('authServer');
  return oneObject(session, all, (view) => configurationIdentities(session, view), typed);
}

/** Fetches the document; without -Type AzureAD a federation document is none that the cmdlet can read. */
function acquire(session: Session, address: string, parameters: Bound, type: string): AuthMetadata {
  const anyCertificate = parameters.flag('TrustAnySSLCertificate') === true;
  const fetched = fetchMetadata(session.world, address, anyCertificate);
  const reason = !fetched.ok
    ? fetched.reason
    : fetched.metadata.type === type
      ? undefined
      : `${PRACTICE} the document is not one of the type ${type}.`;
  if (fetched.ok && reason === undefined) return fetched.metadata;
  // Class published for New-PartnerApplication's sibling text only; the sentence is.
  throw session.error(
    'AuthMetadataClientException',
    `Cannot acquire auth metadata document from '${address}'. Error: ${reason ?? ''}`,
  );
}

function refuseTakenName(session: Session, guid: string, name: string): void {
  const holder = session.directory
    .list('authServer')
    .find((view) => view.guid !== guid && fold(view.data.name) === fold(name));
  if (holder !== undefined) throw session.alreadyExists(configurationName(session, holder));
}

function authServerRow(session: Session, view: View<'authServer'>): Row {
  const { data } = view;
  return configurationRow(session, view, {
    IssuerIdentifier: data.issuerIdentifier,
    CertificateBytes: [],
    CertificateStrings: [],
    CurrentEncryptedAppSecret: '',
    PreviousEncryptedAppSecret: '',
    TokenIssuingEndpoint: data.tokenIssuingEndpoint,
    AuthorizationEndpoint: data.authorizationEndpoint,
    ApplicationIdentifier: data.applicationIdentifier,
    AuthMetadataUrl: data.authMetadataUrl,
    Realm: data.realm,
    Type: data.type,
    Enabled: data.enabled,
    IsDefaultAuthorizationEndpoint: data.isDefaultAuthorizationEndpoint,
    DomainName: [...data.domainNames],
  });
}
