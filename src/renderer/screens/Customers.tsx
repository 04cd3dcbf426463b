import { Button, Input } from '@fluentui/react-components';
import {
  Add20Regular,
  ArrowImport20Regular,
  Beaker20Regular,
  People24Regular,
  Search20Regular,
} from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { Translator } from '../../shared/messages';
import { loadCustomersMessages } from '../../shared/messages/ui-customers';
import { ScreenHeader } from '../components/ScreenHeader';
import { Select } from '../components/controls/Select';
import { CUSTOMERS_TEST_IDS } from '../customers-testids';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useServices, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { newFromTemplate } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { InterruptedCard } from './customers/InterruptedCard';
import { CustomersTable } from './customers/CustomersTable';
import { filterCustomers, SORTS, sortCustomers, type CustomerSort } from './customers/order';
import { PRACTICE_DEFAULT } from './practice';
import './customers.css';
import './run.css';

function Starts() {
  const { t } = useTranslator();
  const enter = useEnter();
  const { ui } = useServices();
  const practiceOnly = useView((view) => view.practiceOnly);
  return (
    <div className="row">
      <Button
        icon={<Beaker20Regular />}
        appearance={practiceOnly ? 'primary' : 'secondary'}
        data-testid={TEST_IDS.practiceCustomer}
        onClick={() => void enter('customer.practice', PRACTICE_DEFAULT)}
      >
        {t('ui.start.practice')}
      </Button>
      {!practiceOnly && (
        <>
          <Button
            icon={<ArrowImport20Regular />}
            data-testid={TEST_IDS.importCustomer}
            onClick={() => void enter('customer.import', {})}
          >
            {t('ui.start.import')}
          </Button>
          <Button
            icon={<Add20Regular />}
            appearance="primary"
            data-primary
            data-testid={TEST_IDS.newCustomer}
            onClick={() => newFromTemplate(ui, null)}
          >
            {t('ui.start.new')}
          </Button>
        </>
      )}
    </div>
  );
}

/** Five empty rows; shown only where the list takes longer than anybody would notice. */
function Loading({ texts }: { texts: Translator | null }) {
  return (
    <div
      className="card table-card customers-loading"
      role="status"
      data-testid={CUSTOMERS_TEST_IDS.loading}
    >
      <span className="visually-hidden">{texts?.t('ui-customers.table.loading')}</span>
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="skeleton-row" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}

/** All customers, those that need attention first. */
export default function Customers() {
  const { t } = useTranslator();
  const texts = useArea(loadCustomersMessages);
  const rows = useView((view) => view.customers);
  const isLoading = useView((view) => view.customersLoading);
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<CustomerSort>('attention');
  const shown = useMemo(
    () => sortCustomers(filterCustomers(rows, filter), sort),
    [rows, filter, sort],
  );
  if (isLoading || texts === null) {
    return (
      <div className="page">
        <ScreenHeader title={t('ui.nav.customers')} actions={<Starts />} />
        <Loading texts={texts} />
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="page">
        <ScreenHeader title={t('ui.nav.customers')} />
        <div className="card empty" data-testid={TEST_IDS.customersEmpty}>
          <People24Regular aria-hidden="true" />
          <h2>{t('ui.customers.empty')}</h2>
          <p className="muted">{t('ui.customers.empty-text')}</p>
          <Starts />
        </div>
      </div>
    );
  }
  return (
    <div className="page">
      <ScreenHeader title={t('ui.nav.customers')} actions={<Starts />} />
      <InterruptedCard rows={rows} texts={texts} />
      <div className="row-wide">
        <Input
          className="customer-filter"
          contentBefore={<Search20Regular />}
          placeholder={t('ui.customers.filter')}
          aria-label={t('ui.customers.filter')}
          value={filter}
          data-testid={TEST_IDS.customerFilter}
          onChange={(_, data) => setFilter(data.value)}
        />
        <label className="row">
          {t('ui.customers.sort')}
          <Select
            value={sort}
            data-testid={TEST_IDS.customerSort}
            onChange={(value) => setSort(value as CustomerSort)}
          >
            {SORTS.map((item) => (
              <option key={item} value={item}>
                {item === 'run' ? texts.t('ui-customers.sort.run') : t(`ui.customers.sort-${item}`)}
              </option>
            ))}
          </Select>
        </label>
        <span className="muted" role="status" data-testid={TEST_IDS.customerCount}>
          {t('ui.customers.shown', { count: shown.length })}
        </span>
      </div>
      {shown.length > 0 ? (
        <CustomersTable rows={shown} texts={texts} />
      ) : (
        <p className="muted">{texts.t('ui-customers.table.none')}</p>
      )}
    </div>
  );
}
