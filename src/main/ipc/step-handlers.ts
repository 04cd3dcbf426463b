/** Channels of what the wizard asks beside its fields, and of a new customer's draft. */
import type { DRAFT_CHANNELS } from '../../shared/ipc/draft-channels';
import type { STEP_CHANNELS } from '../../shared/ipc/step-channels';
import type { Workbench } from '../app/workbench';
import type { Handlers } from './router';

/** Makes their handlers. */
export function stepHandlers(
  workbench: () => Promise<Workbench>,
): Pick<Handlers, keyof typeof STEP_CHANNELS | keyof typeof DRAFT_CHANNELS> {
  // It needs the planner, which is loaded with the workbench.
  const desk = () => import('../app/step-desk');
  return {
    'step.oauth': async (input) => {
      await (await desk()).chooseOAuth((await workbench()).openCustomerNow, input);
      return null;
    },
    'step.mailboxes': async (input) =>
      (await desk()).findMailboxes((await workbench()).openCustomerNow, input),
    'draft.read': async () => (await workbench()).draft.read(),
    'draft.keep': async ({ typed }) => {
      await (await workbench()).draft.keep(typed);
      return null;
    },
  };
}
