import { Button } from '@fluentui/react-components';
import { Stethoscope20Regular } from '@fluentui/react-icons';
import type { DoctorResult } from '../../shared/doctor';
import { Problem } from '../components/Problem';
import { ScreenHeader } from '../components/ScreenHeader';
import { Spinner } from '../components/controls/Spinner';
import { useTranslator } from '../i18n/translator';
import { useCall, useView } from '../state/context';
import { TEST_IDS } from '../testids';
import './diagnostics.css';
import { Bundle } from './diagnostics/Bundle';
import { LadderCard } from './diagnostics/LadderCard';
import { LogView } from './diagnostics/LogView';
import { Transports } from './diagnostics/Transports';
import { Workstation } from './diagnostics/Workstation';

function Verdict({ result }: { result: DoctorResult }) {
  const { t, dateTime } = useTranslator();
  const { customer, madeAt, verdict } = result;
  return (
    <div className={`doctor-verdict ${verdict}`} data-testid={TEST_IDS.doctorVerdict}>
      <p className="doctor-verdict-text">{t(`doctor.verdict.${verdict}`)}</p>
      <p className="muted">
        {[t('doctor.ui.made-at', { when: dateTime(madeAt) }), customer?.name]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </p>
    </div>
  );
}

function Found({ result }: { result: DoctorResult }) {
  return (
    <>
      <Verdict result={result} />
      {result.ladders.map((ladder) => (
        <LadderCard key={ladder.id} ladder={ladder} />
      ))}
      <Workstation checks={result.checks} />
      <Transports transports={result.transports} />
    </>
  );
}

/** This computer and the open customer's connections, rung by rung, and the support bundle. */
export default function Diagnostics() {
  const { t } = useTranslator();
  const call = useCall();
  const { running, result, error } = useView((view) => view.doctor);
  const isAlone = useView((view) => view.open === null);
  return (
    <div className="page diagnostics">
      <ScreenHeader
        title={t('doctor.title')}
        actions={
          <Button
            appearance="primary"
            icon={<Stethoscope20Regular />}
            disabled={running}
            data-primary
            data-testid={TEST_IDS.doctorRun}
            onClick={() => void call('doctor.run', {})}
          >
            {result === null ? t('doctor.ui.run') : t('doctor.ui.again')}
          </Button>
        }
      />
      <div className="stack-tight">
        <p className="lead">{t('doctor.ui.intro')}</p>
        {isAlone && <p className="muted">{t('doctor.ui.alone')}</p>}
        <div role="status">{running && <Spinner label={t('doctor.ui.running')} />}</div>
      </div>
      {error !== null && <Problem error={error} />}
      {result !== null && <Found result={result} />}
      <LogView />
      <Bundle />
    </div>
  );
}
