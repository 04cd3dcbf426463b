/**
 * The document as plain data, for a window that must not interpret HTML. It reads only what `markup` made: well-formed,
 * quoted, escaped. What it does not know becomes a plain box; links become text.
 */
import type { PreviewElement, PreviewNode, PreviewTag } from '../../shared/ipc/report-view';
import { PREVIEW_TAGS } from '../../shared/ipc/report-view';

const TOKEN = /<(\/?)([a-z]\d?[a-z]*)((?:\s[^<>]*)?)>|([^<]+)/g;
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
/** The window has the first level of headings already. */
const LOWER: Readonly<Record<string, PreviewTag>> = {
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  a: 'span',
};
const VOID: ReadonlySet<string> = new Set(['br', 'meta']);
/** Parts that only a document of its own needs. */
const LEFT_OUT = /^(?:skip|contents)$/;

interface Open {
  readonly element: PreviewElement;
  readonly children: PreviewNode[];
  readonly shown: boolean;
}

/** The body of a rendered report. */
export function previewOf(html: string): readonly PreviewNode[] {
  const body = html.slice(html.indexOf('<body>') + '<body>'.length, html.indexOf('</body>'));
  const root: PreviewNode[] = [];
  const open: Open[] = [];
  for (const [, closing, tag, attributes = '', text] of body.matchAll(TOKEN)) {
    const into = open.at(-1)?.children ?? root;
    if (text !== undefined) {
      if (text.trim() !== '' || into.length > 0) into.push(unescaped(text));
    } else if (closing === '/') close(open, root);
    else if (tag !== undefined) {
      const element = elementOf(tag, attributes);
      if (VOID.has(tag)) into.push(element);
      else open.push({ element, children: [], shown: !LEFT_OUT.test(element.kind) });
    }
  }
  return root;
}

function close(open: Open[], root: PreviewNode[]): void {
  const last = open.pop();
  if (last?.shown === true)
    (open.at(-1)?.children ?? root).push({ ...last.element, children: last.children });
}

function elementOf(tag: string, text: string): PreviewElement {
  const attributes = new Map([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]));
  const known = PREVIEW_TAGS.find((item) => item === tag && LOWER[tag] === undefined);
  const count = (name: string): number => Number(attributes.get(name) ?? 1);
  return {
    tag: LOWER[tag] ?? known ?? 'div',
    kind: kindOf(attributes.get('class') ?? ''),
    lang: attributes.get('lang') ?? null,
    span: { rows: count('rowspan'), columns: count('colspan') },
    children: [],
  };
}

/** The window has pages of its own. */
function kindOf(name: string): string {
  return name === 'page' ? '' : name;
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
