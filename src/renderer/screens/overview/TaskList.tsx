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
  const waits = step.state === 'waits';
  const body = (
    <>
      <StateMark state={step.state} number={step.number} />
      <span className={waits ? 'grow muted' : 'grow'}>
        {translator.t(`ui.step.${step.id}.title`)}
      </span>
      <span className={`task-state ${stepStateTone(step)}`}>
        {stepStateWord(step, steps, translator)}
      </span>
    </>
  );
  return (
    <li data-testid={testId.task(step.id)}>
      {waits ? (
        <div className="task">{body}</div>
      ) : (
        <button type="button" className="plain task" onClick={() => goToStep(ui, step.id)}>
          {body}
        </button>
      )}
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
