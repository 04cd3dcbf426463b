import { History20Regular } from '@fluentui/react-icons';
import { CUSTOMERS_TEST_IDS } from '../customers-testids';
import { useTranslator } from '../i18n/translator';
import { when } from '../i18n/when';

/** That what was typed is back after the program ended, with the time when it was typed (ISO 8601). */
export function RestoredNote({ at }: { at: string }) {
  const texts = useTranslator();
  return (
    <span className="verdict muted" data-testid={CUSTOMERS_TEST_IDS.restored}>
      <History20Regular aria-hidden="true" />
      {texts.t('ui.step.restored', { time: when(at, texts) })}
    </span>
  );
}
