/**
 * Get-, Set-, Import-, Request- and Remove-CsCertificate. Get- shows what is assigned on the session's computer. The
 * cmdlets take any certificate as token issuer: whether the real ones look at key and names is not known, and a product
 * that relies on a refusal is found out here.
 */
import { X509Certificate } from 'node:crypto';
import type { Bound } from '../../exchange/binding';
import { makeCertificate } from '../../exchange/certificates';
import { utc } from '../../exchange/rows';
import type { Row } from '../../exchange/session';
import { certificateOf, changeIssuer, effective, issuerOn } from '../issuer';
import type { SkypeSession } from '../session';
import type { SkypeCertificateState } from '../state';
import type { SkypeHandler } from './handler';

const ISSUER = 'OAuthTokenIssuer';
const DAY_MS = 86_400_000;
const TWO_YEARS = 730 * DAY_MS;
/** The one file that Import-CsCertificate can read. */
const PFX = { path: '\\\\fs01.contoso.lab\\certificates\\oauth.pfx', password: 'practice' };

/** Get-CsCertificate: nothing for a use that has no certificate. */
export const getCsCertificate: SkypeHandler = (session, parameters) => {
  const { skype, computer, now } = session;
  const types = parameters.texts('Type');
  const isWanted = (use: string): boolean => types === undefined || types.includes(use);
  const own = skype.assigned
    .filter((item) => item.computer === computer && isWanted(item.use))
    .map(({ use, thumbprint }) => certificateRow(session, use, thumbprint, null));
  if (!isWanted(ISSUER)) return own.flat();
  const { current, next, nextEffective } = issuerOn(skype, computer, now);
  const issuers = [
    certificateRow(session, ISSUER, current, null),
    certificateRow(session, ISSUER, next, utc(nextEffective)),
  ];
  return [...own, ...issuers].flat();
};

function certificateRow(
  session: SkypeSession,
  use: string,
  thumbprint: string | null,
  effectiveDate: string | null,
): Row[] {
  const found = certificateOf(session.skype, thumbprint);
  if (found === undefined) return [];
  const certificate = new X509Certificate(Buffer.from(found.raw, 'base64'));
  return [
    session.row({
      Issuer: oneLine(certificate.issuer),
      NotAfter: utc(Date.parse(certificate.validTo)),
      NotBefore: utc(Date.parse(certificate.validFrom)),
      SerialNumber: certificate.serialNumber,
      Subject: oneLine(certificate.subject),
      AlternativeNames: alternativeNames(certificate),
      Thumbprint: found.thumbprint,
      EffectiveDate: effectiveDate,
      Use: use,
    }),
  ];
}

/** Node writes one part a line, Windows all in one, the last part first. */
function oneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}

/** DNS names of a certificate. */
function alternativeNames(certificate: X509Certificate): string[] {
  const names = certificate.subjectAltName?.split(', ') ?? [];
  return names.map((name) => name.replace(/^DNS:/, ''));
}

/** Set-CsCertificate: the certificate must be in the store of the session's computer. */
export const setCsCertificate: SkypeHandler = (session, parameters) => {
  const typed = parameters.required('Thumbprint');
  const found = certificateOf(session.skype, typed);
  if (!found?.computers.includes(session.computer))
    throw session.refusal('CertificateNotFound', `no certificate "${typed}" on this computer.`);
  assign(session, parameters, found);
  return [];
};

/** Import-CsCertificate: reads a file and assigns it. */
export const importCsCertificate: SkypeHandler = (session, parameters) => {
  const path = parameters.required('Path');
  if (path.toLowerCase() !== PFX.path)
    throw session.refusal('FileNotFound', `there is no file "${path}".`);
  if (parameters.text('Password') !== PFX.password)
    throw session.refusal('WrongPassword', 'the password of the file is not correct.');
  assign(session, parameters, keep(session, 'imported', allDomains(session)));
  return [];
};

/** Request-CsCertificate: the practice authority issues at once. That the answer is the certificate is inferred. */
export const requestCsCertificate: SkypeHandler = (session, parameters) => {
  const more = (parameters.text('DomainName') ?? '').split(',').map((name) => name.trim());
  const [first, ...others] = allDomains(session);
  const domains = parameters.flag('AllSipDomain') === true ? others : [];
  const names = [first ?? '', ...domains, ...more].filter((name) => name !== '');
  const made = keep(session, parameters.text('KeySize') ?? '2048', [...new Set(names)]);
  return certificateRow(session, parameters.texts('Type')?.[0] ?? ISSUER, made.thumbprint, null);
};

/** Remove-CsCertificate of the token issuer; -Previous removes the one before. */
export const removeCsCertificate: SkypeHandler = (session, parameters) => {
  requireIssuer(session, parameters);
  const { skype, now } = session;
  const setting = effective(skype.issuer, now);
  const isPrevious = parameters.flag('Previous') === true;
  changeIssuer(
    skype,
    isPrevious ? { ...setting, previous: null } : { ...setting, current: null },
    now,
  );
  return [];
};

/** The default SIP domain first. */
function allDomains({ skype }: SkypeSession): string[] {
  return [...skype.sipDomains]
    .sort((one, other) => Number(other.isDefault) - Number(one.isDefault))
    .map((domain) => domain.name);
}

/** A new certificate in the store of the session's computer. */
function keep(
  session: SkypeSession,
  keyWish: string,
  hostNames: readonly string[],
): SkypeCertificateState {
  const { now, seed, computer, skype } = session;
  const made = makeCertificate({
    key: keyWish === '1024' ? 'skypeShort' : 'skypeEarlier',
    commonName: hostNames[0] ?? '',
    notBefore: now,
    notAfter: now + TWO_YEARS,
    serial: [seed, 'skype certificate', session.changes, keyWish],
    hostNames,
  });
  const kept = { ...made, computers: [computer] };
  skype.certificates.push(kept);
  return kept;
}

/** The lab assigns the token issuer's certificate only, and that only as the global setting it is. */
function requireIssuer(session: SkypeSession, parameters: Bound): void {
  const types = parameters.texts('Type') ?? [];
  if (types.length !== 1 || types[0] !== ISSUER)
    throw session.refusal('NotSupported', `the lab changes certificates of ${ISSUER} only.`);
  if (parameters.text('Identity')?.toLowerCase() !== 'global')
    throw session.refusal('InvalidScope', `${ISSUER} is assigned with -Identity Global.`);
}

/** Assigns at once, or stages for a date. The certificate goes to every front end with the setting. */
function assign(session: SkypeSession, parameters: Bound, made: SkypeCertificateState): void {
  requireIssuer(session, parameters);
  const { skype, now } = session;
  const date = parameters.text('EffectiveDate');
  const isRoll = parameters.flag('Roll') === true;
  if (isRoll && date === undefined)
    throw session.refusal('EffectiveDateMissing', '-Roll needs -EffectiveDate.');
  if (date !== undefined && Date.parse(date) <= now)
    throw session.refusal('EffectiveDatePast', '-EffectiveDate is in the past.');
  const setting = effective(skype.issuer, now);
  const { thumbprint } = made;
  const changed =
    date === undefined
      ? { current: thumbprint, previous: setting.current, next: null, nextEffective: 0 }
      : { ...setting, next: thumbprint, nextEffective: Date.parse(date) };
  changeIssuer(skype, changed, now);
  made.computers = skype.pools
    .filter((pool) => pool.kind === 'front-end')
    .flatMap((pool) => pool.computers);
}
