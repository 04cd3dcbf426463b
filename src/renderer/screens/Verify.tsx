import { Button } from '@fluentui/react-components';
import { ShieldCheckmark20Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import type { CustomerView, ProofView } from '../../shared/ipc/views';
import { Ago } from '../components/Ago';
import { Comparisons } from '../components/Comparisons';
import { ChangedSince, DriftNote } from '../components/DriftNote';
import { Expander } from '../components/Expander';
import { ReadingProgress } from '../components/Reading';
import { ScreenHeader } from '../components/ScreenHeader';
import { SignedCheck } from '../components/SignedCheck';
import { Verdict } from '../components/Verdict';
import { Checkbox } from '../components/controls/Toggle';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS, testId } from '../testids';
import './verify.css';

const Attachments = lazy(() => import('../practice/Attachments'));

const RUNGS = ['configured', 'token-accepted', 'feature-seen'] as const;
const VERDICTS = ['verified', 'failed', 'could-not-check', 'by-hand'] as const;

interface ProofTitleProps {
  readonly proof: ProofView;
  readonly title: string;
  readonly number: number;
  readonly changed: boolean;
}

function ProofTitle({ proof, title, number, changed }: ProofTitleProps) {
  const { t } = useTranslator();
  return (
    <span className="spread">
      <h3 className="resource-title">
        {title}
        {number > 0 && <span className="muted proof-step">{t('ui.verify.step', { number })}</span>}
      </h3>
      <span className="row">
        {changed && <ChangedSince />}
        <Verdict kind={proof.verdict} />
      </span>
    </span>
  );
}

function Proof({ proof, customer }: { proof: ProofView; customer: CustomerView }) {
  const { text } = useTranslator();
  const title = text(proof.title);
  const number = customer.steps.find((step) => step.id === proof.step)?.number ?? 0;
  const open = proof.verdict === 'failed' || proof.verdict === 'could-not-check';
  const changed = customer.drift?.resources.includes(proof.resource) === true;
  const head = <ProofTitle {...{ proof, title, number, changed }} />;
  return (
    <li className="proof" data-testid={testId.proof(proof.resource)} data-verdict={proof.verdict}>
      {proof.comparisons.length === 0 ? (
        <div className="unfolding">{head}</div>
      ) : (
        <Expander label={head} open={open} wide>
          <Comparisons comparisons={proof.comparisons} caption={title} />
        </Expander>
      )}
      <SignedCheck proof={proof} customer={customer} />
    </li>
  );
}

function RungCounts({ proofs }: { proofs: readonly ProofView[] }) {
  const { t } = useTranslator();
  const counts = VERDICTS.map(
    (verdict) => [verdict, proofs.filter((proof) => proof.verdict === verdict).length] as const,
  ).filter(([, count]) => count > 0);
  return (
    <span className="muted">
      {counts.map(([verdict, count]) => t(`ui.verify.count-${verdict}`, { count })).join(' · ')}
    </span>
  );
}

function Rung(props: { rung: ProofView['rung']; number: number; customer: CustomerView }) {
  const { t } = useTranslator();
  const { rung, number, customer } = props;
  const proofs = (customer.verification?.proofs ?? []).filter((proof) => proof.rung === rung);
  const all = proofs.length > 0 && proofs.every((proof) => proof.verdict === 'verified');
  return (
    <li className={`rung ${all ? 'rung-done' : ''}`} data-testid={testId.rung(rung)}>
      <span className="rung-number" aria-hidden="true">
        {number}
      </span>
      <section className="card grow">
        <div className="spread">
          <h2 className="node-title">{t(`ui.rung.${rung}`)}</h2>
          <RungCounts proofs={proofs} />
        </div>
        <p className="muted">{t(`ui.rung.${rung}-text`)}</p>
        {proofs.length === 0 ? (
          <p className="muted rung-empty">{t('ui.verify.none')}</p>
        ) : (
          <ul className="proofs">
            {proofs.map((proof) => (
              <Proof key={`${proof.resource}-${proof.rung}`} proof={proof} customer={customer} />
            ))}
          </ul>
        )}
      </section>
    </li>
  );
}

/** The proof ladder: configured, token accepted, feature seen, each claim with its evidence. */
export default function Verify({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const call = useCall();
  const { verification } = customer;
  const [writesMailbox, setWritesMailbox] = useState(false);
  const start = (
    <Button
      appearance="primary"
      icon={<ShieldCheckmark20Regular />}
      disabled={customer.busy !== null}
      data-primary
      data-testid={TEST_IDS.verifyStart}
      onClick={() => void call('verify.start', writesMailbox ? { writesMailbox } : {})}
    >
      {verification === null ? t('ui.next.verify.button') : t('ui.verify.again')}
    </Button>
  );
  return (
    <div className="page">
      <ScreenHeader
        title={t('ui.nav.verify')}
        actions={start}
        {...(verification !== null && {
          meta: (
            <span data-testid={TEST_IDS.verifyAt}>
              <Ago iso={verification.at} label="ui.verify.at" />
            </span>
          ),
        })}
      />
      <ReadingProgress customer={customer} />
      <DriftNote customer={customer} />
      {customer.scenario === 'sfb-server-exchange' && customer.inputs.testSipAddress !== '' && (
        <Checkbox
          label={t('ui.verify.mailbox-test', { user: customer.inputs.testSipAddress })}
          checked={writesMailbox}
          data-testid={TEST_IDS.verifyMailbox}
          onChange={(checked) => setWritesMailbox(checked)}
        />
      )}
      {verification === null ? (
        <div className="card empty" data-testid={TEST_IDS.verifyEmpty}>
          <ShieldCheckmark24Regular aria-hidden="true" />
          <h2>{t('ui.verify.empty')}</h2>
          <p className="muted">{t('ui.verify.empty-text')}</p>
        </div>
      ) : (
        <ol className="ladder">
          {RUNGS.map((rung, index) => (
            <Rung key={rung} rung={rung} number={index + 1} customer={customer} />
          ))}
        </ol>
      )}
      <Suspense fallback={null}>
        <Attachments customer={customer.id} />
      </Suspense>
    </div>
  );
}
