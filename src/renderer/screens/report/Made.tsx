import { Button } from '@fluentui/react-components';
import { Folder20Regular, Open20Regular } from '@fluentui/react-icons';
import type { ReportView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { LANGUAGE_NAMES } from '../../app/choices';
import { Problem } from '../../components/Problem';
import { HISTORY_IDS } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { TEST_IDS } from '../../testids';

function Openers({ report, texts }: { report: ReportView; texts: Translator }) {
  const { t } = useTranslator();
  const call = useCall();
  const has = (format: 'html' | 'pdf'): boolean =>
    report.files.some((file) => file.format === format);
  return (
    <div className="row">
      {has('html') && (
        <Button
          icon={<Open20Regular />}
          data-testid={TEST_IDS.reportOpen}
          onClick={() => void call('report.open', { what: 'html' })}
        >
          {t('ui.report.open')}
        </Button>
      )}
      {has('pdf') && (
        <Button
          icon={<Open20Regular />}
          data-testid={HISTORY_IDS.openPdf}
          onClick={() => void call('report.open', { what: 'pdf' })}
        >
          {texts.t('history.report.open-pdf')}
        </Button>
      )}
      <Button
        appearance="subtle"
        icon={<Folder20Regular />}
        data-testid={TEST_IDS.reportFolder}
        onClick={() => void call('report.open', { what: 'folder' })}
      >
        {t('ui.report.folder')}
      </Button>
    </div>
  );
}

/** The files that were made, where they are, and what could not be made. */
export function Made({ report, texts }: { report: ReportView; texts: Translator }) {
  const { t, dateTime } = useTranslator();
  const { language, level, files, failed } = report;
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.reportMade}>
      <h2 className="node-title">{t('ui.report.made')}</h2>
      <p className="muted">
        {dateTime(report.madeAt)} · <span lang={language}>{LANGUAGE_NAMES[language]}</span> ·{' '}
        {texts.t(`history.report.level.${level}`)}
      </p>
      <ul className="stack-tight">
        {files.map((file) => (
          <li key={file.path}>
            <code translate="no">{file.path}</code>
            {file.renamed && <p className="tone-warn">{texts.t('history.report.renamed')}</p>}
          </li>
        ))}
      </ul>
      {failed.map(({ format, error }) => (
        <Problem key={format} error={error} />
      ))}
      <Openers report={report} texts={texts} />
    </section>
  );
}
