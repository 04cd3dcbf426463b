/** Get-AuthConfig, Get-AuthServer and Get-ExchangeCertificate. */
import { guidOf } from '../../deterministic';
import type { View } from '../directory';
import { configurationIdentities, getObjects, matching } from '../identity';
import { bytes, configurationRow, remoting } from '../rows';
import { SESSION_SERVER } from '../session';
import type { Row, Session } from '../session';
import type { AuthServerData, CertificateState } from '../state';
import type { Handler } from './handler';
import { serverIdentities } from './servers';

/** Get-AuthConfig. With the fault `expired-certificate` the current certificate is one that has ended. */
export const getAuthConfig: Handler = (session) =>
  session.directory.list('authConfig').map((view) => {
    const { current, previous, next, nextEffective } = view.data;
    const expired = session.organisation.certificates.find((item) => item.role === 'expired');
    const shown = session.has('expired-certificate') ? (expired?.thumbprint ?? current) : current;
    return configurationRow(session, view, {
      CurrentCertificateThumbprint: shown,
      PreviousCertificateThumbprint: previous,
      NextCertificateThumbprint: next,
      NextCertificateEffectiveDate: nextEffective,
      ServiceName: '00000002-0000-0ff1-ce00-000000000000',
      Realm: '',
      DeploymentId: '',
      IssuerIdentifier: '',
    });
  });

/** Get-AuthServer. */
export const getAuthServer: Handler = (session, parameters) =>
  getObjects(
    session,
    authServers(session),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => authServerRow(session, view));

/** The auth servers, as the faults `wrong-realm` and `two-tenants` show them. */
function authServers(session: Session): View<'authServer'>[] {
  const own = session.directory.list('authServer');
  const foreign = guidOf(session.seed, 'foreign tenant');
  const moved = session.has('wrong-realm')
    ? own.map((view) => ({ ...view, data: inTenant(view.data, foreign) }))
    : own;
  if (!session.has('two-tenants')) return moved;
  const second = guidOf(session.seed, 'second tenant');
  const added = own.map((view) => ({
    ...view,
    guid: guidOf(view.guid, 'second tenant'),
    data: {
      ...inTenant(view.data, second),
      name: view.data.name.replace(/-? ?[0-9a-f-]{36}$/, `- ${second}`),
      domainNames: ['fabrikam.mail.onmicrosoft.com'],
      isDefaultAuthorizationEndpoint: false,
    },
  }));
  return [...moved, ...added];
}

/** The same auth server for another tenant: realm, issuer and addresses name it. */
function inTenant(data: AuthServerData, tenant: string): AuthServerData {
  const swap = (text: string): string => text.split(data.realm).join(tenant);
  return {
    ...data,
    realm: tenant,
    issuerIdentifier: swap(data.issuerIdentifier),
    tokenIssuingEndpoint: swap(data.tokenIssuingEndpoint),
    authorizationEndpoint: swap(data.authorizationEndpoint),
    authMetadataUrl: swap(data.authMetadataUrl),
  };
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
    ApplicationIdentifier: '',
    AuthMetadataUrl: data.authMetadataUrl,
    Realm: data.realm,
    Type: data.type,
    Enabled: data.enabled,
    IsDefaultAuthorizationEndpoint: data.isDefaultAuthorizationEndpoint,
    DomainName: [...data.domainNames],
  });
}

/**
 * Get-ExchangeCertificate: one server's store. On the wire a certificate is its raw bytes and little else; thumbprint,
 * subject and dates are rebuilt by the caller.
 */
export const getExchangeCertificate: Handler = (session, parameters) => {
  const asked = askedFor(session, parameters.text('Identity'));
  const server = certificateServer(session, asked?.server ?? parameters.text('Server'));
  const thumbprint = asked?.thumbprint ?? parameters.text('Thumbprint') ?? '';
  const all = certificatesOn(session, server);
  if (thumbprint === '') return all.map((item) => certificateRow(session, item));
  const found = all.filter((item) => item.thumbprint === thumbprint.toUpperCase());
  if (found.length === 0) {
    throw session.error(
      'InvalidOperationException',
      `A special Rpc error occurs on server ${server}: The certificate with thumbprint ${thumbprint} was not found.`,
    );
  }
  return found.map((item) => certificateRow(session, item));
};

/** -Identity is `SERVER\THUMBPRINT` or a thumbprint alone. */
function askedFor(
  session: Session,
  identity: string | undefined,
): { readonly server: string; readonly thumbprint: string } | undefined {
  if (identity === undefined || identity === '') return undefined;
  const at = identity.lastIndexOf('\\');
  const server = at < 0 ? SESSION_SERVER : identity.slice(0, at);
  return { server, thumbprint: identity.slice(at + 1) };
}

/** Name of the server whose store is asked for; without one, the server the session landed on. */
function certificateServer(session: Session, typed: string | undefined): string {
  if (typed === undefined || typed === '') return SESSION_SERVER;
  const servers = session.directory.list('server');
  const found = matching(servers, (view) => serverIdentities(session, view), typed)[0];
  if (found === undefined) throw session.notFound(typed);
  return found.data.name;
}

/** What a store holds. The expired certificate stands in for the current one while its fault is on. */
function certificatesOn(session: Session, server: string): CertificateState[] {
  const expired = session.has('expired-certificate');
  const lost = session.has('certificate-missing-on-server') && server === 'EX02';
  return session.organisation.certificates.filter((item) => {
    const isCurrent = item.role === (expired ? 'expired' : 'current');
    const isHidden = item.role === (expired ? 'current' : 'expired');
    return item.servers.includes(server) && !isHidden && !(lost && isCurrent);
  });
}

function certificateRow(session: Session, certificate: CertificateState): Row {
  const { SerializationData, ...note } = remoting(session, certificate.thumbprint);
  // A list that the client could not rebuild lacks the serialisation data too: that is how real ones are told.
  if (session.has('broken-certificate-list')) {
    const half = Buffer.from(certificate.raw, 'base64').subarray(0, 96).toString('base64');
    return { RawData: bytes(half), ...note };
  }
  return { RawData: bytes(certificate.raw), SerializationData, ...note };
}
