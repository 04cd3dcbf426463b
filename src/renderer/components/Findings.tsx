import { ErrorCircle20Regular, Info20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { FindingView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { testId } from '../testids';
import { Expander } from './Expander';
import { OriginalMessage, ProblemText } from './Problem';
import { Practise } from '../practice/Practise';
import './problem.css';

const ICONS = { info: Info20Regular, warning: Warning20Regular, blocking: ErrorCircle20Regular };
const ORDER = { blocking: 0, warning: 1, info: 2 } as const;

function FindingTitle({ finding }: { finding: FindingView }) {
  const { t } = useTranslator();
  return (
    <span className="finding-title">
      <span className="problem-title">{t(`errors.${finding.code}.what`, finding.args)}</span>
      <span className="finding-severity muted">
        {t(`ui.finding.${finding.severity}`)} · <code translate="no">{finding.code}</code>
      </span>
    </span>
  );
}

function FindingDetail({ finding }: { finding: FindingView }) {
  return (
    <>
      <ProblemText code={finding.code} args={finding.args} />
      <OriginalMessage detail={finding.detail} />
      <Practise code={finding.code} />
    </>
  );
}

/** What blocks is shown in full; the rest opens on demand. */
function Finding({ finding }: { finding: FindingView }) {
  const Icon = ICONS[finding.severity];
  return (
    <li className={`problem ${finding.severity}`} data-testid={testId.finding(finding.code)}>
      <Icon className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        {finding.severity === 'blocking' ? (
          <>
            <FindingTitle finding={finding} />
            <FindingDetail finding={finding} />
          </>
        ) : (
          <Expander label={<FindingTitle finding={finding} />} wide>
            <div className="finding-detail">
              <FindingDetail finding={finding} />
            </div>
          </Expander>
        )}
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
