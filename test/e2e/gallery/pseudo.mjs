/** A language for tests only: English with accents and a third more room, which shows texts that are cut or built in. */

const ACCENTED = { a: 'á', e: 'ê', i: 'ï', o: 'ö', u: 'û', A: 'Å', E: 'É', I: 'Î', O: 'Ø', U: 'Ü' };
const FILLER = '·~';
/** How much longer texts get: what French needs, and a little. */
const STRETCH = 0.4;

/**
 * @param {string} text a literal part of a message
 * @returns {string} the same with accents, longer
 */
export function pseudoText(text) {
  if (text.trim() === '') return text;
  const accented = text.replace(
    /[aeiouAEIOU]/g,
    (letter) => /** @type {Record<string, string>} */ (ACCENTED)[letter] ?? letter,
  );
  const more = FILLER.repeat(Math.ceil((text.trim().length * STRETCH) / FILLER.length));
  // The filler is a word of its own, so that lines can break before it.
  return accented.replace(/(\s*)$/, (end) => ` ${more}${end}`);
}

/**
 * @param {any} node a node of a compiled message
 * @returns {any} the same with pseudo texts
 */
function pseudoNode(node) {
  if (typeof node === 'string') return pseudoText(node);
  if (Array.isArray(node) || node === null || typeof node !== 'object') return node;
  const options = Object.entries(node.options ?? {}).map(([name, option]) => [
    name,
    { value: option.value.map(pseudoNode) },
  ]);
  return { ...node, ...(node.options && { options: Object.fromEntries(options) }) };
}

/**
 * Changes the English catalogues after they were compiled.
 * @returns {import('vite').Plugin}
 */
export function pseudoPlugin() {
  return {
    name: 'crossprem-pseudo',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]messages[\\/][\w-]+\.en\.json/.test(id)) return null;
      const catalogue = Object.entries(JSON.parse(code)).map(([key, nodes]) => [
        key,
        nodes.map(pseudoNode),
      ]);
      return { code: JSON.stringify(Object.fromEntries(catalogue)), map: null };
    },
  };
}
