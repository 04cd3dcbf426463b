import { loadStepMessages } from '../../../shared/messages/step';
import { useArea } from '../../i18n/area';

/** Why no label is asked for: by what a key is told instead. */
export function KeyLabelNote() {
  const texts = useArea(loadStepMessages);
  return texts === null ? null : <p className="muted">{texts.t('step.key-label')}</p>;
}
