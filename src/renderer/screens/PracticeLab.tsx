import { Button } from '@fluentui/react-components';
import { Beaker20Regular, Flowchart20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { LabView } from '../../shared/ipc/views';
import { loadPracticeMessages } from '../../shared/messages/practice';
import type { Translator } from '../../shared/messages';
import { DRILLS, type Drill } from '../../shared/practice/drills';
import { ScreenHeader } from '../components/ScreenHeader';
import { Tabs } from '../components/Tabs';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { usePractice, type Practice } from '../practice/context';
import { AskDrill } from '../practice/start-drill';
import { PRACTICE_IDS, practiceId } from '../practice/testids';
import { useServices, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { FaultList } from './practice/FaultList';
import { World } from './practice/World';
import { PRACTICE_DEFAULT } from './practice';
import '../practice/practice.css';
import './panel.css';

type TabId = 'drills' | 'world' | 'faults';

/** Where the tour stands, and its button. */
function TourCard({ practice, texts }: { practice: Practice; texts: Translator }) {
  const { t } = texts;
  const { tour } = practice.progress;
  return (
    <section className="card spread">
      <div className="grow stack-tight">
        <h2 className="node-title">
          <Flowchart20Regular aria-hidden="true" />
          {t('practice.tour.name')}
        </h2>
        <p className="muted">{t(`practice.tour.state.${tour}`)}</p>
      </div>
      <Button
        data-testid={PRACTICE_IDS.tourStart}
        onClick={() => practice.change({ tour: tour === 'on' ? 'left' : 'on', drill: null })}
      >
        {t(`practice.tour.button.${tour}`)}
      </Button>
    </section>
  );
}

function DrillRow(props: {
  drill: Drill;
  practice: Practice;
  texts: Translator;
  onAsk: () => void;
}) {
  const { drill, practice, texts, onAsk } = props;
  const { t } = texts;
  const { id, codes } = drill;
  const how = practice.progress.done.find((item) => item.id === id)?.how ?? null;
  return (
    <li data-testid={practiceId.drill(id)} data-done={how ?? ''}>
      <div className="grow">
        <h3 className="strong">{texts.text({ key: `practice.drill.${id}.title`, args: {} })}</h3>
        <p className="caption muted">
          <code translate="no">{codes.join(' · ')}</code>
        </p>
      </div>
      <span className={how === null ? 'muted' : 'tone-ok'}>
        {t(`practice.done.${how ?? 'not'}`)}
      </span>
      <Button
        aria-label={t('practice.drill.start-of', {
          drill: texts.text({ key: `practice.drill.${id}.title`, args: {} }),
        })}
        data-testid={practiceId.drillStart(id)}
        onClick={onAsk}
      >
        {t('practice.drill.start')}
      </Button>
    </li>
  );
}

function Drills({ practice, texts }: { practice: Practice; texts: Translator }) {
  const { t } = texts;
  const [asked, setAsked] = useState<Drill | null>(null);
  const { done } = practice.progress;
  const alone = done.filter((item) => item.how === 'alone').length;
  return (
    <>
      <TourCard practice={practice} texts={texts} />
      <section className="card stack-tight">
        <div className="spread">
          <h2 className="node-title">{t('practice.drills')}</h2>
          <span className="muted" data-testid={PRACTICE_IDS.score}>
            {t('practice.score', { done: done.length, total: DRILLS.length, alone })}
          </span>
        </div>
        <p className="muted">{t('practice.drills.text')}</p>
        <ul className="drills">
          {DRILLS.map((drill) => (
            <DrillRow
              key={drill.id}
              drill={drill}
              practice={practice}
              texts={texts}
              onAsk={() => setAsked(drill)}
            />
          ))}
        </ul>
      </section>
      {asked !== null && <AskDrill id={asked.id} texts={texts} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What the lab is for, and the way into it. */
function Closed({ texts }: { texts: Translator }) {
  const { t } = texts;
  const enter = useEnter();
  return (
    <section className="card empty">
      <Beaker20Regular aria-hidden="true" />
      <h2 className="node-title">{t('practice.lab.closed')}</h2>
      <p className="muted">{t('practice.lab.closed-text')}</p>
      <Button
        appearance="primary"
        data-testid={PRACTICE_IDS.open}
        onClick={() => void enter('customer.practice', PRACTICE_DEFAULT)}
      >
        {t('practice.lab.open')}
      </Button>
    </section>
  );
}

function Parts({ lab, texts }: { lab: LabView | null; texts: Translator }) {
  const { t } = texts;
  const practice = usePractice();
  const [tab, setTab] = useState<TabId>('drills');
  return (
    <Tabs
      tabs={[
        { id: 'drills', label: t('practice.tab.drills'), testid: PRACTICE_IDS.tabDrills },
        { id: 'world', label: t('practice.tab.world'), testid: PRACTICE_IDS.tabWorld },
        { id: 'faults', label: t('practice.tab.faults'), testid: PRACTICE_IDS.tabFaults },
      ]}
      selected={tab}
      label={t('practice.tabs')}
      testid={PRACTICE_IDS.tabs}
      onSelect={setTab}
    >
      {tab === 'drills' && practice !== null && <Drills practice={practice} texts={texts} />}
      {tab !== 'drills' && lab === null && <Closed texts={texts} />}
      {tab === 'world' && lab !== null && <World lab={lab} texts={texts} />}
      {tab === 'faults' && lab !== null && <FaultList lab={lab} texts={texts} />}
    </Tabs>
  );
}

/** The practice lab: the tour, drills, what its world holds, and what can go wrong in it. */
export default function PracticeScreen() {
  const { t } = useTranslator();
  const texts = useArea(loadPracticeMessages);
  const { ui } = useServices();
  const lab = useView((view) => view.open?.lab ?? null);
  useEffect(() => {
    // The panel shows parts of the same; twice on one screen helps nobody.
    if (ui.getState().panel === 'lab') ui.setState({ panel: null });
  }, [ui]);
  return (
    <div className="page">
      <ScreenHeader title={t('ui.nav.practice')} />
      {texts !== null && (
        <>
          <p className="lead">{texts.t('practice.lead')}</p>
          <Parts lab={lab} texts={texts} />
        </>
      )}
    </div>
  );
}
