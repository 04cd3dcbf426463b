/** Set-AuthConfig and New-ExchangeCertificate: the auth certificate's roll-over. */
import { makeCertificate } from '../certificates';
import { CmdletError, PRACTICE, promptRefused } from '../errors';
import type { Session } from '../session';
import type { AuthConfigData, CertificateState } from '../state';
import {
  authConfigNow,
  certificateRow,
  certificateServer,
  certificatesOn,
  published,
} from './auth';
import { sameData, warnUnchanged } from './changes';
import type { Bound } from '../binding';
import type { Handler } from './handler';
import { serverFqdn } from './servers';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FIVE_YEARS_MS = 1826 * DAY_MS;

/** Set-AuthConfig. Its parameter sets cannot be mixed; the binding sees to that. */
export const setAuthConfig: Handler = (session, parameters) => {
  const view = session.directory.list('authConfig')[0];
  const before = authConfigNow(session);
  if (view === undefined || before === undefined) throw session.notFound('Auth Configuration');
  const data = changed(session, before, parameters);
  if (sameData(before, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('authConfig', view.guid, data);
  return [];
};

function changed(session: Session, before: AuthConfigData, parameters: Bound): AuthConfigData {
  if (parameters.flag('PublishCertificate') === true) return publish(session, before);
  if (parameters.flag('ClearPreviousCertificate') === true) return { ...before, previous: '' };
  const current = parameters.text('CertificateThumbprint');
  if (current !== undefined) {
    const thumbprint = deploy(session, current);
    return { ...before, current: thumbprint, previous: before.current };
  }
  const next = parameters.text('NewCertificateThumbprint');
  return next === undefined ? before : stage(session, before, next, parameters);
}

function publish(session: Session, before: AuthConfigData): AuthConfigData {
  if (before.next === '')
    throw session.error(
      'InvalidOperationException',
      `${PRACTICE} There is no next certificate to publish.`,
    );
  return published(before);
}

const TWO_DAYS_MS = 2 * DAY_MS;

/** Stages the next certificate. A date within 48 hours asks unless -Force is given. */
function stage(
  session: Session,
  before: AuthConfigData,
  thumbprint: string,
  parameters: Bound,
): AuthConfigData {
  const given = parameters.text('NewCertificateEffectiveDate');
  const date = given === undefined ? session.now + 30 * DAY_MS : Date.parse(given);
  // The moment of the call is allowed: scripts pass the present time, which is past when it arrives (inferred).
  if (date < session.now - MINUTE_MS) {
    throw session.error(
      'InvalidOperationException',
      'The new certificate effective date is invalid. The effective date must be greater than the current time.',
    );
  }
  if (date < session.now + TWO_DAYS_MS && parameters.flag('Force') !== true)
    throw promptRefused('Set-AuthConfig');
  const next = deploy(session, thumbprint);
  return { ...before, next, nextEffective: new Date(date).toISOString().replace(/\.\d+Z$/, 'Z') };
}

/** Copies a certificate of the session's server to the others; returns its thumbprint. */
function deploy(session: Session, typed: string): string {
  const thumbprint = typed.toUpperCase();
  const server = certificateServer(session, undefined);
  const found = certificatesOn(session, server).find((item) => item.thumbprint === thumbprint);
  if (found === undefined) {
    throw session.error(
      'InvalidOperationException',
      `A special Rpc error occurs on server ${server}: The certificate with thumbprint ${typed} was not found.`,
    );
  }
  if (session.has('private-key-missing'))
    throw session.error(
      'InvalidOperationException',
      `The certificate with thumbprint ${typed} was found but is not valid for use with Exchange Server (reason: PrivateKeyMissing).`,
    );
  const servers = session.directory.list('server').map((view) => view.data.name);
  replaceCertificate(session, { ...found, servers });
  return thumbprint;
}

function replaceCertificate(session: Session, certificate: CertificateState): void {
  const { organisation } = session;
  organisation.certificates = organisation.certificates.map((item) =>
    item.thumbprint === certificate.thumbprint ? certificate : item,
  );
}

/**
 * New-ExchangeCertificate: a self-signed certificate of five years on one server. Without -Services it is meant for
 * SMTP too and asks about the default SMTP certificate; that -Force replaces that one is not modelled.
 */
export const newExchangeCertificate: Handler = (session, parameters) => {
  const services = parameters.texts('Services') ?? ['IMAP', 'POP', 'SMTP'];
  if (services.includes('SMTP') && parameters.flag('Force') !== true) throw overwriteRefused();
  const server = certificateServer(session, parameters.text('Server'));
  const subject = parameters.text('SubjectName') ?? `CN=${server}`;
  const hostNames = parameters.texts('DomainName') ?? [server, serverFqdn(session, server)];
  const made = makeCertificate({
    key: 'next',
    commonName: subject.replace(/^\s*cn\s*=\s*/i, ''),
    notBefore: session.now,
    notAfter: session.now + FIVE_YEARS_MS,
    serial: [session.guid('certificate')],
    ...(hostNames.length === 0 ? {} : { hostNames }),
  });
  const certificate: CertificateState = { role: 'made', ...made, servers: [server] };
  session.organisation.certificates.push(certificate);
  return [certificateRow(session, certificate)];
};

function overwriteRefused(): CmdletError {
  const { record } = promptRefused('New-ExchangeCertificate');
  return new CmdletError({
    ...record,
    message: `${record.message} The question: Overwrite the existing default SMTP certificate?`,
  });
}
