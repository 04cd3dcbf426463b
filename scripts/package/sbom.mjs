/** The list of parts (CycloneDX): what npm knows of the tree, cut down to what really ships. */
import { SetupError, npm } from '../setup/common.mjs';

/** File name of the list. */
export const SBOM_FILE = 'crossprem.cdx.json';

/**
 * @typedef {object} Component
 * @property {string} [bom-ref]
 * @property {string} name
 * @property {string} version
 * @property {string} [purl]
 * @property {{name: string, value: string}[]} [properties]
 */
/**
 * @typedef {object} Sbom
 * @property {{component: Component & {type: string}}} metadata
 * @property {Component[]} components
 * @property {{ref: string, dependsOn?: string[]}[]} dependencies
 */

/**
 * Keeps the bundled packages and Electron, and says that the product is an application under its own name.
 * @param {Sbom} whole
 * @param {readonly {name: string, version: string}[]} shipped
 * @returns {Sbom}
 */
export function shippedParts(whole, shipped) {
  const wanted = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = whole.components.filter(({ name, version }) =>
    wanted.delete(`${name}@${version}`),
  );
  if (wanted.size > 0)
    throw new SetupError(
      'The list of parts is not complete.',
      `npm does not know ${[...wanted].join(', ')}, which ships.`,
      'Run npm ci, build again, then run the same command again.',
    );
  const product = { ...whole.metadata.component, type: 'application', name: 'crossprem' };
  const kept = new Set([product['bom-ref'], ...components.map((item) => item['bom-ref'])]);
  const dependencies = whole.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((id) => kept.has(id)) }));
  return {
    ...whole,
    metadata: { ...whole.metadata, component: product },
    components: components.map(asShipped),
    dependencies,
  };
}

/**
 * npm marks what only the build needs; of what ships, that would be wrong.
 * @param {Component} component
 */
function asShipped({ properties = [], ...component }) {
  const others = properties.filter(({ name }) => name !== 'cdx:npm:package:development');
  return others.length === 0 ? component : { ...component, properties: others };
}

/**
 * Asks npm for the tree.
 * @param {readonly {name: string, version: string}[]} shipped
 */
export function makeSbom(shipped) {
  const { code, stdout, stderr } = npm(['sbom', '--sbom-format', 'cyclonedx'], { quiet: true });
  if (code !== 0)
    throw new SetupError(
      'npm could not list the parts of the product.',
      stderr.trim().split('\n')[0] ?? '',
      'Run npm ci, then run the same command again.',
    );
  return shippedParts(JSON.parse(stdout), shipped);
}
