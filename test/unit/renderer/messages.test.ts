import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/shared/errors';
import { LANGUAGES, type Language } from '../../../src/shared/languages';
import { argumentNames } from '../../../src/shared/messages/translate';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'src/shared/messages');
const areas = readdirSync(folder)
  .filter((name) => name.endsWith('.en.json'))
  .map((name) => name.replace('.en.json', ''));

type Catalogue = Readonly<Record<string, string>>;

function catalogue(area: string, language: Language): Catalogue {
  return JSON.parse(readFileSync(join(folder, `${area}.${language}.json`), 'utf8')) as Catalogue;
}

function argumentSet(message: string): string[] {
  return [...new Set(argumentNames(parse(message)))].sort();
}

/** High punctuation without its no-break space; a colon inside a word, path or time needs none. */
const FRENCH_FAULT = /\S[;!?»]|\S [;!?»:]|«(?![\u202f\u00a0])|\S:(?=\s|$)/u;

/** Only the words of a message: ICU syntax and arguments left out. */
function words(message: string): string {
  const text = (nodes: ReturnType<typeof parse>): string =>
    nodes
      .map((node) => {
        if ('options' in node) {
          return Object.values(node.options as Record<string, { value: ReturnType<typeof parse> }>)
            .map((option) => text(option.value))
            .join('\n');
        }
        return node.type === TYPE.literal ? node.value : '\u0000';
      })
      .join('');
  return text(parse(message));
}

describe.each(areas)('the catalogue area %s', (area) => {
  const english = catalogue(area, 'en');

  it.each(LANGUAGES)('has the same keys and arguments in %s, and no empty text', (language) => {
    const other = catalogue(area, language);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(other)) {
      expect(message.trim(), key).not.toBe('');
      expect(argumentSet(message), key).toEqual(argumentSet(english[key] ?? ''));
    }
  });

  it('sets French punctuation apart with a narrow or plain no-break space', () => {
    const wrong = Object.entries(catalogue(area, 'fr')).filter(([, message]) => {
      const text = words(message).replace(/https?:\S*/g, '');
      // Two spaces before it make it a sign of its own, as in the command line's counts.
      return FRENCH_FAULT.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it('writes full-width punctuation beside Chinese characters', () => {
    const wrong = Object.entries(catalogue(area, 'zh-TW')).filter(([, message]) =>
      /\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}|\p{Script=Han}\.(?:\s|$)/u.test(
        words(message),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('error texts', () => {
  it('exist for each code and sentence', () => {
    const keys = ERROR_CODES.flatMap((code) =>
      ['what', 'why', 'do', 'untouched'].map((part) => `errors.${code}.${part}`),
    );
    expect(Object.keys(catalogue('errors', 'en')).sort()).toEqual(keys.sort());
  });
});

describe('interface texts', () => {
  it('are all used by the window', () => {
    const source = readdirSync(join(root, 'src/renderer'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(root, 'src/renderer', name), 'utf8'))
      .join('\n');
    const literal = new Set(
      [...source.matchAll(/['`](ui\.[\w.-]+)['`]/g)].map((match) => match[1]),
    );
    const patterns = [...source.matchAll(/`(ui\.[^`]*\$\{[^`]*)`/g)].map(
      (match) =>
        new RegExp(
          `^${(match[1] ?? '').replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`,
        ),
    );
    const unused = Object.keys(catalogue('ui', 'en')).filter(
      (key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    // Named by the translator: ui.input.<name> for the argument `input`.
    expect(unused).toEqual([]);
  });
});
