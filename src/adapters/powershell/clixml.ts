/**
 * Reads CLIXML, what Export-Clixml writes, into the plain shape a remoting session gives: a top-level object becomes a
 * record of its properties; below it an object that has a text form becomes that text (enumerations, directory ids,
 * sizes), lists become arrays, byte arrays `{ $bytes: base64 }`. Pure; damaged input is reported, never thrown.
 */

/** Outcome of reading. */
export type ClixmlResult =
  | { readonly ok: true; readonly items: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

/** An element with its text or its children. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

class Malformed extends Error {}

const MAXIMUM_DEPTH = 200;

/** Reads the objects of a CLIXML document. */
export function readClixml(text: string): ClixmlResult {
  try {
    const root = parseXml(text.replace(/^\uFEFF/, ''));
    if (root.name !== 'Objs') throw new Malformed(`the document element is ${root.name}, not Objs`);
    const references = new Map<string, unknown>();
    const items = root.children
      .filter((element) => element.attributes['S'] !== 'progress')
      .map((element) => topLevel(element, references));
    return { ok: true, items };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, reason: error.message };
    throw error;
  }
}

/** A top-level object is its properties, even where it has a text form. */
function topLevel(element: Element, references: Map<string, unknown>): unknown {
  if (!element.children.some((child) => child.name === 'Props' || child.name === 'MS')) {
    return valueOf(element, references);
  }
  const record = emptyRecord();
  // Known before its members are read: a member may refer to its owner.
  remember(element, references, textForm(element) ?? record);
  return fill(record, element, references);
}

/** A nested value. */
function valueOf(element: Element, references: Map<string, unknown>): unknown {
  if (element.name === 'Ref') {
    const id = element.attributes['RefId'] ?? '';
    if (!references.has(id)) throw new Malformed(`there is no object ${id} to refer to`);
    return references.get(id);
  }
  if (element.name !== 'Obj') return primitive(element);
  return objectValue(element, references);
}

function remember(element: Element, references: Map<string, unknown>, value: unknown): void {
  const id = element.attributes['RefId'];
  if (id !== undefined) references.set(id, value);
}

const LISTS = ['LST', 'IE', 'QUE', 'STK'];

/** A nested object: a list, a dictionary, its text form, its only value, or its properties. */
function objectValue(element: Element, references: Map<string, unknown>): unknown {
  const list = element.children.find((child) => LISTS.includes(child.name));
  if (list !== undefined) {
    const items: unknown[] = [];
    remember(element, references, items);
    for (const child of list.children) items.push(valueOf(child, references));
    return items;
  }
  const record = emptyRecord();
  const dictionary = element.children.find((child) => child.name === 'DCT');
  if (dictionary !== undefined) {
    remember(element, references, record);
    return fillDictionary(record, dictionary, references);
  }
  const text = textForm(element);
  const only = element.children.find((child) => PRIMITIVES.has(child.name));
  const value = text ?? (only === undefined ? record : primitive(only));
  remember(element, references, value);
  // Also below a text form: objects in there may be referred to later.
  fill(record, element, references);
  return value;
}

function textForm(element: Element): string | undefined {
  const found = element.children.find((child) => child.name === 'ToString');
  return found === undefined ? undefined : unescapeText(found.text);
}

/** Adds the properties and added members of an object to a record. */
function fill(
  record: Record<string, unknown>,
  element: Element,
  references: Map<string, unknown>,
): Record<string, unknown> {
  for (const group of element.children) {
    if (group.name !== 'Props' && group.name !== 'MS') continue;
    for (const member of group.children) {
      record[unescapeText(member.attributes['N'] ?? '')] = valueOf(member, references);
    }
  }
  return record;
}

function fillDictionary(
  record: Record<string, unknown>,
  element: Element,
  references: Map<string, unknown>,
): Record<string, unknown> {
  for (const entry of element.children) {
    const part = (name: string): unknown => {
      const found = entry.children.find((child) => child.attributes['N'] === name);
      return found === undefined ? null : valueOf(found, references);
    };
    const key = part('Key');
    if (typeof key === 'object' && key !== null)
      throw new Malformed('the key of a dictionary is no single value');
    record[String(key)] = part('Value');
  }
  return record;
}

/** A record without inherited names, so that no property can reach the prototype. */
function emptyRecord(): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  Object.setPrototypeOf(record, null);
  return record;
}

/** Readers of single values. Numbers beyond safe integers and decimals stay text. */
const PRIMITIVES: ReadonlyMap<string, (text: string) => unknown> = new Map<
  string,
  (text: string) => unknown
>([
  ['Nil', () => null],
  ['SS', () => null],
  ['B', (text) => text === 'true'],
  ['C', (text) => String.fromCharCode(Number(text))],
  ['BA', (text) => ({ $bytes: text.replace(/\s+/g, '') })],
  ...readers(['S', 'URI', 'XD', 'SBK'], unescapeText),
  ...readers(['DT', 'TS', 'G', 'D', 'Version'], (text) => text),
  ...readers(['By', 'SB', 'I16', 'U16', 'I32', 'U32', 'I64', 'U64', 'Sg', 'Db'], number),
]);

function readers(
  names: readonly string[],
  read: (text: string) => unknown,
): [string, (text: string) => unknown][] {
  return names.map((name) => [name, read]);
}

function number(text: string): number | string {
  if (/^(NaN|-?INF)$/.test(text)) return text;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new Malformed(`"${text}" is not a number`);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}

function primitive(element: Element): unknown {
  const read = PRIMITIVES.get(element.name);
  if (read === undefined) throw new Malformed(`the element ${element.name} is not known`);
  if (element.children.length > 0)
    throw new Malformed(`the element ${element.name} holds elements`);
  return read(element.text);
}

/** CLIXML writes characters that XML cannot hold as `_xHHHH_`. */
function unescapeText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Markup other than elements and text: comments, CDATA, declarations. Document types are refused. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

/** Parses the subset of XML that CLIXML uses. */
function parseXml(text: string): Element {
  const document: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [document];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw new Malformed(`unexpected markup at character ${at}`);
    const [, literal, closing, name, attributes, empty, plain] = token;
    const current = open[open.length - 1] ?? document;
    if (literal !== undefined) current.text += literal;
    else if (plain !== undefined) current.text += decode(plain);
    else if (name !== undefined && closing === '/') closeElement(open, name);
    else if (name !== undefined) openElement(open, name, attributes ?? '', empty === '/');
  }
  if (open.length > 1)
    throw new Malformed(`the element ${open[open.length - 1]?.name ?? ''} is not closed`);
  const [root, second] = document.children;
  if (root === undefined || second !== undefined || document.text.trim() !== '') {
    throw new Malformed('the document does not have exactly one root element');
  }
  return root;
}

function openElement(open: Element[], name: string, attributes: string, empty: boolean): void {
  if (open.length > MAXIMUM_DEPTH) throw new Malformed('the document is nested too deeply');
  const element: Element = {
    name,
    attributes: parseAttributes(attributes),
    children: [],
    text: '',
  };
  open[open.length - 1]?.children.push(element);
  if (!empty) open.push(element);
}

function closeElement(open: Element[], name: string): void {
  const current = open.length > 1 ? open.pop() : undefined;
  if (current?.name !== name) throw new Malformed(`the end of ${name} has no beginning`);
}

function parseAttributes(text: string): Record<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(
    [...found].map((item) => [item[1] ?? '', decode(item[2] ?? item[3] ?? '')]),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function decode(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (match, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined && match.endsWith(';')) return known;
    const code = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
    const point =
      code === null
        ? -1
        : Number.parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16);
    if (point < 0 || point > 0x10ffff || !match.endsWith(';'))
      throw new Malformed(`the entity ${match} is not known`);
    return String.fromCodePoint(point);
  });
}
