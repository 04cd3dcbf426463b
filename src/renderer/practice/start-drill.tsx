import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Translator } from '../../shared/messages';
import type { DrillId } from '../../shared/practice/drill-ids';
import { Modal } from '../components/Modal';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { beginDrill } from './begin-drill';
import { usePractice } from './context';
import { PRACTICE_IDS } from './testids';
import './practice.css';

/** Where a drill can start: in this window, in another beside a run, or nowhere now. */
type Way =
  { readonly kind: 'here' } | { readonly kind: 'aside' | 'refused'; readonly text: string };

function useWay({ t }: Translator): Way {
  const open = useView((view) => view.open);
  if (open === null || open.busy === null) return { kind: 'here' };
  const { name } = open;
  if (open.busy !== 'run') return { kind: 'refused', text: t('practice.ask.busy', { name }) };
  // A drill starts the practice lab over: a run in it would lose what it stands on.
  const isInLab = open.lab !== null && !open.lab.isCopy;
  if (!isInLab) return { kind: 'aside', text: t('practice.ask.aside', { name }) };
  const held = open.run?.state === 'held';
  return {
    kind: 'refused',
    text: t(held ? 'practice.ask.held-here' : 'practice.ask.run', { name }),
  };
}

/** What starting a drill would end, in words. */
function useLosses(texts: Translator): readonly string[] {
  const open = useView((view) => view.open);
  const { t } = texts;
  if (open === null) return [t('practice.ask.lost')];
  if (!open.practice)
    return [t('practice.ask.closed', { name: open.name }), t('practice.ask.lost')];
  return [
    t('practice.ask.lost-here', {
      runs: open.runs.length,
      plan: open.plan?.fingerprint ?? 'none',
    }),
  ];
}

/** Asks before the practice lab is started over; the way out has the focus. */
export function AskDrill(props: { id: DrillId; texts: Translator; onClose: () => void }) {
  const { id, texts, onClose } = props;
  const { t } = texts;
  const ui = useTranslator();
  const services = useServices();
  const call = useCall();
  const practice = usePractice();
  const [starting, setStarting] = useState(false);
  const way = useWay(texts);
  const losses = useLosses(texts);
  const isRefused = way.kind === 'refused' && !starting;
  const start = async (): Promise<void> => {
    setStarting(true);
    if (way.kind === 'aside') {
      await call('window.drill', { id });
      onClose();
      return;
    }
    const before = practice?.progress.drill ?? null;
    // While the lab changes nothing that is shown means anything for the drill before.
    practice?.change({ drill: null });
    const answer = await call('practice.drill', { id });
    if (!answer.ok) practice?.change({ drill: before });
    else beginDrill(services.ui, practice, id);
    onClose();
  };
  return (
    <Modal
      className="ask-drill"
      testid={PRACTICE_IDS.ask}
      labelledBy="ask-drill-title"
      describedBy="ask-drill-text"
      onClose={() => {
        if (!starting) onClose();
      }}
    >
      <div className="stack">
        <h2 id="ask-drill-title" className="node-title">
          {t('practice.ask.title', {
            drill: texts.text({ key: `practice.drill.${id}.title`, args: {} }),
          })}
        </h2>
        <div id="ask-drill-text" className="stack-tight">
          {way.kind === 'here' || starting ? (
            losses.map((line) => <p key={line}>{line}</p>)
          ) : (
            <p className={way.kind === 'refused' ? 'tone-warn' : ''}>{way.text}</p>
          )}
          {way.kind === 'aside' && !starting && <p>{t('practice.ask.lost')}</p>}
        </div>
        <div className="row end">
          {!isRefused && (
            <Button
              appearance="primary"
              disabled={starting}
              data-testid={PRACTICE_IDS.askStart}
              onClick={() => void start()}
            >
              {t(starting ? 'practice.ask.starting' : 'practice.ask.start')}
            </Button>
          )}
          <Button
            disabled={starting}
            data-initial-focus
            data-testid={PRACTICE_IDS.askCancel}
            onClick={onClose}
          >
            {ui.t('ui.action.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
