import { Button } from '@fluentui/react-components';
import {
  CheckmarkCircle16Regular,
  Circle16Regular,
  DismissCircle16Regular,
  LockClosed20Regular,
} from '@fluentui/react-icons';
import type { StagingCheckView, StagingView } from '../../../shared/ipc/views';
import { loadCustomersMessages } from '../../../shared/messages/ui-customers';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../customers-testids';
import { useArea } from '../../i18n/area';
import { useCall, useView } from '../../state/context';
import './staging.css';

const LOOK = {
  passed: [CheckmarkCircle16Regular, 'tone-ok'],
  failed: [DismissCircle16Regular, 'tone-danger'],
  open: [Circle16Regular, 'muted'],
  'not-needed': [Circle16Regular, 'muted'],
} as const satisfies Record<StagingCheckView['state'], unknown>;

/** On every screen of an imported customer: that it is read-only, what is still to be seen, and the way out. */
export default function StagingBanner({ staging }: { staging: StagingView }) {
  const texts = useArea(loadCustomersMessages);
  const call = useCall();
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  if (texts === null) return null;
  const { t } = texts;
  return (
    <section
      className="staging"
      aria-labelledby="staging-title"
      data-testid={CUSTOMERS_TEST_IDS.staging}
    >
      <LockClosed20Regular aria-hidden="true" />
      <div className="stack-tight grow">
        <h2 id="staging-title" className="strong">
          {t('ui-customers.staging.title', { date: staging.importedAt })}
        </h2>
        <p>{t('ui-customers.staging.text')}</p>
        <ul className="staging-checks">
          {staging.checks.map(({ id, state }) => {
            const [Icon, tone] = LOOK[state];
            return (
              <li key={id} data-state={state} data-testid={customersTestId.stagingCheck(id)}>
                <span className={`verdict ${tone}`}>
                  <Icon aria-hidden="true" />
                  {t(`ui-customers.staging.${id}`)} · {t(`ui-customers.staging.${state}`)}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
      <Button
        appearance="primary"
        disabled={busy || !staging.isReady}
        data-testid={CUSTOMERS_TEST_IDS.takeOver}
        onClick={() => void call('customer.take-over', {})}
      >
        {t('ui-customers.staging.take-over')}
      </Button>
    </section>
  );
}
