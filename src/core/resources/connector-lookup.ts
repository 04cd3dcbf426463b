/** Which intra-organisation connectors are the customer's, on either side, and how their direction is tested. */
import type { Gate } from '../model/action';
import type { ReadRequest } from '../model/observation';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { Connector } from '../reads/oauth';
import { connectors, exchangeMailbox, onlineConnectors, onlineMailbox } from '../reads/oauth';
import { testToCloud, testToServers } from '../reads/oauth-test';
import { webServicesDirectories } from '../reads/web-services';
import { hybridCloudOf, tenantMailDomain } from '../scenarios/hybrid';
import type { Looked, PlanContext } from './context';
import { look, valueOf } from './context';
import { lookPinned, lookTenant, ownDomains, pinnedRequest } from './oauth-common';

/** The two sides of a hybrid organisation. */
export type Side = 'on-premises' | 'online';

/** What a side's connector has to be, and what was found of it. */
export interface ConnectorWanted {
  readonly side: Side;
  readonly looked: Looked<Connector[]>;
  /** Connectors that lead there. */
  readonly own: readonly Connector[];
  /** The domain that tells the connector; '' where it is not known. */
  readonly domain: string;
  /** Every domain it shall lead to. */
  readonly domains: readonly string[];
  /** AutoDiscover of the other side; null where it is not known. */
  readonly discovery: string | null;
  /** The name of the document. */
  readonly name: string;
  readonly read: ReadRequest;
  /** The proof of its direction; null where there is no address to test. */
  readonly gate: Gate | null;
}

/** The connector of a side. */
export function connectorWanted(context: PlanContext, side: Side): ConnectorWanted {
  return side === 'on-premises' ? toCloud(context) : toServers(context);
}

function toCloud(context: PlanContext): ConnectorWanted {
  const tenant = valueOf(lookTenant(context)) ?? null;
  const domain = tenant === null ? '' : tenantMailDomain(tenant);
  const cloud = tenant === null ? null : hybridCloudOf(tenant, context.cloud);
  const looked = lookPinned(context, connectors);
  return {
    side: 'on-premises',
    looked,
    own: ownConnectors(looked, domain === '' ? [] : [domain]),
    domain,
    domains: [domain],
    discovery: cloud?.discovery ?? null,
    name: 'ExchangeHybridOnPremisesToOnline',
    read: pinnedRequest(context, connectors),
    gate: gateTo(testToCloud, cloud?.webServices ?? null, mailboxOf(context, 'on-premises')),
  };
}

function toServers(context: PlanContext): ConnectorWanted {
  const domain = context.inputs.verifiedDomain.toLowerCase();
  const domains = ownDomains(context);
  const looked = look(context, onlineConnectors);
  const host = publishedHost(context);
  const address = host === undefined ? null : `https://${host}/metadata/json/1`;
  return {
    side: 'online',
    looked,
    own: ownConnectors(looked, domains),
    domain,
    domains,
    discovery:
      domain === '' ? null : `https://autodiscover.${domain}/autodiscover/autodiscover.svc`,
    name: 'ExchangeHybridOnlineToOnPremises',
    read: readRequest(onlineConnectors),
    gate: gateTo(testToServers, address, mailboxOf(context, 'online')),
  };
}

function ownConnectors(
  looked: Looked<Connector[]>,
  domains: readonly string[],
): readonly Connector[] {
  return (valueOf(looked) ?? []).filter((item) =>
    item.TargetAddressDomains.some((name) => domains.includes(name.toLowerCase())),
  );
}

function gateTo(
  definition: { readonly id: string },
  targetUri: string | null,
  mailbox: string,
): Gate | null {
  if (targetUri === null) return null;
  return {
    read: readRequest(definition, { targetUri, mailbox }),
    expect: { passed: true },
    title: message(`core.gate.${definition.id}`),
  };
}

/** What is read to test a side's direction. */
export function mailboxRequest(context: PlanContext, side: Side): ReadRequest {
  const definition = side === 'on-premises' ? exchangeMailbox : onlineMailbox;
  return readRequest(definition, { domain: context.inputs.verifiedDomain });
}

function mailboxOf(context: PlanContext, side: Side): string {
  const definition = side === 'on-premises' ? exchangeMailbox : onlineMailbox;
  return valueOf(look(context, definition, { domain: context.inputs.verifiedDomain })) ?? '';
}

/** The host under which the web services are published; the first by name, so that two reads agree. */
function publishedHost(context: PlanContext): string | undefined {
  const directories = valueOf(lookPinned(context, webServicesDirectories)) ?? [];
  return hostsOf(directories.map((item) => item.ExternalUrl))[0];
}

/** Hosts of https addresses, in small letters, sorted, each once. */
export function hostsOf(urls: readonly string[]): readonly string[] {
  const hosts = urls.flatMap((url) => {
    const host = /^https:\/\/([^/:]+)/i.exec(url)?.[1];
    return host === undefined ? [] : [host.toLowerCase()];
  });
  return [...new Set(hosts)].sort();
}
