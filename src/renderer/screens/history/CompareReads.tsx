import { Button, Field } from '@fluentui/react-components';
import { BranchCompare20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { HistoryEntryView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { Select } from '../../components/controls/Select';
import { HISTORY_IDS } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import type { HistoryPlace } from '../../state/ui-store';
import { kindWord } from './entry-text';

interface CompareProps {
  readonly texts: Translator;
  readonly entries: readonly HistoryEntryView[];
  readonly onOpen: (place: HistoryPlace) => void;
}

/** Chooses two kept reads; the last two where nothing was chosen. */
export function CompareReads({ texts, entries, onOpen }: CompareProps) {
  const { t } = texts;
  const { dateTime } = useTranslator();
  const reads = entries.filter((entry) => entry.kind === 'read' && entry.kept);
  const [chosen, setChosen] = useState({ before: '', after: '' });
  const after = chosen.after || (reads[0]?.id ?? '');
  const before = chosen.before || (reads[1]?.id ?? '');
  const choice = (side: 'before' | 'after', value: string, testid: string) => (
    <Field label={t(`history.compare.${side}`)}>
      <Select
        value={value}
        data-testid={testid}
        onChange={(value) => setChosen({ ...chosen, [side]: value })}
      >
        {reads.map((read) => (
          <option key={read.id} value={read.id}>
            {`${dateTime(read.at)} · ${kindWord(read, texts)}`}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <section className="card stack-tight">
      <h2 className="node-title">{t('history.compare.title')}</h2>
      {reads.length < 2 ? (
        <p className="muted">{t('history.compare.needs-two', { count: reads.length })}</p>
      ) : (
        <div className="row history-filters">
          {choice('before', before, HISTORY_IDS.compareBefore)}
          {choice('after', after, HISTORY_IDS.compareAfter)}
          <Button
            icon={<BranchCompare20Regular />}
            disabled={before === after}
            data-testid={HISTORY_IDS.compare}
            onClick={() => onOpen({ kind: 'comparison', before, after })}
          >
            {t('history.compare.go')}
          </Button>
          {before === after && <span className="muted">{t('history.compare.same-one')}</span>}
        </div>
      )}
    </section>
  );
}
