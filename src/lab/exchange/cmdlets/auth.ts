/** Get-AuthConfig and Get-ExchangeCertificate. */
import { matching } from '../identity';
import { bytes, configurationRow, remoting } from '../rows';
import { sessionServer } from '../session';
import type { Row, Session } from '../session';
import type { AuthConfigData, CertificateState } from '../state';
import type { Handler } from './handler';
import { serverIdentities } from './servers';

/** How long after its date the next certificate is published by itself (CSS-Exchange documents up to 12 hours). */
const PUBLISH_DELAY_MS = 12 * 3_600_000;

/** The auth configuration as it is now: a staged certificate takes over some hours after its date. */
export function authConfigNow(session: Session): AuthConfigData | undefined {
  const data = session.directory.list('authConfig')[0]?.data;
  if (data === undefined || data.next === '' || data.nextEffective === null) return data;
  return session.now < Date.parse(data.nextEffective) + PUBLISH_DELAY_MS ? data : published(data);
}

/** The configuration with its next certificate as the current one. */
export function published(data: AuthConfigData): AuthConfigData {
  return { ...data, current: data.next, previous: data.current, next: '', nextEffective: null };
}

/** Get-AuthConfig. */
export const getAuthConfig: Handler = (session) =>
  session.directory.list('authConfig').map((view) => {
    const { current, previous, next, nextEffective } = authConfigNow(session) ?? view.data;
    return configurationRow(session, view, {
      CurrentCertificateThumbprint: current,
      PreviousCertificateThumbprint: previous,
      NextCertificateThumbprint: next,
      NextCertificateEffectiveDate: nextEffective,
      ServiceName: '00000002-0000-0ff1-ce00-000000000000',
      Realm: '',
      DeploymentId: '',
      IssuerIdentifier: '',
    });
  });

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
  const server = at < 0 ? sessionServer(session.organisation) : identity.slice(0, at);
  return { server, thumbprint: identity.slice(at + 1) };
}

/** Name of the server whose store is asked for; without one, the server the session landed on. */
export function certificateServer(session: Session, typed: string | undefined): string {
  if (typed === undefined || typed === '') return sessionServer(session.organisation);
  const servers = session.directory.list('server');
  const found = matching(servers, (view) => serverIdentities(session, view), typed)[0];
  if (found === undefined) throw session.notFound(typed);
  return found.data.name;
}

/** Certificates that are there only while the configuration names them, and the faults that bring them in. */
const STAND_INS = { expired: 'expired-certificate', short: 'short-key' } as const;

/** What a server's store holds. */
export function certificatesOn(session: Session, server: string): CertificateState[] {
  const config = authConfigNow(session);
  const named = [config?.current, config?.previous, config?.next];
  const isOther = server === 'EX02';
  const lost = [
    ...(isOther && session.has('certificate-missing-on-server') ? [config?.current] : []),
    ...(isOther && session.has('next-missing-on-server') ? [config?.next] : []),
  ];
  // While such a fault is on, its certificate stands in for the one it was swapped with.
  const isSwapped = Object.values(STAND_INS).some((fault) => session.has(fault));
  // A certificate that was the next one and was taken out by its fault is in no store.
  const isUnstaged = session.has('no-next-certificate');
  return session.organisation.certificates.filter((item) => {
    const isHidden =
      !named.includes(item.thumbprint) &&
      (Object.hasOwn(STAND_INS, item.role) ||
        (item.role === 'current' && isSwapped) ||
        (item.role === 'next' && isUnstaged));
    return item.servers.includes(server) && !isHidden && !lost.includes(item.thumbprint);
  });
}

/** A certificate as the wire has it. */
export function certificateRow(session: Session, certificate: CertificateState): Row {
  const { SerializationData, ...note } = remoting(session, certificate.thumbprint);
  // A list that the client could not rebuild lacks the serialisation data too: that is how real ones are told.
  if (session.has('broken-certificate-list')) {
    const half = Buffer.from(certificate.raw, 'base64').subarray(0, 96).toString('base64');
    return { RawData: bytes(half), ...note };
  }
  return { RawData: bytes(certificate.raw), SerializationData, ...note };
}
