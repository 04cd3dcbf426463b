import { Button } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  Pause20Regular,
  Play20Regular,
  ShieldCheckmark20Regular,
  Stop20Regular,
} from '@fluentui/react-icons';
import type { CustomerView, RunView } from '../../../shared/ipc/views';
import { canUndo, UndoButton } from '../../components/undo';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices } from '../../state/context';
import { goTo } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';
import { stopsAtFailure } from './stop';

const STOPPABLE: readonly RunView['state'][] = ['running', 'paused', 'held'];

function Live({ run }: { run: RunView }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <>
      {run.state === 'running' && (
        <Button
          icon={<Pause20Regular />}
          data-testid={TEST_IDS.runPause}
          onClick={() => void call('run.pause', {})}
        >
          {t('ui.run.pause')}
        </Button>
      )}
      {run.state === 'pausing' && <span className="muted">{t('ui.run.pausing')}</span>}
      {run.state === 'paused' && (
        <Button
          appearance="primary"
          icon={<Play20Regular />}
          data-primary
          data-testid={TEST_IDS.runResume}
          onClick={() => void call('run.resume', {})}
        >
          {t('ui.run.resume')}
        </Button>
      )}
      {STOPPABLE.includes(run.state) && !stopsAtFailure(run) && (
        <Button
          icon={<Stop20Regular />}
          data-testid={TEST_IDS.runStop}
          onClick={() => void call('run.stop', {})}
        >
          {t('ui.run.stop')}
        </Button>
      )}
    </>
  );
}

function Ended({ customer, run }: { customer: CustomerView; run: RunView }) {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const busy = customer.busy !== null;
  const summary = customer.runs.find((item) => item.id === run.id);
  const succeeded = run.state === 'done' || run.state === 'nothing-to-do';
  const start = (channel: 'verify.start' | 'read.start', screen: 'verify' | 'plan'): void => {
    goTo(ui, screen);
    void call(channel, {});
  };
  return (
    <>
      {summary !== undefined && canUndo(summary) && run.done > 0 && (
        <UndoButton run={run.id} disabled={busy} testid={TEST_IDS.runUndo} />
      )}
      {!succeeded && (
        <Button
          icon={<ArrowSync20Regular />}
          disabled={busy}
          data-testid={TEST_IDS.runUpdatePlan}
          onClick={() => start('read.start', 'plan')}
        >
          {t('ui.plan.update')}
        </Button>
      )}
      <Button
        appearance={succeeded ? 'primary' : 'secondary'}
        icon={<ShieldCheckmark20Regular />}
        disabled={busy}
        data-primary
        data-testid={TEST_IDS.runVerify}
        onClick={() => start('verify.start', 'verify')}
      >
        {t('ui.next.verify.button')}
      </Button>
    </>
  );
}

/** What can be done with a run in its present state; nothing is shown that would not work. */
export function RunButtons({ customer, run }: { customer: CustomerView; run: RunView }) {
  switch (run.state) {
    case 'running':
    case 'pausing':
    case 'paused':
    case 'held':
      return <Live run={run} />;
    case 'interrupted':
    case 'resolving':
      return null;
    default:
      return <Ended customer={customer} run={run} />;
  }
}
