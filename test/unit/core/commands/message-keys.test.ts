import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../../src/shared/applications';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { STEP_IDS, TAGS } from '../../../../src/core/model/action';
import { RECIPES, PLAN_SCENARIOS } from '../../../../src/core/model/plan';

const CORE = resolve(import.meta.dirname, '../../../../src/core');

const TARGETS = ['exchange', 'online', 'tenant', 'workstation', 'skype', 'local'];
const SIDES = ['on-premises', 'online'];

/** What the holes of template keys stand for. A template that is not listed fails the test. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'core.reason.create-account-${found.wanted.key}': ['classic', 'teams'],
  'core.reason.export-${found.role}': ['current', 'next'],
  'core.resource.certificate-${role}': ['current', 'next'],
  'core.resource.feature-${check}': ['voicemail-greeting', 'mobile-history', 'delegate-calendar'],
  'core.tag.${tag}': TAGS,
  'core.tag.${known}': TAGS,
  'core.step.${id}.title': STEP_IDS,
  'core.recipe.${recipe}': RECIPES,
  'core.scenario.${scenario}': PLAN_SCENARIOS,
  'core.reason.${reason}': ['rollover-publish', 'rollover-publish-emergency'],
  'core.target.${command.target}': TARGETS,
  'core.transport.exchange-${ways.exchange}': ['session', 'shell'],
  'core.transport.hand-${side}': ['exchange', 'skype'],
  'core.read.${id}': [
    'web-services-directories',
    'autodiscover-directories',
    'oauth-test-to-cloud',
    'oauth-test-to-servers',
  ],
  'core.gate.${definition.id}': ['oauth-test-to-cloud', 'oauth-test-to-servers'],
  'core.by-hand.oauth-${choice.way}': ['adopt', 'elsewhere'],
  'core.resource.connector-${wanted.side}': SIDES,
  'core.reason.create-connector-${wanted.side}': SIDES,
  'core.reason.enable-connector-${wanted.side}': SIDES,
  'core.cannot-preview.connector-${wanted.side}': SIDES,
  'core.resource.${kind.id}': ['web-services-oauth', 'autodiscover-oauth'],
  'core.by-hand.${key}': [
    'exchange-partner-taken',
    'exchange-partner-waits',
    'no-exchange-online',
    'exchange-online-disabled',
  ],
  'core.resource.${self.id}': ['access-edge', 'hosting-provider'],
  'core.reason.skype-issuer-${way}': ['assign', 'roll'],
  'core.reason.mailbox-test${kept}': ['', '-kept'],
  'core.undo.mailbox-test${kept}': ['', '-kept'],
  'core.reason.${self.id}': [
    'skype-autodiscover-address',
    'skype-allowed-domains',
    'skype-archiving',
    'skype-contact-store',
  ],
  'core.reason.skype-partner-${verb}': ['link', 'enable'],
  'core.resource.hybrid-${part}': [
    'application',
    'consent',
    'keys',
    'auth-server',
    'sharing',
    'override',
  ],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

function usedKeys(): string[] {
  const keys = sources(CORE).flatMap((text) =>
    [...text.matchAll(/['`]((?:core)\.[a-z-]+\.[^'`\s]+)['`]/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(keys)].flatMap((key) => {
    if (!key.includes('${')) return [key];
    const values = TEMPLATES[key];
    if (values === undefined) throw new Error(`add the values of ${key} to TEMPLATES`);
    return values.map((value) => key.replace(/\$\{[^}]*\}/, value));
  });
}

describe.each(LANGUAGES)('the core catalogue in %s', (language) => {
  const translator = createTranslator(language, messagesOf(language));
  const all = Object.keys(messagesOf(language)).filter((key) => key.startsWith('core.'));

  it('has every key that the core uses', () => {
    expect(usedKeys().filter((key) => !translator.has(key))).toEqual([]);
  });

  it('has title and purpose of every step, every recipe, tag and target', () => {
    const wanted = [
      ...STEP_IDS.map((id) => `core.step.${id}.title`),
      ...RECIPES.map((id) => `core.recipe.${id}`),
      ...TAGS.map((tag) => `core.tag.${tag}`),
      ...TARGETS.map((id) => `core.target.${id}`),
    ];
    expect(wanted.filter((key) => !translator.has(key))).toEqual([]);
  });

  it('holds no key that the English catalogue lacks, and the other way round', () => {
    expect(all).toEqual(Object.keys(messagesOf('en')).filter((key) => key.startsWith('core.')));
  });

  it('has finished, non-empty texts', () => {
    for (const key of all) {
      const text = translator.text({ key, args: { count: 2, dropped: 1 } });
      expect(text, key).not.toBe('');
      expect(text, key).not.toBe(key);
      expect(text, key).not.toMatch(/\bTODO\b|'/);
    }
  });

  it('forms plurals of one, two and none', () => {
    const text = (count: number, dropped: number): string =>
      translator.text({ key: 'core.reason.add-keys', args: { application: 'X', count, dropped } });
    expect(new Set([text(1, 0), text(2, 0), text(1, 1), text(2, 3)]).size).toBe(4);
  });

  it('never shows an application id without its product name', () => {
    const id = APPLICATIONS.skypeForBusinessOnline;
    const args = { application: 'Skype for Business Online', id };
    const product = {
      en: 'Skype for Business Online',
      'zh-TW': '商務用 Skype Online',
      fr: 'Skype Entreprise Online',
    }[language];
    for (const key of [
      'core.resource.partner-application',
      'core.resource.key-list',
      'core.resource.key-verification',
    ]) {
      expect(translator.text({ key, args })).toContain(`${id} · ${product}`);
    }
  });
});

describe('typography of the core and report catalogues', () => {
  const texts = (language: (typeof LANGUAGES)[number]): readonly (readonly [string, string])[] =>
    ['core', 'core-oauth', 'rollover', 'report'].flatMap((area) => {
      const file = resolve(
        import.meta.dirname,
        `../../../../src/shared/messages/${area}.${language}.json`,
      );
      return Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    });

  it('French has a non-breaking space before ; : ! ? and inside guillemets', () => {
    for (const [key, text] of texts('fr')) {
      const plain = text.replace(/\{[^{}]*\}|https:/g, 'x');
      expect(plain, key).not.toMatch(/(?<![\u00A0\u202F])[;!?:»]|«(?![\u00A0\u202F])| [;:!?»]/);
    }
  });

  it('Chinese has full-width punctuation after Chinese text', () => {
    for (const [key, text] of texts('zh-TW'))
      expect(text, key).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;:!?(]\p{Script=Han}/u);
  });

  it('English has typographic quotes only', () => {
    for (const [key, text] of texts('en')) expect(text, key).not.toMatch(/['"]/);
  });
});
