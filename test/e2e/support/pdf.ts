/** Reads the texts of a PDF as Chromium prints it: page by page, without any library. */
import { inflateSync } from 'node:zlib';

interface PdfObject {
  /** Everything before its stream. */
  readonly head: string;
  readonly stream: Buffer;
}

type Objects = ReadonlyMap<number, PdfObject>;

/** What a font's two-byte codes stand for. */
type Letters = ReadonlyMap<number, string>;

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1');
  const objects = new Map<number, PdfObject>();
  const begin = /\b(\d+) 0 obj\b/g;
  for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
    const end = text.indexOf('endobj', begin.lastIndex);
    const opened = text.indexOf('stream', begin.lastIndex);
    const hasStream = opened !== -1 && opened < end;
    const head = text.slice(begin.lastIndex, hasStream ? opened : end);
    const length = hasStream ? Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0) : 0;
    const start = opened + (text.startsWith('stream\r\n', opened) ? 8 : 7);
    const raw = file.subarray(start, start + length);
    const isPacked = hasStream && head.includes('/FlateDecode');
    objects.set(Number(found[1]), { head, stream: isPacked ? inflateSync(raw) : raw });
    if (hasStream) begin.lastIndex = start + length;
  }
  return objects;
}

/** Where a name leads in one of the resource dictionaries. */
function named(head: string, dictionary: string, name: string): number | undefined {
  const entries = new RegExp(`/${dictionary}\\s*<<([^>]*)>>`).exec(head)?.[1] ?? '';
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(entries);
  return found === null ? undefined : Number(found[1]);
}

const unicode = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function lettersOf(objects: Objects, font: PdfObject | undefined): Letters {
  const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font?.head ?? '')?.[1]));
  const text = map?.stream.toString('latin1') ?? '';
  const letters = new Map<number, string>();
  for (const [, block = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      letters.set(Number.parseInt(code, 16), unicode(to));
  for (const [, block = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', last = '', to = ''] of block.matchAll(
      /<(\w+)>\s*<(\w+)>\s*<(\w+)>/g,
    )) {
      const [first, end] = [Number.parseInt(from, 16), Number.parseInt(last, 16)];
      for (let code = first; code <= end; code += 1)
        letters.set(code, String.fromCodePoint(Number.parseInt(to, 16) + code - first));
    }
  return letters;
}

/** The texts that a content stream draws, with those of what it draws in turn. */
function textOf(objects: Objects, resources: string, content: string): string {
  let letters: Letters = new Map();
  let text = '';
  const drawn = /\/(\w+) [\d.]+ Tf|<([\da-fA-F]+)>|\/(\w+) Do|\bET\b/g;
  for (const [token, font, hex, form] of content.matchAll(drawn)) {
    if (token === 'ET') text += ' ';
    if (font !== undefined)
      letters = lettersOf(objects, objects.get(named(resources, 'Font', font) ?? 0));
    for (const code of hex?.match(/.{4}/g) ?? [])
      text += letters.get(Number.parseInt(code, 16)) ?? '\u{FFFD}';
    const inner =
      form === undefined ? undefined : objects.get(named(resources, 'XObject', form) ?? 0);
    if (inner !== undefined && inner.head.includes('/Form'))
      text += textOf(objects, inner.head, inner.stream.toString('latin1'));
  }
  return text;
}

/** The text of each page, in the order in which they are drawn. */
export function pdfPages(file: Buffer): readonly string[] {
  const objects = objectsOf(file);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  return pages.map(({ head }) => {
    const [, contents = ''] = /\/Contents (\[[^\]]*\]|\d+ 0 R)/.exec(head) ?? [];
    const streams = [...contents.matchAll(/(\d+) 0 R/g)].map(([, id]) => objects.get(Number(id)));
    const elsewhere = objects.get(Number(/\/Resources (\d+) 0 R/.exec(head)?.[1]));
    const content = streams.map((part) => part?.stream.toString('latin1') ?? '').join('\n');
    return textOf(objects, elsewhere?.head ?? head, content);
  });
}
