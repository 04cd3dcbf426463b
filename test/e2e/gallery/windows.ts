/** Scenes of the window among others: locked, and beside another window. */
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import type { AppView } from '../../../src/shared/ipc/views';

type Scene = () => Partial<AppView> & { open: null };

const runtime = {
  electron: '45.4.1',
  chromium: '152.0.7977.41',
  node: '26.3.0',
  supportEnded: null,
};

const locked = (running: boolean): ReturnType<Scene> => ({
  open: null,
  customers: [],
  frame: { ...LONE_FRAME, runtime, locked: { running } },
});

/** By name. */
export const WINDOW_SCENES: Readonly<Record<string, Scene>> = {
  locked: () => locked(false),
  'locked-running': () => locked(true),
  elsewhere: () => ({
    open: null,
    frame: { ...LONE_FRAME, runtime, elsewhere: ['fabrikam'] },
  }),
};
