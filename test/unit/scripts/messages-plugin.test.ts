import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  compileCatalogue,
  messageId as written,
  shortenKeys,
} from '../../../scripts/messages-plugin.mjs';
import { createTranslator } from '../../../src/shared/messages';
import type { CompactNode } from '../../../src/shared/messages/compact';
import { messageId } from '../../../src/shared/messages/message-id';

describe('compileCatalogue', () => {
  it('makes short syntax trees that the translator reads as the text itself', () => {
    const catalogue = {
      plain: 'Nothing to do',
      servers: '{count, plural, one {# server of {name}} other {# servers of {name}}}',
      nested:
        '{kind, select, a {{count, plural, one {# a} other {# as}}} other {{name}}} at {when, date, medium}',
    };
    const compiled: Record<string, CompactNode[]> = compileCatalogue(catalogue);
    expect(compiled['plain']).toEqual(['Nothing to do']);
    const short = createTranslator('en', compiled);
    const args = { count: 2, name: 'Contoso', kind: 'a', when: 0 };
    for (const key of Object.keys(catalogue)) {
      const whole = createTranslator('en', catalogue).text({ key, args });
      expect(short.text({ key, args })).toBe(whole);
      expect(whole).not.toBe(key);
    }
  });

  it('names every key whose message is broken', () => {
    expect(() => compileCatalogue({ good: 'ok', first: '{', second: '{n, plural, }' })).toThrow(
      /first: .*\n.*second: /,
    );
  });
});

describe('short names of keys', () => {
  const folder = join(import.meta.dirname, '../../../src/shared/messages');
  const keys = readdirSync(folder)
    .filter((name) => name.endsWith('.en.json'))
    .flatMap((name) =>
      Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>),
    );

  it('are the same in the build and in the product, and each is one key’s', () => {
    expect(keys.map(written)).toEqual(keys.map(messageId));
    const taken = new Map<string, string>();
    shortenKeys(Object.fromEntries(keys.map((key) => [key, key])), taken);
    expect(taken.size).toBe(new Set(keys).size);
    expect(() => shortenKeys({ other: 1 }, new Map([[messageId('other'), 'one']]))).toThrow(
      /other and one/,
    );
  });

  it('are where the translator finds a build’s messages', () => {
    const short = createTranslator('en', shortenKeys({ 'ui.plan.apply': 'Apply' }, new Map()));
    expect(short.t('ui.plan.apply')).toBe('Apply');
    expect(short.has('ui.plan.apply')).toBe(true);
    expect(short.has('ui.plan.none')).toBe(false);
    expect(short.text({ key: 'ui.plan.none', args: {} })).toBe('ui.plan.none');
  });
});
