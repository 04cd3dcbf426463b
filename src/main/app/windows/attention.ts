/** How the system shows what a run says: taskbar or dock, and notifications. */
import { app, Notification, type BrowserWindow } from 'electron';
import type { Translator } from '../../../shared/messages';
import type { Attention } from './run-signal';

/** What it needs of its window. */
export interface AttentionOptions {
  readonly window: () => BrowserWindow;
  readonly texts: () => Promise<Translator>;
  /** What the person set: notifications, or the taskbar alone. */
  readonly notifies: () => boolean;
  /** The person selected the notification. */
  readonly onSelect: () => void;
}

/** A bar without end: how long a run takes is never guessed. */
const UNKNOWN_LENGTH = 2;

/** The attention of one window. */
export function windowAttention(options: AttentionOptions): Attention {
  const { window, texts, notifies, onSelect } = options;
  // Kept until it is answered: a notification that is collected answers no more.
  let shown: Notification | null = null;
  return {
    isFocused: () => !window().isDestroyed() && window().isFocused(),
    progress: (state) => {
      const target = window();
      if (target.isDestroyed()) return;
      switch (state) {
        case 'none':
          target.setProgressBar(-1);
          app.dock?.setBadge('');
          return;
        case 'running':
          target.setProgressBar(UNKNOWN_LENGTH, { mode: 'indeterminate' });
          app.dock?.setBadge('');
          return;
        case 'paused':
          target.setProgressBar(1, { mode: 'paused' });
          return;
        case 'failed':
          target.setProgressBar(1, { mode: 'error' });
          return;
      }
    },
    tell: (what, customer) => {
      const target = window();
      if (target.isDestroyed()) return;
      if (what !== 'done') {
        target.flashFrame(true);
        app.dock?.setBadge('!');
      }
      if (!notifies()) return;
      void texts().then(({ t }) => {
        if (!Notification.isSupported()) return;
        shown?.close();
        shown = new Notification({ title: customer, body: t(`main.notice.${what}`) });
        shown.on('click', onSelect);
        shown.show();
      });
    },
  };
}
