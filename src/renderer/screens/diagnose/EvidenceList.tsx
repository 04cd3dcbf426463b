import type { Evidence } from '../../../shared/diagnosis';
import type { Translator } from '../../../shared/messages';

/** Places of the text that was read, literally. */
export function EvidenceList(props: { evidence: readonly Evidence[]; texts: Translator }) {
  const { t } = props.texts;
  return (
    <ul className="evidence">
      {props.evidence.map((place) => (
        <li key={`${String(place.line)}:${String(place.column)}`}>
          <span className="caption muted">
            {t('diagnosis.ui.line', { line: place.line })}
            {place.during !== undefined && <span translate="no"> · {place.during}</span>}
          </span>
          <code lang="en" dir="ltr" translate="no">
            {place.text}
          </code>
        </li>
      ))}
    </ul>
  );
}
