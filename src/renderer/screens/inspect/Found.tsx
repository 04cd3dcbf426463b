import { Warning20Regular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import type { HandShake, Inspection } from '../../../shared/inspection';
import { summaryLines } from '../../../shared/inspection-text';
import type { Translator } from '../../../shared/messages';
import { Checkbox } from '../../components/controls/Toggle';
import { INSPECT_IDS } from '../../inspect-testids';
import { useCall } from '../../state/context';
import { TEST_IDS, testId } from '../../testids';
import { HandShakeList } from './HandShakeList';
import { Ladder } from './Ladder';
import { TokenCard } from './TokenCard';

/** The hand-shake that is asked for; null until main has answered. */
function useHandShake(index: number | null): HandShake | null {
  const call = useCall();
  const [shake, setShake] = useState<HandShake | null>(null);
  useEffect(() => {
    if (index === null) return undefined;
    let wanted = true;
    void call('inspect.hand-shake', { index }).then((answer) => {
      if (wanted && answer.ok) setShake(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, index]);
  return shake?.index === index ? shake : null;
}

function HandShakes({ found, texts }: { found: Inspection; texts: Translator }) {
  const { t } = texts;
  const failed = useMemo(() => found.rows.filter(({ cause }) => cause !== null), [found]);
  const [onlyFailed, setOnlyFailed] = useState(failed.length > 0);
  const [chosen, setChosen] = useState<number | null>((failed[0] ?? found.rows[0])?.index ?? null);
  const shake = useHandShake(chosen);
  const rows = onlyFailed ? failed : found.rows;
  return (
    <>
      <section className="card stack-tight">
        <div className="spread">
          <h3>{t('inspection.ui.hand-shakes')}</h3>
          <Checkbox
            label={t('inspection.ui.only-failed')}
            checked={onlyFailed}
            data-testid={TEST_IDS.inspectFailed}
            onChange={(checked) => setOnlyFailed(checked)}
          />
        </div>
        {rows.length === 0 ? (
          <p>{t('inspection.ui.none-failed')}</p>
        ) : (
          <HandShakeList rows={rows} chosen={chosen} onChoose={setChosen} texts={texts} />
        )}
        {found.moreRows > 0 && (
          <p className="muted">{t('inspection.ui.more', { count: found.moreRows })}</p>
        )}
      </section>
      {shake !== null && <Ladder key={shake.index} shake={shake} texts={texts} />}
    </>
  );
}

/** Everything that was found: what it is, the hand-shakes with the ladder of one, and lonely tokens. */
export function Found({ found, texts }: { found: Inspection; texts: Translator }) {
  const { t } = texts;
  return (
    <>
      <div className="muted" data-testid={TEST_IDS.inspectSummary}>
        {summaryLines(found, texts).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {found.compared.fit !== null && (
        <p className="problem warning" data-testid={INSPECT_IDS.fit}>
          <Warning20Regular className="problem-icon" aria-hidden="true" />
          <span className="problem-body">{texts.text(found.compared.fit.text)}</span>
        </p>
      )}
      {found.rows.length > 0 && <HandShakes found={found} texts={texts} />}
      {found.tokens.length > 0 && (
        <section className="stack" data-testid={TEST_IDS.inspectTokens}>
          <h3>{t('inspection.ui.tokens')}</h3>
          {found.tokens.map((token, index) => (
            <div key={index} className="card">
              <TokenCard
                token={token}
                texts={texts}
                copyTestid={testId.copyToken(`lonely-${String(index)}`)}
              />
            </div>
          ))}
        </section>
      )}
      {found.moreTokens > 0 && (
        <p className="muted">{t('inspection.ui.more', { count: found.moreTokens })}</p>
      )}
    </>
  );
}
