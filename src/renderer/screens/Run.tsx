import { Play24Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { CustomerView, RunView } from '../../shared/ipc/views';
import type { Translator } from '../../shared/messages';
import { MovedValues } from '../components/Comparisons';
import { FingerprintChip } from '../components/FingerprintChip';
import { LinkButton } from '../components/LinkButton';
import { Problem } from '../components/Problem';
import { ReadingProgress } from '../components/Reading';
import { RunLog } from '../components/RunLog';
import { ScreenHeader } from '../components/ScreenHeader';
import { useNow } from '../components/useNow';
import { useTranslator } from '../i18n/translator';
import { useServices } from '../state/context';
import { PLAN_IDS } from '../plan-testids';
import { TEST_IDS } from '../testids';
import { usePlanTexts } from './plan/texts';
import { RunActions } from './run/RunActions';
import { RunButtons } from './run/RunButtons';
import { ResumeCard } from './run/ResumeCard';
import './plan/approval.css';
import './run.css';

/** States in which something still happens. */
const LIVE: readonly RunView['state'][] = ['running', 'pausing', 'resolving', 'held'];

function Elapsed({ run }: { run: RunView }) {
  const { t, duration } = useTranslator();
  const live = LIVE.includes(run.state);
  const now = useNow(live ? 1_000 : null);
  const end = run.endedAt === null ? now : Date.parse(run.endedAt);
  const elapsed = end - Date.parse(run.startedAt);
  if (elapsed < 0 || (run.endedAt === null && !live)) return null;
  return (
    <span data-testid={TEST_IDS.runElapsed}>
      {t('ui.run.elapsed', { time: duration(elapsed) })}
    </span>
  );
}

function RunMeta(props: { run: RunView; customer: string; texts: Translator | null }) {
  const { run, customer, texts } = props;
  const { t, duration } = useTranslator();
  return (
    <>
      <FingerprintChip fingerprint={run.fingerprint} testid={TEST_IDS.runFingerprint} />
      <span
        className={`run-state run-state-${run.state}`}
        data-testid={TEST_IDS.runState}
        data-state={run.state}
      >
        {t(`ui.run.state.${run.state}`)}
      </span>
      <span data-testid={TEST_IDS.runProgress}>
        {t('ui.run.progress', { done: run.done, total: run.total })}
      </span>
      <Elapsed run={run} />
      {run.endedAt === null && run.usual !== null && texts !== null && (
        <span className="muted" data-testid={PLAN_IDS.runUsual}>
          {texts.t('plan.run.usual', {
            from: duration(run.usual.from),
            to: duration(run.usual.to),
          })}
        </span>
      )}
      <LinkButton customer={customer} run={run.id} />
    </>
  );
}

function Outdated({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const values = customer.plan?.outdated ?? null;
  if (customer.run?.state !== 'outdated' || values === null) return null;
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.planOutdated}>
      <h2 className="node-title">{t('ui.plan.outdated')}</h2>
      <MovedValues values={values} caption={t('ui.plan.outdated')} />
    </section>
  );
}

function NoRun() {
  const { t } = useTranslator();
  return (
    <div className="page">
      <ScreenHeader title={t('ui.nav.run')} />
      <div className="card empty" data-testid={TEST_IDS.runEmpty}>
        <Play24Regular aria-hidden="true" />
        <h2>{t('ui.run.empty')}</h2>
        <p className="muted">{t('ui.run.empty-text')}</p>
      </div>
    </div>
  );
}

/** A run: its actions with state, time and read-back, and the log. */
export default function Run({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const { log } = useServices();
  const texts = usePlanTexts();
  const { run } = customer;
  const id = run?.id;
  useEffect(() => {
    if (id !== undefined) void log.reload();
  }, [log, id]);
  if (run === null) return <NoRun />;
  return (
    <div className="page">
      <ScreenHeader
        title={run.kind === 'undo' ? t('ui.run.title-undo') : t('ui.nav.run')}
        meta={<RunMeta run={run} customer={customer.id} texts={texts} />}
        actions={<RunButtons customer={customer} run={run} />}
      />
      <ReadingProgress customer={customer} fixed />
      <ResumeCard run={run} />
      {run.error !== null && <Problem error={run.error} />}
      <Outdated customer={customer} />
      <div className="run-columns">
        <div className="stack-tight">
          <RunActions run={run} texts={texts} />
          <p className="muted caption">{t('ui.run.safe')}</p>
        </div>
        <RunLog />
      </div>
    </div>
  );
}
