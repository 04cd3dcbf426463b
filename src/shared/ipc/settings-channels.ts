/** Channels of the settings, and the form in which they cross the border and lie on disk. */
import * as v from 'valibot';
import { LANGUAGES } from '../languages';
import {
  DENSITY_CHOICES,
  IDLE_LOCK_CHOICES,
  LOG_DAYS_CHOICES,
  MOTION_CHOICES,
  NOTIFICATION_CHOICES,
  PANEL_WIDTH,
  SIGN_IN_CHOICES,
  TEXT_SIZES,
  THEME_CHOICES,
  UPDATE_CHOICES,
  isProxyAddress,
} from '../settings';
import { isFeedAddress } from '../policy';
import { areChoicesUsable, SHORTCUT_IDS, type ShortcutChoices } from '../shortcuts';

const LONGEST_KEYS = 32;
const LONGEST_ADDRESS = 256;

const proxy = v.variant('kind', [
  v.strictObject({ kind: v.literal('system') }),
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('address'),
    address: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS), v.check(isProxyAddress)),
  }),
]);

const keys = v.pipe(v.string(), v.maxLength(LONGEST_KEYS));
const shortcuts = v.pipe(
  v.strictObject(v.entriesFromList(SHORTCUT_IDS, v.exactOptional(keys))),
  v.check((choices: ShortcutChoices) => areChoicesUsable(choices)),
);

/** Schema of each setting. */
export const SETTINGS_ENTRIES = {
  textSize: v.picklist(TEXT_SIZES),
  motion: v.picklist(MOTION_CHOICES),
  density: v.picklist(DENSITY_CHOICES),
  panelWidth: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(PANEL_WIDTH.least),
    v.maxValue(PANEL_WIDTH.most),
  ),
  notifications: v.picklist(NOTIFICATION_CHOICES),
  signInMethod: v.picklist(SIGN_IN_CHOICES),
  proxy,
  idleLockMinutes: v.picklist(IDLE_LOCK_CHOICES),
  logDays: v.picklist(LOG_DAYS_CHOICES),
  updates: v.picklist(UPDATE_CHOICES),
  updateFeed: v.union([v.literal(''), v.pipe(v.string(), v.check(isFeedAddress))]),
  shortcuts,
};

/** Some of the settings; what is not named stays. */
export const changedSettings = v.strictObject({
  language: v.exactOptional(v.picklist(LANGUAGES)),
  theme: v.exactOptional(v.picklist(THEME_CHOICES)),
  practiceDirect: v.exactOptional(v.boolean()),
  textSize: v.exactOptional(SETTINGS_ENTRIES.textSize),
  motion: v.exactOptional(SETTINGS_ENTRIES.motion),
  density: v.exactOptional(SETTINGS_ENTRIES.density),
  panelWidth: v.exactOptional(SETTINGS_ENTRIES.panelWidth),
  notifications: v.exactOptional(SETTINGS_ENTRIES.notifications),
  signInMethod: v.exactOptional(SETTINGS_ENTRIES.signInMethod),
  proxy: v.exactOptional(SETTINGS_ENTRIES.proxy),
  idleLockMinutes: v.exactOptional(SETTINGS_ENTRIES.idleLockMinutes),
  logDays: v.exactOptional(SETTINGS_ENTRIES.logDays),
  updates: v.exactOptional(SETTINGS_ENTRIES.updates),
  updateFeed: v.exactOptional(SETTINGS_ENTRIES.updateFeed),
  shortcuts: v.exactOptional(SETTINGS_ENTRIES.shortcuts),
});

const nothing = v.strictObject({});

/** Channels of the settings screen. */
export const SETTINGS_CHANNELS = {
  /** Everything but the language as it was at first. */
  'settings.reset': nothing,
  /** Shows the data folder in the system's file manager. */
  'settings.open-data': nothing,
} as const;
