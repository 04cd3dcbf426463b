import { CheckmarkCircle20Regular, ErrorCircle20Regular } from '@fluentui/react-icons';
import { productsInBrackets } from '../../../shared/applications';
import type { HandShake, Hop } from '../../../shared/inspection';
import { handShakeLines } from '../../../shared/inspection-text';
import type { Translator } from '../../../shared/messages';
import { CopyButton } from '../../components/CommandBlock';
import { Expander } from '../../components/Expander';
import { PractiseCause } from '../../practice/InspectPractice';
import { TEST_IDS, testId } from '../../testids';
import { OpenStep } from './OpenStep';
import { TokenCard } from './TokenCard';

/** Characters that the clipboard takes. */
const LONGEST_COPY = 190_000;

function HopItem({ hop, texts, isLast }: { hop: Hop; texts: Translator; isLast: boolean }) {
  const { t, text } = texts;
  const number = String(hop.number);
  return (
    <li className="hop" data-testid={testId.hop(number)}>
      <p>
        <strong>{t(`inspection.ui.hop.${hop.kind}`)}</strong>{' '}
        <span className="muted">{t('inspection.ui.number', { number })}</span>
      </p>
      <p>
        <code className="claim-value" translate="no" dir="ltr">
          {hop.method} {hop.address} → {hop.status ?? '—'}
        </code>
      </p>
      <p>{text(hop.meaning)}</p>
      {hop.facts.length > 0 && (
        <dl className="hop-facts" translate="no">
          {hop.facts.map(({ name, value }, index) => (
            <div key={`${name} ${String(index)}`}>
              <dt>{name}</dt>
              <dd>{productsInBrackets(value, texts.language)}</dd>
            </div>
          ))}
        </dl>
      )}
      {hop.token !== null && (
        <Expander label={t('inspection.ui.token')} open={isLast}>
          <TokenCard token={hop.token} texts={texts} copyTestid={testId.copyToken(number)} />
        </Expander>
      )}
    </li>
  );
}

function End({ shake, texts }: { shake: HandShake; texts: Translator }) {
  const { t, text } = texts;
  const failed = shake.cause !== null;
  const Icon = failed ? ErrorCircle20Regular : CheckmarkCircle20Regular;
  return (
    <div className={`problem ${failed ? '' : 'info'}`} data-testid={TEST_IDS.inspectCause}>
      <Icon className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <p className="problem-title">{text(shake.what)}</p>
        <dl className="problem-text">
          {shake.remedy !== null && (
            <>
              <dt>{t('inspection.ui.do')}</dt>
              <dd>{text(shake.remedy)}</dd>
            </>
          )}
          {shake.diagnosed.map(({ id, title }) => (
            <div key={id} className="pair">
              <dt>{t('inspection.ui.diagnosed')}</dt>
              <dd>{text(title)}</dd>
            </div>
          ))}
        </dl>
        <div className="row">
          <OpenStep cause={shake.cause} />
          <PractiseCause cause={shake.cause} />
        </div>
      </div>
    </div>
  );
}

/** One hand-shake: how it ended and why, then its hops in order. */
export function Ladder({ shake, texts }: { shake: HandShake; texts: Translator }) {
  const { t } = texts;
  const plain = handShakeLines(shake, texts).join('\n').slice(0, LONGEST_COPY);
  return (
    <section className="card stack" data-testid={TEST_IDS.inspectLadder}>
      <div className="spread">
        <h3 className="ladder-title" translate="no">
          {shake.address}
        </h3>
        <CopyButton
          text={plain}
          testid={TEST_IDS.inspectCopy}
          label={t('inspection.ui.copy-ladder')}
        />
      </div>
      <End shake={shake} texts={texts} />
      <h4>{t('inspection.ui.ladder')}</h4>
      <ol className="hops">
        {shake.ladder.map((hop, index) => (
          <HopItem
            key={`${String(hop.number)} ${String(index)}`}
            hop={hop}
            texts={texts}
            isLast={index === shake.ladder.length - 1}
          />
        ))}
      </ol>
      {shake.moreHops > 0 && (
        <p className="muted">{t('inspection.ui.more', { count: shake.moreHops })}</p>
      )}
    </section>
  );
}
