import { Button } from '@fluentui/react-components';
import { ArrowLeft20Regular, BeakerEdit20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { CustomerView, PlanView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import {
  rehearsedScenario,
  type RehearsalDifference,
  type RehearsalView,
} from '../../../shared/rehearsal';
import { Expander } from '../../components/Expander';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';
import { useCall, useServices } from '../../state/context';
import { useEnter } from '../../state/enter';
import { goTo, leaveCustomer } from '../../state/ui-store';

/** Id of the customer that is a copy of another. */
const COPY = 'rehearsal';

type Copy = Extract<RehearsalView, { kind: 'copy' }>;
type Result = Extract<RehearsalView, { kind: 'result' }>;

/** How the plan that is shown stands towards a rehearsal; asked anew when either may have changed. */
export function useRehearsal(customer: CustomerView): RehearsalView | null {
  const { bridge } = useServices();
  const [view, setView] = useState<RehearsalView | null>(null);
  const { id, busy } = customer;
  const fingerprint = customer.plan?.fingerprint;
  useEffect(() => {
    if (busy !== null) return undefined;
    let wanted = true;
    // Nobody asked for it, so it neither shows a problem nor takes one away.
    void bridge.call('rehearsal.state', {}).then((answer) => {
      if (wanted && answer.ok) setView(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, id, busy, fingerprint]);
  return view;
}

/** True where a plan can be rehearsed: one of these scenarios, to apply, of something else than a copy. */
export function canRehearse(customer: CustomerView, plan: PlanView): boolean {
  return (
    plan.kind === 'apply' &&
    rehearsedScenario(customer.scenario) !== undefined &&
    customer.id !== COPY
  );
}

/** Copies the state into a practice lab of its own and goes there. */
export function RehearseButton({ customer, texts }: { customer: CustomerView; texts: Translator }) {
  const call = useCall();
  const { ui } = useServices();
  const [isCopying, setCopying] = useState(false);
  const start = async (): Promise<void> => {
    setCopying(true);
    const answer = await call('rehearsal.start', {});
    setCopying(false);
    if (!answer.ok) return;
    leaveCustomer(ui);
    goTo(ui, 'plan');
  };
  return (
    <Button
      icon={<BeakerEdit20Regular />}
      disabled={customer.busy !== null || isCopying || customer.run?.state === 'interrupted'}
      data-testid={PLAN_IDS.rehearse}
      onClick={() => void start()}
    >
      {texts.t(isCopying ? 'plan.rehearse.running' : 'plan.rehearse.button')}
    </Button>
  );
}

const DIFFERENCE_TEXTS = {
  missing: 'plan.rehearse.missing',
  additional: 'plan.rehearse.additional',
  differs: 'plan.rehearse.other',
} as const satisfies Record<RehearsalDifference['kind'], string>;

function CopyCard({ view, texts }: { view: Copy; texts: Translator }) {
  const { t } = texts;
  const { text } = useTranslator();
  const enter = useEnter();
  const { customer, fingerprint, differences, total, notCloned } = view;
  return (
    <section className="card stack-tight rehearsal" data-testid={PLAN_IDS.rehearsal}>
      <h2 className="node-title">{t('plan.rehearse.title', { name: customer.name })}</h2>
      <p>{t('plan.rehearse.copy', { name: customer.name })}</p>
      {differences !== null && differences.length === 0 && (
        <p className="tone-ok">{t('plan.rehearse.same', { fingerprint, count: total })}</p>
      )}
      {differences !== null && differences.length > 0 && (
        <>
          <p className="tone-warn">
            {t('plan.rehearse.differs', { fingerprint, count: differences.length })}
          </p>
          <ul className="bullets">
            {differences.map((item) => (
              <li key={`${item.kind}-${item.action}`}>
                <Prose text={text(item.reason)} />
                <div className="muted caption">{t(DIFFERENCE_TEXTS[item.kind])}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      <Expander label={t('plan.rehearse.not-cloned')}>
        <ul className="bullets">
          {notCloned.map((item) => (
            <li key={item}>{t(`plan.not-cloned.${item}`)}</li>
          ))}
        </ul>
      </Expander>
      <div className="row">
        <Button
          icon={<ArrowLeft20Regular />}
          data-testid={PLAN_IDS.rehearsalBack}
          onClick={() => void enter('customer.open', { id: customer.id })}
        >
          {t('plan.rehearse.back', { name: customer.name })}
        </Button>
      </div>
    </section>
  );
}

function resultText({ at, run, verified }: Result, { t, dateTime }: Translator): string {
  const when = dateTime(at);
  if (run === null) return t('plan.rehearse.made', { when });
  const args = { when, done: run.done, total: run.total };
  if (verified === null) return t('plan.rehearse.done-not-verified', args);
  return t(verified ? 'plan.rehearse.done' : 'plan.rehearse.done-failed', args);
}

function ResultCard({ view, texts }: { view: Result; texts: Translator }) {
  const enter = useEnter();
  const { run, verified } = view;
  const good = run !== null && run.done === run.total && verified === true;
  return (
    <section className="card spread rehearsal" data-testid={PLAN_IDS.rehearsalResult}>
      <p className={good ? 'tone-ok' : ''}>{resultText(view, texts)}</p>
      <Button
        data-testid={PLAN_IDS.rehearsalOpen}
        onClick={() => void enter('customer.open', { id: COPY })}
      >
        {texts.t('plan.rehearse.open')}
      </Button>
    </section>
  );
}

/** The rehearsal beside the plan: in the copy what it is a copy of, at the customer how it went. */
export function RehearsalCard({ view, texts }: { view: RehearsalView; texts: Translator }) {
  switch (view.kind) {
    case 'copy':
      return <CopyCard view={view} texts={texts} />;
    case 'result':
      return <ResultCard view={view} texts={texts} />;
  }
}
