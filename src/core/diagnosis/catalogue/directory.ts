/** What Microsoft Graph answers when a service principal is read or written. */
import { APPLICATIONS } from '../../../shared/applications';
import type { Entry } from '../entry';
import { any, keysOf } from './parts';

const KEYS = [
  keysOf(APPLICATIONS.teamsScheduler),
  keysOf(APPLICATIONS.cloudVoicemail),
  keysOf(APPLICATIONS.skypeForBusinessOnline),
];

export const DIRECTORY_ENTRIES: readonly Entry[] = [
  {
    id: 'directory-refuses',
    family: 'role',
    kind: 'problem',
    patterns: any('Authorization_RequestDenied'),
    causes: 3,
    checks: [
      {
        where: 'tenant',
        text: 'GET https://graph.microsoft.com/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId',
      },
    ],
    says: ['avoid'],
    step: 'upload-certificate',
    sources: ['first-party-403', 'graph-keys'],
  },
  {
    id: 'key-end-date',
    family: 'keys',
    kind: 'problem',
    patterns: any('KeyCredentialsInvalidEndDate'),
    causes: 2,
    checks: KEYS,
    says: ['avoid'],
    step: 'upload-certificate',
    sources: ['graph-keys'],
  },
  {
    id: 'key-lifetime',
    family: 'policy',
    kind: 'problem',
    patterns: any('CredentialInvalidLifetimeAsPerAppPolicy'),
    causes: 1,
    checks: [
      {
        where: 'tenant',
        text: 'GET https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy',
      },
    ],
    says: ['avoid'],
    step: null,
    sources: ['graph-policy'],
  },
  {
    id: 'key-locked',
    family: 'keys',
    kind: 'problem',
    patterns: any('CannotUpdateLockedServicePrincipalProperty'),
    causes: 1,
    checks: [],
    says: ['avoid'],
    step: null,
    sources: ['graph-keys'],
  },
  {
    id: 'key-id-reused',
    family: 'keys',
    kind: 'problem',
    patterns: any('Update to existing credential with KeyId', 'KeyNotUpdatable'),
    causes: 1,
    checks: KEYS,
    says: ['avoid'],
    step: 'upload-certificate',
    sources: ['graph-key-id'],
  },
  {
    id: 'principal-not-found',
    family: 'keys',
    kind: 'problem',
    patterns: any('Request_ResourceNotFound'),
    causes: 2,
    checks: KEYS,
    says: ['avoid'],
    step: 'upload-certificate',
    sources: ['skype-draft', 'graph-keys'],
  },
  {
    id: 'directory-throttles',
    family: 'keys',
    kind: 'problem',
    patterns: any('TooManyRequests'),
    causes: 1,
    checks: [],
    says: ['avoid'],
    step: null,
    sources: ['graph-throttling'],
  },
  {
    id: 'shared-principal-key',
    family: 'shared-principal',
    kind: 'problem',
    patterns: [
      {
        anchor: `"appId":"${APPLICATIONS.exchangeOnline}"`,
        also: ['"keyCredentials":[{'],
      },
    ],
    causes: 2,
    checks: [keysOf(APPLICATIONS.exchangeOnline)],
    says: ['avoid'],
    step: null,
    sources: ['dedicated-application', 'shared-principal-block'],
  },
];
