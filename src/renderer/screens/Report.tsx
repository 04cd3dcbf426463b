import { Button } from '@fluentui/react-components';
import {
  CalendarAdd20Regular,
  DocumentArrowRight20Regular,
  Eye20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { CustomerView } from '../../shared/ipc/views';
import { LANGUAGES, type Language } from '../../shared/languages';
import type { Translator } from '../../shared/messages';
import { loadHistoryMessages } from '../../shared/messages/history';
import { LANGUAGE_NAMES } from '../app/choices';
import { ScreenHeader } from '../components/ScreenHeader';
import { Radio, RadioGroup } from '../components/controls/Radio';
import { Spinner } from '../components/controls/Spinner';
import { HISTORY_IDS } from '../history-testids';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS, testId } from '../testids';
import { Formats, Level, Parts, USUAL_CHOICE, type ReportChoice } from './report/Choices';
import { Made } from './report/Made';
import { Preview } from './report/Preview';
import './report.css';

function LanguageChoice(props: { language: Language; onChoose: (language: Language) => void }) {
  const { t } = useTranslator();
  return (
    <div className="stack-tight">
      <h2 className="node-title" id="report-language">
        {t('ui.report.language')}
      </h2>
      <RadioGroup
        horizontal
        value={props.language}
        aria-labelledby="report-language"
        onChange={(value) =>
          props.onChoose(LANGUAGES.find((item) => item === value) ?? props.language)
        }
      >
        {LANGUAGES.map((item) => (
          <Radio
            key={item}
            value={item}
            label={<span lang={item}>{LANGUAGE_NAMES[item]}</span>}
            data-testid={testId.reportLanguage(item)}
          />
        ))}
      </RadioGroup>
    </div>
  );
}

interface PartProps {
  readonly customer: CustomerView;
  readonly choice: ReportChoice;
  readonly texts: Translator;
}

function Buttons({ customer, choice, texts }: PartProps) {
  const { t } = useTranslator();
  const call = useCall();
  const isBusy = customer.busy !== null;
  const { language } = choice;
  return (
    <div className="row">
      <Button
        appearance="primary"
        icon={<DocumentArrowRight20Regular />}
        disabled={isBusy || choice.formats.length === 0}
        data-primary
        data-testid={TEST_IDS.reportMake}
        onClick={() =>
          void call('report.make', {
            ...choice,
            parts: [...choice.parts],
            formats: [...choice.formats],
          })
        }
      >
        {t('ui.report.make')}
      </Button>
      {customer.certificate !== null && (
        <Button
          icon={<CalendarAdd20Regular />}
          disabled={isBusy}
          data-testid={TEST_IDS.reportCalendar}
          onClick={() => void call('report.calendar', { language })}
        >
          {t('ui.report.calendar')}
        </Button>
      )}
      {choice.formats.length === 0 && (
        <span className="tone-warn">{texts.t('history.report.no-format')}</span>
      )}
      {customer.busy !== null && <span className="muted">{t(`ui.busy.${customer.busy}`)}</span>}
    </div>
  );
}

function PreviewPart({ customer, choice, texts }: PartProps) {
  const [shown, setShown] = useState(false);
  const key = shown ? 'history.report.preview-hide' : 'history.report.preview-show';
  return (
    <section className="stack-tight" aria-label={texts.t('history.report.preview')}>
      <Button
        className="self-start"
        icon={<Eye20Regular />}
        aria-expanded={shown}
        data-testid={HISTORY_IDS.previewToggle}
        onClick={() => setShown(!shown)}
      >
        {texts.t(key)}
      </Button>
      {shown && <Preview customer={customer} choice={choice} texts={texts} />}
    </section>
  );
}

/** The hand-over report: in any language, as detailed as wanted, with a preview of exactly what is written. */
export default function Report({ customer }: { customer: CustomerView }) {
  const { t, language } = useTranslator();
  const texts = useArea(loadHistoryMessages);
  const [choice, setChoice] = useState<ReportChoice>({ ...USUAL_CHOICE, language });
  const change = (next: Partial<ReportChoice>): void => setChoice({ ...choice, ...next });
  return (
    <div className="page">
      <ScreenHeader title={t('ui.report.title')} />
      {texts === null ? (
        <Spinner label={t('ui.shell.loading')} late />
      ) : (
        <>
          <section className="card stack">
            <p className="lead">{t('ui.report.lead')}</p>
            <LanguageChoice
              language={choice.language}
              onChoose={(item) => change({ language: item })}
            />
            <Level choice={choice} texts={texts} onChange={change} />
            <Formats choice={choice} texts={texts} onChange={change} />
            <Parts choice={choice} texts={texts} onChange={change} />
            <p className="muted">
              {customer.runs.length === 0 ? t('ui.report.from-state') : t('ui.report.from-run')}
            </p>
            <Buttons customer={customer} choice={choice} texts={texts} />
            {customer.certificate !== null && (
              <p className="muted">{t('ui.report.calendar-text')}</p>
            )}
          </section>
          {customer.report !== null && <Made report={customer.report} texts={texts} />}
          <PreviewPart customer={customer} choice={choice} texts={texts} />
        </>
      )}
    </div>
  );
}
