/** What a person can set, with what holds until then. Stored by main, shown and changed by the window. */
import type { ShortcutChoices } from './shortcuts';

export const THEME_CHOICES = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export const MOTION_CHOICES = ['system', 'reduced', 'full'] as const;
type MotionChoice = (typeof MOTION_CHOICES)[number];
export const DENSITY_CHOICES = ['comfortable', 'compact'] as const;
type DensityChoice = (typeof DENSITY_CHOICES)[number];
export const SIGN_IN_CHOICES = ['browser', 'device-code'] as const;
type SignInChoice = (typeof SIGN_IN_CHOICES)[number];
export const UPDATE_CHOICES = ['off', 'ask'] as const;
type UpdateChoice = (typeof UPDATE_CHOICES)[number];
export const NOTIFICATION_CHOICES = ['on', 'off'] as const;
type NotificationChoice = (typeof NOTIFICATION_CHOICES)[number];
/** Text sizes in percent; the window's zoom has the same steps. */
export const TEXT_SIZES = [90, 100, 110, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
/** Minutes without input until the window locks; 0: never. */
export const IDLE_LOCK_CHOICES = [0, 5, 15, 30, 60] as const;
type IdleLockMinutes = (typeof IDLE_LOCK_CHOICES)[number];
/** Days that lines of the log are kept. */
export const LOG_DAYS_CHOICES = [7, 30, 90, 365] as const;
type LogDays = (typeof LOG_DAYS_CHOICES)[number];
/** Widths of the side panel in pixels. */
export const PANEL_WIDTH = { least: 320, usual: 380, most: 560, step: 20 } as const;

/** How the tenant is reached from this computer. */
export type ProxyChoice =
  | { readonly kind: 'system' }
  | { readonly kind: 'none' }
  | { readonly kind: 'address'; readonly address: string };

/** Everything besides language, theme and PowerShell, which have a place of their own in the view. */
export interface Settings {
  readonly textSize: TextSize;
  readonly motion: MotionChoice;
  readonly density: DensityChoice;
  readonly panelWidth: number;
  /** Of runs, while the person looks elsewhere. */
  readonly notifications: NotificationChoice;
  readonly signInMethod: SignInChoice;
  readonly proxy: ProxyChoice;
  readonly idleLockMinutes: IdleLockMinutes;
  readonly logDays: LogDays;
  readonly updates: UpdateChoice;
  /** https address of a folder with updates; empty: none. */
  readonly updateFeed: string;
  readonly shortcuts: ShortcutChoices;
}

/** What holds until something else is set. */
export const USUAL_SETTINGS: Settings = {
  textSize: 100,
  motion: 'system',
  density: 'comfortable',
  panelWidth: PANEL_WIDTH.usual,
  notifications: 'on',
  signInMethod: 'browser',
  proxy: { kind: 'system' },
  idleLockMinutes: 15,
  logDays: 30,
  updates: 'off',
  updateFeed: '',
  shortcuts: {},
};

/** The next larger or smaller text size; the same at the ends. */
export function nextTextSize(size: TextSize, step: 1 | -1): TextSize {
  const at = TEXT_SIZES.indexOf(size) + step;
  return TEXT_SIZES[at] ?? size;
}

const PROXY = /^(?:(?:https?|socks[45]):\/\/)?([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(\d{1,5})$/;

/** True for `host:port`, with or without a scheme. Names and passwords have no place in it. */
export function isProxyAddress(text: string): boolean {
  const [, , port] = PROXY.exec(text) ?? [];
  return port !== undefined && Number(port) > 0 && Number(port) <= 65_535;
}
