import { Button } from '@fluentui/react-components';
import { ArrowUpload20Regular, DocumentArrowRight20Regular } from '@fluentui/react-icons';
import type { CarrySideView, CustomerView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS, testId } from '../testids';

/** Takes in the result of a script that was carried by hand; main asks for the file. */
export function LoadResultButton(props: { customer: CustomerView; primary?: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <Button
      appearance={props.primary === true ? 'primary' : 'secondary'}
      icon={<ArrowUpload20Regular />}
      disabled={props.customer.busy !== null}
      data-testid={TEST_IDS.loadResult}
      onClick={() => void call('carry.load', {})}
    >
      {t('ui.carry.load')}
    </Button>
  );
}

/** Saves a script for one side; main asks where. */
export function SaveCarriedButton(props: {
  customer: CustomerView;
  kind: 'look' | 'script';
  target: CarrySideView['target'];
  primary?: boolean;
}) {
  const { t } = useTranslator();
  const call = useCall();
  const { customer, kind, target } = props;
  return (
    <Button
      appearance={props.primary === true ? 'primary' : 'secondary'}
      icon={<DocumentArrowRight20Regular />}
      disabled={customer.busy !== null}
      data-testid={testId.saveCarried(kind, target)}
      onClick={() => void call('carry.save', { kind, target })}
    >
      {t(`ui.carry.save-${kind}`, { target })}
    </Button>
  );
}

function SideState({ side }: { side: CarrySideView }) {
  const { t, dateTime } = useTranslator();
  if (side.collected === null) return <span className="muted">{t('ui.carry.nothing')}</span>;
  const { host, at } = side.collected;
  return (
    <span className="muted">
      {t('ui.carry.collected', { host, at: dateTime(at) })}
      {side.missing > 0 && ` ${t('ui.carry.missing', { count: side.missing })}`}
    </span>
  );
}

/** What was carried from each side that is reached by hand, and the next look. Nothing where no side is. */
export function CarryPanel({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const sides = customer.carry.sides.filter((side) => side.byHand);
  if (sides.length === 0) return null;
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.carryPanel}>
      <div className="spread">
        <h2 className="node-title">{t('ui.carry.title')}</h2>
        <LoadResultButton customer={customer} />
      </div>
      <p className="muted">{t('ui.carry.text')}</p>
      <ul className="stack-tight">
        {sides.map((side) => (
          <li key={side.target} className="spread">
            <span className="row">
              <strong>{t(`core.target.${side.target}`)}</strong>
              <SideState side={side} />
            </span>
            <SaveCarriedButton customer={customer} kind="look" target={side.target} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * Scripts of the plan that can be carried now, side by side, and the way back of their results. Where nothing else can
 * be done with the plan, its foot has the buttons.
 */
export function CarryScripts({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const { onlyByHand, sides } = customer.carry;
  return (
    <div className="card spread" data-testid={TEST_IDS.carryScripts}>
      <p className="muted grow">{t('ui.carry.scripts-text')}</p>
      {!onlyByHand && (
        <div className="row">
          {sides
            .filter((side) => side.ready > 0)
            .map(({ target }) => (
              <SaveCarriedButton key={target} customer={customer} kind="script" target={target} />
            ))}
          <LoadResultButton customer={customer} />
        </div>
      )}
    </div>
  );
}
