import { Button, Input } from '@fluentui/react-components';
import {
  CheckmarkCircle16Regular,
  Clock16Regular,
  ErrorCircle16Regular,
  QuestionCircle16Regular,
  Search20Regular,
  Warning16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { KeyView, PrincipalView } from '../../../shared/ipc/keys-view';
import { productName } from '../../../shared/applications';
import { KEY_STATES, type KeyState } from '../../../shared/keys';
import type { Language } from '../../../shared/languages';
import { CopyButton } from '../../components/CommandBlock';
import { Select } from '../../components/controls/Select';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';
import { usePlanned } from './use-planned';

const CHIPS = {
  valid: ['tone-ok', CheckmarkCircle16Regular],
  'expires-soon': ['tone-warn', Warning16Regular],
  expired: ['tone-danger', ErrorCircle16Regular],
  'not-yet-valid': ['', Clock16Regular],
  'no-bytes': ['tone-warn', QuestionCircle16Regular],
} as const;

/** A state as icon and word. */
function StateChip({ state }: { state: KeyState }) {
  const { t } = useTranslator();
  const [tone, Icon] = CHIPS[state];
  return (
    <span className={`pill ${tone}`}>
      <Icon aria-hidden="true" />
      {t(`keys.state.${state}`)}
    </span>
  );
}

function KeyRow({ row, principal }: { row: KeyView; principal: string }) {
  const { t, date } = useTranslator();
  const { thumbprint, keyId } = row;
  const shown = thumbprint === '' ? keyId : thumbprint;
  return (
    <tr data-testid={testId.key(principal, shown)} data-state={row.state}>
      <th scope="row" data-label={t('keys.column.thumbprint')}>
        <span className="key-thumbprint">
          <code translate="no">{shown}</code>
          {thumbprint !== '' && (
            <CopyButton text={thumbprint} testid={testId.copyThumbprint(keyId)} />
          )}
        </span>
        {row.subject !== '' && (
          <div className="muted caption key-subject" translate="no">
            {row.subject}
          </div>
        )}
      </th>
      <td data-label={t('keys.column.validity')}>
        <span className="nowrap">{date(row.startDateTime)}</span> –{' '}
        <span className="nowrap">{date(row.endDateTime)}</span>
        {row.state === 'expires-soon' && (
          <div className="caption">{t('keys.ui.days-left', { count: row.daysLeft })}</div>
        )}
      </td>
      <td data-label={t('keys.column.state')}>
        <StateChip state={row.state} />
        {row.isDuplicate && <span className="pill">{t('keys.duplicate')}</span>}
      </td>
      <td data-label={t('keys.column.owner')}>
        {t(`keys.owner.${row.owner}`)}
        <div className="muted caption">{t(`keys.why.${row.reason}`)}</div>
      </td>
    </tr>
  );
}

function Principal(props: { principal: PrincipalView; rows: readonly KeyView[]; isBusy: boolean }) {
  const { t, language } = useTranslator();
  const planned = usePlanned();
  const { principal, rows, isBusy } = props;
  const { applicationId: id, error, keys, role, state } = principal;
  const name = productName(principal.name, language);
  const heading = `principal-heading-${id}`;
  const hasExpired = keys.some((key) => key.state === 'expired');
  return (
    <section
      className="card stack-tight"
      aria-labelledby={heading}
      data-testid={testId.principal(id)}
      data-state={state}
    >
      <div className="spread">
        <div className="grow">
          <h2 className="node-title" id={heading}>
            {name === id ? <code translate="no">{id}</code> : name}
          </h2>
          <p className="muted caption">
            {name !== id && (
              <>
                <code translate="no">{id}</code> ·{' '}
              </>
            )}
            {t(`keys.role.${role}`)}
          </p>
        </div>
        {hasExpired && (
          <Button
            size="small"
            disabled={isBusy}
            aria-describedby={heading}
            data-testid={testId.dropKeys(id)}
            onClick={() => void planned('keys.drop-expired', { principal: id })}
          >
            {t('keys.ui.drop-one')}
          </Button>
        )}
      </div>
      {state !== 'present' && (
        <p>
          {t(`keys.principal.${state}`)}
          {error !== null && ` · ${t(`errors.${error.code}.what`, error.args)}`}
        </p>
      )}
      {state === 'present' && keys.length === 0 && <p className="muted">{t('keys.none')}</p>}
      {rows.length > 0 && (
        <table className="facts keys-table" aria-labelledby={heading}>
          <thead>
            <tr>
              <th scope="col">{t('keys.column.thumbprint')}</th>
              <th scope="col">{t('keys.column.validity')}</th>
              <th scope="col">{t('keys.column.state')}</th>
              <th scope="col">{t('keys.column.owner')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <KeyRow key={row.keyId} row={row} principal={id} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type StateFilter = KeyState | 'all';

function matches(
  key: KeyView,
  { name, applicationId }: PrincipalView,
  text: string,
  state: StateFilter,
  language: Language,
) {
  if (state !== 'all' && key.state !== state) return false;
  // By the name that is shown, and by the directory's own.
  const names = [name, productName(name, language), applicationId];
  return [key.thumbprint, key.subject, key.displayName, ...names].some((item) =>
    item.toLowerCase().includes(text),
  );
}

/** Every principal with its keys, and what narrows them down. */
export function Inventory(props: { principals: readonly PrincipalView[]; isBusy: boolean }) {
  const { t, language } = useTranslator();
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<StateFilter>('all');
  const text = filter.trim().toLowerCase();
  const isNarrowed = text !== '' || state !== 'all';
  const blocks = props.principals
    .map((principal) => ({
      principal,
      rows: principal.keys.filter((key) => matches(key, principal, text, state, language)),
    }))
    .filter(({ rows }) => !isNarrowed || rows.length > 0);
  const shown = blocks.reduce((sum, { rows }) => sum + rows.length, 0);
  const total = props.principals.reduce((sum, { keys }) => sum + keys.length, 0);
  return (
    <>
      <div className="row-wide">
        <Input
          className="keys-filter"
          contentBefore={<Search20Regular />}
          placeholder={t('keys.ui.filter-hint')}
          aria-label={t('keys.ui.filter')}
          value={filter}
          data-testid={TEST_IDS.keysFilter}
          onChange={(_, data) => setFilter(data.value)}
        />
        <label className="row">
          {t('keys.ui.only')}
          <Select
            value={state}
            data-testid={TEST_IDS.keysState}
            onChange={(value) => setState(KEY_STATES.find((item) => item === value) ?? 'all')}
          >
            <option value="all">{t('keys.ui.all')}</option>
            {KEY_STATES.map((item) => (
              <option key={item} value={item}>
                {t(`keys.state.${item}`)}
              </option>
            ))}
          </Select>
        </label>
        <span className="muted" role="status" data-testid={TEST_IDS.keysShown}>
          {shown === 0 && isNarrowed ? t('keys.no-match') : t('keys.ui.shown', { shown, total })}
        </span>
      </div>
      {blocks.map(({ principal, rows }) => (
        <Principal
          key={principal.applicationId}
          principal={principal}
          rows={rows}
          isBusy={props.isBusy}
        />
      ))}
    </>
  );
}
