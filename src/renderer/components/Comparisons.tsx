import type { ComparisonView, DifferenceView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { ApplicationNames } from './KnownApplications';
import { Verdict } from './Verdict';

/** How core writes that there is nothing. */
const NOTHING: readonly string[] = ['', '-'];

/** A literal value; says in words where there is none. */
function Value(props: { value: string }) {
  const { t } = useTranslator();
  return NOTHING.includes(props.value) ? (
    <span className="muted">{t('ui.value.absent')}</span>
  ) : (
    <>
      <code translate="no">{props.value}</code>
      <ApplicationNames text={props.value} />
    </>
  );
}

/** Expected / Found / Verdict. */
export function Comparisons(props: { comparisons: readonly ComparisonView[]; caption: string }) {
  const { t } = useTranslator();
  return (
    <table className="facts compared">
      <caption className="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.compare.property')}</th>
          <th scope="col">{t('ui.compare.expected')}</th>
          <th scope="col">{t('ui.compare.found')}</th>
          <th scope="col">{t('ui.compare.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {props.comparisons.map((row, index) => (
          <tr key={`${row.property}-${String(index)}`}>
            <th scope="row">
              <code translate="no">{row.property}</code>
              <ApplicationNames text={row.property} />
            </th>
            <td data-label={t('ui.compare.expected')}>
              <Value value={row.expected} />
            </td>
            <td data-label={t('ui.compare.found')}>
              {row.verdict === 'could-not-check' && NOTHING.includes(row.found) ? (
                <span className="muted">{t('ui.value.not-read')}</span>
              ) : (
                <Value value={row.found} />
              )}
            </td>
            <td className="nowrap">
              <Verdict kind={row.verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Property: before → after, or the one value of what is kept. */
export function Differences(props: { differences: readonly DifferenceView[]; kept?: boolean }) {
  const { t } = useTranslator();
  return (
    <ul className="differences">
      {props.differences.map((row, index) => (
        <li key={`${row.property}-${String(index)}`}>
          <code className="muted" translate="no">
            {row.property}
          </code>
          <span className="change">
            <Value value={row.before} />
            {props.kept !== true && (
              <>
                <span aria-hidden="true">→</span>
                <span className="visually-hidden">{t('ui.compare.becomes')}</span>
                <Value value={row.after} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Values that moved since they were read. */
export function MovedValues(props: {
  values: readonly {
    readonly property: string;
    readonly expected: string;
    readonly found: string;
  }[];
  caption: string;
  testid?: string;
}) {
  const { t } = useTranslator();
  return (
    <table className="facts" data-testid={props.testid}>
      <caption className="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.compare.property')}</th>
          <th scope="col">{t('ui.compare.expected')}</th>
          <th scope="col">{t('ui.compare.found')}</th>
        </tr>
      </thead>
      <tbody>
        {props.values.map((row, index) => (
          <tr key={`${row.property}-${String(index)}`}>
            <th scope="row">
              <code translate="no">{row.property}</code>
              <ApplicationNames text={row.property} />
            </th>
            <td data-label={t('ui.compare.expected')}>
              <Value value={row.expected} />
            </td>
            <td data-label={t('ui.compare.found')}>
              <Value value={row.found} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
