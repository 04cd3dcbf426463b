/** The tenant of the start states. */
import { APPLICATIONS } from '../../shared/applications';
import { guidOf } from '../deterministic';
import type { MadeCertificate } from '../exchange/certificates';
import { keyFromCertificate } from '../tenant/key-list';
import type { KeyCredentialState, ServicePrincipalState, TenantState } from '../tenant/state';
import { ORGANISATION } from './builder';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** What differs between the tenants of the start states. */
export interface TenantWish {
  /** Names of the Exchange servers registered on 00000002. */
  readonly principalNames: boolean;
  /** Domains of the organisation that are verified. */
  readonly domains: readonly string[];
  /** Keys on 00000004. */
  readonly keys: readonly KeyCredentialState[];
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
    servicePrincipals: principals(seed, wish),
  };
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
    make(exchangeOnline, 'Office 365 Exchange Online', [
      'https://outlook.office365.com/',
      'https://outlook.office.com/',
      ...registered,
    ]),
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
