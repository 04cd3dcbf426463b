/** The file beside the lab's state that says which organisation it is a copy of. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { WorldDescription } from '../shared/world-description';
import { WORLD_FILE, worldDescriptionSchema } from '../shared/world-description';

const file = v.pipe(v.string(), v.parseJson(), worldDescriptionSchema);

/** The description in a lab's folder; undefined where there is none. Throws where it cannot be read. */
export function readDescription(folder: string): WorldDescription | undefined {
  const path = join(folder, WORLD_FILE);
  return existsSync(path) ? v.parse(file, readFileSync(path, 'utf8')) : undefined;
}

/** Names that the hosts of a described organisation may have. */
export function hostNames(world: WorldDescription): readonly string[] {
  const { acceptedDomains, servers, domainControllers, skype } = world;
  const domains = acceptedDomains.map((item) => item.domainName);
  const hosts = [...servers.map(({ fqdn }) => fqdn), ...domainControllers];
  const forests = hosts.map((fqdn) => fqdn.slice(fqdn.indexOf('.') + 1));
  const sip = (skype?.sipDomains ?? []).map((item) => item.name);
  const pools = (skype?.pools ?? []).flatMap(({ fqdn, computers, internalWeb, externalWeb }) =>
    [fqdn, ...computers, internalWeb, externalWeb].filter((name) => name !== ''),
  );
  const all = [...domains, ...forests, ...sip].flatMap((name) => [name, `*.${name}`]);
  return [...new Set([...all, ...pools])];
}
