import { Button } from '@fluentui/react-components';
import type { AppError } from '../../shared/errors';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { WINDOW_TEST_IDS } from '../window-testids';

/** The way to the window that has the customer open. */
export function ShowWindow({ error }: { error: AppError }) {
  const { t } = useTranslator();
  const call = useCall();
  const id = String(error.args['customer'] ?? '');
  return (
    <Button
      data-testid={WINDOW_TEST_IDS.showWindow}
      onClick={() => void call('window.show', { id })}
    >
      {t('ui.window.show')}
    </Button>
  );
}
