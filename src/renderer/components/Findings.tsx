import { ErrorCircle20Regular, Info20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { FindingView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';
import { Expander } from './Expander';
import { OriginalMessage, ProblemText } from './Problem';
import './problem.css';

const ICONS = { info: Info20Regular, warning: Warning20Regular, blocking: ErrorCircle20Regular };
const ORDER = { blocking: 0, warning: 1, info: 2 } as const;

function Finding({ finding }: { finding: FindingView }) {
  const { t } = useTranslator();
  const Icon = ICONS[finding.severity];
  return (
    <li className={`problem ${finding.severity}`} data-testid={testId.finding(finding.code)}>
      <Icon className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <div>
          <p className="finding-severity muted">
            {t(`ui.finding.${finding.severity}`)} · <code translate="no">{finding.code}</code>
          </p>
          <p className="problem-title">{t(`errors.${finding.code}.what`, finding.args)}</p>
        </div>
        {finding.severity === 'info' ? (
          <Expander label={t('ui.finding.more')}>
            <ProblemText code={finding.code} args={finding.args} />
          </Expander>
        ) : (
          <ProblemText code={finding.code} args={finding.args} />
        )}
        <OriginalMessage detail={finding.detail} />
      </div>
    </li>
  );
}

/** Findings, the gravest first. */
export function Findings(props: { findings: readonly FindingView[]; testid?: string }) {
  const sorted = [...props.findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return (
    <ul className="findings" data-testid={props.testid}>
      {sorted.map((finding, index) => (
        <Finding key={`${finding.code}-${String(index)}`} finding={finding} />
      ))}
    </ul>
  );
}
