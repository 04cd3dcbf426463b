/**
 * Turns the ICU messages of `src/shared/messages/<area>.<locale>.json` into syntax trees at build
 * time. The product then needs no message parser at run time, and a message that does not parse
 * fails the build instead of a user's screen.
 */
import { parse } from '@formatjs/icu-messageformat-parser';

const MESSAGE_FILE = /[\\/]messages[\\/][\w-]+\.[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?\.json(?:\?|$)/;
const PARSER = '@formatjs/icu-messageformat-parser';

/**
 * Parses every message of a catalogue.
 * @param {Record<string, string>} catalogue
 * @returns {Record<string, import('@formatjs/icu-messageformat-parser').MessageFormatElement[]>}
 *   the same keys with their syntax trees
 * @throws {Error} naming each key whose message is not valid ICU
 */
export function compileCatalogue(catalogue) {
  /** @type {ReturnType<typeof compileCatalogue>} */
  const compiled = {};
  const faults = [];
  for (const [key, message] of Object.entries(catalogue)) {
    try {
      compiled[key] = parse(message, { captureLocation: false });
    } catch (error) {
      faults.push(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0) throw new Error(`invalid ICU message\n  ${faults.join('\n  ')}`);
  return compiled;
}

/**
 * The vite plugin. It hands JSON on to vite's own JSON plugin, which makes the module.
 * @returns {import('vite').Plugin}
 */
export function messagesPlugin() {
  return {
    name: 'crossprem-messages',
    enforce: 'pre',
    // With every message compiled, bundles can leave the parser out; tests keep it.
    config: (_config, { command }) =>
      command === 'build'
        ? {
            resolve: {
              alias: [{ find: new RegExp(`^${PARSER}$`), replacement: `${PARSER}/no-parser.js` }],
            },
          }
        : undefined,
    transform(code, id) {
      if (!MESSAGE_FILE.test(id)) return null;
      return { code: JSON.stringify(compileCatalogue(JSON.parse(code))), map: null };
    },
  };
}
