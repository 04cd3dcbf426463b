/** Reads of how Exchange offers its web services: virtual directories, and the switches of the organisation. */
import * as v from 'valibot';
import type { Facts } from '../model/facts';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psList, psText, required, single } from './definition';
import { sortedNames } from './oauth';

const virtualDirectory = v.object({
  Name: psText,
  Server: psText,
  Guid: psText,
  InternalUrl: psText,
  ExternalUrl: psText,
  InternalAuthenticationMethods: psList,
  ExternalAuthenticationMethods: psList,
});
export type VirtualDirectory = v.InferOutput<typeof virtualDirectory>;

/** True when a directory takes OAuth tokens from inside and outside. */
export function takesOAuth(item: VirtualDirectory): boolean {
  return (
    item.InternalAuthenticationMethods.includes('OAuth') &&
    item.ExternalAuthenticationMethods.includes('OAuth')
  );
}

function directoryFacts(value: readonly VirtualDirectory[]): Facts {
  return Object.fromEntries(
    value.flatMap((item): [string, string | boolean][] => [
      [`${item.Guid}/OAuth`, takesOAuth(item)],
      [`${item.Guid}/ExternalUrl`, item.ExternalUrl],
    ]),
  );
}

/** Virtual directories of one kind; -ADPropertiesOnly answers without asking each server's IIS. */
function directories(id: string, cmdletName: string): ReadDefinition<VirtualDirectory[]> {
  return {
    id,
    target: 'exchange',
    title: () => message(`core.read.${id}`),
    query: (args) =>
      cmdlet(cmdletName, {
        ADPropertiesOnly: true,
        DomainController: required(args, 'domainController'),
      }),
    parse: (answer) => parseItems(virtualDirectory, answer),
    facts: directoryFacts,
  };
}

/** Get-WebServicesVirtualDirectory. */
export const webServicesDirectories = directories(
  'web-services-directories',
  'Get-WebServicesVirtualDirectory',
);
/** Get-AutodiscoverVirtualDirectory. */
export const autodiscoverDirectories = directories(
  'autodiscover-directories',
  'Get-AutodiscoverVirtualDirectory',
);

const organisationConfigSchema = v.object({
  Guid: psText,
  EwsEnabled: v.nullish(v.boolean(), null),
  EwsApplicationAccessPolicy: psText,
  EwsAllowList: psList,
  EwsBlockList: psList,
});
export type OrganisationConfig = v.InferOutput<typeof organisationConfigSchema>;

/** Get-OrganizationConfig. `EwsEnabled` is null until somebody sets it. */
export const organisationConfig: ReadDefinition<OrganisationConfig | null> = {
  id: 'organisation-config',
  target: 'exchange',
  title: () => message('core.read.organisation-config'),
  query: (args) =>
    cmdlet('Get-OrganizationConfig', { DomainController: required(args, 'domainController') }),
  parse: (answer) => single(parseItems(organisationConfigSchema, answer), 'Get-OrganizationConfig'),
  facts: (value) => ({
    Guid: value?.Guid ?? null,
    // null and False differ here: only False stops EWS.
    EwsEnabled: String(value?.EwsEnabled ?? 'not set'),
    EwsApplicationAccessPolicy: value?.EwsApplicationAccessPolicy ?? null,
    EwsAllowList: sortedNames(value?.EwsAllowList ?? []),
    EwsBlockList: sortedNames(value?.EwsBlockList ?? []),
  }),
};
