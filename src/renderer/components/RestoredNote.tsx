import { History20Regular } from '@fluentui/react-icons';
import { CUSTOMERS_TEST_IDS } from '../customers-testids';
import { useTranslator } from '../i18n/translator';

/** That what was typed is back after the program ended, with the time when it was typed (ISO 8601). */
export function RestoredNote({ at }: { at: string }) {
  const { t, time, date, dateTime } = useTranslator();
  const isToday = date(at) === date(new Date().toISOString());
  return (
    <span className="verdict muted" data-testid={CUSTOMERS_TEST_IDS.restored}>
      <History20Regular aria-hidden="true" />
      {t('ui.step.restored', { time: isToday ? time(at) : dateTime(at) })}
    </span>
  );
}
