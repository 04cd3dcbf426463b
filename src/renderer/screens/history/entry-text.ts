import type { HistoryEntryView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { tagList } from '../../../shared/messages/tag-list';
import { resultWord } from '../../components/result-word';

/** What kind of entry it is, in a word. */
export function kindWord(entry: HistoryEntryView, { t }: Translator): string {
  if (entry.kind === 'read' && entry.verified !== null) return t('history.kind.verification');
  return t(`history.kind.${entry.kind}`);
}

/** What an entry says besides its kind and time. */
export function entrySummary(
  entry: HistoryEntryView,
  translator: Translator,
  { t }: Translator,
): string {
  switch (entry.kind) {
    case 'run':
      return resultWord(entry.result, translator);
    case 'read':
      return entry.verified === null
        ? t('history.read', { read: entry.read, notRead: entry.notRead })
        : t('history.verified', entry.verified);
    case 'approval': {
      const tags = tagList(entry.consents, translator);
      return tags === '' ? t('history.approved-none') : t('history.approved', { tags });
    }
    case 'import':
      return t(`history.import.${entry.what}`);
  }
}

/** Everything that is shown of an entry, for searching. */
export function entryText(
  entry: HistoryEntryView,
  translator: Translator,
  texts: Translator,
): string {
  const fingerprint = 'fingerprint' in entry ? entry.fingerprint : '';
  return [
    kindWord(entry, texts),
    entrySummary(entry, translator, texts),
    fingerprint,
    translator.dateTime(entry.at),
  ].join(' ');
}
