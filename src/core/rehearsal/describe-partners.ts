/** Partner applications of Exchange, in a world description. */
import type { WorldDescription } from '../../shared/world-description';
import type { Observations } from '../model/observation';
import { partnerApplications } from '../reads/accounts';
import { documentApplications } from '../reads/service-points';
import { authThumbprints } from './describe-exchange';
import { issuerNames } from './describe-skype';
import { firstOf } from './found';

/** All partner applications. */
export function describePartners(
  observations: Observations,
): WorldDescription['partnerApplications'] {
  const known = new Map([...issuerNames(observations), ...authThumbprints(observations)]);
  const documents = (firstOf(observations, documentApplications) ?? []).map((item) => ({
    guid: item.guid,
    name: item.name,
    applicationId: item.applicationId,
    realm: item.realm,
    metadataUrl: item.metadataUrl,
    useAuthServer: false,
    enabled: item.enabled,
    linkedAccount: item.linkedAccount,
    // A certificate that is neither's own cannot be made again; without it the key is as unknown as it was.
    certificates: item.thumbprints.flatMap((thumbprint) => known.get(thumbprint) ?? []),
  }));
  const all = (firstOf(observations, partnerApplications) ?? []).map((item) => ({
    guid: item.Guid,
    name: item.Name,
    applicationId: item.ApplicationIdentifier,
    realm: item.Realm,
    metadataUrl: item.AuthMetadataUrl,
    useAuthServer: item.UseAuthServer,
    enabled: item.Enabled,
    linkedAccount: item.LinkedAccount,
    certificates: [],
  }));
  return [...documents, ...all.filter(({ guid }) => !documents.some((one) => one.guid === guid))];
}
