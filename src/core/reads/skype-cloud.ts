/**
 * Reads of what Skype for Business Server knows of a tenant: token servers, hosting providers, the Access Edge.
 * Properties: the cmdlet pages as far as they show them, see docs/lab.md.
 */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psText, single } from './definition';

const tokenServer = v.object({
  Identity: psText,
  IssuerIdentifier: psText,
  Realm: psText,
  MetadataUrl: psText,
});
export type TokenServer = v.InferOutput<typeof tokenServer>;

/** Get-CsOAuthServer, all of them. */
export const tokenServers: ReadDefinition<readonly TokenServer[]> = {
  id: 'skype-token-servers',
  target: 'skype',
  title: () => message('core.read.skype-token-servers'),
  query: () => cmdlet('Get-CsOAuthServer'),
  parse: (answer) => parseItems(tokenServer, answer),
  facts: (value) =>
    Object.fromEntries(
      value.flatMap((item): [string, string][] => [
        [`${item.Identity}/MetadataUrl`, item.MetadataUrl],
        [`${item.Identity}/Realm`, item.Realm.toLowerCase()],
      ]),
    ),
};

const provider = v.object({
  Identity: psText,
  ProxyFqdn: psText,
  VerificationLevel: psText,
  Enabled: psBoolean,
  EnabledSharedAddressSpace: psBoolean,
  HostsOCSUsers: psBoolean,
  IsLocal: psBoolean,
  AutodiscoverUrl: psText,
});
export type HostingProvider = v.InferOutput<typeof provider>;

/** Get-CsHostingProvider, all of them. */
export const hostingProviders: ReadDefinition<readonly HostingProvider[]> = {
  id: 'hosting-providers',
  target: 'skype',
  title: () => message('core.read.hosting-providers'),
  query: () => cmdlet('Get-CsHostingProvider'),
  parse: (answer) => parseItems(provider, answer),
  facts: (value) =>
    Object.fromEntries(
      value.flatMap(({ Identity, ...own }): [string, string | boolean][] =>
        Object.entries(own).map(([property, found]) => [`${Identity}/${property}`, found]),
      ),
    ),
};

const accessEdge = v.object({
  AllowOutsideUsers: psBoolean,
  AllowFederatedUsers: psBoolean,
  EnablePartnerDiscovery: psBoolean,
  RoutingMethod: psText,
});
export type AccessEdgeConfiguration = v.InferOutput<typeof accessEdge>;

/** Get-CsAccessEdgeConfiguration: there is one. */
export const accessEdgeConfiguration: ReadDefinition<AccessEdgeConfiguration | null> = {
  id: 'access-edge-configuration',
  target: 'skype',
  title: () => message('core.read.access-edge-configuration'),
  query: () => cmdlet('Get-CsAccessEdgeConfiguration'),
  parse: (answer) => single(parseItems(accessEdge, answer), 'Get-CsAccessEdgeConfiguration'),
  facts: (value) => (value === null ? {} : { ...value }),
};
