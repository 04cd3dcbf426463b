/** Faults that change the tenant and Exchange Online. What they took away is kept, so that it can be put back. */
import type { LabFault } from '../shared/lab';
import { APPLICATIONS } from '../shared/applications';
import { faultGuid } from './fault-directory';
import { keyFromCertificate } from './tenant/key-list';
import type { ApplicationState, ServicePrincipalState } from './tenant/state';
import type { WorldState } from './world';

/** The host that the faults of names are about. */
const HOST_NAME = 'https://mail.contoso.com/';
/** Application of somebody else, such as Application Proxy makes. */
const OTHER_APPLICATION = 'a99ca710-0000-4000-8000-00000000a99c';
/** An application id in the list of allowed ones that is nobody's here. */
const OTHER_ALLOWED = '0a110ed0-0000-4000-8000-00000000a110';

interface TenantFault {
  on(state: WorldState): void;
  off(state: WorldState): void;
}

const FAULTS: Partial<Readonly<Record<LabFault, TenantFault>>> = {
  'host-name-missing': { on: takeHostName, off: giveHostNameBack },
  'name-owned-elsewhere': { on: giveHostNameAway, off: takeHostNameBack },
  'shared-principal-keys': { on: addSharedKey, off: removeSharedKey },
  'dedicated-key-missing': { on: takeKeys, off: giveKeysBack },
  'dedicated-consent-missing': { on: takeConsent, off: giveConsentBack },
  'ews-disabled-online': {
    on: ({ online }) => {
      online.organisation.ews = { ...online.organisation.ews, enabled: false };
    },
    off: ({ online }) => {
      const { ews } = online.organisation;
      if (ews.enabled === false) online.organisation.ews = { ...ews, enabled: null };
    },
  },
  'ews-app-not-allowed': {
    on: ({ online }) => {
      online.organisation.ews = { ...online.organisation.ews, enabled: true };
      online.organisation.ewsAllowedAppIds = OTHER_ALLOWED;
    },
    off: ({ online }) => {
      if (online.organisation.ewsAllowedAppIds !== OTHER_ALLOWED) return;
      online.organisation.ewsAllowedAppIds = '';
      online.organisation.ews = { ...online.organisation.ews, enabled: null };
    },
  },
};

/** Makes what a fault does to the tenant. */
export function changeTenant(state: WorldState, fault: LabFault): void {
  FAULTS[fault]?.on(state);
}

/** Puts back what the fault took and nobody has replaced since. */
export function putTenantBack(state: WorldState, fault: LabFault): void {
  FAULTS[fault]?.off(state);
}

function exchangeOnline(state: WorldState): ServicePrincipalState | undefined {
  return state.tenant.servicePrincipals.find((item) => item.appId === APPLICATIONS.exchangeOnline);
}

function dedicated(state: WorldState): ApplicationState | undefined {
  return state.tenant.applications.find((item) =>
    item.displayName.startsWith('ExchangeServerApp-'),
  );
}

function takeHostName(state: WorldState): void {
  const principal = exchangeOnline(state);
  const hostNameAt = principal?.servicePrincipalNames.indexOf(HOST_NAME) ?? -1;
  if (principal === undefined || hostNameAt < 0) return;
  principal.servicePrincipalNames = principal.servicePrincipalNames.filter(
    (name) => name !== HOST_NAME,
  );
  state.taken = { ...state.taken, hostNameAt };
}

function giveHostNameBack(state: WorldState): void {
  const principal = exchangeOnline(state);
  const at = state.taken?.hostNameAt ?? -1;
  if (at < 0 || principal === undefined) return;
  const names = principal.servicePrincipalNames;
  if (!names.includes(HOST_NAME))
    principal.servicePrincipalNames = [...names.slice(0, at), HOST_NAME, ...names.slice(at)];
  state.taken = { ...state.taken, hostNameAt: -1 };
}

function giveHostNameAway(state: WorldState): void {
  takeHostName(state);
  state.tenant.servicePrincipals = [
    ...state.tenant.servicePrincipals,
    {
      id: faultGuid(state),
      appId: OTHER_APPLICATION,
      displayName: 'Published web mail',
      accountEnabled: true,
      servicePrincipalNames: [OTHER_APPLICATION, HOST_NAME],
      keyCredentials: [],
    },
  ];
}

function takeHostNameBack(state: WorldState): void {
  const { tenant } = state;
  tenant.servicePrincipals = tenant.servicePrincipals.filter(
    (item) => item.appId !== OTHER_APPLICATION,
  );
  giveHostNameBack(state);
}

function addSharedKey(state: WorldState): void {
  const principal = exchangeOnline(state);
  const current = state.organisation.certificates.find((item) => item.role === 'current');
  const keyId = faultGuid(state);
  const key = current === undefined ? undefined : keyFromCertificate(current.raw, keyId);
  if (principal === undefined || key === undefined) return;
  principal.keyCredentials = [...principal.keyCredentials, key];
  state.organisation.faultObjects['shared-principal-keys'] = [keyId];
}

function removeSharedKey(state: WorldState): void {
  const added = state.organisation.faultObjects['shared-principal-keys'] ?? [];
  const principal = exchangeOnline(state);
  if (principal === undefined) return;
  principal.keyCredentials = principal.keyCredentials.filter((key) => !added.includes(key.keyId));
}

function takeKeys(state: WorldState): void {
  const application = dedicated(state);
  if (application === undefined) return;
  state.taken = { ...state.taken, keys: application.keyCredentials };
  application.keyCredentials = [];
}

function giveKeysBack(state: WorldState): void {
  const application = dedicated(state);
  if (application?.keyCredentials.length === 0)
    application.keyCredentials = state.taken?.keys ?? [];
}

function takeConsent(state: WorldState): void {
  state.taken = { ...state.taken, appRoleAssignments: state.tenant.appRoleAssignments };
  state.tenant.appRoleAssignments = [];
}

function giveConsentBack(state: WorldState): void {
  if (state.tenant.appRoleAssignments.length === 0)
    state.tenant.appRoleAssignments = state.taken?.appRoleAssignments ?? [];
}
