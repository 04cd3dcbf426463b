/** Reads of the auth certificate's rollover, on the pinned domain controller where a change is judged by them. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { CertificateInfo } from '../ports';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psText, required, single } from './definition';
import { certificates } from './organisation';

const configSchema = v.object({
  CurrentCertificateThumbprint: psText,
  NextCertificateThumbprint: psText,
  PreviousCertificateThumbprint: psText,
  NextCertificateEffectiveDate: psText,
});

/** The auth configuration as the rollover looks at it. Thumbprints in capitals; '' where there is none. */
export interface RolloverConfig {
  readonly current: string;
  readonly next: string;
  readonly previous: string;
  /** ISO 8601 UTC to the second; '' where no date is set. */
  readonly effective: string;
}

/** Get-AuthConfig with all that Set-AuthConfig changes. null: there is no auth configuration. */
export const authRollover: ReadDefinition<RolloverConfig | null> = {
  id: 'auth-rollover',
  target: 'exchange',
  title: () => message('core.read.auth-rollover'),
  query: (args) =>
    cmdlet('Get-AuthConfig', { DomainController: required(args, 'domainController') }),
  parse: (answer) => {
    const found = single(parseItems(configSchema, answer), 'Get-AuthConfig');
    return found === null
      ? null
      : {
          current: found.CurrentCertificateThumbprint.toUpperCase(),
          next: found.NextCertificateThumbprint.toUpperCase(),
          previous: found.PreviousCertificateThumbprint.toUpperCase(),
          effective: seconds(found.NextCertificateEffectiveDate),
        };
  },
  facts: (value) => ({
    current: value?.current ?? '',
    next: value?.next ?? '',
    previous: value?.previous ?? '',
    effective: value?.effective ?? '',
  }),
};

function seconds(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Subject of every certificate that Exchange makes for this purpose. */
const AUTH_SUBJECT = 'CN=Microsoft Exchange Server Auth Certificate';

/** True for a certificate that was made to be an auth certificate. */
export function isMadeForAuth(certificate: Pick<CertificateInfo, 'subject'>): boolean {
  return certificate.subject.toLowerCase() === AUTH_SUBJECT.toLowerCase();
}

/** Auth certificates in one server's store: how many there are shows that one was made. */
export const authCertificateCount: ReadDefinition<number> = {
  id: 'auth-certificate-count',
  target: 'exchange',
  title: (args) => message('core.read.auth-certificate-count', { server: args['server'] ?? '' }),
  query: certificates.query,
  parse: (answer, crypto, args) =>
    certificates.parse(answer, crypto, args).certificates.filter(isMadeForAuth).length,
  facts: (count) => ({ count }),
};
