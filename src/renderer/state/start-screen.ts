import type { AppView } from '../../shared/ipc/views';
import type { ScreenId } from './ui-store';

/** Where a window begins, also after a reload or an unexpected end of its page: at the run, where one is under way. */
export function startScreen(view: AppView): ScreenId {
  const { open } = view;
  if (open === null) return 'customers';
  return open.busy === 'run' || open.run?.state === 'interrupted' ? 'run' : 'overview';
}
