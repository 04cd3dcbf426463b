/** The short glossary: what the words of this report mean. */
import type { View } from './html-parts';
import { cell, head, rows, section, table } from './html-parts';
import type { Markup } from './markup';

const TERMS = [
  'auth-certificate',
  'auth-server',
  'connector',
  'fingerprint',
  'mail-user',
  'partner-application',
  'proof',
  'realm',
  'role-assignment',
  'service-principal',
  'tenant',
  'token',
] as const;

/** All terms, in the order of the language. */
export function glossarySection({ translator }: View, number: number): Markup {
  const terms = TERMS.map((id) => ({
    term: translator.t(`report.glossary.${id}`),
    meaning: translator.t(`report.glossary.${id}.meaning`),
  })).sort((a, b) => a.term.localeCompare(b.term, translator.language));
  const columns = [translator.t('report.column.term'), translator.t('report.column.meaning')];
  const list = terms.map(({ term, meaning }) => [head(term), cell(meaning)]);
  const title = translator.t('report.section.glossary');
  const lead = translator.t('report.section.glossary.lead');
  return section('glossary', number, title, lead, table(columns, rows(list), { kind: 'settings' }));
}
