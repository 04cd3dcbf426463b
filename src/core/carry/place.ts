/** Where a script goes. */
import { CodedError, appError } from '../../shared/errors';
import type { KnownHosts } from './hosts';
import type { CarryTarget } from './manifest';

/** A side, or one server by name. */
export interface Place {
  readonly target: CarryTarget;
  /** For file names and people, e.g. `EX01`. */
  readonly name: string;
  /** Fully qualified names, lower case; empty for tenant and Exchange Online, and where none is known. */
  readonly hosts: readonly string[];
}

/** Sides that are a sign-in instead of servers of the customer's own. */
const SIGNED_IN: readonly CarryTarget[] = ['tenant', 'online'];

/** Refuses a script for servers that names none: it would run in any organisation. HX-CARRYSERVER. */
export function refuseAnywhere({ target, hosts }: Place): void {
  if (!SIGNED_IN.includes(target) && hosts.length === 0)
    throw new CodedError(appError('HX-CARRYSERVER', { target }));
}

/** Finds the place that a person named: a side, or a server or front end by short or full name. HX-CARRYTARGET. */
export async function findPlace(name: string, known: KnownHosts): Promise<Place> {
  if (name === 'tenant' || name === 'online') return { target: name, name, hosts: [] };
  const servers = await known.servers();
  if (name === 'exchange' || name === 'local') return { target: name, name, hosts: servers };
  const frontEnds = await known.frontEnds();
  if (name === 'skype') return { target: name, name, hosts: frontEnds };
  const wanted = name.toLowerCase();
  const hosts = [...servers, ...frontEnds];
  const found = hosts.find((host) => host === wanted || host.split('.')[0] === wanted);
  if (found === undefined)
    throw new CodedError(appError('HX-CARRYTARGET', { name, list: hosts.join(', ') }));
  return {
    target: servers.includes(found) ? 'exchange' : 'skype',
    name: (found.split('.')[0] ?? found).toUpperCase(),
    hosts: [found],
  };
}
