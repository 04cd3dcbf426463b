import { Button, Field, Input } from '@fluentui/react-components';
import { ArrowClockwise20Regular, ArrowUndo20Regular, Stop20Regular } from '@fluentui/react-icons';
import { useRef, useState, type SubmitEvent } from 'react';
import type { RunFailureView, RunView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';
import { useCall, useServices } from '../../state/context';
import { goTo } from '../../state/ui-store';
import { useFormDraft } from '../../state/use-form-draft';
import { stopsAtFailure } from './stop';

const SHORTEST_REASON = 3;

/** A reason is given for one failure of one run. */
function ownerOf(run: RunView, { action }: RunFailureView): string {
  return `${run.id} ${action}`;
}

/** The actions that are blocked when this one is skipped, by their names. */
function Blocked(props: { run: RunView; failure: RunFailureView; texts: Translator }) {
  const { run, failure, texts } = props;
  const { text } = useTranslator();
  const blocked = run.actions.filter((action) => failure.blocks.includes(action.id));
  if (blocked.length === 0) return null;
  return (
    <div>
      <p>{texts.t('plan.failed.blocks')}</p>
      <ul className="bullets">
        {blocked.map((action) => (
          <li key={action.id}>
            <Prose text={text(action.reason)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SkipForm(props: {
  run: RunView;
  failure: RunFailureView;
  texts: Translator;
  onCancel: () => void;
}) {
  const { run, failure, texts, onCancel } = props;
  const call = useCall();
  const [reason, setReason] = useFormDraft('skip', ownerOf(run, failure), '');
  const isLong = reason.trim().length >= SHORTEST_REASON;
  const skip = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isLong) void call('run.skip', { action: failure.action, reason: reason.trim() });
  };
  return (
    <form className="stack-tight failure-form" onSubmit={skip}>
      <Field label={texts.t('plan.failed.reason')} hint={texts.t('plan.failed.reason-hint')}>
        <Input
          value={reason}
          maxLength={500}
          autoFocus
          data-testid={PLAN_IDS.failureReason}
          onChange={(_, data) => setReason(data.value)}
        />
      </Field>
      <Blocked {...props} />
      <div className="row">
        <Button type="submit" disabled={!isLong} data-testid={PLAN_IDS.failureSkipNow}>
          {texts.t('plan.failed.skip-now')}
        </Button>
        <Button appearance="subtle" data-testid={PLAN_IDS.failureCancel} onClick={onCancel}>
          {texts.t('plan.failed.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** What a person can decide about a failed action that the run waits with. */
export function FailureChoices(props: {
  run: RunView;
  failure: RunFailureView;
  texts: Translator;
}) {
  const { run, failure, texts } = props;
  const { t } = texts;
  const call = useCall();
  const { ui } = useServices();
  const [, setReason, hasReason] = useFormDraft('skip', ownerOf(run, failure), '');
  const [isSkipping, setSkipping] = useState(hasReason);
  const card = useRef<HTMLDivElement>(null);
  const { action, canRetry, undoes } = failure;
  const undo = async (): Promise<void> => {
    const answer = await call('run.undo-step', { action });
    if (answer.ok) goTo(ui, 'plan');
  };
  const cancel = (): void => {
    setSkipping(false);
    setReason(null);
    card.current?.querySelector<HTMLElement>(`[data-testid="${PLAN_IDS.failureSkip}"]`)?.focus();
  };
  return (
    <div ref={card} className="stack-tight grow" data-testid={PLAN_IDS.failure}>
      <p>{t(canRetry ? 'plan.failed.text' : 'plan.failed.no-retry')}</p>
      <div className="row">
        {canRetry && (
          <Button
            icon={<ArrowClockwise20Regular />}
            data-testid={PLAN_IDS.failureRetry}
            onClick={() => void call('run.retry', { action })}
          >
            {t('plan.failed.retry')}
          </Button>
        )}
        <Button
          aria-expanded={isSkipping}
          data-testid={PLAN_IDS.failureSkip}
          onClick={() => setSkipping(!isSkipping)}
        >
          {t('plan.failed.skip')}
        </Button>
        {undoes > 0 && (
          <Button
            icon={<ArrowUndo20Regular />}
            data-testid={PLAN_IDS.failureUndo}
            onClick={() => void undo()}
          >
            {t('plan.failed.undo')}
          </Button>
        )}
        {stopsAtFailure(run) && (
          <Button
            icon={<Stop20Regular />}
            data-testid={PLAN_IDS.failureStop}
            onClick={() => void call('run.stop', {})}
          >
            {t('plan.failed.stop')}
          </Button>
        )}
      </div>
      {undoes > 0 && <p className="muted">{t('plan.failed.undo-text', { count: undoes })}</p>}
      {isSkipping && <SkipForm {...props} onCancel={cancel} />}
    </div>
  );
}
