import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { Code, CopyButton } from '../../components/CommandBlock';
import { KnownApplications } from '../../components/KnownApplications';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { TEST_IDS } from '../../testids';

/** The exact script, the same characters in every language. */
export function ScriptTab({ which, text }: { which: 'script' | 'undo'; text: string }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <section className="stack-tight">
      <div className="spread">
        <p className="muted">{t(`ui.plan.${which}-text`)}</p>
        <div className="row">
          <span data-copies="command">
            <CopyButton text={text} testid={TEST_IDS.copyScript} label={t('ui.plan.copy-script')} />
          </span>
          <Button
            icon={<ArrowDownload20Regular />}
            data-testid={TEST_IDS.saveScript}
            onClick={() => void call('script.save', { which })}
          >
            {t('ui.plan.save-script')}
          </Button>
        </div>
      </div>
      <KnownApplications text={text} />
      <pre
        className="command script"
        lang="en"
        dir="ltr"
        translate="no"
        tabIndex={0}
        aria-label={t(`ui.plan.tab-${which}`)}
        data-testid={which === 'script' ? TEST_IDS.planScript : TEST_IDS.planUndoScript}
      >
        <Code text={text} />
      </pre>
    </section>
  );
}
