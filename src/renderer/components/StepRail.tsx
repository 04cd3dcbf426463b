import { Button } from '@fluentui/react-components';
import { Branch16Regular, ChevronDown16Regular } from '@fluentui/react-icons';
import { useId, useState, type ReactNode } from 'react';
import type { StepIdView, StepView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { TEST_IDS, testId } from '../testids';
import { moveFocus } from './move-focus';
import { StateMark } from './StateMark';
import { stepStateTone, stepStateWord } from './step-state';
import './rail.css';

interface RailProps {
  readonly steps: readonly StepView[];
  readonly current: StepIdView;
  readonly onOpen: (step: StepIdView) => void;
}

function Step({ step, steps, current, onOpen }: RailProps & { step: StepView }) {
  const translator = useTranslator();
  const { t } = translator;
  const isCurrent = step.id === current;
  const asCurrent = isCurrent && step.state === 'not-started';
  const word = asCurrent ? t('ui.state.current') : stepStateWord(step, steps, translator);
  const body = (
    <>
      <StateMark state={asCurrent ? 'current' : step.state} number={step.number} />
      <span className="rail-text">
        <span className="rail-name">
          {step.number === 0 ? null : `${step.number} `}
          {t(`ui.step.${step.id}.name`)}
        </span>
        <span
          className={`caption ${asCurrent ? 'tone-brand' : stepStateTone(step)}`}
          data-testid={testId.stepState(step.id)}
        >
          {word}
        </span>
      </span>
    </>
  );
  const marks = isCurrent ? ({ 'aria-current': 'step' } as const) : {};
  return (
    <li>
      {step.state === 'waits' ? (
        <div className="rail-item rail-waits" data-testid={testId.step(step.id)} {...marks}>
          {body}
        </div>
      ) : (
        <button
          type="button"
          className="rail-item"
          data-rail-item
          data-testid={testId.step(step.id)}
          onClick={() => onOpen(step.id)}
          {...marks}
        >
          {body}
        </button>
      )}
    </li>
  );
}

function Branch(props: RailProps & { name: 'identity' | 'trust' }) {
  const { t } = useTranslator();
  const id = useId();
  const steps = props.steps.filter((step) => step.branch === props.name);
  return (
    <li className="rail-branch">
      <span className="rail-branch-name muted caption" id={id}>
        <Branch16Regular aria-hidden="true" />
        {t(`ui.rail.${props.name}`)}
      </span>
      <ol aria-labelledby={id}>
        {steps.map((step) => (
          <Step key={step.id} {...props} step={step} />
        ))}
      </ol>
    </li>
  );
}

const BRANCHES = ['identity', 'trust'] as const;

/** The steps with their states: a trunk, and branches that do not wait for each other where the scenario has them. */
export function StepRail(props: RailProps) {
  const { t } = useTranslator();
  const [open, setOpen] = useState(false);
  const { steps, current } = props;
  const number = steps.find((step) => step.id === current)?.number ?? 0;
  const total = Math.max(...steps.map((step) => step.number));
  const choose = (step: StepIdView): void => {
    setOpen(false);
    props.onOpen(step);
  };
  const rail = { ...props, onOpen: choose };
  // What follows the branches in number stands below them.
  const first = steps.findIndex((step) => step.branch !== 'trunk');
  const fork = first === -1 ? steps.length : first;
  const trunk = (part: RailProps['steps']): ReactNode =>
    part
      .filter((step) => step.branch === 'trunk')
      .map((step) => <Step key={step.id} {...rail} step={step} />);
  return (
    <nav
      className={`rail ${open ? 'rail-open' : ''}`}
      aria-label={t('ui.rail.label')}
      data-testid={TEST_IDS.rail}
      onKeyDown={(event) => moveFocus(event, '[data-rail-item]')}
    >
      <Button
        className="rail-toggle"
        icon={<ChevronDown16Regular />}
        iconPosition="after"
        aria-expanded={open}
        data-testid={TEST_IDS.railToggle}
        onClick={() => setOpen(!open)}
      >
        {number === 0 ? t('ui.step.prepare.name') : t('ui.rail.position', { number, total })}
      </Button>
      <ol className="rail-list">
        {trunk(steps.slice(0, fork))}
        {BRANCHES.filter((name) => steps.some((step) => step.branch === name)).map((name) => (
          <Branch key={name} {...rail} name={name} />
        ))}
        {trunk(steps.slice(fork))}
      </ol>
    </nav>
  );
}
