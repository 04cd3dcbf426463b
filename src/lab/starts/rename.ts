/** Gives the names of a described organisation to the one that the lab always builds first. */
import type { WorldDescription } from '../../shared/world-description';
import type { WorldState } from '../world';
import { ORGANISATION } from './builder';
import { tenantIdOf } from './tenant';

/** Properties that hold encoded bytes: a name that turns up in them is chance. */
const BYTES: readonly string[] = ['raw', 'key', 'thumbprint', 'customKeyIdentifier'];

/** Name of the domain under which the cloud sends mail to the organisation. */
function coexistenceOf(initialDomain: string): string {
  return initialDomain.replace(/\.onmicrosoft\./i, '.mail.onmicrosoft.');
}

/** The forest: what follows the first server's own name, or a domain controller's where no server was read. */
export function forestOf({ servers, domainControllers }: WorldDescription): string {
  const fqdn = servers[0]?.fqdn ?? domainControllers[0] ?? '';
  const dot = fqdn.indexOf('.');
  return dot < 0 ? ORGANISATION.forest : fqdn.slice(dot + 1);
}

/** Every text of the world with the described names in place of the lab's own. */
export function renamed(world: WorldState, wish: WorldDescription): WorldState {
  const { tenant, domainControllers, acceptedDomains, servers } = wish;
  const domain =
    acceptedDomains.find((item) => item.isDefault)?.domainName ??
    acceptedDomains[0]?.domainName ??
    ORGANISATION.domain;
  const [first = '', second = first] = domainControllers;
  const names: readonly (readonly [string, string])[] = [
    ...(tenant === null
      ? []
      : ([
          [ORGANISATION.coexistenceDomain, coexistenceOf(tenant.initialDomain)],
          [ORGANISATION.tenantDomain, tenant.initialDomain],
          [tenantIdOf(world.seed), tenant.id],
        ] as const)),
    [`DC01.${ORGANISATION.forest}`, first],
    [`DC02.${ORGANISATION.forest}`, second],
    [ORGANISATION.forest, forestOf(wish)],
    [ORGANISATION.domain, domain],
    ...servers.map(
      (server, index) => [`EX${String(index + 1).padStart(2, '0')}`, server.name] as const,
    ),
  ];
  const map = new Map(names);
  // All names at once, the longest first: what was renamed is not renamed again.
  const pattern = new RegExp(
    [...map.keys()]
      .sort((left, right) => right.length - left.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  );
  const walk = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string' || BYTES.includes(_key)) return value;
    return value.replace(pattern, (name) => map.get(name) ?? name);
  };
  // The reviver sees each property with its name; the shape stays what it was.
  return JSON.parse(JSON.stringify(world), walk) as WorldState;
}
