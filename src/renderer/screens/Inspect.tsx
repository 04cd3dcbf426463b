import { Button } from '@fluentui/react-components';
import { KeyMultiple20Regular, Open20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { LONGEST_PASTE } from '../../shared/diagnosis';
import { LARGEST_DROP } from '../../shared/inspection';
import type { Inspection } from '../../shared/inspection';
import { loadInspectionMessages } from '../../shared/messages/inspection';
import { ScreenHeader } from '../components/ScreenHeader';
import { Spinner } from '../components/controls/Spinner';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { Attach, ExampleNote } from '../practice/InspectPractice';
import { PRACTICE_IDS } from '../practice/testids';
import { useCall } from '../state/context';
import { TEST_IDS } from '../testids';
import { inspectDropped } from './inspect/drop';
import { Found } from './inspect/Found';
import './diagnose.css';
import './inspect.css';

/** What was found, and the name of the file it was found in. */
interface FoundIn {
  readonly name: string | null;
  /** True: made up, to look at. */
  readonly example?: boolean;
  readonly inspection: Inspection;
}

/** The same, with what tells it from the one before: nothing that was chosen there means anything here. */
interface ShownFound extends FoundIn {
  readonly turn: number;
}

/** One inspection at a time; what was asked for and overtaken leaves nothing. */
function useInspection() {
  const call = useCall();
  const [found, setFound] = useState<ShownFound | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  useEffect(() => {
    const turns = turn;
    return () => {
      turns.current += 1;
      // Main holds the tokens only as long as they are looked at.
      void call('inspect.close', {});
    };
  }, [call]);
  const run = async (
    work: (isWanted: () => boolean) => Promise<FoundIn | null | undefined>,
  ): Promise<void> => {
    turn.current += 1;
    const mine = turn.current;
    const isWanted = (): boolean => turn.current === mine;
    setBusy(true);
    const answer = await work(isWanted);
    if (!isWanted()) return;
    setBusy(false);
    if (answer !== null) setFound(answer === undefined ? null : { ...answer, turn: mine });
  };
  const clear = (): void => {
    turn.current += 1;
    setBusy(false);
    setFound(null);
    void call('inspect.close', {});
  };
  return { call, found, busy, run, clear };
}

/** Paste, drop or open a token or a trace; main reads it offline. Nothing of it is kept when one leaves. */
export default function Inspect() {
  const { t } = useTranslator();
  const texts = useArea(loadInspectionMessages);
  const { call, found, busy, run, clear } = useInspection();
  const [text, setText] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (found !== null) heading.current?.focus();
  }, [found]);
  const tooLong = text.length > LONGEST_PASTE;
  const inspect = () =>
    run(async () => {
      const answer = await call('inspect.text', { text });
      return answer.ok ? { name: null, inspection: answer.value } : undefined;
    });
  const open = () =>
    run(async () => {
      const answer = await call('inspect.file', {});
      return answer.ok ? answer.value : undefined;
    });
  const example = () =>
    run(async () => {
      const answer = await call('practice.example', {});
      return answer.ok ? { name: null, example: true, inspection: answer.value } : undefined;
    });
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    setTooLarge(file.size > LARGEST_DROP);
    if (file.size <= LARGEST_DROP) await run((isWanted) => inspectDropped(file, call, isWanted));
  };
  const hint = tooLong ? 'too-long' : tooLarge ? 'too-large' : 'drop';
  return (
    <div
      className="page"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => void drop(event)}
    >
      <ScreenHeader title={t('ui.inspect.title')} />
      <section className="card stack">
        <p className="lead">{t('ui.inspect.lead')}</p>
        <div className="stack-tight">
          <label htmlFor="inspect-text" className="strong">
            {t('ui.inspect.text')}
          </label>
          <textarea
            id="inspect-text"
            className="paste"
            rows={6}
            spellCheck={false}
            translate="no"
            value={text}
            aria-describedby="inspect-hint"
            data-testid={TEST_IDS.inspectText}
            onChange={(event) => setText(event.target.value)}
          />
          <p id="inspect-hint" className="muted">
            {t(`ui.inspect.${hint}`)}
          </p>
        </div>
        <div className="row">
          <Button
            appearance="primary"
            icon={<KeyMultiple20Regular />}
            disabled={busy || tooLong || text.trim() === ''}
            data-primary
            data-testid={TEST_IDS.inspectRun}
            onClick={() => void inspect()}
          >
            {t('ui.inspect.run')}
          </Button>
          <Button
            icon={<Open20Regular />}
            disabled={busy}
            data-testid={TEST_IDS.inspectOpen}
            onClick={() => void open()}
          >
            {t('ui.inspect.open')}
          </Button>
          <Button disabled={busy} data-testid={PRACTICE_IDS.example} onClick={() => void example()}>
            {t('ui.inspect.example')}
          </Button>
          <Button
            appearance="subtle"
            disabled={text === '' && found === null && !busy}
            data-testid={TEST_IDS.inspectClear}
            onClick={() => {
              setText('');
              clear();
            }}
          >
            {t('ui.inspect.clear')}
          </Button>
          {busy && <Spinner label={t('ui.inspect.reading')} late />}
        </div>
      </section>
      {found !== null && texts !== null && (
        <section className="stack" data-testid={TEST_IDS.inspectResult}>
          <h2 ref={heading} tabIndex={-1}>
            {found.name === null
              ? t('ui.inspect.result')
              : t('ui.inspect.result-of', { name: found.name })}
          </h2>
          {found.example === true ? (
            <ExampleNote />
          ) : (
            <Attach key={`attach-${String(found.turn)}`} />
          )}
          <Found key={found.turn} found={found.inspection} texts={texts} />
        </section>
      )}
    </div>
  );
}
