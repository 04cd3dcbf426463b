import { Button } from '@fluentui/react-components';
import { BranchCompare20Regular, ArrowSwap16Regular } from '@fluentui/react-icons';
import type { CustomerView } from '../../shared/ipc/views';
import { HISTORY_IDS } from '../history-testids';
import { useTranslator } from '../i18n/translator';
import { useServices } from '../state/context';
import { goToHistory } from '../state/ui-store';
import './drift.css';

/** The mark of what was verified and has changed since: colour, sign, word, and a dashed border. */
export function ChangedSince() {
  const { t } = useTranslator();
  return (
    <span className="changed-since">
      <ArrowSwap16Regular aria-hidden="true" />
      {t('ui.state.drifted')}
    </span>
  );
}

/** How many values changed since the last verified state, and the way to see them. */
export function DriftNote({ customer }: { customer: CustomerView }) {
  const { t, dateTime } = useTranslator();
  const { ui } = useServices();
  const { drift } = customer;
  if (drift === null) return null;
  const { before, after, since, values } = drift;
  return (
    <div className="drift-note" data-testid={HISTORY_IDS.driftNote}>
      <ChangedSince />
      <span className="grow">{t('ui.drift.note', { count: values, date: dateTime(since) })}</span>
      <Button
        icon={<BranchCompare20Regular />}
        data-testid={HISTORY_IDS.driftShow}
        onClick={() => goToHistory(ui, { kind: 'comparison', before, after })}
      >
        {t('ui.drift.show')}
      </Button>
    </div>
  );
}
