import type { DiagnosisSource } from '../../../shared/diagnosis';
import type { Translator } from '../../../shared/messages';

/** The documents that something rests on. */
export function Sources(props: { sources: readonly DiagnosisSource[]; texts: Translator }) {
  const { t } = props.texts;
  return (
    <span className="caption muted">
      {props.sources.map(({ title, date }) => t('topology.source', { title, date })).join(' · ')}
    </span>
  );
}
