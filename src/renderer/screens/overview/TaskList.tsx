import type { StepView } from '../../../shared/ipc/views';
import { StateMark } from '../../components/StateMark';
import { stepStateTone, stepStateWord } from '../../components/step-state';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import { goToStep } from '../../state/ui-store';
import { TEST_IDS, testId } from '../../testids';

function Task({ step, steps }: { step: StepView; steps: readonly StepView[] }) {
  const translator = useTranslator();
  const { ui } = useServices();
  const title = translator.t(`ui.step.${step.id}.title`);
  return (
    <li className="task" data-testid={testId.task(step.id)}>
      <StateMark state={step.state} number={step.number} />
      {step.state === 'waits' ? (
        <span className="grow muted">{title}</span>
      ) : (
        <button
          type="button"
          className="plain task-link grow"
          onClick={() => goToStep(ui, step.id)}
        >
          {title}
        </button>
      )}
      <span className={`task-state ${stepStateTone(step)}`}>
        {stepStateWord(step, steps, translator)}
      </span>
    </li>
  );
}

/** The steps for coming back to: the whole row is the link, and what waits is none. */
export function TaskList({ steps }: { steps: readonly StepView[] }) {
  return (
    <ol className="card tasks" data-testid={TEST_IDS.taskList}>
      {steps.map((step) => (
        <Task key={step.id} step={step} steps={steps} />
      ))}
    </ol>
  );
}
