/** A world built from what was read of a real organisation. Its certificates and keys are the lab's own. */
import type { WorldDescription } from '../../shared/world-description';
import type { MadeCertificate } from '../exchange/certificates';
import { AUTH_SUBJECT, makeCertificate } from '../exchange/certificates';
import { documentOf } from '../oauth/metadata';
import type { OnlineConnectorData } from '../online/state';
import type { WorldState } from '../world';
import { startWorld } from './index';
import { addAccounts, addRoleObjects } from './copy-accounts';
import { AGE, Copy } from './copy-base';
import { copySkype, makeIssuers } from './copy-skype';
import { copyTenant } from './copy-tenant';
import { forestOf, renamed } from './rename';

/** Servers of the base: as many as were read, or the usual ones where none were. */
function serverCount({ servers }: WorldDescription): number | undefined {
  return servers.length === 0 ? undefined : servers.length;
}

/** Bits below which the copy's auth key is short too. */
const LONG_ENOUGH = 2_048;

/** Builds the copy. The same arguments give the same world. */
export function copyWorld(seed: number, wish: WorldDescription): WorldState {
  const { skype } = wish;
  const base = startWorld(seed, skype === null ? 'empty' : 'sfb-empty', serverCount(wish));
  const state = renamed(base, wish);
  state.now = Date.parse(wish.now);
  state.isCopy = true;
  Object.assign(state.organisation, {
    forest: forestOf(wish),
    domainControllers: wish.domainControllers,
    defaultDomainController: wish.domainControllers.at(-1),
  });
  const copy = new Copy(state, wish);
  const issuers = skype === null ? new Map() : makeIssuers(skype, seed);
  const certificates = new Map([...copyCertificates(copy, seed), ...issuers]);
  if (skype !== null) copySkype(copy, skype, issuers);
  copyServers(copy);
  copyTrust(copy);
  const accounts = addAccounts(copy);
  addRoleObjects(copy);
  copyPartners(copy, accounts, certificates);
  copyTenant(copy, seed, certificates);
  return state;
}

function copyServers(copy: Copy): void {
  const { wish, state } = copy;
  const known = new Map(
    state.organisation.objects.server.flatMap((item) => {
      const data = item.versions.at(-1)?.data;
      return data === null || data === undefined ? [] : [[data.name, { guid: item.guid, data }]];
    }),
  );
  if (wish.servers.length > 0)
    copy.replace(
      'server',
      wish.servers.flatMap((server) => {
        const found = known.get(server.name);
        if (found === undefined) return [];
        const { name, version } = server;
        const build = server.build === '' ? found.data.build : server.build;
        const read = server.autodiscoverUri ?? found.data.autodiscoverUri;
        const autodiscoverUri = read === '' ? null : read;
        return [{ guid: found.guid, data: { name, version, build, autodiscoverUri } }];
      }),
    );
  if (wish.virtualDirectories !== null)
    copy.replace(
      'virtualDirectory',
      wish.virtualDirectories.map(({ guid, ...item }) => ({
        guid,
        data: {
          ...item,
          internalUrl: item.internalUrl === '' ? null : item.internalUrl,
          externalUrl: item.externalUrl === '' ? null : item.externalUrl,
        },
      })),
    );
  const { guid, ews } = wish.organisation;
  const [organisation] = state.organisation.objects.organisation;
  const data = organisation?.versions.at(-1)?.data;
  if (data !== null && data !== undefined)
    copy.replace('organisation', [
      { guid: guid === '' ? (organisation?.guid ?? '') : guid, data: { ...data, ews } },
    ]);
  copy.replace(
    'acceptedDomain',
    wish.acceptedDomains.map((item, index) => ({
      guid: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      data: {
        name: item.domainName,
        ...item,
        isCoexistence: /\.mail\.onmicrosoft\./i.test(item.domainName),
      },
    })),
  );
}

function copyTrust(copy: Copy): void {
  const { wish, state } = copy;
  copy.replace(
    'authServer',
    wish.authServers.map((item) => ({
      guid: item.guid,
      data: {
        isDefaultAuthorizationEndpoint: false,
        hasCurrentKeys: true,
        tokenIssuingEndpoint: '',
        authorizationEndpoint: '',
        ...(item.type === 'AzureAD' || item.type === 'MicrosoftACS'
          ? documentOf(item.type, item.realm)
          : {}),
        type: item.type,
        realm: item.realm,
        issuerIdentifier: item.issuer,
        name: item.name,
        authMetadataUrl: item.metadataUrl,
        domainNames: item.domains,
        enabled: item.enabled,
        applicationIdentifier: item.applicationId,
      },
    })),
  );
  copy.replace('connector', wish.connectors.map(connectorOf));
  if (wish.onlineConnectors !== null)
    state.online.objects.connector = wish.onlineConnectors.map((item) => ({
      guid: item.guid,
      created: state.now - AGE,
      changed: state.now - AGE,
      data: { ...connectorOf(item).data, targetSharingEpr: null } satisfies OnlineConnectorData,
    }));
  copy.replace(
    'addressSpace',
    wish.addressSpaces.map(({ guid, name, accessMethod }) => ({
      guid,
      data: {
        name,
        accessMethod,
        proxyUrl: null,
        targetAutodiscoverEpr: null,
        useServiceAccount: true,
      },
    })),
  );
  copy.replace(
    'relationship',
    wish.relationships.map((item) => ({
      guid: item.guid,
      data: {
        name: item.name,
        domainNames: item.domains,
        enabled: item.enabled,
        freeBusyAccessEnabled: true,
        targetApplicationUri: 'outlook.com',
        targetAutodiscoverEpr: null,
        targetSharingEpr: item.sharingAddress === '' ? null : item.sharingAddress,
      },
    })),
  );
  copy.replace(
    'settingOverride',
    wish.overrides.map(({ guid, ...item }) => ({
      guid,
      data: { ...item, reason: '', servers: [] },
    })),
  );
}

function connectorOf({ guid, domains, ...item }: WorldDescription['connectors'][number]) {
  return { guid, data: { ...item, targetAddressDomains: domains } };
}

function copyPartners(
  copy: Copy,
  accounts: (identity: string) => string | null,
  certificates: ReadonlyMap<string, MadeCertificate>,
): void {
  copy.replace(
    'partnerApplication',
    copy.wish.partnerApplications.map((item) => ({
      guid: item.guid,
      data: {
        name: item.name,
        applicationIdentifier: item.applicationId,
        realm: item.realm,
        authMetadataUrl: item.metadataUrl,
        useAuthServer: item.useAuthServer,
        enabled: item.enabled,
        acceptSecurityIdentifierInformation: false,
        ...(item.certificates.length === 0
          ? {}
          : {
              certificateStrings: item.certificates.flatMap(
                (name) => certificates.get(name)?.raw ?? [],
              ),
            }),
        linkedAccount: item.linkedAccount === '' ? null : accounts(item.linkedAccount),
        accountType: 'OrganizationalAccount',
        actAsPermissions: null,
      },
    })),
  );
}

/** Auth certificates with the described dates and places; the others of the base stay. */
function copyCertificates(copy: Copy, seed: number): ReadonlyMap<string, MadeCertificate> {
  const { state, wish } = copy;
  const made = new Map<string, MadeCertificate>();
  if (wish.authCertificates === null) return made;
  const others = state.organisation.certificates.filter(
    ({ role }) => role === 'server' || role === 'web' || role === 'expired' || role === 'short',
  );
  const own = wish.authCertificates.map((item) => {
    const short = item.keyBits < LONG_ENOUGH;
    const certificate = makeCertificate({
      key: short ? 'short' : item.role === 'current' ? 'auth' : 'next',
      commonName: AUTH_SUBJECT,
      notBefore: Date.parse(item.notBefore),
      notAfter: Date.parse(item.notAfter),
      serial: [seed, 'copy', item.role],
    });
    made.set(item.role, certificate);
    return { role: item.role, ...certificate, servers: item.servers };
  });
  state.organisation.certificates = [...own, ...others];
  const thumbprint = (role: string): string => made.get(role)?.thumbprint ?? '';
  const config = state.organisation.objects.authConfig[0];
  const data = config?.versions.at(-1)?.data;
  if (config !== undefined && data !== null && data !== undefined)
    copy.replace('authConfig', [
      {
        guid: config.guid,
        data: {
          ...data,
          current: thumbprint('current'),
          previous: '',
          next: thumbprint('next'),
          nextEffective: thumbprint('next') === '' ? null : data.nextEffective,
        },
      },
    ]);
  return made;
}
