import type { MenuItemConstructorOptions } from 'electron';
import type { Translator } from '../../shared/messages';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** The label of a role in our language; Electron's own labels are English. */
function item(t: Translator, role: Role): MenuItemConstructorOptions {
  const key = `main.menu.${role}`;
  return t.has(key) ? { role, label: t.text({ key, args: {} }) } : { role };
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** What the menu can ask for beyond the system's own roles. Nothing that the window itself cannot. */
export interface MenuActions {
  readonly newWindow: () => void;
  readonly lock: () => void;
  readonly help: () => void;
  readonly about: () => void;
  /** Where a person looks for updates: nothing is asked yet. */
  readonly updates: () => void;
  /** Everything larger or smaller by one step; 0: as at first. */
  readonly zoomTo: (step: 1 | -1 | 0) => void;
}

/** An entry that calls us. The window knows its key already; the menu shows it. */
function action(
  t: Translator,
  name: Exclude<keyof MenuActions, 'zoomTo'>,
  actions: MenuActions,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    id: name,
    label: t.t(`main.menu.${name}`),
    click: actions[name],
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

/**
 * The application menu: the system's roles, the zoom that is kept, and what a window can ask for itself. Editing needs
 * it on macOS; elsewhere the bar stays hidden until Alt is pressed. Zoom has no keys here: the window's own can be
 * chosen. Reload and developer tools exist in a checkout only.
 */
export function menuTemplate(
  t: Translator,
  platform: NodeJS.Platform,
  isPackaged: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const items = (...roles: readonly Role[]): MenuItemConstructorOptions[] =>
    roles.map((role) => item(t, role));
  const zoom = (key: 'resetZoom' | 'zoomIn' | 'zoomOut', step: 1 | -1 | 0) => ({
    label: t.t(`main.menu.${key}`),
    click: () => actions.zoomTo(step),
  });
  const application: MenuItemConstructorOptions = {
    label: 'Crossprem',
    submenu: [
      action(t, 'about', actions),
      action(t, 'updates', actions),
      SEPARATOR,
      ...items('hide', 'hideOthers', 'unhide'),
      SEPARATOR,
      ...items('quit'),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: t.t('main.menu.edit'),
    submenu: [...items('undo', 'redo'), SEPARATOR, ...items('cut', 'copy', 'paste', 'selectAll')],
  };
  const development = isPackaged ? [] : [SEPARATOR, ...items('reload', 'toggleDevTools')];
  const view: MenuItemConstructorOptions = {
    label: t.t('main.menu.view'),
    submenu: [
      zoom('resetZoom', 0),
      zoom('zoomIn', 1),
      zoom('zoomOut', -1),
      SEPARATOR,
      ...items('togglefullscreen'),
      ...development,
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: t.t('main.menu.file'),
    submenu: [
      action(t, 'newWindow', actions, 'CommandOrControl+Shift+N'),
      action(t, 'lock', actions, 'CommandOrControl+Shift+L'),
      SEPARATOR,
      ...items('close'),
    ],
  };
  const windowMenu: MenuItemConstructorOptions = {
    label: t.t('main.menu.window'),
    submenu: items('minimize'),
  };
  const isMac = platform === 'darwin';
  const help: MenuItemConstructorOptions = {
    label: t.t('main.menu.helpMenu'),
    submenu: [
      action(t, 'help', actions, 'F1'),
      ...(isMac ? [] : [action(t, 'updates', actions), action(t, 'about', actions)]),
    ],
  };
  return [...(isMac ? [application] : []), file, edit, view, windowMenu, help];
}
