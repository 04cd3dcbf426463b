import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { ScreenHeader } from '../components/ScreenHeader';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { WINDOW_TEST_IDS } from '../window-testids';
import { Logo } from './Logo';
import './window.css';

/** All there is while everything is locked. The window was sent nothing of a customer, and shows nothing. */
export default function LockScreen() {
  const { t } = useTranslator();
  const { log, ui } = useServices();
  const call = useCall();
  const running = useView((view) => view.frame.locked?.running === true);
  useEffect(() => {
    document.title = [t('ui.lock.title'), 'Crossprem'].join(' · ');
    // Lines and errors that were shown before may name what belongs to a customer.
    ui.setState({ callError: null });
    void log.reload();
  }, [t, log, ui]);
  return (
    <main className="lock-screen" data-testid={WINDOW_TEST_IDS.lockScreen}>
      <div className="lock-card card stack">
        <Logo />
        <ScreenHeader title={t('ui.lock.title')} />
        <p>{t('ui.lock.text')}</p>
        {running ? (
          <p className="strong" data-testid={WINDOW_TEST_IDS.lockRunning}>
            {t('ui.lock.running')}
          </p>
        ) : (
          <p>{t('ui.lock.dropped')}</p>
        )}
        <p className="muted">{t('ui.lock.after')}</p>
        <div className="row">
          <Button
            appearance="primary"
            data-testid={WINDOW_TEST_IDS.unlock}
            onClick={() => void call('app.unlock', {})}
          >
            {t('ui.lock.unlock')}
          </Button>
        </div>
      </div>
    </main>
  );
}
