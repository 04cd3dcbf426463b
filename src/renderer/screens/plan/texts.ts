import type { Translator } from '../../../shared/messages';
import { loadPlanMessages } from '../../../shared/messages/ui-plan';
import { useArea } from '../../i18n/area';

/** The texts of approval, rehearsal and failed actions; null until they are there. */
export function usePlanTexts(): Translator | null {
  return useArea(loadPlanMessages);
}
