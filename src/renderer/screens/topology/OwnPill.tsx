import type { Translator } from '../../../shared/messages';
import type { TopologyAnswer } from '../../../shared/topology';

/** An answer, and whether what it answers is an example that nobody described. */
export interface AnswerProps {
  readonly answer: TopologyAnswer;
  readonly isExample: boolean;
  readonly texts: Translator;
}

/** Marks what belongs to the described topology; an example is nobody's. */
export function OwnPill({ isExample, texts }: { isExample: boolean; texts: Translator }) {
  return (
    <span className="pill tone-brand">
      {texts.t(isExample ? 'topology.own.example' : 'topology.own')}
    </span>
  );
}
