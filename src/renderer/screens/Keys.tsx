import { Button } from '@fluentui/react-components';
import {
  ArrowClockwise20Regular,
  DeleteDismiss20Regular,
  FolderArrowUp20Regular,
  Key20Regular,
  Save20Regular,
} from '@fluentui/react-icons';
import type { CustomerView } from '../../shared/ipc/views';
import { Expander } from '../components/Expander';
import { Findings } from '../components/Findings';
import { Problem, ProblemText } from '../components/Problem';
import { ScreenHeader } from '../components/ScreenHeader';
import { Spinner } from '../components/controls/Spinner';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS } from '../testids';
import './keys.css';
import { AddedPrincipals } from './keys/AddedPrincipals';
import { Backups } from './keys/Backups';
import { Inventory } from './keys/Inventory';
import { usePlanned } from './keys/use-planned';

type Props = { customer: CustomerView };

function Actions({ customer }: Props) {
  const { t } = useTranslator();
  const call = useCall();
  const planned = usePlanned();
  const { principals } = customer.keys;
  const isBusy = customer.busy !== null;
  const hasExpired = (principals ?? []).some(({ keys }) =>
    keys.some((key) => key.state === 'expired'),
  );
  return (
    <>
      <Button
        appearance={principals === null ? 'primary' : 'secondary'}
        icon={<ArrowClockwise20Regular />}
        disabled={isBusy}
        data-primary
        data-testid={TEST_IDS.keysRead}
        onClick={() => void call('keys.read', { policy: false })}
      >
        {t(principals === null ? 'keys.ui.read' : 'keys.ui.again')}
      </Button>
      <Button
        icon={<Save20Regular />}
        disabled={isBusy}
        data-testid={TEST_IDS.keysBackup}
        onClick={() => void call('keys.backup', {})}
      >
        {t('keys.ui.backup')}
      </Button>
      <Button
        icon={<FolderArrowUp20Regular />}
        disabled={isBusy}
        data-testid={TEST_IDS.keysRestore}
        onClick={() => void planned('keys.restore', { backup: null })}
      >
        {t('keys.ui.restore')}
      </Button>
      <Button
        icon={<DeleteDismiss20Regular />}
        disabled={isBusy || !hasExpired}
        data-testid={TEST_IDS.keysDrop}
        onClick={() => void planned('keys.drop-expired', { principal: null })}
      >
        {t('keys.ui.drop')}
      </Button>
    </>
  );
}

function Policy({ customer }: Props) {
  const { t } = useTranslator();
  const call = useCall();
  const { policyDays, policyError } = customer.keys;
  return (
    <div className="stack-tight">
      {policyDays !== undefined && (
        <p>
          {policyDays === null ? t('keys.policy.none') : t('keys.policy.cap', { days: policyDays })}
        </p>
      )}
      {policyError !== undefined && <Problem error={policyError} />}
      <div className="row">
        <Button
          disabled={customer.busy !== null}
          data-testid={TEST_IDS.keysPolicy}
          onClick={() => void call('keys.read', { policy: true })}
        >
          {t('keys.ui.policy')}
        </Button>
        <span className="muted">{t('keys.ui.policy-hint')}</span>
      </div>
    </div>
  );
}

const REFUSALS = ['HX-KEYPOLICY', 'HX-KEYLOCK', 'HX-NOPRINCIPAL', 'HX-403'] as const;

/** Why the directory refuses, before it does. */
function WhyRefused({ customer }: Props) {
  const { t } = useTranslator();
  const args = { application: 'Skype for Business Online' };
  return (
    <section className="card stack-tight" aria-labelledby="keys-refused">
      <h2 className="node-title" id="keys-refused">
        {t('keys.why-refused.title')}
      </h2>
      {REFUSALS.map((code) => (
        <Expander key={code} label={t(`errors.${code}.what`, args)}>
          <ProblemText code={code} args={args} />
        </Expander>
      ))}
      <Policy customer={customer} />
    </section>
  );
}

/** The keys of all principals that matter: what is there, backups, restoring, dropping. */
export default function Keys({ customer }: Props) {
  const { t, dateTime } = useTranslator();
  const { keys, busy } = customer;
  return (
    <div className="page keys-screen">
      <ScreenHeader
        title={t('keys.title')}
        meta={keys.readAt !== null && t('keys.ui.read-at', { when: dateTime(keys.readAt) })}
        actions={<Actions customer={customer} />}
      />
      <div className="stack-tight">
        <p className="lead">{t('keys.lead')}</p>
        <div role="status">
          {(busy === 'read' || busy === 'plan') && <Spinner label={t(`ui.busy.${busy}`)} />}
        </div>
      </div>
      {keys.principals === null ? (
        <div className="card empty">
          <Key20Regular aria-hidden="true" />
          <h2>{t('keys.nothing-read')}</h2>
          <p className="muted">{t('keys.nothing-read-text')}</p>
        </div>
      ) : (
        <>
          {keys.findings.length > 0 && <Findings findings={keys.findings} />}
          <Inventory principals={keys.principals} isBusy={busy !== null} />
        </>
      )}
      <Backups backups={keys.backups} isBusy={busy !== null} />
      <AddedPrincipals added={keys.added} isBusy={busy !== null} />
      <WhyRefused customer={customer} />
    </div>
  );
}
