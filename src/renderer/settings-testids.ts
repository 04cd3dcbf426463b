import type { ErrorCode } from '../shared/errors';
import type { ShortcutId } from '../shared/shortcuts';

/** Stable ids of the frame’s palette, shortcut sheet and drawer, and of the Settings screen. */
export const SETTINGS_TEST_IDS = {
  paletteOpen: 'palette-open',
  palette: 'palette',
  paletteInput: 'palette-input',
  paletteList: 'palette-list',
  paletteError: 'palette-error',
  paletteBack: 'palette-back',
  paletteDiagnose: 'palette-diagnose',
  sheet: 'keys-sheet',
  sheetClose: 'keys-sheet-close',
  sheetChange: 'keys-sheet-change',
  sheetOpen: 'keys-sheet-open',
  panelResize: 'panel-resize',
  settings: 'settings',
  settingsSearch: 'settings-search',
  settingsNone: 'settings-none',
  settingsResetAll: 'settings-reset-all',
  settingsResetAsk: 'settings-reset-ask',
  settingsResetDo: 'settings-reset-do',
  settingsResetCancel: 'settings-reset-cancel',
  openData: 'settings-open-data',
  proxyAddress: 'setting-proxy-address',
  proxyUse: 'setting-proxy-use',
  shortcutRefused: 'shortcut-refused',
  policyPanel: 'policy-panel',
  feedAddress: 'setting-update-feed-address',
  feedUse: 'setting-update-feed-use',
  updateCheck: 'update-check',
  updateResult: 'update-result',
  updateOpen: 'update-open',
  updateDownload: 'update-download',
  updateStop: 'update-stop',
  updateShow: 'update-show',
  updateState: 'update-state',
} as const;

/** Ids of things that exist more than once. */
export const settingsTestId = {
  setting: (id: string) => `setting-${id}`,
  locked: (id: string) => `setting-locked-${id}`,
  policy: (name: string) => `policy-${name}`,
  reset: (id: string) => `setting-reset-${id}`,
  entry: (id: string) => `palette-entry-${id}`,
  errorEntry: (code: ErrorCode) => `palette-entry-error-${code}`,
  shortcut: (id: ShortcutId) => `shortcut-${id}`,
  changeShortcut: (id: ShortcutId) => `shortcut-change-${id}`,
  captureShortcut: (id: ShortcutId) => `shortcut-capture-${id}`,
} as const;
