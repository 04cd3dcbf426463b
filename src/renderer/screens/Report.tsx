import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import {
  CalendarAdd20Regular,
  DocumentArrowRight20Regular,
  Folder20Regular,
  Open20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { CustomerView, ReportView } from '../../shared/ipc/views';
import { LANGUAGES, type Language } from '../../shared/languages';
import { LANGUAGE_NAMES } from '../app/choices';
import { ScreenHeader } from '../components/ScreenHeader';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS, testId } from '../testids';

function Made({ report }: { report: ReportView }) {
  const { t, dateTime } = useTranslator();
  const call = useCall();
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.reportMade}>
      <h2 className="node-title">{t('ui.report.made')}</h2>
      <p className="muted">
        {dateTime(report.madeAt)} ·{' '}
        <span lang={report.language}>{LANGUAGE_NAMES[report.language]}</span>
      </p>
      <ul className="stack-tight">
        {[report.html, report.json].map((file) => (
          <li key={file}>
            <code translate="no">{file}</code>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          icon={<Open20Regular />}
          data-testid={TEST_IDS.reportOpen}
          onClick={() => void call('report.open', { what: 'html' })}
        >
          {t('ui.report.open')}
        </Button>
        <Button
          appearance="subtle"
          icon={<Folder20Regular />}
          data-testid={TEST_IDS.reportFolder}
          onClick={() => void call('report.open', { what: 'folder' })}
        >
          {t('ui.report.folder')}
        </Button>
      </div>
    </section>
  );
}

/** The hand-over report, in any of the three languages. */
export default function Report({ customer }: { customer: CustomerView }) {
  const translator = useTranslator();
  const { t } = translator;
  const call = useCall();
  const [language, setLanguage] = useState<Language>(translator.language);
  return (
    <div className="page">
      <ScreenHeader title={t('ui.report.title')} />
      <section className="card stack">
        <p className="lead">{t('ui.report.lead')}</p>
        <div className="stack-tight">
          <h2 className="node-title" id="report-language">
            {t('ui.report.language')}
          </h2>
          <RadioGroup
            layout="horizontal"
            value={language}
            aria-labelledby="report-language"
            onChange={(_, data) => setLanguage(data.value as Language)}
          >
            {LANGUAGES.map((item) => (
              <Radio
                key={item}
                value={item}
                label={{ children: LANGUAGE_NAMES[item], lang: item }}
                data-testid={testId.reportLanguage(item)}
              />
            ))}
          </RadioGroup>
        </div>
        <p className="muted">
          {customer.runs.length === 0 ? t('ui.report.from-state') : t('ui.report.from-run')}
        </p>
        <div className="row">
          <Button
            appearance="primary"
            icon={<DocumentArrowRight20Regular />}
            disabled={customer.busy !== null}
            data-primary
            data-testid={TEST_IDS.reportMake}
            onClick={() => void call('report.make', { language })}
          >
            {t('ui.report.make')}
          </Button>
          {customer.certificate !== null && (
            <Button
              icon={<CalendarAdd20Regular />}
              disabled={customer.busy !== null}
              data-testid={TEST_IDS.reportCalendar}
              onClick={() => void call('report.calendar', { language })}
            >
              {t('ui.report.calendar')}
            </Button>
          )}
          {customer.busy !== null && <span className="muted">{t(`ui.busy.${customer.busy}`)}</span>}
        </div>
        {customer.certificate !== null && <p className="muted">{t('ui.report.calendar-text')}</p>}
      </section>
      {customer.report !== null && <Made report={customer.report} />}
    </div>
  );
}
