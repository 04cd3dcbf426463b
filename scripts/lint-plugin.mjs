/** Rules of this product that no linter brings along. */

/**
 * The parts of a syntax tree that these rules look at.
 * @typedef {{type: string, name?: string, computed?: boolean, object?: Node, property?: Node, callee?: Node, arguments?: readonly Node[], expression?: Node, typeAnnotation?: Node}} Node
 */

/** What core takes from a port instead, by what reaches for it. @type {Readonly<Record<string, string>>} */
const CHANCE_AND_TIME = {
  'Date.now': 'Core takes the time from the Clock port.',
  'Math.random': 'Core takes ids from the Ids port.',
};

/** A double assertion hides a wrong type. */
const noDoubleAssertion = {
  /** @param {{report: (found: {node: Node, message: string}) => void}} context */
  create: (context) => ({
    /** @param {Node} node */
    TSAsExpression(node) {
      const inner = node.expression;
      if (inner?.type === 'TSAsExpression' && inner.typeAnnotation?.type === 'TSUnknownKeyword')
        context.report({
          node,
          message: 'A double assertion hides a wrong type. Parse the value instead.',
        });
    },
  }),
};

/** Core is deterministic: time and chance come in through the Clock and Ids ports. */
const noTimeOrChance = {
  /** @param {{report: (found: {node: Node, message: string}) => void}} context */
  create: (context) => ({
    /** @param {Node} node */
    NewExpression(node) {
      if (node.callee?.name === 'Date' && node.arguments?.length === 0)
        context.report({ node, message: 'Core takes the time from the Clock port.' });
    },
    /** @param {Node} node */
    MemberExpression(node) {
      const message =
        CHANCE_AND_TIME[`${String(node.object?.name)}.${String(node.property?.name)}`];
      if (message !== undefined) context.report({ node, message });
    },
  }),
};

export default {
  meta: { name: 'crossprem' },
  rules: { 'no-double-assertion': noDoubleAssertion, 'no-time-or-chance': noTimeOrChance },
};
