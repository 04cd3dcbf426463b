/**
 * Writes down which npm packages really are in a bundle, so that their licences and the list of parts name what ships
 * and nothing else. One file for each of main, preload and window: `out/bundled/<part>.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/**
 * The folder of the package that a module belongs to.
 * @param {string} id as the bundler writes it: a path, perhaps with a query or a mark before it
 * @returns {string | undefined} undefined for the product's own modules and the bundler's
 */
export function packageFolder(id) {
  return PACKAGE.exec(id.replace(/^\0/, ''))?.[1];
}

/**
 * @param {string} root of the checkout
 * @param {string} part
 * @returns {import('vite').Plugin}
 */
export function bundledPackagesPlugin(root, part) {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((piece) =>
        piece.type === 'chunk' ? piece.moduleIds : [],
      );
      const paths = ids.flatMap((id) => {
        const found = packageFolder(id);
        return found === undefined ? [] : [relative(root, found).split(sep).join('/')];
      });
      const folder = join(root, 'out', 'bundled');
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, `${part}.json`),
        `${JSON.stringify([...new Set(paths)].sort(), null, 2)}\n`,
      );
    },
  };
}
