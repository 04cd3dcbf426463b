/**
 * Turns the ICU messages of `src/shared/messages/<area>.<locale>.json` into syntax trees at build
 * time. The product then needs no message parser at run time, and a message that does not parse
 * fails the build instead of a user's screen.
 */
import { parse } from '@formatjs/icu-messageformat-parser';

const MESSAGE_FILE = /[\\/]messages[\\/][\w-]+\.[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?\.json(?:\?|$)/;
const PARSER = '@formatjs/icu-messageformat-parser';

/** @typedef {import('@formatjs/icu-messageformat-parser').MessageFormatElement} Element */
/** @typedef {import('../src/shared/messages/compact').CompactNode} CompactNode */

const LITERAL = 0;
const ARGUMENT = 1;

/**
 * @param {Element} element
 * @returns {CompactNode}
 */
function compact(element) {
  if (element.type === LITERAL) return element.value;
  if (element.type === ARGUMENT) return [element.value];
  const { options, children, ...rest } = /** @type {any} */ (element);
  return {
    ...rest,
    ...(options && { options: compactOptions(options) }),
    ...(children && { children: children.map(compact) }),
  };
}

/** @param {Record<string, {value: Element[]}>} options */
function compactOptions(options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { value: option.value.map(compact) }]),
  );
}

/**
 * Parses every message of a catalogue.
 * @param {Record<string, string>} catalogue
 * @returns {Record<string, CompactNode[]>} the same keys with their syntax trees, short
 * @throws {Error} naming each key whose message is not valid ICU
 */
export function compileCatalogue(catalogue) {
  /** @type {ReturnType<typeof compileCatalogue>} */
  const compiled = {};
  const faults = [];
  for (const [key, message] of Object.entries(catalogue)) {
    try {
      compiled[key] = parse(message, { captureLocation: false }).map(compact);
    } catch (error) {
      faults.push(`${key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0) throw new Error(`invalid ICU message\n  ${faults.join('\n  ')}`);
  return compiled;
}

/**
 * The short name of a key in builds, as `src/shared/messages/message-id.ts` makes it.
 * @param {string} key
 */
export function messageId(key) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1)
    sum = Math.imul(sum ^ key.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(36);
}

/**
 * Puts the short names of builds in the place of keys.
 * @template T
 * @param {Record<string, T>} catalogue
 * @param {Map<string, string>} taken the key of each short name so far; areas are merged at run time
 * @returns {Record<string, T>}
 * @throws {Error} where two keys have one short name
 */
export function shortenKeys(catalogue, taken) {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, message]) => {
      const id = messageId(key);
      const other = taken.get(id) ?? key;
      if (other !== key) throw new Error(`${key} and ${other} have one short name: rename one`);
      taken.set(id, key);
      return [id, message];
    }),
  );
}

/**
 * The vite plugin. It hands JSON on to vite's own JSON plugin, which makes the module.
 * @returns {import('vite').Plugin}
 */
export function messagesPlugin() {
  /** @type {Map<string, string>} */
  const taken = new Map();
  let isBuild = false;
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
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    transform(code, id) {
      if (!MESSAGE_FILE.test(id)) return null;
      const compiled = compileCatalogue(JSON.parse(code));
      const written = isBuild ? shortenKeys(compiled, taken) : compiled;
      return { code: JSON.stringify(written), map: null };
    },
  };
}
