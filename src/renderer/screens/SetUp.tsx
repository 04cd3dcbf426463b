import type { CustomerView, StepIdView, StepView } from '../../shared/ipc/views';
import { StepRail } from '../components/StepRail';
import { useTranslator } from '../i18n/translator';
import { useServices, useUi } from '../state/context';
import { goToStep } from '../state/ui-store';
import { StepPage } from './set-up/StepPage';
import './set-up.css';

function stepOf(steps: readonly StepView[], id: StepIdView): StepView | undefined {
  return steps.find((step) => step.id === id) ?? steps[0];
}

/** The wizard: rail and one step. */
export default function SetUp({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const step = stepOf(
    customer.steps,
    useUi((state) => state.step),
  );
  if (step === undefined) return <p className="page">{t('ui.shell.loading')}</p>;
  return (
    <div className="wizard">
      <StepRail steps={customer.steps} current={step.id} onOpen={(id) => goToStep(ui, id)} />
      <StepPage key={step.id} customer={customer} step={step} />
    </div>
  );
}
