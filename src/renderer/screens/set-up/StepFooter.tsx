import { Button } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons';
import type { CustomerView, StepView } from '../../../shared/ipc/views';
import { RestoredNote } from '../../components/RestoredNote';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import { goTo, goToStep } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';
import { problemsOf } from './step-fields';
import type { Drafts } from './use-drafts';

function SavedNote({ drafts, restoredAt }: { drafts: Drafts; restoredAt: string | null }) {
  const { t, time } = useTranslator();
  if (drafts.state === 'saving') return <span className="muted">{t('ui.step.saving')}</span>;
  if (drafts.savedAt === null) {
    return restoredAt === null ? null : <RestoredNote at={restoredAt} />;
  }
  return (
    <span className="verdict muted" data-testid={TEST_IDS.stepSaved}>
      <Checkmark16Regular aria-hidden="true" />
      {t('ui.step.saved', { time: time(drafts.savedAt) })}
    </span>
  );
}

/** The nearest step in a direction that can be opened. */
function neighbour(steps: readonly StepView[], step: StepView, by: 1 | -1): StepView | undefined {
  const at = steps.findIndex((item) => item.id === step.id);
  const rest = by === 1 ? steps.slice(at + 1) : steps.slice(0, at).reverse();
  return rest.find((item) => item.state !== 'waits');
}

/**
 * Back, Save and close, Next. Leaving is always safe: every value is stored already. Next stays where a field of this
 * step needs another value, and says so through `onProblems`.
 */
export function StepFooter(props: {
  customer: CustomerView;
  step: StepView;
  drafts: Drafts;
  onProblems: () => void;
}) {
  const { t } = useTranslator();
  const { ui, views } = useServices();
  const { customer, step, drafts } = props;
  const back = neighbour(customer.steps, step, -1);
  const next = neighbour(customer.steps, step, 1);
  const leave = async (then: () => void): Promise<void> => {
    await drafts.save();
    then();
  };
  const goOn = (): void => {
    // What was typed last is in main's view by now.
    const open = views.store.getState().view?.open ?? customer;
    if (problemsOf(open, step.id).length > 0) props.onProblems();
    else if (next === undefined) goTo(ui, 'plan');
    else goToStep(ui, next.id);
  };
  return (
    <div className="page-foot">
      {back !== undefined && (
        <Button
          data-testid={TEST_IDS.stepBack}
          onClick={() => void leave(() => goToStep(ui, back.id))}
        >
          {t('ui.action.back')}
        </Button>
      )}
      <div className="end">
        <SavedNote drafts={drafts} restoredAt={customer.restoredAt} />
        <Button
          data-testid={TEST_IDS.stepClose}
          onClick={() => void leave(() => goTo(ui, 'overview'))}
        >
          {t('ui.step.close')}
        </Button>
        <Button
          appearance="primary"
          data-primary
          data-testid={TEST_IDS.stepNext}
          onClick={() => void leave(goOn)}
        >
          {next === undefined ? t('ui.step.to-plan') : t('ui.action.next')}
        </Button>
      </div>
    </div>
  );
}
