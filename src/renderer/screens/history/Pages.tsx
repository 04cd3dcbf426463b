import { Button } from '@fluentui/react-components';
import type { Translator } from '../../../shared/messages';
import { HISTORY_IDS } from '../../history-testids';

interface PagesProps {
  readonly texts: Translator;
  readonly from: number;
  readonly size: number;
  readonly total: number;
  readonly onGo: (from: number) => void;
}

/** Previous and next page of a long list; nothing where everything is on one. */
export function Pages({ texts, from, size, total, onGo }: PagesProps) {
  if (total <= size) return null;
  const { t } = texts;
  const to = Math.min(from + size, total);
  return (
    <div className="row">
      <Button disabled={from === 0} onClick={() => onGo(Math.max(0, from - size))}>
        {t('history.page.previous')}
      </Button>
      <span className="muted" role="status">
        {t('history.page', { from: from + 1, to, total })}
      </span>
      <Button
        disabled={to === total}
        data-testid={HISTORY_IDS.next}
        onClick={() => onGo(from + size)}
      >
        {t('history.page.next')}
      </Button>
    </div>
  );
}
