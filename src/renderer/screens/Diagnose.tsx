import { Button } from '@fluentui/react-components';
import { DocumentSearch20Regular, Open20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { LONGEST_PASTE } from '../../shared/diagnosis';
import type { Diagnosis } from '../../shared/diagnosis';
import { loadDiagnosisMessages } from '../../shared/messages/diagnosis';
import { ScreenHeader } from '../components/ScreenHeader';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS } from '../testids';
import { Result } from './diagnose/Result';

import './diagnose.css';

/** What was found, and the name of the file it was found in. */
interface Found {
  readonly name: string | null;
  readonly diagnosis: Diagnosis;
}

/** Paste, drop or open a text; main reads it offline. Nothing of it is kept when one leaves. */
export default function Diagnose({ hasCustomer }: { hasCustomer: boolean }) {
  const { t } = useTranslator();
  const texts = useArea(loadDiagnosisMessages);
  const call = useCall();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (found !== null) heading.current?.focus();
  }, [found]);
  const tooLong = text.length > LONGEST_PASTE;
  const explain = async (pasted: string, name: string | null): Promise<void> => {
    setBusy(true);
    const answer = await call('diagnose.text', { text: pasted });
    setBusy(false);
    setFound(answer.ok ? { name, diagnosis: answer.value } : null);
  };
  const open = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('diagnose.file', {});
    setBusy(false);
    if (answer.ok && answer.value !== null) setFound(answer.value);
  };
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    // One character more than fits is enough to know that it does not.
    const dropped = await file.slice(0, LONGEST_PASTE + 1).text();
    setText(dropped);
    if (dropped.length <= LONGEST_PASTE) await explain(dropped, file.name);
  };
  return (
    <div
      className="page"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => void drop(event)}
    >
      <ScreenHeader title={t('ui.diagnose.title')} />
      <section className="card stack">
        <p className="lead">{t('ui.diagnose.lead')}</p>
        <div className="stack-tight">
          <label htmlFor="diagnose-text" className="strong">
            {t('ui.diagnose.text')}
          </label>
          <textarea
            id="diagnose-text"
            className="paste"
            rows={8}
            spellCheck={false}
            translate="no"
            value={text}
            aria-describedby="diagnose-hint"
            data-testid={TEST_IDS.diagnoseText}
            onChange={(event) => setText(event.target.value)}
          />
          <p id="diagnose-hint" className="muted" data-testid={TEST_IDS.diagnoseTooLong}>
            {tooLong ? t('ui.diagnose.too-long') : t('ui.diagnose.drop')}
          </p>
        </div>
        <div className="row">
          <Button
            appearance="primary"
            icon={<DocumentSearch20Regular />}
            disabled={busy || tooLong || text.trim() === ''}
            data-primary
            data-testid={TEST_IDS.diagnoseRun}
            onClick={() => void explain(text, null)}
          >
            {t('ui.diagnose.run')}
          </Button>
          <Button
            icon={<Open20Regular />}
            disabled={busy}
            data-testid={TEST_IDS.diagnoseOpen}
            onClick={() => void open()}
          >
            {t('ui.diagnose.open')}
          </Button>
          <Button
            appearance="subtle"
            disabled={text === '' && found === null}
            data-testid={TEST_IDS.diagnoseClear}
            onClick={() => {
              setText('');
              setFound(null);
            }}
          >
            {t('ui.diagnose.clear')}
          </Button>
        </div>
      </section>
      {found !== null && texts !== null && (
        <section className="stack" data-testid={TEST_IDS.diagnoseResult}>
          <h2 ref={heading} tabIndex={-1}>
            {found.name === null
              ? t('ui.diagnose.result')
              : t('ui.diagnose.result-of', { name: found.name })}
          </h2>
          <Result found={found.diagnosis} texts={texts} hasCustomer={hasCustomer} />
        </section>
      )}
    </div>
  );
}
