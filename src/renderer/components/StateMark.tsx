import type { StepStateView } from '../../shared/ipc/views';
import './state-mark.css';

/** What a mark can show: a step's state, or the step that is open and not begun. */
export type MarkState = StepStateView | 'current';

const OCTAGON = '8.2,3 15.8,3 21,8.2 21,15.8 15.8,21 8.2,21 3,15.8 3,8.2';

function Shape({ state, number }: { state: MarkState; number: number }) {
  const label = (
    <text x="12" y="12.5" className="mark-number">
      {number}
    </text>
  );
  switch (state) {
    case 'not-started':
      return (
        <>
          <circle cx="12" cy="12" r="9" className="mark-line" />
          {label}
        </>
      );
    case 'current':
      return (
        <>
          <circle cx="12" cy="12" r="9" className="mark-line thick" />
          {label}
        </>
      );
    case 'waits':
      return (
        <>
          <circle cx="12" cy="12" r="9" className="mark-line dashed" />
          <path
            d="M9 11.5h6v4.5H9zM10.2 11.5V10a1.8 1.8 0 0 1 3.6 0v1.5"
            className="mark-line fine"
          />
        </>
      );
    case 'running':
      return (
        <>
          <circle cx="12" cy="12" r="9" className="mark-line faint" />
          <path d="M12 3a9 9 0 0 1 9 9" className="mark-line thick mark-arc" />
          <path d="M8 12h.01M12 12h.01M16 12h.01" className="mark-line thick mark-dots" />
        </>
      );
    case 'verified':
      return (
        <>
          <circle cx="12" cy="12" r="9.5" className="mark-fill" />
          <path d="m7.8 12.3 2.8 2.8 5.6-5.8" className="mark-cut" />
        </>
      );
    case 'applied':
      return (
        <>
          <circle cx="12" cy="12" r="9" className="mark-line" />
          <path d="m7.8 12.3 2.8 2.8 5.6-5.8" className="mark-line" />
        </>
      );
    case 'attention':
      return (
        <>
          <path d="M12 3.2 21.5 20h-19z" className="mark-line" />
          <path d="M12 9.5v5M12 17.2v.1" className="mark-line thick" />
        </>
      );
    case 'failed':
      return (
        <>
          <polygon points={OCTAGON} className="mark-fill" />
          <path d="m8.8 8.8 6.4 6.4m0-6.4-6.4 6.4" className="mark-cut" />
        </>
      );
    case 'unknown':
      return (
        <>
          <rect x="3.5" y="3.5" width="17" height="17" rx="2" className="mark-line" />
          <text x="12" y="12.5" className="mark-number">
            ?
          </text>
        </>
      );
    case 'drifted':
      return (
        <>
          <path d="m12 2.5 9.5 9.5-9.5 9.5L2.5 12z" className="mark-line" />
          <path d="M8.5 12h6.5m-2.6-2.6L15 12l-2.6 2.6" className="mark-line" />
        </>
      );
    case 'not-needed':
      return (
        <>
          {label}
          <path d="M5 12h14" className="mark-line" />
        </>
      );
  }
}

/** The 24 px mark of a step: shape and icon; the word always stands beside it. */
export function StateMark(props: { state: MarkState; number: number }) {
  return (
    <svg
      className={`mark mark-${props.state}`}
      width="24"
      height="24"
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <Shape {...props} />
    </svg>
  );
}
