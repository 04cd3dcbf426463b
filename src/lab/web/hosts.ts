/** The organisation's DNS and its hosts: who has a name, and who answers there. */
import { fold } from '../exchange/names';
import { frontEnds } from '../skype/issuer';
import type { WorldState } from '../world';

/** Who answers at a name. */
export type Reached =
  | { readonly kind: 'no-name' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'front-end'; readonly computer: string }
  | { readonly kind: 'exchange'; readonly server: string };

/** Addresses of a name; none: it does not exist. */
export function addressesOf(world: WorldState, host: string): readonly string[] {
  return world.dns.find((record) => fold(record.host) === fold(host))?.addresses ?? [];
}

/** Who answers HTTPS at a host. */
export function reach(world: WorldState, host: string): Reached {
  if (addressesOf(world, host).length === 0) return { kind: 'no-name' };
  return frontEndAt(world, host) ?? exchangeAt(world, host) ?? { kind: 'no-answer' };
}

/** True for the names of a pool's web services, and of its front ends. */
export function isPoolHost(world: WorldState, host: string): boolean {
  return computerAt(world, host) !== undefined;
}

/** The front end that answers: for a pool's own names the first one, as a load balancer might choose. */
function computerAt({ skype }: WorldState, host: string): string | undefined {
  if (skype === null) return undefined;
  const wanted = fold(host);
  const pool = skype.pools.find(
    (item) =>
      item.kind === 'front-end' &&
      [item.fqdn, item.internalWeb, item.externalWeb].some((name) => fold(name) === wanted),
  );
  return pool?.computers[0] ?? frontEnds(skype).find((fqdn) => fold(fqdn) === wanted);
}

function frontEndAt(world: WorldState, host: string): Reached | undefined {
  const computer = computerAt(world, host);
  if (computer === undefined) return undefined;
  return world.faults.includes('sfb-metadata-unreachable')
    ? { kind: 'no-answer' }
    : { kind: 'front-end', computer };
}

/** The published names are balanced over the servers whose IIS runs. */
function exchangeAt(world: WorldState, host: string): Reached | undefined {
  const { iis, forest } = world.organisation;
  const wanted = fold(host);
  const running = iis.filter((item) => item.running).map((item) => item.server);
  const named = iis.find((item) => fold(`${item.server}.${forest}`) === wanted);
  if (named !== undefined)
    return named.running ? { kind: 'exchange', server: named.server } : { kind: 'no-answer' };
  const isAutodiscover = wanted.startsWith('autodiscover.');
  if (!isAutodiscover && !wanted.startsWith('mail.')) return undefined;
  const isDown = isAutodiscover && world.faults.includes('exchange-metadata-unreachable');
  const [server] = running;
  return isDown || server === undefined ? { kind: 'no-answer' } : { kind: 'exchange', server };
}
