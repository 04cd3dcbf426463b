import type { MenuItemConstructorOptions } from 'electron';
import type { Translator } from '../../shared/messages';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** The label of a role in our language; Electron's own labels are English. */
function item(t: Translator, role: Role): MenuItemConstructorOptions {
  const key = `main.menu.${role}`;
  return t.has(key) ? { role, label: t.text({ key, args: {} }) } : { role };
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application menu: roles, and the zoom that is kept, so that no entry can do what the window cannot. Editing
 * needs it on macOS; elsewhere the bar stays hidden until Alt is pressed. Zoom has no keys here: the window's own can
 * be chosen. Reload and developer tools exist in a checkout only.
 */
export function menuTemplate(
  t: Translator,
  platform: NodeJS.Platform,
  isPackaged: boolean,
  zoomTo: (step: 1 | -1 | 0) => void,
): MenuItemConstructorOptions[] {
  const items = (...roles: readonly Role[]): MenuItemConstructorOptions[] =>
    roles.map((role) => item(t, role));
  const zoom = (key: 'resetZoom' | 'zoomIn' | 'zoomOut', step: 1 | -1 | 0) => ({
    label: t.t(`main.menu.${key}`),
    click: () => zoomTo(step),
  });
  const application: MenuItemConstructorOptions = {
    label: 'Crossprem',
    submenu: [
      ...items('about'),
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
  const windowMenu: MenuItemConstructorOptions = {
    label: t.t('main.menu.window'),
    submenu: items('minimize', 'close'),
  };
  return platform === 'darwin' ? [application, edit, view, windowMenu] : [edit, view, windowMenu];
}
