import { Button } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import type { CustomerView } from '../../shared/ipc/views';
import { Ago } from '../components/Ago';
import { CarryPanel } from '../components/Carry';
import { CustomerBadge } from '../components/CustomerBadge';
import { Findings } from '../components/Findings';
import { LinkButton } from '../components/LinkButton';
import { Notices } from '../components/Notices';
import { ReadButton, ReadingProgress } from '../components/Reading';
import { RunHistory } from '../components/RunHistory';
import { ScreenHeader } from '../components/ScreenHeader';
import { SignInRow } from '../components/SignInRow';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS } from '../testids';
import { DriftNote } from '../components/DriftNote';
import { CertificateMeter } from './overview/CertificateMeter';
import { NextCard } from './overview/NextCard';
import { ScenarioChoice } from './overview/ScenarioChoice';
import { TaskList } from './overview/TaskList';
import { Topology } from './overview/Topology';
import { ProfileCard } from './customers/ProfileCard';
import { ResumeCard } from './run/ResumeCard';
import './overview.css';
import './run.css';

function Meta({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  return (
    <>
      <span>{customer.tenantDomain}</span>
      <span>{t(`ui.scenario.${customer.scenario}`)}</span>
      <span data-testid={TEST_IDS.readAt}>
        {customer.readAt !== null ? (
          <Ago iso={customer.readAt} label="ui.read.at" />
        ) : customer.readBefore !== null ? (
          <Ago iso={customer.readBefore} label="ui.read.before" />
        ) : (
          t('ui.read.never')
        )}
      </span>
      <LinkButton customer={customer.id} />
    </>
  );
}

function Actions({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const call = useCall();
  // The panel of hand-carry has its button then.
  const allByHand = customer.carry.sides.every((side) => side.byHand);
  return (
    <>
      {customer.connection !== null && (
        <Button
          appearance="subtle"
          icon={<FolderOpen20Regular />}
          disabled={customer.busy !== null}
          data-testid={TEST_IDS.openCollected}
          onClick={() => void call('customer.collected', {})}
        >
          {t('ui.collected.open')}
        </Button>
      )}
      {customer.next.kind !== 'read' && !allByHand && <ReadButton customer={customer} />}
    </>
  );
}

/** The row of the sign-in has no place where no tenant takes part, or where it is reached by hand. */
function hasSignInRow({ topology, carry }: CustomerView): boolean {
  const isByHand = carry.sides.some((side) => side.target === 'tenant' && side.byHand);
  return topology.pool === null && !isByHand;
}

/** What the row of the sign-in tells already is not told again. */
function untoldFindings(customer: CustomerView): CustomerView['findings'] {
  const { signIn, findings } = customer;
  return signIn.state === 'failed' && hasSignInRow(customer)
    ? findings.filter(({ code }) => code !== signIn.error.code)
    : findings;
}

/** Where a customer stands: topology, the one next action, steps, certificate, findings, runs. */
export default function Overview({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const findings = untoldFindings(customer);
  return (
    <div className="page">
      <ScreenHeader
        before={<CustomerBadge badge={customer.badge} large />}
        title={customer.name}
        meta={<Meta customer={customer} />}
        actions={<Actions customer={customer} />}
      />
      {customer.run !== null && <ResumeCard run={customer.run} />}
      <ReadingProgress customer={customer} />
      <div className="overview-top">
        <Topology customer={customer} />
        {/* The card above is the next action then. */}
        {customer.next.kind !== 'resume' && <NextCard customer={customer} />}
      </div>
      <DriftNote customer={customer} />
      <CarryPanel customer={customer} />
      {hasSignInRow(customer) && (
        <section className="card slim" aria-label={t('ui.sign-in.title')}>
          <SignInRow view={customer.signIn} tenantDomain={customer.tenantDomain} />
        </section>
      )}
      {findings.length > 0 && (
        <section>
          <div className="section-head">
            <h2>{t('ui.finding.title')}</h2>
          </div>
          <Findings findings={findings} testid={TEST_IDS.findings} />
        </section>
      )}
      <div className="overview-bottom">
        <section>
          <div className="section-head">
            <h2>{t('ui.nav.set-up')}</h2>
          </div>
          <TaskList steps={customer.steps} />
          <Notices notices={customer.notices} />
        </section>
        <div className="stack overview-side">
          <ScenarioChoice customer={customer} />
          {customer.certificate !== null && <CertificateMeter certificate={customer.certificate} />}
          <RunHistory customer={customer} />
          <ProfileCard customer={customer} />
        </div>
      </div>
    </div>
  );
}
