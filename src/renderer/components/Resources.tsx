import {
  ArrowSwap16Regular,
  CheckmarkCircle16Regular,
  Circle16Regular,
  HandRight16Regular,
  QuestionCircle16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons';
import type { ResourceView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';
import { Comparisons, Differences } from './Comparisons';
import { Expander } from './Expander';
import './resources.css';

const LOOK = {
  present: [CheckmarkCircle16Regular, 'tone-ok'],
  absent: [Circle16Regular, 'tone-brand'],
  differs: [ArrowSwap16Regular, 'tone-warn'],
  unknown: [QuestionCircle16Regular, 'tone-warn'],
  'by-hand': [HandRight16Regular, 'tone-brand'],
  'not-needed': [SubtractCircle16Regular, 'muted'],
} as const satisfies Record<ResourceView['state'], unknown>;

/** Icon and word for the state of a resource. */
export function ResourceState({ state }: { state: ResourceView['state'] }) {
  const { t } = useTranslator();
  const [Icon, tone] = LOOK[state];
  return (
    <span className={`verdict nowrap ${tone}`}>
      <Icon aria-hidden="true" />
      {t(`ui.resource.${state}`)}
    </span>
  );
}

function Notes({ resource }: { resource: ResourceView }) {
  const { t, text } = useTranslator();
  return (
    <>
      {resource.keeps.map((keep, index) => (
        <div key={index} className="resource-note">
          <p>
            <strong className="label">{t('ui.plan.kept')}</strong>
            {text(keep.title)}
          </p>
          <Differences differences={keep.differences} kept />
        </div>
      ))}
      {resource.byHand.map((note, index) => (
        <p key={index} className="resource-note">
          <strong className="label">{t('ui.plan.by-hand')}</strong>
          {text(note)}
        </p>
      ))}
      {resource.cannotPreview.map((note, index) => (
        <p key={index} className="resource-note">
          <strong className="label">{t('ui.plan.cannot-preview')}</strong>
          {text(note)}
        </p>
      ))}
    </>
  );
}

function Resource({ resource }: { resource: ResourceView }) {
  const { text } = useTranslator();
  const title = text(resource.title);
  const equal = resource.comparisons.every((row) => row.verdict === 'equal');
  const head = (
    <span className="spread">
      <h3 className="resource-title">{title}</h3>
      <ResourceState state={resource.state} />
    </span>
  );
  return (
    <li className="card resource" data-testid={testId.resource(resource.id)}>
      {resource.comparisons.length === 0 ? (
        <div className="unfolding">{head}</div>
      ) : (
        <Expander label={head} open={!equal} wide>
          <Comparisons comparisons={resource.comparisons} caption={title} />
        </Expander>
      )}
      <Notes resource={resource} />
    </li>
  );
}

/** What was compared, resource by resource. */
export function Resources(props: { resources: readonly ResourceView[] }) {
  return (
    <ul className="stack-tight">
      {props.resources.map((resource) => (
        <Resource key={resource.id} resource={resource} />
      ))}
    </ul>
  );
}
