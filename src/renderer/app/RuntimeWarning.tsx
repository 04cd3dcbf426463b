import { Warning20Regular } from '@fluentui/react-icons';
import { useTranslator } from '../i18n/translator';
import { useView } from '../state/context';
import { TEST_IDS } from '../testids';

/** Stays on every screen once the Electron of this release gets no security fixes any more. Nothing is shut off by it. */
export function RuntimeWarning() {
  const { t } = useTranslator();
  const date = useView((view) => view.frame.runtime.supportEnded);
  if (date === null) return null;
  return (
    <div className="problems">
      <section
        className="problem warning"
        aria-labelledby="runtime-warning"
        data-testid={TEST_IDS.runtimeWarning}
      >
        <Warning20Regular className="problem-icon" aria-hidden="true" />
        <div className="problem-body">
          <h2 className="problem-title" id="runtime-warning">
            {t('ui.shell.unsupported', { date })}
          </h2>
          <p>{t('ui.shell.unsupported-do')}</p>
        </div>
      </section>
    </div>
  );
}
