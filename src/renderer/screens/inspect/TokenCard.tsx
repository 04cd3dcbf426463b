import { ApplicationNames } from '../../components/KnownApplications';
import {
  ArrowSwap16Regular,
  CheckmarkCircle16Regular,
  QuestionCircle16Regular,
  Warning20Regular,
} from '@fluentui/react-icons';
import type { ClaimRow, ClaimVerdict, TokenView } from '../../../shared/inspection';
import type { Translator } from '../../../shared/messages';
import { CopyButton } from '../../components/CommandBlock';
import { Expander } from '../../components/Expander';
import '../../components/problem.css';

const LOOK = {
  matches: [CheckmarkCircle16Regular, 'tone-ok'],
  differs: [ArrowSwap16Regular, 'tone-danger'],
  'cannot-tell': [QuestionCircle16Regular, 'tone-warn'],
} as const satisfies Record<ClaimVerdict, unknown>;

function Mark({ verdict, texts }: { verdict: ClaimVerdict; texts: Translator }) {
  const [Icon, tone] = LOOK[verdict];
  return (
    <span className={`verdict ${tone}`}>
      <Icon aria-hidden="true" />
      {texts.t(`inspection.ui.verdict.${verdict}`)}
    </span>
  );
}

function Rows({ rows, texts }: { rows: readonly ClaimRow[]; texts: Translator }) {
  const { t, text } = texts;
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{t('inspection.ui.claim')}</th>
          <th scope="col">{t('inspection.ui.value')}</th>
          <th scope="col">{t('inspection.ui.meaning')}</th>
          <th scope="col">{t('inspection.ui.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.claim}>
            <th scope="row" translate="no">
              {row.claim}
            </th>
            <td data-label={t('inspection.ui.value')}>
              <code className="claim-value" translate="no" dir="ltr">
                {row.value}
              </code>
              <ApplicationNames text={row.value} />
            </td>
            <td data-label={t('inspection.ui.meaning')}>{text(row.meaning)}</td>
            <td className="nowrap" data-label={t('inspection.ui.verdict')}>
              {row.verdict !== null && <Mark verdict={row.verdict} texts={texts} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TokenFindings({ token, texts }: { token: TokenView; texts: Translator }) {
  const { t, text } = texts;
  if (token.findings.length === 0) return null;
  return (
    <ul className="findings">
      {token.findings.map(({ id, what, remedy }) => (
        <li key={id} className="problem warning">
          <Warning20Regular className="problem-icon" aria-hidden="true" />
          <div className="problem-body">
            <p className="problem-title">{text(what)}</p>
            <p>
              <strong className="label">{t('inspection.ui.do')}</strong> {text(remedy)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A token: what is wrong with it, its claims with meaning and verdict, and the token inside. */
export function TokenCard(props: { token: TokenView; texts: Translator; copyTestid: string }) {
  const { token, texts, copyTestid } = props;
  const { t } = texts;
  return (
    <div className="stack-tight token">
      <div className="spread">
        <strong>{t(`inspection.ui.kind.${token.kind}`)}</strong>
        <CopyButton
          text={token.redacted}
          testid={copyTestid}
          label={t('inspection.ui.copy-token')}
        />
      </div>
      <TokenFindings token={token} texts={texts} />
      <Rows rows={token.rows} texts={texts} />
      {token.others.length > 0 && (
        <Expander label={t('inspection.ui.others')}>
          <dl className="hop-facts" translate="no">
            {token.others.map(({ name, value }, index) => (
              <div key={`${name} ${String(index)}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Expander>
      )}
      {token.actor !== null && (
        <section className="stack-tight token-inside">
          <strong>{t('inspection.ui.actor')}</strong>
          <TokenCard token={token.actor} texts={texts} copyTestid={`${copyTestid}-inside`} />
        </section>
      )}
    </div>
  );
}
