import { Button } from '@fluentui/react-components';
import type { StepIdView } from '../../../shared/ipc/views';
import type { HandShakeCause } from '../../../shared/inspection';
import { FORMS_TEST_IDS } from '../../forms-testids';
import { useTranslator } from '../../i18n/translator';
import { useServices, useView } from '../../state/context';
import { goToStep } from '../../state/ui-store';

/** Steps in which a cause is mended; the first that the open customer's scenario has is the one. */
const STEPS: Readonly<Partial<Record<HandShakeCause, readonly StepIdView[]>>> = {
  'certificate-ended': ['sfb-certificate', 'create-certificate', 'export-certificate'],
  'certificate-unknown': ['upload-certificate', 'sfb-certificate'],
  'signature-wrong': ['upload-certificate', 'sfb-certificate'],
  'issuer-not-trusted': ['partner-application', 'sfb-partner'],
  'oauth-not-offered': ['oauth', 'sfb-partner'],
  'audience-host': ['oauth', 'autodiscover'],
  'realm-differs': ['oauth', 'sfb-partner'],
  'user-unknown': ['mail-user', 'sfb-partner'],
  'no-right': ['mail-user', 'sfb-partner'],
  'authority-refused': ['upload-certificate'],
};

/** The way to the step that mends a cause, where the open customer has it. */
export function OpenStep({ cause }: { cause: HandShakeCause | null }) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const own = useView((view) => view.open?.steps);
  const wanted = cause === null ? [] : (STEPS[cause] ?? []);
  const step = wanted.find((id) => own?.some((item) => item.id === id));
  if (step === undefined) return null;
  return (
    <Button size="small" data-testid={FORMS_TEST_IDS.openStep} onClick={() => goToStep(ui, step)}>
      {t('ui.diagnose.step', { step: t(`core.step.${step}.title`) })}
    </Button>
  );
}
