import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { CustomerView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { LoadResultButton } from './Carry';
import { TEST_IDS } from '../testids';
import './controls/controls.css';

/** Reads the state again. Reading changes nothing. */
export function ReadButton(props: { customer: CustomerView; primary?: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  // With both sides by hand there is nothing to read from here; a result brings what is there.
  if (props.customer.carry.sides.every((side) => side.byHand))
    return <LoadResultButton {...props} />;
  return (
    <Button
      appearance={props.primary === true ? 'primary' : 'secondary'}
      icon={<ArrowSync20Regular />}
      disabled={props.customer.busy !== null}
      title={t('ui.read.hint')}
      data-testid={TEST_IDS.readState}
      onClick={() => void call('read.start', {})}
    >
      {t('ui.read.button')}
    </Button>
  );
}

/** "Reading 4 of 9: partner applications", with a way to stop unless it belongs to a run. Nothing while nothing is read. */
export function ReadingProgress(props: { customer: CustomerView; fixed?: boolean }) {
  const { t, text } = useTranslator();
  const call = useCall();
  const { reading } = props.customer;
  if (reading === null) return null;
  const step = { done: reading.done, total: reading.total };
  return (
    <div className="card spread" data-testid={TEST_IDS.readProgress}>
      <div className="grow stack-tight">
        <span>
          {reading.current === null
            ? t('ui.read.progress', step)
            : t('ui.read.progress-of', { ...step, what: text(reading.current) })}
        </span>
        <progress
          className="bar-progress"
          value={reading.total === 0 ? 0 : reading.done / reading.total}
          aria-label={t('ui.read.progress', step)}
        />
      </div>
      {props.fixed !== true && (
        <Button data-testid={TEST_IDS.cancelRead} onClick={() => void call('read.cancel', {})}>
          {t('ui.action.cancel')}
        </Button>
      )}
    </div>
  );
}
