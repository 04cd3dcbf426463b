/** The locked glossary: where English uses a term, the other languages use theirs, and no other word for it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = resolve(import.meta.dirname, '../../../src/shared/messages');

/** Every text of a language, of all areas. */
function textsOf(language: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder).filter((name) => name.endsWith(`.${language}.json`));
  return Object.assign(
    {},
    ...files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object),
  ) as Readonly<Record<string, string>>;
}

const english = textsOf('en');
const french = textsOf('fr');
const chinese = textsOf('zh-TW');

/** Term in English; words that each of its translations has. */
const TERMS: readonly (readonly [string, RegExp, RegExp, RegExp])[] = [
  [
    'Skype for Business Server',
    /Skype for Business Server/,
    /Skype Entreprise Server/,
    /商務用 Skype Server/,
  ],
  [
    'partner application',
    /\bpartner applications?\b/i,
    /applications? partenaires?/i,
    /合作夥伴應用程式|夥伴應用程式/,
  ],
  ['mail user', /\bmail users?\b/i, /utilisateurs? de messagerie/i, /郵件使用者/],
  ['role assignment', /\brole assignments?\b/i, /attributions? (?:de |du )?rôles?/i, /角色指派/],
  ['token', /\btokens?\b/i, /jetons?/i, /權杖/],
];

/** A name of Microsoft’s own that is not translated, and a name of a step that says it in other words. */
const OTHERWISE: readonly string[] = [
  'doctor.transport.skype-for-business',
  'ui.step.mail-user.name',
];

/** Words that the glossary replaced. */
const NEVER: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['French', french, /Skype for Business/],
  ['Chinese', chinese, /Skype for Business|商務用 Skype 伺服器|商用 Skype|令牌/],
];

describe('the locked glossary', () => {
  it.each(TERMS)('%s', (_name, term, fr, zh) => {
    const keys = Object.entries(english).filter(
      ([key, text]) => term.test(text) && !OTHERWISE.includes(key),
    );
    expect(keys.length).toBeGreaterThan(0);
    const wrong = keys.flatMap(([key]) => [
      ...(fr.test(french[key] ?? '') ? [] : [`fr ${key}: ${french[key] ?? ''}`]),
      ...(zh.test(chinese[key] ?? '') ? [] : [`zh-TW ${key}: ${chinese[key] ?? ''}`]),
    ]);
    expect(wrong).toEqual([]);
  });

  it.each(NEVER)('no other word in %s', (_name, messages, never) => {
    const wrong = Object.entries(messages).filter(
      ([key, text]) => never.test(text) && !OTHERWISE.includes(key),
    );
    expect(wrong).toEqual([]);
  });
});
