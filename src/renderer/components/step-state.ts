import type { StepView } from '../../shared/ipc/views';
import type { Translator } from '../../shared/messages';

/** The word of a step's state; a waiting step names the step it waits for. */
export function stepStateWord(
  step: StepView,
  steps: readonly StepView[],
  { t }: Translator,
): string {
  if (step.state !== 'waits') return t(`ui.state.${step.state}`);
  const other = steps.find((item) => item.id === step.waitsFor);
  if (other === undefined) return t('ui.state.waits-other');
  return other.number === 0
    ? t('ui.state.waits-prepare')
    : t('ui.state.waits', { number: other.number });
}

/** Colour of a state's word, always beside its mark. */
export function stepStateTone(step: StepView): string {
  switch (step.state) {
    case 'verified':
      return 'tone-ok';
    case 'attention':
    case 'unknown':
      return 'tone-warn';
    case 'failed':
      return 'tone-danger';
    case 'drifted':
      return 'tone-drift';
    case 'running':
      return 'tone-brand';
    default:
      return 'muted';
  }
}
