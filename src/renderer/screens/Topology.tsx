import { Button } from '@fluentui/react-components';
import { Save20Regular, TableArrowUp20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors';
import { loadTopologyMessages } from '../../shared/messages/topology';
import { FIRST_TOPOLOGY } from '../../shared/topology';
import type { TopologyAnswer, TopologyDescription, TopologyStart } from '../../shared/topology';
import { Problem } from '../components/Problem';
import { ScreenHeader } from '../components/ScreenHeader';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { TEST_IDS } from '../testids';
import { Answer } from './topology/Answer';
import { Form } from './topology/Form';
import { relevant } from './topology/relevant';
import './topology.css';

interface Start extends TopologyStart {
  readonly error: AppError | null;
}

/** What the form starts from; an example, and why, where that cannot be read. */
function useStart(): Start | null {
  const call = useCall();
  const [start, setStart] = useState<Start | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('topology.start', {}).then((found) => {
      if (!wanted) return;
      if (found.ok) setStart({ ...found.value, error: null });
      else setStart({ description: FIRST_TOPOLOGY, from: 'empty', error: found.error });
    });
    return () => {
      wanted = false;
    };
  }, [call]);
  return start;
}

/** The answer to a description; the last one stays while main computes the next. */
function useAnswer(described: TopologyDescription): TopologyAnswer | null {
  const call = useCall();
  const [answer, setAnswer] = useState<TopologyAnswer | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('topology.answer', described).then((found) => {
      if (wanted && found.ok) setAnswer(found.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, described]);
  return answer;
}

function Plan({ start, hasCustomer }: { start: TopologyStart; hasCustomer: boolean }) {
  const texts = useArea(loadTopologyMessages);
  const { language } = useTranslator();
  const call = useCall();
  const [typed, setTyped] = useState(start.description);
  const [described, setDescribed] = useState(() => relevant(start.description));
  const [saved, setSaved] = useState(false);
  const answer = useAnswer(described);
  if (texts === null) return null;
  const { t } = texts;
  const isExample = start.from === 'empty' && typed === start.description && !saved;
  const change = (next: TopologyDescription): void => {
    setTyped(next);
    setDescribed(relevant(next));
    setSaved(false);
  };
  const save = async (): Promise<void> => {
    setSaved((await call('topology.save', described)).ok);
  };
  return (
    <>
      <ScreenHeader
        title={t('topology.title')}
        actions={
          <>
            <Button
              icon={<TableArrowUp20Regular />}
              data-testid={TEST_IDS.topologyExport}
              onClick={() => void call('topology.export', { description: described, language })}
            >
              {t('topology.export')}
            </Button>
            {hasCustomer && (
              <Button
                appearance="primary"
                icon={<Save20Regular />}
                data-primary
                data-testid={TEST_IDS.topologySave}
                onClick={() => void save()}
              >
                {t('topology.save')}
              </Button>
            )}
          </>
        }
      />
      <section className="stack-tight" role="status">
        <p className="lead">{t('topology.lead')}</p>
        {saved ? (
          <p className="tone-ok" data-testid={TEST_IDS.topologySaved}>
            {t('topology.saved')}
          </p>
        ) : (
          hasCustomer && <p className="muted">{t(`topology.from.${start.from}`)}</p>
        )}
      </section>
      <Form described={typed} texts={texts} onChange={change} />
      {answer !== null && <Answer {...{ answer, isExample, texts }} />}
    </>
  );
}

/** Describe a topology; the answer follows each change. Works without a customer. */
export default function Topology({ hasCustomer }: { hasCustomer: boolean }) {
  const { t } = useTranslator();
  const start = useStart();
  return (
    <div className="page" data-testid={TEST_IDS.topologyPage}>
      {start === null ? (
        <ScreenHeader title={t('ui.nav.topology')} />
      ) : (
        <>
          {start.error !== null && <Problem error={start.error} />}
          <Plan start={start} hasCustomer={hasCustomer} />
        </>
      )}
    </div>
  );
}
