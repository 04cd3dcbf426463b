import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../../scripts/messages-plugin.mjs';
import { createTranslator } from '../../../src/shared/messages';
import type { CompactNode } from '../../../src/shared/messages/compact';

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
