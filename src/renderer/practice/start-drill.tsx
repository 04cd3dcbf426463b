import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Translator } from '../../shared/messages';
import { drillOf, type DrillId } from '../../shared/practice/drills';
import { Modal } from '../components/Modal';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { goTo, leaveCustomer } from '../state/ui-store';
import { usePractice } from './context';
import { PRACTICE_IDS } from './testids';
import './practice.css';

/** Why no drill can be started now; null where one can. */
function useRefusal(texts: Translator): string | null {
  const busy = useView((view) => view.open?.busy ?? null);
  const name = useView((view) => view.open?.name ?? '');
  if (busy === null) return null;
  return texts.t(busy === 'run' ? 'practice.ask.run' : 'practice.ask.busy', { name });
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
  const refusal = useRefusal(texts);
  const losses = useLosses(texts);
  const start = async (): Promise<void> => {
    setStarting(true);
    const before = practice?.progress.drill ?? null;
    // While the lab changes nothing that is shown means anything for the drill before.
    practice?.change({ drill: null });
    const answer = await call('practice.drill', { id });
    if (!answer.ok) practice?.change({ drill: before });
    else {
      practice?.change({ drill: { id, hinted: false, solved: false, seen: null } });
      leaveCustomer(services.ui);
      goTo(services.ui, drillOf(id).goal === 'named' ? 'diagnose' : 'overview');
    }
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
          {refusal === null || starting ? (
            losses.map((line) => <p key={line}>{line}</p>)
          ) : (
            <p className="tone-warn">{refusal}</p>
          )}
        </div>
        <div className="row end">
          {(refusal === null || starting) && (
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
