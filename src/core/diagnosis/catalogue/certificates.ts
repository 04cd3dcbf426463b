/** The auth certificate: missing, expired, not everywhere, or misread. */
import type { Entry } from '../entry';
import { any, keysOf, listed, shell } from './parts';
import { APPLICATIONS } from '../../../shared/applications';

export const CERTIFICATE_ENTRIES: readonly Entry[] = [
  {
    id: 'web-mail-certificate',
    family: 'certificate',
    kind: 'problem',
    patterns: any('HMACProvider.GetCertificates'),
    causes: 1,
    checks: [
      listed('Get-AuthConfig'),
      listed('Get-ExchangeCertificate', { Server: '<server>', Thumbprint: '<thumbprint>' }),
    ],
    says: ['avoid'],
    step: null,
    sources: ['owa-certificate', 'exchange-questions', 'auth-certificate-script'],
  },
  {
    id: 'no-valid-certificate',
    family: 'certificate',
    kind: 'problem',
    patterns: any('No valid Auth Certificate found'),
    causes: 2,
    checks: [listed('Get-AuthConfig'), listed('Get-ExchangeCertificate', { Server: '<server>' })],
    says: ['avoid'],
    step: null,
    sources: ['health-checker', 'auth-certificate-script'],
  },
  {
    id: 'not-the-auth-certificate',
    family: 'certificate',
    kind: 'noise',
    patterns: any('Current Auth Certificate: False'),
    causes: 1,
    checks: [],
    says: [],
    step: null,
    sources: ['false-reading', 'health-checker'],
  },
  {
    id: 'certificate-not-on-server',
    family: 'spread',
    kind: 'problem',
    patterns: [
      {
        anchor: 'A special Rpc error occurs on server',
        also: ['thumbprint'],
        without: ['PrivateKeyMissing'],
      },
    ],
    causes: 2,
    checks: [
      listed('Get-AuthConfig'),
      listed('Get-ExchangeCertificate', { Server: '<server>', Thumbprint: '<thumbprint>' }),
    ],
    says: ['avoid'],
    step: null,
    sources: ['oauth-certificate', 'spread-issue'],
  },
  {
    id: 'private-key-missing',
    family: 'spread',
    kind: 'problem',
    patterns: any('PrivateKeyMissing'),
    causes: 1,
    checks: [
      shell(
        "Get-ChildItem -Path 'Cert:\\LocalMachine\\My\\<thumbprint>' | Format-List Thumbprint,HasPrivateKey,NotAfter",
      ),
    ],
    says: ['avoid'],
    step: null,
    sources: ['exchange-questions', 'oauth-certificate'],
  },
  {
    id: 'effective-date-past',
    family: 'rollover',
    kind: 'problem',
    patterns: any('new certificate effective date is invalid'),
    causes: 2,
    checks: [shell('Get-Date'), listed('Get-AuthConfig')],
    says: ['avoid'],
    step: null,
    sources: ['auth-certificate-script', 'exchange-cmdlets'],
  },
  {
    id: 'next-certificate-staged',
    family: 'rollover',
    kind: 'notice',
    patterns: [],
    causes: 1,
    checks: [
      listed('Get-AuthConfig'),
      keysOf(APPLICATIONS.teamsScheduler),
      keysOf(APPLICATIONS.cloudVoicemail),
      keysOf(APPLICATIONS.skypeForBusinessOnline),
    ],
    says: ['avoid'],
    step: 'upload-certificate',
    sources: ['oauth-certificate', 'auth-certificate-script'],
  },
];
