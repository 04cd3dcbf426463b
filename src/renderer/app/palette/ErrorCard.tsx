import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ErrorCode } from '../../../shared/errors';
import type { Translator } from '../../../shared/messages';
import { ProblemText } from '../../components/Problem';
import { useTranslator } from '../../i18n/translator';
import { SETTINGS_TEST_IDS } from '../../settings-testids';
import { useServices } from '../../state/context';
import { goTo } from '../../state/ui-store';

/** What a code means: its four texts, with … where a case would have its own words. */
export function ErrorCard(props: {
  code: ErrorCode;
  texts: Translator;
  onBack: () => void;
  onLeave: () => void;
}) {
  const { code, texts, onBack, onLeave } = props;
  const { t } = useTranslator();
  const { ui } = useServices();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="stack palette-error" data-testid={SETTINGS_TEST_IDS.paletteError}>
      <h3 ref={heading} tabIndex={-1}>
        <code translate="no">{code}</code> {t(`errors.${code}.what`)}
      </h3>
      <ProblemText code={code} args={{}} />
      <div className="row">
        <Button appearance="primary" data-testid={SETTINGS_TEST_IDS.paletteBack} onClick={onBack}>
          {texts.t('palette.back')}
        </Button>
        <Button
          data-testid={SETTINGS_TEST_IDS.paletteDiagnose}
          onClick={() => {
            onLeave();
            goTo(ui, 'diagnose');
          }}
        >
          {texts.t('palette.diagnose')}
        </Button>
      </div>
    </section>
  );
}
