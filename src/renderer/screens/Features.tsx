import { Button } from '@fluentui/react-components';
import { TableArrowUp20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { loadPracticeMessages } from '../../shared/messages/practice';
import { loadTopologyMessages } from '../../shared/messages/topology';
import type { TopologyAnswer, TopologyStart } from '../../shared/topology';
import { ScreenHeader } from '../components/ScreenHeader';
import { Switch } from '../components/controls/Toggle';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { PRACTICE_IDS } from '../practice/testids';
import { useCall, useServices } from '../state/context';
import { goTo } from '../state/ui-store';
import { FeatureGrid } from './features/FeatureGrid';
import { Sources } from './topology/Sources';
import './topology.css';
import './features.css';

interface Found {
  readonly start: TopologyStart;
  readonly answer: TopologyAnswer;
}

/** The table with the columns of the open customer, as saved or read. */
function useFound(): Found | null {
  const call = useCall();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('topology.start', {}).then(async (start) => {
      if (!start.ok) return;
      const answer = await call('topology.answer', start.value.description);
      if (wanted && answer.ok) setFound({ start: start.value, answer: answer.value });
    });
    return () => {
      wanted = false;
    };
  }, [call]);
  return found;
}

/** 17 features in 5 topologies: what works, where, and what changes by finishing. */
export default function Features() {
  const { t, language } = useTranslator();
  const texts = useArea(loadTopologyMessages);
  const own = useArea(loadPracticeMessages);
  const call = useCall();
  const { ui } = useServices();
  const found = useFound();
  const [after, setAfter] = useState(false);
  if (texts === null || own === null || found === null)
    return (
      <div className="page">
        <ScreenHeader title={t('ui.nav.features')} />
      </div>
    );
  const { start, answer } = found;
  const { description } = start;
  return (
    <div className="page">
      <ScreenHeader
        title={t('ui.nav.features')}
        meta={<Sources sources={[answer.table]} texts={texts} />}
        actions={
          <Button
            icon={<TableArrowUp20Regular />}
            data-testid={PRACTICE_IDS.featureExport}
            onClick={() => void call('topology.export', { description, language })}
          >
            {texts.t('topology.export')}
          </Button>
        }
      />
      <section className="stack-tight">
        <p className="lead">{own.t('practice.feature.lead')}</p>
        <p className="muted">
          {own.t(`practice.feature.from.${start.from}`)}{' '}
          <button type="button" className="plain link" onClick={() => goTo(ui, 'topology')}>
            {own.t('practice.feature.describe')}
          </button>
        </p>
      </section>
      <Switch
        checked={after}
        label={own.t('practice.feature.after')}
        data-testid={PRACTICE_IDS.featureToggle}
        onChange={(checked) => setAfter(checked)}
      />
      <FeatureGrid
        answer={answer}
        after={after}
        isExample={start.from === 'empty'}
        topology={texts}
        texts={own}
      />
    </div>
  );
}
