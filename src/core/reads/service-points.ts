/** Service connection points of AutoDiscover, and the partner applications that Exchange makes from metadata documents. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psList, psText, required } from './definition';

const servicePoint = v.object({
  Name: psText,
  Fqdn: psText,
  AutoDiscoverServiceInternalUri: psText,
});

/** The service connection point of one server. */
export interface ServicePoint {
  readonly name: string;
  /** In small letters. */
  readonly fqdn: string;
  readonly uri: string;
}

/** The two names of the same cmdlet: Exchange 2013 knows the older one only. */
export type ServicePointNoun = 'ClientAccessService' | 'ClientAccessServer';

function servicePoints(
  noun: ServicePointNoun,
  id: string,
): ReadDefinition<readonly ServicePoint[]> {
  return {
    id,
    target: 'exchange',
    title: () => message('core.read.service-points'),
    query: (args) =>
      cmdlet(`Get-${noun}`, { DomainController: required(args, 'domainController') }),
    parse: (answer) =>
      parseItems(servicePoint, answer).map((item) => ({
        name: item.Name,
        fqdn: item.Fqdn.toLowerCase(),
        uri: item.AutoDiscoverServiceInternalUri,
      })),
    facts: (value) => Object.fromEntries(value.map((item) => [`${item.fqdn}/uri`, item.uri])),
  };
}

/** Get-ClientAccessService, all servers: Exchange 2016 and later. */
export const clientAccessServices = servicePoints('ClientAccessService', 'client-access-services');
/** Get-ClientAccessServer, all servers: Exchange 2013. */
export const clientAccessServers = servicePoints('ClientAccessServer', 'client-access-servers');

const application = v.object({
  Name: psText,
  Guid: psText,
  ApplicationIdentifier: psText,
  Realm: psText,
  AuthMetadataUrl: psText,
  Enabled: psBoolean,
  LinkedAccount: psText,
  CertificateStrings: psList,
});

/** A partner application that was made from a metadata document. */
export interface DocumentApplication {
  readonly name: string;
  readonly guid: string;
  readonly applicationId: string;
  readonly realm: string;
  readonly metadataUrl: string;
  readonly enabled: boolean;
  readonly linkedAccount: string;
  /** Of the certificates it is known by; empty where their text cannot be read. */
  readonly thumbprints: readonly string[];
}

/** Get-PartnerApplication, the rows with a metadata address. The cloud's rows have none, see isCloudApplication. */
export const documentApplications: ReadDefinition<readonly DocumentApplication[]> = {
  id: 'document-applications',
  target: 'exchange',
  title: () => message('core.read.document-applications'),
  query: (args) =>
    cmdlet('Get-PartnerApplication', { DomainController: required(args, 'domainController') }),
  parse: (answer, crypto) =>
    parseItems(application, answer)
      .filter((item) => item.AuthMetadataUrl !== '')
      .map((item) => ({
        name: item.Name,
        guid: item.Guid,
        applicationId: item.ApplicationIdentifier.toLowerCase(),
        realm: item.Realm,
        metadataUrl: item.AuthMetadataUrl,
        enabled: item.Enabled,
        linkedAccount: item.LinkedAccount,
        thumbprints: item.CertificateStrings.flatMap(
          (raw) => crypto.certificate(raw)?.thumbprint ?? [],
        ),
      })),
  facts: (value) => {
    const facts: Record<string, string | boolean | number | readonly string[]> = {};
    for (const item of value) {
      const key = item.metadataUrl.toLowerCase();
      const count = facts[`${key}/count`];
      facts[`${key}/count`] = (typeof count === 'number' ? count : 0) + 1;
      facts[`${key}/Guid`] = item.guid;
      facts[`${key}/Enabled`] = item.enabled;
      facts[`${key}/LinkedAccount`] = item.linkedAccount;
      for (const thumbprint of item.thumbprints) facts[`${key}/key/${thumbprint}`] = true;
    }
    return facts;
  },
};
