import { useEffect } from 'react';
import { appError } from '../../../shared/errors';
import type { Diagnosis, Evidence, OAuthTest, StaleLine } from '../../../shared/diagnosis';
import type { Translator } from '../../../shared/messages';
import { PRACTICE_IDS } from '../../practice/testids';
import { TEST_IDS } from '../../testids';
import { Problem } from '../../components/Problem';
import { usePractice } from '../../practice/context';
import { Answer } from './Answer';
import { EvidenceList } from './EvidenceList';

function Tests({ tests, texts }: { tests: readonly OAuthTest[]; texts: Translator }) {
  const { t } = texts;
  if (tests.length === 0) return null;
  return (
    <section className="card stack-tight">
      <h3>{t('diagnosis.ui.tests')}</h3>
      <ul className="stack-tight">
        {tests.map((test) => (
          <li key={test.line} className="row-wide">
            <span className="muted">{t('diagnosis.ui.line', { line: test.line })}</span>
            <strong>{t(`diagnosis.ui.test.${test.result}`)}</strong>
            <span>{t(`diagnosis.ui.direction.${test.direction}`)}</span>
            {test.target !== null && <code translate="no">{test.target}</code>}
            {test.applicationId !== null && (
              <span>{t('diagnosis.ui.application', { application: test.applicationId })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stale({ line, texts }: { line: StaleLine; texts: Translator }) {
  const { t, text } = texts;
  return (
    <li className={`problem ${line.dangerous ? '' : 'warning'}`}>
      <div className="problem-body">
        <EvidenceList evidence={[line.evidence]} texts={texts} />
        <p>
          {text(line.why)}
          {line.since !== null && (
            <span className="muted"> · {t('diagnosis.ui.since', { date: line.since })}</span>
          )}
          {line.dangerous && <strong> · {t('diagnosis.ui.dangerous')}</strong>}
        </p>
        <p>
          <strong className="label">{t('diagnosis.ui.instead')}</strong>
          {text(line.instead)}
        </p>
      </div>
    </li>
  );
}

function StaleLines({ found, texts }: { found: Diagnosis; texts: Translator }) {
  const { t } = texts;
  if (found.staleLines.length === 0) return null;
  return (
    <section className="stack-tight">
      <h3>{t('diagnosis.ui.stale')}</h3>
      <ul className="findings">
        {found.staleLines.map((line) => (
          <Stale key={`${String(line.evidence.line)} ${line.rule}`} line={line} texts={texts} />
        ))}
      </ul>
      {found.moreStaleLines > 0 && (
        <p className="muted">{t('diagnosis.ui.more', { count: found.moreStaleLines })}</p>
      )}
    </section>
  );
}

function Unexplained(props: { evidence: readonly Evidence[]; more: number; texts: Translator }) {
  const { t } = props.texts;
  if (props.evidence.length === 0) return null;
  return (
    <section className="card stack-tight">
      <h3>{t('diagnosis.ui.unexplained')}</h3>
      <EvidenceList evidence={props.evidence} texts={props.texts} />
      {props.more > 0 && <p className="muted">{t('diagnosis.ui.more', { count: props.more })}</p>}
    </section>
  );
}

/** Rules about the module that Microsoft retired. */
const RETIRED: readonly string[] = ['msonline', 'msonlineextended', 'msol-credential'];

/** The script stops at its first line with the retired module. */
function Retired() {
  const name = usePractice()?.name;
  useEffect(() => name?.('HX-MSO'), [name]);
  return (
    <div data-testid={PRACTICE_IDS.retired}>
      <Problem error={appError('HX-MSO')} />
    </div>
  );
}

/** Everything that was found in one text: what it is, answers, outdated lines, and what is not known. */
export function Result(props: { found: Diagnosis; texts: Translator; hasCustomer: boolean }) {
  const { found, texts, hasCustomer } = props;
  const { t } = texts;
  const parts = [found.entries, found.tests, found.staleLines, found.unexplained];
  const kind = t(`diagnosis.ui.text.${found.kind}`);
  return (
    <>
      <div className="muted">
        <p>{t('diagnosis.ui.summary', { lines: found.lines, kind })}</p>
        {found.binary && <p>{t('diagnosis.ui.binary')}</p>}
        {found.limited && <p>{t('diagnosis.ui.limited')}</p>}
        {found.lastActivity !== null && (
          <p>{t('diagnosis.ui.last-activity', { activity: found.lastActivity })}</p>
        )}
      </div>
      {parts.every((part) => part.length === 0) && (
        <p className="card" data-testid={TEST_IDS.diagnoseNothing}>
          {t(found.kind === 'script' ? 'diagnosis.ui.stale-none' : 'diagnosis.ui.nothing')}
        </p>
      )}
      <Tests tests={found.tests} texts={texts} />
      {found.entries.length > 0 && (
        <ul className="findings">
          {found.entries.map((entry) => (
            <Answer key={entry.id} entry={entry} texts={texts} hasCustomer={hasCustomer} />
          ))}
        </ul>
      )}
      {found.staleLines.some(({ rule }) => RETIRED.includes(rule)) && <Retired />}
      <StaleLines found={found} texts={texts} />
      <Unexplained evidence={found.unexplained} more={found.moreUnexplained} texts={texts} />
    </>
  );
}
