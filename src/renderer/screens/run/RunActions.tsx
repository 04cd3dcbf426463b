import {
  ArrowSwap20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  FastForward20Regular,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import type { RunActionView, RunView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { utcText } from '../../../shared/start-time';
import { CommandBlock } from '../../components/CommandBlock';
import { MovedValues } from '../../components/Comparisons';
import { Expander } from '../../components/Expander';
import { Problem } from '../../components/Problem';
import { StateMark } from '../../components/StateMark';
import { useNow } from '../../components/useNow';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';
import { TEST_IDS, testId } from '../../testids';
import { FailureChoices } from './FailureCard';

type State = RunActionView['state'];

function Mark({ state }: { state: State }) {
  switch (state) {
    case 'running':
      return <StateMark state="running" number={0} />;
    case 'failed':
      return <StateMark state="failed" number={0} />;
    case 'done':
      return <CheckmarkCircle20Filled className="run-mark tone-ok" aria-hidden="true" />;
    case 'unknown':
      return <QuestionCircle20Regular className="run-mark tone-warn" aria-hidden="true" />;
    case 'moved':
      return <ArrowSwap20Regular className="run-mark tone-drift" aria-hidden="true" />;
    case 'left-out':
      return <FastForward20Regular className="run-mark muted" aria-hidden="true" />;
    case 'not-done':
      return <SubtractCircle20Regular className="run-mark muted" aria-hidden="true" />;
    case 'not-started':
      return <Circle20Regular className="run-mark muted" aria-hidden="true" />;
  }
}

/** What an action waits for whose turn it is. */
function WaitsUntil({ id, at }: { id: string; at: string }) {
  const { t, dateTime } = useTranslator();
  return (
    <span className="tone-brand unfolding" data-testid={testId.waitsUntil(id)}>
      {t('core.start.waits', { when: dateTime(at), utc: utcText(at) })}
    </span>
  );
}

/** How long the answer to its command is waited for; before it is sent, the place is looked at. */
function Waiting(props: { where: string; sentAt: string | null; texts: Translator | null }) {
  const { t, duration } = useTranslator();
  const now = useNow(1_000);
  const { where, sentAt, texts } = props;
  return (
    <span className="tone-brand unfolding" data-testid={PLAN_IDS.runWaiting}>
      {sentAt === null
        ? texts?.t('plan.run.looking', { where })
        : t('ui.run.waiting', { where, time: duration(Math.max(0, now - Date.parse(sentAt))) })}
    </span>
  );
}

function Detail({ action }: { action: RunActionView }) {
  const { t, duration } = useTranslator();
  return (
    <span className="run-detail muted">
      <span data-testid={testId.runActionState(action.id)} data-state={action.state}>
        {action.leftOut === null
          ? t(`ui.run.action.${action.state}`)
          : t(`ui.run.left-out.${action.leftOut}`)}
      </span>
      {action.durationMs !== null && <span>{duration(action.durationMs)}</span>}
      {action.state === 'done' && (
        <span>
          {t(
            action.byHand
              ? 'ui.run.by-hand'
              : action.decidedByReading
                ? 'ui.run.by-reading'
                : 'ui.run.read-back',
          )}
        </span>
      )}
    </span>
  );
}

function Head({ action }: { action: RunActionView }) {
  const { text } = useTranslator();
  return (
    <span className="spread run-line">
      <span className="run-reason">
        <Prose text={text(action.reason)} />
      </span>
      <Detail action={action} />
    </span>
  );
}

function ActionRow(props: { action: RunActionView; run: RunView; texts: Translator | null }) {
  const { text } = useTranslator();
  const { action, run, texts } = props;
  const failure = run.failures.find((item) => item.action === action.id);
  const choices =
    failure !== undefined && texts !== null ? (
      <FailureChoices run={run} failure={failure} texts={texts} />
    ) : null;
  return (
    <li
      className={`run-action run-action-${action.state}`}
      data-testid={testId.runAction(action.id)}
    >
      <Mark state={action.state} />
      <div className="grow stack-tight">
        <Expander label={<Head action={action} />} wide>
          <CommandBlock
            text={action.command}
            where={action.where}
            testid={testId.command(action.id)}
            copyTestid={testId.copyCommand(action.id)}
          />
        </Expander>
        {action.state === 'running' && (
          <Waiting where={action.where} sentAt={action.sentAt} texts={texts} />
        )}
        {action.waitsUntil !== null && <WaitsUntil id={action.id} at={action.waitsUntil} />}
        {action.skipped !== null && texts !== null && (
          <p className="unfolding">{texts.t('plan.failed.skipped', { reason: action.skipped })}</p>
        )}
        {action.error === null && choices}
        {action.error !== null && <Problem error={action.error}>{choices ?? undefined}</Problem>}
        {action.notes.length > 0 && (
          <MovedValues values={action.notes} caption={text(action.reason)} />
        )}
      </div>
    </li>
  );
}

/** The run's actions in order. */
export function RunActions({ run, texts }: { run: RunView; texts: Translator | null }) {
  return (
    <ol className="card run-actions" data-testid={TEST_IDS.runActions}>
      {run.actions.map((action) => (
        <ActionRow key={action.id} action={action} run={run} texts={texts} />
      ))}
    </ol>
  );
}
