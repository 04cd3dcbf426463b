/** The tenant of the start states. */
import { APPLICATIONS } from '../../shared/applications';
import { guidOf } from '../deterministic';
import type { MadeCertificate } from '../exchange/certificates';
import { keyFromCertificate } from '../tenant/key-list';
import { utc } from '../exchange/rows';
import { FULL_ACCESS_AS_APP } from '../oauth/token-service';
import type {
  AppRoleAssignmentState,
  ApplicationState,
  KeyCredentialState,
  ServicePrincipalState,
  TenantState,
} from '../tenant/state';
import { DAY, EPOCH, ORGANISATION } from './builder';
import { dedicatedAppId, organisationGuid } from './wizard';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** What differs between the tenants of the start states. */
export interface TenantWish {
  /** Names of the Exchange servers registered on 00000002. */
  readonly principalNames: boolean;
  /** Domains of the organisation that are verified. */
  readonly domains: readonly string[];
  /** Keys on 00000004. */
  readonly keys: readonly KeyCredentialState[];
  /** Keys on 00000002. */
  readonly sharedKeys: readonly KeyCredentialState[];
  /** Keys of the dedicated application; undefined where there is none. */
  readonly dedicated: readonly KeyCredentialState[] | undefined;
}

/** A key as the directory holds it. */
export function keyOf(
  seed: number,
  certificate: MadeCertificate,
  displayName: string | null,
): KeyCredentialState {
  const keyId = guidOf(seed, 'key', certificate.thumbprint);
  const key = keyFromCertificate(certificate.raw, keyId, displayName);
  if (key === undefined) throw new Error('the lab made a certificate it cannot read');
  return key;
}

/** Id of the tenant of a seed. */
export function tenantIdOf(seed: number): string {
  return guidOf(seed, 'tenant');
}

/** Builds the tenant. */
export function buildTenant(seed: number, wish: TenantWish): TenantState {
  const { tenantDomain, domain } = ORGANISATION;
  return {
    id: tenantIdOf(seed),
    displayName: 'Contoso',
    initialDomain: tenantDomain,
    domains: [tenantDomain, ...wish.domains].map((id) => ({
      id,
      isInitial: id === tenantDomain,
      isDefault: id === domain,
      isVerified: true,
    })),
    users: [
      {
        id: guidOf(seed, 'user', 'ada'),
        userPrincipalName: `ada@${domain}`,
        displayName: 'Ada Lindqvist',
        roleTemplateIds: [GLOBAL_ADMINISTRATOR],
      },
      {
        id: guidOf(seed, 'user', 'zoe'),
        userPrincipalName: `zoe.mueller@${domain}`,
        displayName: 'Zoë Müller',
        roleTemplateIds: [],
      },
    ],
    servicePrincipals: [...principals(seed, wish), ...dedicatedPrincipals(seed, wish)],
    ...dedicatedApplication(seed, wish),
  };
}

/** Name by which the wizard and Microsoft's script find the dedicated application. */
function dedicatedName(seed: number): string {
  return `ExchangeServerApp-${organisationGuid(seed)}`;
}

function dedicatedPrincipals(seed: number, wish: TenantWish): ServicePrincipalState[] {
  if (wish.dedicated === undefined) return [];
  const appId = dedicatedAppId(seed);
  return [
    {
      id: guidOf(seed, 'service principal', appId),
      appId,
      displayName: dedicatedName(seed),
      accountEnabled: true,
      servicePrincipalNames: [appId],
      keyCredentials: [],
      tags: ['WindowsAzureActiveDirectoryIntegratedApp', 'HideApp'],
    },
  ];
}

/** The dedicated application as Microsoft's script makes it: registration, key, consent. */
function dedicatedApplication(
  seed: number,
  wish: TenantWish,
): Pick<TenantState, 'applications' | 'appRoleAssignments'> {
  if (wish.dedicated === undefined) return { applications: [], appRoleAssignments: [] };
  const appId = dedicatedAppId(seed);
  const createdDateTime = utc(EPOCH - 70 * DAY);
  const application: ApplicationState = {
    id: guidOf(seed, 'application', appId),
    appId,
    displayName: dedicatedName(seed),
    createdDateTime,
    signInAudience: 'AzureADMyOrg',
    description: null,
    notes: null,
    requiredResourceAccess: [
      {
        resourceAppId: APPLICATIONS.exchangeOnline,
        resourceAccess: [{ id: FULL_ACCESS_AS_APP, type: 'Role' }],
      },
    ],
    keyCredentials: [...wish.dedicated],
    owners: [guidOf(seed, 'user', 'ada')],
  };
  const assignment: AppRoleAssignmentState = {
    id: guidOf(seed, 'app role assignment', appId),
    appRoleId: FULL_ACCESS_AS_APP,
    principalId: guidOf(seed, 'service principal', appId),
    resourceId: guidOf(seed, 'service principal', APPLICATIONS.exchangeOnline),
    createdDateTime,
  };
  return { applications: [application], appRoleAssignments: [assignment] };
}

function principals(seed: number, wish: TenantWish): ServicePrincipalState[] {
  const { exchangeOnline, skypeForBusinessOnline, teamsScheduler, cloudVoicemail } = APPLICATIONS;
  const hosts = [`mail.${ORGANISATION.domain}`, `autodiscover.${ORGANISATION.domain}`];
  const registered = wish.principalNames ? hosts.map((host) => `https://${host}/`) : [];
  const make = (
    appId: string,
    displayName: string,
    names: readonly string[],
    keys: readonly KeyCredentialState[] = [],
  ): ServicePrincipalState => ({
    id: guidOf(seed, 'service principal', appId),
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalNames: [appId, ...names],
    keyCredentials: [...keys],
  });
  return [
    make(
      exchangeOnline,
      'Office 365 Exchange Online',
      ['https://outlook.office365.com/', 'https://outlook.office.com/', ...registered],
      wish.sharedKeys,
    ),
    make(
      skypeForBusinessOnline,
      'Skype for Business Online',
      ['https://api.skypeforbusiness.com/'],
      wish.keys,
    ),
    // The directory really calls the Teams scheduler by this name.
    make(teamsScheduler, 'Skype for Business', ['https://scheduler.teams.microsoft.com/']),
    make(cloudVoicemail, 'Cloud Voicemail', []),
  ];
}
