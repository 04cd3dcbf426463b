import { useEffect, useRef, useState } from 'react';
import type { RunView } from '../../shared/ipc/views';
import type { Translator } from '../../shared/messages';
import { useTranslator } from '../i18n/translator';
import { useView } from '../state/context';
import { TEST_IDS } from '../testids';

const PAUSE = 3_000;
/** Of a step: that it started, is done, or failed. What waits or is left out is on the screen. */
const SPOKEN: ReadonlySet<RunView['actions'][number]['state']> = new Set([
  'running',
  'done',
  'failed',
]);

/** What is worth saying about the step from one run view to the next; null for nothing. */
export function announcement(
  previous: RunView | null,
  next: RunView | null,
  { t, text }: Translator,
): string | null {
  if (next === null || previous?.id !== next.id) return null;
  if (previous.state !== next.state) {
    switch (next.state) {
      case 'paused':
        return t('ui.run.state.paused');
      case 'held':
      case 'failed':
      case 'partly':
      case 'outdated':
      case 'stopped':
      case 'done':
        return t(`ui.run.state.${next.state}`);
      default:
        break;
    }
  }
  const before = new Map(previous.actions.map((action) => [action.id, action.state]));
  const changed = next.actions.filter(
    (action) => SPOKEN.has(action.state) && before.get(action.id) !== action.state,
  );
  // A failure matters more than what started beside it.
  const news = changed.find((action) => action.state === 'failed') ?? changed.at(-1);
  if (news === undefined) return null;
  return t('ui.run.announce', {
    action: text(news.reason),
    state: t(`ui.run.action.${news.state}`),
  });
}

/** The one live region: speaks about the run, at most once in three seconds, and then the latest news. */
export function Announcer() {
  const translator = useTranslator();
  const run = useView((view) => view.open?.run ?? null);
  const [spoken, speak] = useState('');
  const previous = useRef<RunView | null>(run);
  const latest = useRef<string | null>(null);
  const timer = useRef<number | null>(null);
  useEffect(() => {
    const news = announcement(previous.current, run, translator);
    previous.current = run;
    if (news === null) return;
    latest.current = news;
    const speakNext = (): void => {
      timer.current = null;
      if (latest.current === null) return;
      speak(latest.current);
      latest.current = null;
      // What is said now is followed by the next news no sooner than after the pause, whatever it waited itself.
      timer.current = window.setTimeout(speakNext, PAUSE);
    };
    if (timer.current === null) speakNext();
  }, [run, translator]);
  useEffect(
    () => () => {
      if (timer.current !== null) window.clearTimeout(timer.current);
    },
    [],
  );
  return (
    <div role="status" className="visually-hidden" data-testid={TEST_IDS.announcer}>
      {spoken}
    </div>
  );
}
