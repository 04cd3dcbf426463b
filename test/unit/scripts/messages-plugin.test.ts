import { createIntl } from '@formatjs/intl';
import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../../scripts/messages-plugin.mjs';

describe('compileCatalogue', () => {
  it('makes syntax trees that the formatter takes as they are', () => {
    const messages = compileCatalogue({
      servers: '{count, plural, one {# server} other {# servers}}',
    });
    const intl = createIntl({ locale: 'en', messages });
    expect(intl.formatMessage({ id: 'servers' }, { count: 2 })).toBe('2 servers');
  });

  it('names every key whose message is broken', () => {
    expect(() => compileCatalogue({ good: 'ok', first: '{', second: '{n, plural, }' })).toThrow(
      /first: .*\n.*second: /,
    );
  });
});
