import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Translator } from '../../../shared/messages';
import { Modal } from '../../components/Modal';
import { useTranslator } from '../../i18n/translator';
import { SETTINGS_TEST_IDS } from '../../settings-testids';
import { useCall } from '../../state/context';

/** Gives everything its default back, after a question whose first answer is no. */
export function ResetAll({ texts }: { texts: Translator }) {
  const { t } = texts;
  const ui = useTranslator();
  const call = useCall();
  const [asking, setAsking] = useState(false);
  const reset = async (): Promise<void> => {
    await call('settings.reset', {});
    setAsking(false);
  };
  return (
    <div className="row">
      <Button data-testid={SETTINGS_TEST_IDS.settingsResetAll} onClick={() => setAsking(true)}>
        {t('settings.reset-all')}
      </Button>
      {asking && (
        <Modal
          className="stack"
          testid={SETTINGS_TEST_IDS.settingsResetAsk}
          labelledBy="reset-all-title"
          describedBy="reset-all-text"
          onClose={() => setAsking(false)}
        >
          <h2 id="reset-all-title" className="node-title">
            {t('settings.reset-all')}
          </h2>
          <p id="reset-all-text">{t('settings.reset-all-text')}</p>
          <div className="row end">
            <Button data-testid={SETTINGS_TEST_IDS.settingsResetDo} onClick={() => void reset()}>
              {t('settings.reset-all-do')}
            </Button>
            <Button
              appearance="primary"
              data-initial-focus
              data-testid={SETTINGS_TEST_IDS.settingsResetCancel}
              onClick={() => setAsking(false)}
            >
              {ui.t('ui.action.cancel')}
            </Button>
          </div>
        </Modal>
      )}
    </div>
  );
}
