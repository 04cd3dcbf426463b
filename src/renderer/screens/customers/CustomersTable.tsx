import { Button } from '@fluentui/react-components';
import { Copy20Regular, Delete20Regular } from '@fluentui/react-icons';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { CustomerRowView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { CustomerBadge } from '../../components/CustomerBadge';
import { Expander } from '../../components/Expander';
import { ProblemText } from '../../components/Problem';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../customers-testids';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices, useView } from '../../state/context';
import { useEnter } from '../../state/enter';
import { newFromTemplate } from '../../state/ui-store';
import { testId } from '../../testids';
import { CustomerStatus } from './CustomerStatus';
import { OpenElsewhere, OtherWindow } from './OtherWindow';

/** From so many rows on only those in sight are in the page. */
const MANY = 60;
const ROW = 61;
const COLUMNS = 6;
/** Rows that Page Up and Page Down move by. */
const PAGE = 10;

interface RowProps {
  readonly row: CustomerRowView;
  readonly index: number;
  readonly texts: Translator;
  readonly measure?: Ref<HTMLTableRowElement>;
}

function Damaged({ row, texts }: Omit<RowProps, 'index'>) {
  const { t } = useTranslator();
  const call = useCall();
  const { error, id } = row;
  if (error === undefined) return null;
  return (
    <div className="stack-tight damaged">
      <Expander label={t(`errors.${error.code}.what`, error.args)}>
        <ProblemText code={error.code} args={error.args} />
        <p className="muted">
          {texts.t(
            row.canRestore === true ? 'ui-customers.restore.text' : 'ui-customers.restore.none',
          )}
        </p>
      </Expander>
      <div className="row">
        {row.canRestore === true && (
          <Button
            size="small"
            data-testid={customersTestId.restore(id)}
            onClick={() => void call('customer.restore', { id })}
          >
            {texts.t('ui-customers.restore')}
          </Button>
        )}
        <Button
          size="small"
          data-testid={customersTestId.showFile(id)}
          onClick={() => void call('customer.show-file', { id })}
        >
          {texts.t('ui-customers.show-file')}
        </Button>
      </div>
    </div>
  );
}

function Name({ row, texts }: Omit<RowProps, 'index'>) {
  const { t } = useTranslator();
  const enter = useEnter();
  return (
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
        {row.practice && <span className="pill practice">{t('ui.practice.word')}</span>}
        <OpenElsewhere row={row} />
        <Damaged row={row} texts={texts} />
      </div>
    </div>
  );
}

function Deeds({ row, texts }: Omit<RowProps, 'index'>) {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const practiceOnly = useView((view) => view.practiceOnly);
  const { id, name } = row;
  const duplicate = texts.t('ui-customers.duplicate.name', { name });
  const forget = t('ui.customers.forget', { name });
  return (
    <div className="deeds">
      {row.error === undefined && !row.practice && !practiceOnly && (
        <Button
          appearance="subtle"
          className="deed-copy"
          icon={<Copy20Regular />}
          aria-label={duplicate}
          title={duplicate}
          data-testid={customersTestId.duplicate(id)}
          onClick={() => newFromTemplate(ui, { id, name })}
        />
      )}
      <OtherWindow row={row} />
      <Button
        appearance="subtle"
        icon={<Delete20Regular />}
        aria-label={forget}
        title={forget}
        data-testid={testId.customerForget(id)}
        onClick={() => void call('customer.forget', { id })}
      />
    </div>
  );
}

function Row({ row, index, texts, measure }: RowProps) {
  const { t, date } = useTranslator();
  const nothing = <span className="muted">–</span>;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-testid={testId.customer(row.id)}
    >
      <th scope="row">
        <Name row={row} texts={texts} />
      </th>
      <td data-label={texts.t('ui-customers.table.scenario')}>
        {row.scenario === undefined ? nothing : t(`ui.scenario.${row.scenario}`)}
      </td>
      <td data-label={t('ui.customers.state')}>
        <CustomerStatus row={row} texts={texts} />
      </td>
      <td className="nowrap" data-label={t('ui.customers.expiry')}>
        {row.expiry === undefined ? nothing : date(row.expiry)}
      </td>
      <td className="nowrap" data-label={t('ui.customers.last-run')}>
        {row.lastRun === undefined ? nothing : date(row.lastRun)}
      </td>
      <td className="row-actions">
        <Deeds row={row} texts={texts} />
      </td>
    </tr>
  );
}

function Head({ texts }: { texts: Translator }) {
  const { t } = useTranslator();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="wide">
          {t('ui.customers.name')}
        </th>
        <th scope="col">{texts.t('ui-customers.table.scenario')}</th>
        <th scope="col">{t('ui.customers.state')}</th>
        <th scope="col" className="date">
          {t('ui.customers.expiry')}
        </th>
        <th scope="col" className="date">
          {t('ui.customers.last-run')}
        </th>
        <th scope="col" className="narrow">
          <span className="visually-hidden">{t('ui.customers.actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Where an arrow key leads from a row; undefined for other keys. */
function target(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + PAGE);
    case 'PageUp':
      return Math.max(0, index - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function Spacer({ size }: { size: number }) {
  return size <= 0 ? null : (
    <tr aria-hidden="true" className="spacer">
      <td colSpan={COLUMNS} style={{ blockSize: size }} />
    </tr>
  );
}

/** The table. With many customers only the rows in sight, and the one with the focus, are in the page. */
export function CustomersTable(props: { rows: readonly CustomerRowView[]; texts: Translator }) {
  const { rows, texts } = props;
  const isMany = rows.length > MANY;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  // Nothing here is memoized by a compiler, so the library's changing functions are safe.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isMany,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    // The head is sticky: what is scrolled to must not lie under it.
    scrollPaddingStart: 48,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return focused === null || seen.includes(focused) || focused >= rows.length
        ? seen
        : [...seen, focused].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector(`tr[data-index="${String(wanted.current)}"]`);
    const control = row?.querySelector<HTMLElement>('button');
    if (control === null || control === undefined) return;
    wanted.current = null;
    control.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = event.target instanceof Element ? event.target.closest('tr[data-index]') : null;
    if (from === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = target(event.key, Number(from.getAttribute('data-index')), rows.length);
    if (to === undefined) return;
    event.preventDefault();
    wanted.current = to;
    if (isMany) virtual.scrollToIndex(to);
    // A row that is there already is no change that would draw anything.
    setFocused((before) => (before === to ? null : to));
  };
  const items = isMany ? virtual.getVirtualItems() : null;
  const body: React.ReactNode[] = [];
  if (items === null) {
    for (const [index, row] of rows.entries())
      body.push(<Row key={row.id} row={row} index={index} texts={texts} />);
  } else {
    let end = 0;
    for (const { index, start, end: itemEnd, key } of items) {
      const row = rows[index];
      if (row === undefined) continue;
      body.push(<Spacer key={`before-${String(key)}`} size={start - end} />);
      body.push(
        <Row key={row.id} row={row} index={index} texts={texts} measure={virtual.measureElement} />,
      );
      end = itemEnd;
    }
    body.push(<Spacer key="after" size={virtual.getTotalSize() - end} />);
  }
  return (
    <div ref={scroller} className={`card table-card ${isMany ? 'table-many' : ''}`}>
      <table
        className="facts customers"
        aria-rowcount={rows.length + 1}
        data-testid={CUSTOMERS_TEST_IDS.table}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const row = event.target.closest('tr[data-index]');
          if (row !== null) setFocused(Number(row.getAttribute('data-index')));
        }}
      >
        <caption className="visually-hidden">{texts.t('ui-customers.table.label')}</caption>
        <Head texts={texts} />
        <tbody>{body}</tbody>
      </table>
    </div>
  );
}
