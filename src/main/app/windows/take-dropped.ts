/** A file that was dropped goes the way of one that was chosen in main's dialog, with the same checks. */
import { CodedError, appError } from '../../../shared/errors';
import type { TakenFile } from '../../../shared/ipc/window-limits';
import type { Workbench } from '../workbench';
import type { FileKind } from './drop-desk';
import type { PaneDialogs } from './pane-dialogs';

/** What of the workbench takes files. */
interface Takers {
  readonly profiles: Pick<Workbench['profiles'], 'choose'>;
  readonly plans: Pick<Workbench['plans'], 'compare'>;
  readonly loadCarried: Workbench['loadCarried'];
}

/** Takes a file in. A saved plan is only compared with the present one: nothing is ever applied from a file here. */
export async function takeDropped(
  desk: Takers,
  dialogs: Pick<PaneDialogs, 'hand'>,
  kind: FileKind,
  path: string,
): Promise<TakenFile> {
  dialogs.hand(kind, path);
  switch (kind) {
    case 'customer':
      await desk.profiles.choose();
      return { taken: kind };
    case 'result':
      await desk.loadCarried();
      return { taken: kind };
    case 'plan': {
      const compared = await desk.plans.compare();
      if (compared === null) throw new CodedError(appError('HX-IPC'));
      return { taken: kind, compared };
    }
  }
}
