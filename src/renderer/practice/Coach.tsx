import { Button } from '@fluentui/react-components';
import {
  Beaker20Regular,
  CheckmarkCircle20Filled,
  ChevronRight16Regular,
  Flowchart20Regular,
} from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { loadPracticeMessages } from '../../shared/messages/practice';
import type { Translator } from '../../shared/messages';
import type { DrillId } from '../../shared/practice/drill-ids';
import { drillOf, remediesOf } from '../../shared/practice/drills';
import type { PracticeProgress } from '../../shared/practice/progress';
import { Spinner } from '../components/controls/Spinner';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { PRACTICE_DEFAULT } from '../screens/practice';
import { useCall, useServices, useUi, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { goTo } from '../state/ui-store';
import { usePractice, type Practice } from './context';
import { PRACTICE_IDS, practiceId } from './testids';
import { TOUR_PARTS, TOUR_PLACES, tourPart, tourState, tourStop, type TourStop } from './tour';
import './practice.css';

interface Part {
  readonly practice: Practice;
  readonly texts: Translator;
}

/** The frame of both cards. What it says is spoken when it changes; nothing takes the focus. */
function Card(props: {
  icon: ReactNode;
  title: string;
  meta?: ReactNode;
  text: ReactNode;
  children: ReactNode;
}) {
  const { icon, title, meta, text, children } = props;
  return (
    <section className="coach" aria-labelledby="coach-title" data-testid={PRACTICE_IDS.coach}>
      <div className="coach-text" role="status">
        <h2 id="coach-title" className="node-title">
          {icon}
          {title}
        </h2>
        {meta !== undefined && <span className="caption muted">{meta}</span>}
        <div>{text}</div>
      </div>
      <div className="row">{children}</div>
    </section>
  );
}

/** Asked once, where the practice lab was opened. */
function Offer({ practice, texts }: Part) {
  const { t } = texts;
  return (
    <Card
      icon={<Flowchart20Regular aria-hidden="true" />}
      title={t('practice.tour.offer.title')}
      text={<p>{t('practice.tour.offer.text')}</p>}
    >
      <Button
        size="small"
        data-testid={PRACTICE_IDS.tourStart}
        onClick={() => practice.change({ tour: 'on' })}
      >
        {t('practice.tour.start')}
      </Button>
      <Button
        size="small"
        data-testid={PRACTICE_IDS.tourLater}
        onClick={() => practice.change({ tour: 'left' })}
      >
        {t('practice.tour.later')}
      </Button>
    </Card>
  );
}

/** Leads to where the stop's one action is; nothing where one is already there, or has only to wait. */
function Lead({ stop, texts }: { stop: TourStop; texts: Translator }) {
  const { t } = texts;
  const nav = useTranslator();
  const { ui } = useServices();
  const enter = useEnter();
  const screen = useUi((state) => state.screen);
  if (stop === 'open')
    return (
      <Button
        size="small"
        data-testid={PRACTICE_IDS.tourGo}
        onClick={() => void enter('customer.practice', PRACTICE_DEFAULT)}
      >
        {t('practice.lab.open')}
      </Button>
    );
  const place = TOUR_PLACES[stop];
  if (screen === place) return null;
  return (
    <Button size="small" data-testid={PRACTICE_IDS.tourGo} onClick={() => goTo(ui, place)}>
      {t('practice.tour.go', { place: nav.t(`ui.nav.${place}`) })}
    </Button>
  );
}

/** The tour: one stop at a time, the one that fits what is shown. */
function Tour({ practice, texts }: Part) {
  const { t } = texts;
  const view = useView((shown) => shown);
  const ui = useUi((state) => state);
  const now = tourStop(tourState(view, ui));
  return (
    <Card
      icon={<Flowchart20Regular aria-hidden="true" />}
      title={t(`practice.tour.${now}.title`)}
      meta={t('practice.tour.part', { part: tourPart(now), parts: TOUR_PARTS })}
      text={<p data-stop={now}>{t(`practice.tour.${now}.text`)}</p>}
    >
      <Lead stop={now} texts={texts} />
      <Button
        size="small"
        data-testid={PRACTICE_IDS.tourLeave}
        onClick={() => practice.change({ tour: now === 'done' ? 'done' : 'left' })}
      >
        {t(now === 'done' ? 'practice.tour.finish' : 'practice.tour.leave')}
      </Button>
    </Card>
  );
}

/** Three things that somebody could be asked for; one of them helps. */
function Remedies({ id, practice, texts }: Part & { id: DrillId }) {
  const { t } = texts;
  const call = useCall();
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  const [wrong, setWrong] = useState<DrillId | null>(null);
  const mended = useView(
    (view) => !drillOf(id).faults.some((name) => view.open?.lab?.faults.includes(name) === true),
  );
  if (mended) return <p className="tone-ok">{t('practice.drill.mended')}</p>;
  const choose = (chosen: DrillId): void => {
    const { drill } = practice.progress;
    if (chosen === id) void call('practice.mend', { id });
    else if (drill !== null) practice.change({ drill: { ...drill, hinted: true } });
    setWrong(chosen === id ? null : chosen);
  };
  return (
    <div className="stack-tight">
      <p id="remedies">{t('practice.drill.ask')}</p>
      <div className="row" role="group" aria-labelledby="remedies">
        {remediesOf(id).map((remedy) => (
          <Button
            key={remedy}
            size="small"
            disabled={busy}
            data-testid={practiceId.remedy(remedy)}
            onClick={() => choose(remedy)}
          >
            {texts.text({ key: `practice.remedy.${remedy}`, args: {} })}
          </Button>
        ))}
      </div>
      {wrong !== null && (
        <p className="tone-warn" role="alert" data-testid={PRACTICE_IDS.drillWrong}>
          {t('practice.drill.wrong')}
        </p>
      )}
    </div>
  );
}

function Hint({ id, practice, texts }: Part & { id: DrillId }) {
  const { drill } = practice.progress;
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open && drill !== null && !drill.hinted)
          practice.change({ drill: { ...drill, hinted: true } });
      }}
    >
      <summary data-testid={PRACTICE_IDS.drillHint}>
        <ChevronRight16Regular className="chevron" aria-hidden="true" />
        {texts.t('practice.drill.hint')}
      </summary>
      <p>{texts.text({ key: `practice.drill.${id}.hint`, args: {} })}</p>
    </details>
  );
}

/** The drill under way: what to do, where it stands, and a hint. */
function DrillCard(props: Part & { drill: NonNullable<PracticeProgress['drill']> }) {
  const { practice, texts, drill } = props;
  const { t } = texts;
  const call = useCall();
  const { ui } = useServices();
  const open = useView((view) => view.open);
  const { edit, outside } = drillOf(drill.id);
  const phase = drill.solved ? 'solved' : drill.seen === null ? 'look' : 'mend';
  const text = (part: string): string =>
    texts.text({ key: `practice.drill.${drill.id}.${part}`, args: {} });
  const solved = phase === 'solved';
  return (
    <Card
      icon={
        solved ? (
          <CheckmarkCircle20Filled className="tone-ok" aria-hidden="true" />
        ) : (
          <Beaker20Regular aria-hidden="true" />
        )
      }
      title={t('practice.drill.title', { drill: text('title') })}
      meta={
        <span data-testid={PRACTICE_IDS.drillPhase} data-phase={phase}>
          {t(`practice.drill.phase.${phase}`)}
        </span>
      }
      text={
        <>
          <p>
            {solved
              ? t(`practice.drill.solved.${drill.hinted ? 'hinted' : 'alone'}`)
              : text('task')}
          </p>
          {!solved && (
            <Hint key={`hint ${drill.id}`} id={drill.id} practice={practice} texts={texts} />
          )}
          {outside && phase === 'mend' && (
            <Remedies
              key={`remedies ${drill.id}`}
              id={drill.id}
              practice={practice}
              texts={texts}
            />
          )}
        </>
      }
    >
      {edit !== undefined && phase === 'look' && open !== null && open.lab !== null && (
        <Button
          size="small"
          disabled={open.busy !== null || open.plan === null}
          data-testid={PRACTICE_IDS.drillEdit}
          onClick={() => void call('practice.edit', { edit })}
        >
          {t('practice.drill.edit')}
        </Button>
      )}
      <Button
        size="small"
        appearance={solved ? 'secondary' : 'subtle'}
        data-testid={PRACTICE_IDS.drillEnd}
        onClick={() => {
          practice.change({ drill: null });
          if (solved) goTo(ui, 'practice');
        }}
      >
        {t(solved ? 'practice.drill.next' : 'practice.drill.end')}
      </Button>
    </Card>
  );
}

/** Beside the work, never over it: the drill under way, the tour, or its offer. */
export default function Coach() {
  const texts = useArea(loadPracticeMessages);
  const practice = usePractice();
  const offered = useUi((state) => state.screen) === 'overview';
  const inLab = useView((view) => view.open?.practice === true);
  if (practice === null) return null;
  const { drill, tour } = practice.progress;
  const nothing = drill === null && tour !== 'on' && !(tour === 'offered' && offered && inLab);
  if (nothing) return null;
  if (texts === null) return <Spinner late />;
  if (drill !== null) return <DrillCard practice={practice} texts={texts} drill={drill} />;
  return tour === 'on' ? (
    <Tour practice={practice} texts={texts} />
  ) : (
    <Offer practice={practice} texts={texts} />
  );
}
