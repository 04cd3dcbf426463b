import { Button } from '@fluentui/react-components';
import { Warning24Regular } from '@fluentui/react-icons';
import type { RunView } from '../../../shared/ipc/views';
import { Spinner } from '../../components/controls/Spinner';
import { useTranslator } from '../../i18n/translator';
import { CUSTOMERS_TEST_IDS } from '../../customers-testids';
import { useCall, useServices, useView } from '../../state/context';
import { goTo } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';
import { isLooking, LookBack, useLookBack } from './LookBack';

/** After an unexpected end: says what is not known, and looks before it goes on. */
export function ResumeCard({ run }: { run: RunView }) {
  const { t, dateTime } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const { lookBack } = run;
  const isFree = useView((view) => view.open?.busy === null);
  useLookBack(run.id, lookBack);
  if (run.state !== 'interrupted' && run.state !== 'resolving') return null;
  const count = lookBack?.actions.length ?? 0;
  // What the run left is read anew, so that the plan holds what is really still to be done.
  const planAnew = async (): Promise<void> => {
    const closed = await call('run.close', {});
    if (!closed.ok) return;
    const planned = await call('plan.make', {});
    if (planned.ok) goTo(ui, 'plan');
  };
  return (
    <section className="card resume" role="alert" data-testid={TEST_IDS.resumeCard}>
      <Warning24Regular className="tone-warn" aria-hidden="true" />
      <div className="stack-tight grow">
        <h2 className="next-title">{t('ui.resume.title')}</h2>
        <p>
          {count === 0
            ? t('ui.resume.between', { time: dateTime(run.startedAt) })
            : t('ui.resume.during', { time: dateTime(run.startedAt), count })}
        </p>
        {lookBack !== null && count > 0 && <LookBack lookBack={lookBack} />}
        <p className="muted">{t('ui.resume.text')}</p>
        {run.state === 'resolving' && <Spinner label={t('ui.resume.checking')} />}
        {lookBack !== null && !isLooking(lookBack) && (
          <div className="row">
            <Button
              appearance="primary"
              data-primary
              disabled={!isFree}
              data-testid={TEST_IDS.resumeContinue}
              onClick={() => void call('run.continue', {})}
            >
              {t('ui.resume.continue')}
            </Button>
            <Button
              disabled={!isFree}
              data-testid={CUSTOMERS_TEST_IDS.resumeNewPlan}
              onClick={() => void planAnew()}
            >
              {t('ui.resume.new-plan')}
            </Button>
            <Button
              disabled={!isFree}
              data-testid={TEST_IDS.resumeClose}
              onClick={() => void call('run.close', {})}
            >
              {t('ui.resume.close')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
