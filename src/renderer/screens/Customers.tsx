import { Button, Input, Select } from '@fluentui/react-components';
import {
  Add20Regular,
  ArrowImport20Regular,
  Beaker20Regular,
  Delete20Regular,
  People24Regular,
  Search20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { CustomerRowView } from '../../shared/ipc/views';
import { CustomerBadge } from '../components/CustomerBadge';
import { Expander } from '../components/Expander';
import { ProblemText } from '../components/Problem';
import { ScreenHeader } from '../components/ScreenHeader';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { goTo } from '../state/ui-store';
import { TEST_IDS, testId } from '../testids';
import { CustomerStatus } from './customers/CustomerStatus';
import { OtherWindow } from './customers/OtherWindow';
import { filterCustomers, SORTS, sortCustomers, type CustomerSort } from './customers/order';
import { PRACTICE_DEFAULT } from './practice';
import './customers.css';

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
            onClick={() => goTo(ui, 'new-customer')}
          >
            {t('ui.start.new')}
          </Button>
        </>
      )}
    </div>
  );
}

function DamagedRow({ row }: { row: CustomerRowView }) {
  const { t } = useTranslator();
  const { error } = row;
  if (error === undefined) return null;
  return (
    <Expander label={t(`errors.${error.code}.what`, error.args)}>
      <ProblemText code={error.code} args={error.args} />
    </Expander>
  );
}

function Row({ row }: { row: CustomerRowView }) {
  const { t, date } = useTranslator();
  const call = useCall();
  const enter = useEnter();
  return (
    <tr data-testid={testId.customer(row.id)}>
      <th scope="row">
        <div className="customer-name">
          <CustomerBadge badge={row.badge} />
          <div className="grow">
            {row.error === undefined ? (
              <button
                type="button"
                className="plain row-link"
                data-testid={testId.customerOpen(row.id)}
                onClick={() => void enter('customer.open', { id: row.id })}
              >
                {row.name}
              </button>
            ) : (
              <span className="strong">{row.name}</span>
            )}
            <div className="muted caption">{row.tenantDomain}</div>
            <DamagedRow row={row} />
          </div>
          {row.practice && <span className="pill practice">{t('ui.practice.word')}</span>}
        </div>
      </th>
      <td data-label={t('ui.customers.state')}>
        <CustomerStatus row={row} />
      </td>
      <td data-label={t('ui.customers.expiry')} className="nowrap">
        {row.expiry === undefined ? <span className="muted">–</span> : date(row.expiry)}
      </td>
      <td data-label={t('ui.customers.last-run')} className="nowrap">
        {row.lastRun === undefined ? <span className="muted">–</span> : date(row.lastRun)}
      </td>
      <td className="row-actions">
        <OtherWindow row={row} />
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={t('ui.customers.forget', { name: row.name })}
          title={t('ui.customers.forget', { name: row.name })}
          data-testid={testId.customerForget(row.id)}
          onClick={() => void call('customer.forget', { id: row.id })}
        />
      </td>
    </tr>
  );
}

function Table({ rows }: { rows: readonly CustomerRowView[] }) {
  const { t } = useTranslator();
  return (
    <div className="card table-card">
      <table className="facts customers">
        <caption className="visually-hidden">{t('ui.nav.customers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.customers.name')}</th>
            <th scope="col">{t('ui.customers.state')}</th>
            <th scope="col">{t('ui.customers.expiry')}</th>
            <th scope="col">{t('ui.customers.last-run')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.customers.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All customers, those that need attention first. */
export default function Customers() {
  const { t } = useTranslator();
  const rows = useView((view) => view.customers);
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<CustomerSort>('attention');
  const shown = sortCustomers(filterCustomers(rows, filter), sort);
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
            onChange={(_, data) => setSort(data.value as CustomerSort)}
          >
            {SORTS.map((item) => (
              <option key={item} value={item}>
                {t(`ui.customers.sort-${item}`)}
              </option>
            ))}
          </Select>
        </label>
        <span className="muted" role="status" data-testid={TEST_IDS.customerCount}>
          {t('ui.customers.shown', { count: shown.length })}
        </span>
      </div>
      {shown.length > 0 && <Table rows={shown} />}
    </div>
  );
}
