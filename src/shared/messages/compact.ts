/** Compiled messages as scripts/messages-plugin.mjs writes them, and the syntax trees that the formatter takes. */

/** A node as it is written: a literal, an argument's name in a list, or any other node. */
export type CompactNode =
  | string
  | readonly [string]
  | {
      readonly type: number;
      readonly value?: unknown;
      readonly options?: Readonly<Record<string, { readonly value: readonly CompactNode[] }>>;
      readonly children?: readonly CompactNode[];
    };

/** A part of a message's syntax tree, as the formatter takes it. */
export interface MessageNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly MessageNode[] }>>;
  readonly children?: readonly MessageNode[];
}

const LITERAL = 0;
const ARGUMENT = 1;

function isArgument(node: CompactNode): node is readonly [string] {
  return Array.isArray(node);
}

function expandNode(node: CompactNode): MessageNode {
  if (typeof node === 'string') return { type: LITERAL, value: node };
  if (isArgument(node)) return { type: ARGUMENT, value: node[0] };
  const { options, children, ...rest } = node;
  return {
    ...rest,
    ...(options !== undefined && { options: expandOptions(options) }),
    ...(children !== undefined && { children: expand(children) }),
  };
}

function expandOptions(
  options: Readonly<Record<string, { readonly value: readonly CompactNode[] }>>,
): Readonly<Record<string, { readonly value: readonly MessageNode[] }>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { value: expand(option.value) }]),
  );
}

/** The syntax tree of a compiled message. */
export function expand(nodes: readonly CompactNode[]): readonly MessageNode[] {
  return nodes.map(expandNode);
}
