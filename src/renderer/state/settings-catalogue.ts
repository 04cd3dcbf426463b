/** The settings in the order of their screen. Names and effects are in the area `settings`. */

export const SETTING_GROUPS = {
  appearance: ['language', 'theme', 'text-size', 'motion', 'density', 'notifications'],
  connection: ['sign-in', 'powershell', 'practice', 'proxy'],
  data: ['idle-lock', 'log-days', 'data-folder', 'updates', 'update-feed'],
  keyboard: ['shortcuts'],
} as const;
/** A group of the screen. */
type SettingGroup = keyof typeof SETTING_GROUPS;
/** One setting. */
export type SettingId = (typeof SETTING_GROUPS)[SettingGroup][number];

/** The groups, in order. */
export const GROUPS = ['appearance', 'connection', 'data', 'keyboard'] as const;
/** All settings, in order. */
export const SETTING_IDS: readonly SettingId[] = GROUPS.flatMap((group) => [
  ...SETTING_GROUPS[group],
]);
