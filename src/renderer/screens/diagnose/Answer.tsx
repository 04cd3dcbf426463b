import { Button } from '@fluentui/react-components';
import {
  CheckmarkCircle20Regular,
  ErrorCircle20Regular,
  Info20Regular,
  SpeakerMute20Regular,
} from '@fluentui/react-icons';
import type { DiagnosedEntry, DiagnosisCommand } from '../../../shared/diagnosis';
import type { Translator } from '../../../shared/messages';
import { CommandBlock } from '../../components/CommandBlock';
import { Expander } from '../../components/Expander';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import { goToStep } from '../../state/ui-store';
import { testId } from '../../testids';
import { EvidenceList } from './EvidenceList';
import '../../components/problem.css';

const LOOK = {
  problem: [ErrorCircle20Regular, ''],
  notice: [Info20Regular, 'warning'],
  passed: [CheckmarkCircle20Regular, 'info'],
  noise: [SpeakerMute20Regular, 'info'],
} as const;

interface Props {
  readonly entry: DiagnosedEntry;
  readonly texts: Translator;
  readonly hasCustomer: boolean;
}

/** Where it is repaired: a way to the step, its name where no customer is open, or outside. */
function Repair({ entry, texts, hasCustomer }: Props) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const { step } = entry;
  if (step === null) return <>{texts.t('diagnosis.ui.outside')}</>;
  const title = t(`core.step.${step}.title`);
  if (!hasCustomer) return <>{title}</>;
  return (
    <Button size="small" onClick={() => goToStep(ui, step)}>
      {t('ui.diagnose.step', { step: title })}
    </Button>
  );
}

/** Where a command runs, what it is about, and who runs it. */
function whereOf(command: DiagnosisCommand, { t }: Translator): string {
  return [
    t(`diagnosis.ui.where.${command.where}`),
    ...(command.application === null ? [] : [command.application]),
    t(command.listed ? 'diagnosis.ui.listed' : 'diagnosis.ui.outside-list'),
  ].join(' · ');
}

function Details({ entry, texts }: Omit<Props, 'hasCustomer'>) {
  const { t, text } = texts;
  return (
    <div className="stack-tight answer-details">
      <h4>{t('diagnosis.ui.causes')}</h4>
      <ol>
        {entry.causes.map((cause) => (
          <li key={cause.key}>{text(cause)}</li>
        ))}
      </ol>
      {entry.check !== null && (
        <>
          <h4>{t('diagnosis.ui.check')}</h4>
          <p>{text(entry.check)}</p>
        </>
      )}
      {entry.commands.length > 0 && <h4>{t('diagnosis.ui.commands')}</h4>}
      {entry.commands.map((command, index) => (
        <CommandBlock
          key={command.text}
          text={command.text}
          where={whereOf(command, texts)}
          testid={testId.command(`${entry.id}-${String(index)}`)}
          copyTestid={testId.copyCommand(`${entry.id}-${String(index)}`)}
        />
      ))}
      <h4>{t('diagnosis.ui.sources')}</h4>
      <ul className="caption muted">
        {entry.sources.map(({ title, date, address }) => (
          <li key={title}>
            {t('diagnosis.ui.source', { title, date })}{' '}
            {address !== null && <span translate="no">{address}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One answer: what was seen, what to do and not to do, where it is repaired; the rest one expand away. */
export function Answer({ entry, texts, hasCustomer }: Props) {
  const { t } = useTranslator();
  const say = texts.t;
  const [Icon, tone] = LOOK[entry.kind];
  const seen = entry.countIsLeast ? 'diagnosis.ui.seen-least' : 'diagnosis.ui.seen';
  return (
    <li className={`problem ${tone}`} data-testid={testId.answer(entry.id)}>
      <Icon className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <div className="finding-title">
          <h3 className="problem-title">{texts.text(entry.title)}</h3>
          <span className="finding-severity muted">
            {say(`diagnosis.ui.kind.${entry.kind}`)} · {say(seen, { count: entry.count })}
          </span>
        </div>
        <EvidenceList evidence={entry.evidence} texts={texts} />
        <dl className="problem-text">
          <dt>{say('diagnosis.ui.do')}</dt>
          <dd>{texts.text(entry.remedy)}</dd>
          {entry.avoid !== null && (
            <>
              <dt>{say('diagnosis.ui.avoid')}</dt>
              <dd>{texts.text(entry.avoid)}</dd>
            </>
          )}
          <dt>{say('diagnosis.ui.step')}</dt>
          <dd>
            <Repair entry={entry} texts={texts} hasCustomer={hasCustomer} />
          </dd>
        </dl>
        <Expander label={t('ui.diagnose.more')}>
          <Details entry={entry} texts={texts} />
        </Expander>
      </div>
    </li>
  );
}
