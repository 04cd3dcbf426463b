import { ErrorCircle20Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { CustomerView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';

/**
 * Names the fields that need another value; each name leads to its field. `asked` grows each time that a person wants
 * to go on, which puts the focus here.
 */
export function Summary(props: { problems: CustomerView['inputProblems']; asked: number }) {
  const { t } = useTranslator();
  const box = useRef<HTMLDivElement>(null);
  const { problems, asked } = props;
  const has = problems.length > 0;
  const first = useRef(true);
  useEffect(() => {
    // Focus goes to problems that appear while the step is open, but stays in a field being typed in.
    const typing = document.activeElement?.tagName === 'INPUT';
    if (has && !first.current && !typing) box.current?.focus();
    first.current = false;
  }, [has]);
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);
  if (!has) return null;
  return (
    <div
      ref={box}
      className="problem"
      role="alert"
      tabIndex={-1}
      data-testid={TEST_IDS.stepSummary}
    >
      <ErrorCircle20Regular className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <p className="problem-title">{t('ui.step.summary', { count: problems.length })}</p>
        <ul>
          {problems.map(({ input, error }) => (
            <li key={input}>
              <button
                type="button"
                className="plain link"
                onClick={() =>
                  document
                    .querySelector<HTMLElement>(`[data-testid="${testId.input(input)}"]`)
                    ?.focus()
                }
              >
                {t(`errors.${error.code}.what`, error.args)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
