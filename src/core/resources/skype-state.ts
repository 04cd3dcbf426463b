/** What Skype for Business Server and Exchange know of each other, put together from what was read. Pure. */
import { APPLICATIONS } from '../../shared/applications';
import type { Finding, StepId } from '../model/action';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import { acceptedDomains } from '../reads/organisation';
import type { MetadataDocument } from '../reads/premises';
import { metadataDocument } from '../reads/premises';
import { hostOf } from '../reads/published';
import type { DocumentApplication } from '../reads/service-points';
import { documentApplications } from '../reads/service-points';
import type { IssuerOnComputer, SkypePartner, SkypePool } from '../reads/skype';
import {
  issuerCertificate,
  sipDomains,
  skypePartners,
  skypePools,
  skypeWebServices,
  usesOAuthServer,
} from '../reads/skype';
import type { Looked, PlanContext } from './context';
import { findingOf, look, valueOf } from './context';

const DOCUMENT_PATH = '/metadata/json/1';

/** Reads of the topology: which pools, which names. */
export function topologyReads(): ReadRequest[] {
  return [
    readRequest(skypePools),
    readRequest(skypeWebServices),
    readRequest(sipDomains),
    readRequest(acceptedDomains),
  ];
}

/** Pools of front ends; undefined where they were not read. */
export function poolsOf(context: PlanContext): readonly SkypePool[] | undefined {
  return valueOf(look(context, skypePools))?.filter((pool) => pool.isFrontEnd);
}

/** Every front end of every pool: they share one certificate of the token issuer. */
export function frontEndsOf(context: PlanContext): readonly string[] {
  return (poolsOf(context) ?? []).flatMap((pool) => pool.computers);
}

/** The pool whose address Exchange is given: the chosen one, the one it knows already, or the first. */
export function chosenPool(context: PlanContext): SkypePool | undefined {
  const pools = poolsOf(context) ?? [];
  const typed = context.inputs.pool.toLowerCase();
  if (typed !== '') return pools.find((pool) => pool.fqdn === typed);
  const known = knownApplications(context).map((item) => hostOf(item.metadataUrl));
  const named = pools.find((pool) => namesOf(context, pool).some((name) => known.includes(name)));
  return named ?? pools[0];
}

/** Every name under which a pool's web services answer: its own, the internal and the external one, its front ends. */
function namesOf(context: PlanContext, pool: SkypePool): readonly string[] {
  const web = (valueOf(look(context, skypeWebServices)) ?? []).filter(
    (item) => item.PoolFqdn.toLowerCase() === pool.fqdn,
  );
  const names = web.flatMap((item) => [item.InternalFqdn, item.ExternalFqdn]);
  const all = [pool.fqdn, ...names.map((name) => name.toLowerCase()), ...pool.computers];
  return [...new Set(all)].filter((name) => name !== '');
}

/** Addresses of the chosen pool's metadata document, in the order in which they are tried. */
export function poolAddresses(context: PlanContext): readonly string[] {
  const pool = chosenPool(context);
  if (pool === undefined) return [];
  // Exchange is within the network, so the external name is no address for it.
  const external = (valueOf(look(context, skypeWebServices)) ?? []).map((item) =>
    item.ExternalFqdn.toLowerCase(),
  );
  return namesOf(context, pool)
    .filter((name) => !external.includes(name) && !pool.computers.includes(name))
    .map((name) => `https://${name}${DOCUMENT_PATH}`);
}

/** Exchange's partner applications that stand for one of the pools. */
export function knownApplications(context: PlanContext): readonly DocumentApplication[] {
  const { domainController } = context.inputs;
  const all = valueOf(look(context, documentApplications, { domainController })) ?? [];
  const names = (poolsOf(context) ?? []).flatMap((pool) => namesOf(context, pool));
  return all.filter((item) => names.includes(hostOf(item.metadataUrl)));
}

/** The request for Exchange's partner applications. */
export function applicationsRequest(context: PlanContext): ReadRequest {
  return readRequest(documentApplications, {
    domainController: context.inputs.domainController,
  });
}

/** A document that was looked for at several addresses: the first that is one, else what the first address said. */
export interface FoundDocument {
  readonly url: string;
  readonly document: MetadataDocument | null;
  readonly request: ReadRequest;
}

/** Looks at the addresses in their order. undefined: not read yet, or no address is known. */
export function documentAt(
  context: PlanContext,
  addresses: readonly string[],
): FoundDocument | undefined {
  const all = addresses.flatMap((url): FoundDocument[] => {
    const looked = look(context, metadataDocument, { url });
    return looked.status === 'read'
      ? [{ url, document: looked.value, request: looked.request }]
      : [];
  });
  return all.find((item) => item.document?.kind === 'document') ?? all[0];
}

/** Requests for the documents at these addresses. */
export function documentReads(addresses: readonly string[]): ReadRequest[] {
  return addresses.map((url) => readRequest(metadataDocument, { url }));
}

/** HX-METADOC for an address where no document is; undefined where one is, or where nobody could look from here. */
export function documentFinding(
  found: FoundDocument | undefined,
  step: StepId,
  resource: string,
): Finding | undefined {
  if (found?.document?.kind !== 'none') return undefined;
  const { reason, detail } = found.document;
  return {
    code: 'HX-METADOC',
    args: { address: found.url, reason },
    severity: 'blocking',
    step,
    resource,
    detail,
  };
}

/** What each front end has as the token issuer's certificate. */
export interface IssuerState {
  readonly computer: string;
  readonly looked: Looked<IssuerOnComputer>;
}

/** The token issuer on every front end. */
export function issuersOf(context: PlanContext): readonly IssuerState[] {
  return frontEndsOf(context).map((computer) => ({
    computer,
    looked: look(context, issuerCertificate, { computer }),
  }));
}

/** The default accepted domain of Exchange; '' where it is not known. */
export function defaultDomain(context: PlanContext): string {
  const accepted = valueOf(look(context, acceptedDomains)) ?? [];
  return accepted.find((item) => item.Default)?.DomainName.toLowerCase() ?? '';
}

/** The pool's partner application that stands for Exchange Server: trusted by its own keys, not through a tenant. */
export function exchangePartners(context: PlanContext): readonly SkypePartner[] | undefined {
  return valueOf(look(context, skypePartners))?.filter(
    (item) =>
      item.ApplicationIdentifier.toLowerCase() === APPLICATIONS.exchangeOnline &&
      !usesOAuthServer(item),
  );
}

/** Findings of what was not read. */
export function notRead(
  lookeds: readonly Looked<unknown>[],
  step: StepId,
  resource: string,
): Finding[] {
  return lookeds.flatMap((looked) =>
    looked.status === 'not-read' ? [findingOf(looked.error, step, resource, 'blocking')] : [],
  );
}
