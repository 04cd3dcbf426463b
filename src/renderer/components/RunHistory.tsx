import { History20Regular } from '@fluentui/react-icons';
import type { CustomerView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { TEST_IDS, testId } from '../testids';
import { resultWord } from './result-word';
import { canUndo, UndoButton } from './undo';

const SHOWN = 3;

/** The last runs with their results. */
export function RunHistory({ customer }: { customer: CustomerView }) {
  const translator = useTranslator();
  const { t, dateTime } = translator;
  const runs = [...customer.runs]
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, SHOWN);
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.runHistory}>
      <h2 className="node-title">
        <History20Regular aria-hidden="true" />
        {t('ui.history.title')}
      </h2>
      {runs.length === 0 && <p className="muted">{t('ui.history.empty')}</p>}
      <ul className="runs">
        {runs.map((run) => (
          <li key={run.id} className="spread">
            <span className="row">
              <code translate="no">{run.fingerprint}</code>
              <span>{resultWord(run.result, translator)}</span>
              {run.kind === 'undo' && <span className="pill">{t('ui.run.kind-undo')}</span>}
              {run.carriedTo !== null && (
                <span className="pill" title={run.carriedTo}>
                  {t('ui.run.by-hand')}
                </span>
              )}
              {run.undone && <span className="pill">{t('ui.run.undone')}</span>}
              <time className="muted" dateTime={run.startedAt}>
                {dateTime(run.startedAt)}
              </time>
            </span>
            {canUndo(run) && (
              <UndoButton
                run={run.id}
                disabled={customer.busy !== null}
                testid={testId.undoRun(run.id)}
                subtle
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
