import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { appError } from '../../shared/errors';
import { LARGEST_IMPORT, type TakenFile } from '../../shared/ipc/window-limits';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices } from '../state/context';
import { goTo, leaveCustomer } from '../state/ui-store';
import { WINDOW_TEST_IDS } from '../window-testids';
import { handOver } from './hand-over';
import './window.css';

interface Taken {
  readonly kind: TakenFile['taken'];
  readonly file: string;
}

/**
 * Takes files that are dropped anywhere on the window, where no screen took them: main sees what they are, takes them
 * in or says why not. A dropped file never leads the window elsewhere.
 */
export function WindowDrop() {
  const { t } = useTranslator();
  const { ui, views } = useServices();
  const call = useCall();
  const [taken, setTaken] = useState<Taken | null>(null);
  useEffect(() => {
    const take = async (file: File): Promise<void> => {
      setTaken(null);
      if (file.size > LARGEST_IMPORT) {
        ui.setState({ callError: appError('HX-DROP', { file: file.name, kind: 'other' }) });
        return;
      }
      const step = await handOver(file, call);
      if (step === undefined) return;
      if (step.taken === 'customer') {
        leaveCustomer(ui);
        goTo(ui, 'overview');
      } else if (step.taken === 'plan') {
        const plan = views.store.getState().view?.open?.plan?.fingerprint ?? '';
        ui.setState({ compared: { plan, file: step.compared, isNew: true } });
        goTo(ui, 'plan');
      }
      setTaken({ kind: step.taken, file: file.name });
    };
    const onDrop = (event: DragEvent): void => {
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (!isTaken && file !== undefined) void take(file);
    };
    const onDragOver = (event: DragEvent): void => event.preventDefault();
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragover', onDragOver);
    return () => {
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragover', onDragOver);
    };
  }, [call, ui, views]);
  return (
    <div role="status">
      {taken !== null && (
        <div className="drop-note" data-testid={WINDOW_TEST_IDS.dropNote}>
          <span>{t(`ui.drop.${taken.kind}`, { file: taken.file })}</span>
          <Button
            appearance="subtle"
            icon={<Dismiss20Regular />}
            aria-label={t('ui.error.dismiss')}
            title={t('ui.error.dismiss')}
            onClick={() => setTaken(null)}
          />
        </div>
      )}
    </div>
  );
}
