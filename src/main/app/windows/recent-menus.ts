/** The customers opened last, in the system's own menus of this program: jump list on Windows, dock menu on macOS. */
import { app, Menu } from 'electron';
import type { Translator } from '../../../shared/messages';

/** One of them. */
export interface RecentEntry {
  readonly id: string;
  readonly name: string;
}

/** Shows them, and nothing else: a customer that was removed is in none of these menus any more. */
export function showRecent(
  entries: readonly RecentEntry[],
  t: Translator,
  open: (id: string) => void,
): void {
  if (process.platform === 'win32') showJumpList(entries, t);
  app.dock?.setMenu(
    Menu.buildFromTemplate(entries.map(({ id, name }) => ({ label: name, click: () => open(id) }))),
  );
}

function showJumpList(entries: readonly RecentEntry[], t: Translator): void {
  if (entries.length === 0) {
    app.setJumpList([]);
    return;
  }
  app.setJumpList([
    {
      type: 'custom',
      name: t.t('main.recent'),
      items: entries.map(({ id, name }) => ({
        type: 'task',
        title: name,
        description: name,
        program: process.execPath,
        // The id is of small letters, digits and dashes alone.
        args: `--customer=${id}`,
        iconPath: process.execPath,
        iconIndex: 0,
      })),
    },
  ]);
}
