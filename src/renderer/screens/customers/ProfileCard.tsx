import { Button } from '@fluentui/react-components';
import {
  ArrowExport20Regular,
  Copy16Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import type { CustomerView } from '../../../shared/ipc/views';
import { loadCustomersMessages } from '../../../shared/messages/ui-customers';
import { CUSTOMERS_TEST_IDS } from '../../customers-testids';
import { useArea } from '../../i18n/area';
import { useServices, useView } from '../../state/context';
import { newFromTemplate } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';

const ExportDialog = lazy(() => import('./ExportDialog'));
const BadgeDialog = lazy(() => import('./BadgeDialog'));

/** How the customer is recognised, its badge, and its ways out of here. */
export function ProfileCard({ customer }: { customer: CustomerView }) {
  const texts = useArea(loadCustomersMessages);
  const { ui } = useServices();
  const practiceOnly = useView((view) => view.practiceOnly);
  const [dialog, setDialog] = useState<'export' | 'badge' | null>(null);
  if (texts === null) return null;
  const { t, date } = texts;
  const { id, name, identity, practice, topology } = customer;
  const unknown = <span className="muted">{t('ui-customers.profile.unknown')}</span>;
  const close = (): void => setDialog(null);
  return (
    <section className="card stack-tight" data-testid={CUSTOMERS_TEST_IDS.profile}>
      <h2 className="node-title">
        <ShieldCheckmark20Regular aria-hidden="true" />
        {t('ui-customers.profile.title')}
      </h2>
      <p className="muted">{t('ui-customers.profile.recognised')}</p>
      <dl className="identity">
        <dt>{t('ui-customers.profile.tenant')}</dt>
        <dd translate="no" title={customer.tenantId}>
          {customer.tenantDomain}
        </dd>
        <dt>{t('ui-customers.profile.organisation')}</dt>
        <dd translate="no" title={identity.organisation?.guid}>
          {identity.organisation?.name ?? unknown}
        </dd>
        {(topology.pool !== null || identity.sipDomain !== null) && (
          <>
            <dt>{t('ui-customers.profile.sip')}</dt>
            <dd translate="no">{identity.sipDomain ?? unknown}</dd>
          </>
        )}
      </dl>
      {identity.recordedAt !== null && (
        <p className="muted caption">
          {t('ui-customers.profile.recorded', { date: date(identity.recordedAt) })}
        </p>
      )}
      <div className="row">
        {!practice && (
          <Button
            size="small"
            icon={<ArrowExport20Regular />}
            disabled={customer.busy !== null}
            data-testid={TEST_IDS.exportCustomer}
            onClick={() => setDialog('export')}
          >
            {t('ui-customers.export.open')}
          </Button>
        )}
        {!practice && !practiceOnly && (
          <Button
            size="small"
            icon={<Copy16Regular />}
            data-testid={CUSTOMERS_TEST_IDS.duplicate}
            onClick={() => newFromTemplate(ui, { id, name })}
          >
            {t('ui-customers.duplicate')}
          </Button>
        )}
        <Button
          size="small"
          disabled={customer.busy !== null}
          data-testid={CUSTOMERS_TEST_IDS.badgeChange}
          onClick={() => setDialog('badge')}
        >
          {t('ui-customers.badge.change')}
        </Button>
      </div>
      <Suspense>
        {dialog === 'export' && <ExportDialog name={name} onClose={close} />}
        {dialog === 'badge' && <BadgeDialog name={name} badge={customer.badge} onClose={close} />}
      </Suspense>
    </section>
  );
}
