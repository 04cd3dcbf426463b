import { expect, it } from 'vitest';
import { compileCatalogue } from '../../../scripts/messages-plugin.mjs';
import { pseudoPlugin, pseudoText } from '../../e2e/gallery/pseudo.mjs';
import { createTranslator, type Messages } from '../../../src/shared/messages';

it('makes texts longer and leaves what is put in alone', () => {
  expect(pseudoText('Apply')).toMatch(/^Åpply ·~/);
  expect(pseudoText(' ')).toBe(' ');
  const compiled = compileCatalogue({
    apply: 'Apply {n, plural, one {# change} other {# changes}} on {name}',
  });
  const plugin = pseudoPlugin() as unknown as {
    transform: (code: string, id: string) => { code: string } | null;
  };
  expect(plugin.transform('{}', '/messages/ui.fr.json')).toBeNull();
  const changed = plugin.transform(JSON.stringify(compiled), '/messages/ui.en.json');
  const messages: unknown = JSON.parse(changed?.code ?? '{}');
  const { t } = createTranslator('en', messages as Messages);
  const text = t('apply' as never, { n: 2, name: 'EX01' });
  expect(text).toContain('2 chángês');
  expect(text).toContain('EX01');
  expect(text.length).toBeGreaterThan('Apply 2 changes on EX01'.length * 1.3);
});
