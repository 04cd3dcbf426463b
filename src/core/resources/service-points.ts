/**
 * B2, on the Exchange side: service connection points of AutoDiscover. Article 003 pipes every server into one address;
 * that would overwrite what sites have of their own, so only empty ones are filled, server by server.
 */
import type { Action } from '../model/action';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import { exchangeServers } from '../reads/organisation';
import { hostOf } from '../reads/published';
import type { ServicePoint, ServicePointNoun } from '../reads/service-points';
import { clientAccessServers, clientAccessServices } from '../reads/service-points';
import type { PlanContext, Resource } from './context';
import { compared, compare, findingOf, look, pinned, planned, stateOf, valueOf } from './context';
import { defaultDomain, topologyReads } from './skype-state';
import { skypeOAuth } from '../reads/skype';

const SELF = { id: 'service-points', step: 'autodiscover' } as const;
const READS = {
  ClientAccessService: clientAccessServices,
  ClientAccessServer: clientAccessServers,
} as const;

/** Exchange 2013 says of itself `Version 15.0 (Build …)`. */
const OLD_VERSION = /^Version 15\.0\b/;

/** Servers by the cmdlet that knows them. */
function nouns(context: PlanContext): readonly ServicePointNoun[] {
  const servers = valueOf(look(context, exchangeServers)) ?? [];
  const isOld = servers.map((item) => OLD_VERSION.test(item.AdminDisplayVersion));
  return [
    ...(isOld.includes(false) ? (['ClientAccessService'] as const) : []),
    ...(isOld.includes(true) ? (['ClientAccessServer'] as const) : []),
  ];
}

function isOldServer(context: PlanContext, fqdn: string): boolean {
  const servers = valueOf(look(context, exchangeServers)) ?? [];
  const found = servers.find((item) => item.Fqdn.toLowerCase() === fqdn);
  return found !== undefined && OLD_VERSION.test(found.AdminDisplayVersion);
}

function requestFor(context: PlanContext, noun: ServicePointNoun): ReadRequest {
  const { domainController } = context.inputs;
  return readRequest(READS[noun], { domainController });
}

/** Reads of the service connection points. */
export function servicePointReads(context: PlanContext): ReadRequest[] {
  if (context.inputs.domainController === '') return [readRequest(exchangeServers)];
  return [readRequest(exchangeServers), ...nouns(context).map((noun) => requestFor(context, noun))];
}

/** A server's service connection point, and which cmdlet says so. */
interface KnownPoint extends ServicePoint {
  readonly noun: ServicePointNoun;
}

/** Every server with a service connection point, each by the cmdlet of its own version. */
export function servicePointsOf(context: PlanContext): readonly KnownPoint[] {
  const { domainController } = context.inputs;
  return nouns(context).flatMap((noun) => {
    const found = valueOf(look(context, READS[noun], { domainController })) ?? [];
    const isOld = noun === 'ClientAccessServer';
    return found
      .filter((item) => isOldServer(context, item.fqdn) === isOld)
      .map((item) => ({ ...item, noun }));
  });
}

/**
 * The host of AutoDiscover: of the typed address, of what the pool has, of what all servers agree on, or the usual name
 * in the default accepted domain. '' where none of these is known.
 */
export function autodiscoverHost(context: PlanContext): string {
  const typed = hostOf(context.inputs.exchangeAutodiscoverUrl);
  if (typed !== '') return typed;
  const pool = valueOf(look(context, skypeOAuth))?.ExchangeAutodiscoverUrl ?? '';
  if (hostOf(pool) !== '') return hostOf(pool);
  const hosts = new Set(
    servicePointsOf(context).flatMap((item) => (item.uri === '' ? [] : [hostOf(item.uri)])),
  );
  const [agreed = ''] = hosts.size === 1 ? hosts : [];
  if (agreed !== '') return agreed;
  const domain = defaultDomain(context);
  return domain === '' ? '' : `autodiscover.${domain}`;
}

/** The service connection points. */
export const servicePointsResource: Resource = {
  ...SELF,
  reads: (context) => [...topologyReads(), readRequest(skypeOAuth), ...servicePointReads(context)],
  plan: (context) => {
    const title = message('core.resource.service-points');
    const { domainController } = context.inputs;
    const lookeds = nouns(context).map((noun) => look(context, READS[noun], { domainController }));
    const errors = lookeds.flatMap((item) =>
      item.status === 'not-read' ? [findingOf(item.error, SELF.step, SELF.id, 'blocking')] : [],
    );
    const points = servicePointsOf(context);
    const host = autodiscoverHost(context);
    if (points.length === 0 || host === '') {
      const rows = [compare('AutoDiscoverServiceInternalUri', 'https', undefined)];
      return { resource: planned(SELF, title, 'unknown', rows), actions: [], findings: errors };
    }
    const wanted = `https://${host}/autodiscover/autodiscover.xml`;
    const elsewhere = points.filter((item) => item.uri !== '' && hostOf(item.uri) !== host);
    const rows = points.map((item) => {
      const property = `AutoDiscoverServiceInternalUri (${item.fqdn})`;
      return item.uri === ''
        ? compare(property, wanted, '-')
        : // What a server has is kept, wherever it points: a site may have its own on purpose.
          compared(property, item.uri, item.uri, true);
    });
    const empty = points.filter((item) => item.uri === '');
    return {
      resource: planned(SELF, title, stateOf(rows), rows),
      actions: empty.map((item) => fill(context, item, wanted)),
      findings: [
        ...errors,
        ...elsewhere.map((item) => ({
          code: 'HX-SCP' as const,
          args: { server: item.fqdn, found: item.uri, expected: host },
          severity: 'warning' as const,
          step: SELF.step,
          resource: SELF.id,
        })),
      ],
    };
  },
};

function fill(context: PlanContext, { fqdn, noun }: KnownPoint, wanted: string): Action {
  const read = requestFor(context, noun);
  const set = (uri: string): Action['operation'] =>
    pinned(context, `Set-${noun}`, { Identity: fqdn, AutoDiscoverServiceInternalUri: uri });
  return {
    id: `service-point.${fqdn}.fill`,
    step: SELF.step,
    resource: SELF.id,
    target: 'exchange',
    kind: 'add',
    operation: set(wanted),
    reason: message('core.reason.service-point', { server: fqdn }),
    article: 'article-003',
    departs: message('core.departs.service-point'),
    tags: [],
    dependsOn: [],
    differences: [
      { property: `AutoDiscoverServiceInternalUri (${fqdn})`, before: '-', after: wanted },
    ],
    read,
    before: { [`${fqdn}/uri`]: '' },
    after: { [`${fqdn}/uri`]: wanted },
    undo: {
      kind: 'operation',
      operation: set(''),
      read,
      before: { [`${fqdn}/uri`]: wanted },
      after: { [`${fqdn}/uri`]: '' },
    },
  };
}
