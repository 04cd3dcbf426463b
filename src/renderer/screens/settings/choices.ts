import type { AppView } from '../../../shared/ipc/views';
import { LANGUAGES } from '../../../shared/languages';
import type { Translator } from '../../../shared/messages';
import {
  DENSITY_CHOICES,
  IDLE_LOCK_CHOICES,
  LOG_DAYS_CHOICES,
  MOTION_CHOICES,
  NOTIFICATION_CHOICES,
  SIGN_IN_CHOICES,
  TEXT_SIZES,
  THEME_CHOICES,
  UPDATE_CHOICES,
  USUAL_SETTINGS,
} from '../../../shared/settings';
import type { ChannelInput } from '../../../shared/ipc/contract';
import { LANGUAGE_NAMES } from '../../app/choices';
import type { SettingId } from '../../state/settings-catalogue';

/** Settings that are one of a few values. */
export type ChoiceId = Exclude<
  SettingId,
  'proxy' | 'powershell' | 'data-folder' | 'shortcuts' | 'update-feed'
>;

interface Choice {
  readonly value: string;
  readonly label: string;
  /** What main is asked to set. */
  readonly change: ChannelInput<'app.preferences'>;
}

/** A setting with its choices. */
interface ChoiceList {
  readonly value: string;
  /** The value by default; null where the computer decides. */
  readonly usual: string | null;
  readonly choices: readonly Choice[];
}

function list<T extends string | number>(
  all: readonly T[],
  now: T,
  usual: T | null,
  of: (value: T) => Omit<Choice, 'value'>,
): ChoiceList {
  return {
    value: String(now),
    usual: usual === null ? null : String(usual),
    choices: all.map((value) => ({ value: String(value), ...of(value) })),
  };
}

/** What a setting is now and could be. */
export function choicesOf(
  id: ChoiceId,
  { language, theme, practiceDirect, settings }: AppView,
  { t }: Translator,
  ui: Translator,
): ChoiceList {
  const usual = USUAL_SETTINGS;
  switch (id) {
    case 'language':
      return list(LANGUAGES, language, null, (value) => ({
        label: LANGUAGE_NAMES[value],
        change: { language: value },
      }));
    case 'theme':
      return list(THEME_CHOICES, theme, 'system', (value) => ({
        label: ui.t(`ui.theme.${value}`),
        change: { theme: value },
      }));
    case 'text-size':
      return list(TEXT_SIZES, settings.textSize, usual.textSize, (value) => ({
        label: t('settings.text-size.value', { percent: value }),
        change: { textSize: value },
      }));
    case 'motion':
      return list(MOTION_CHOICES, settings.motion, usual.motion, (value) => ({
        label: t(`settings.motion.${value}`),
        change: { motion: value },
      }));
    case 'density':
      return list(DENSITY_CHOICES, settings.density, usual.density, (value) => ({
        label: t(`settings.density.${value}`),
        change: { density: value },
      }));
    case 'notifications':
      return list(NOTIFICATION_CHOICES, settings.notifications, usual.notifications, (value) => ({
        label: t(`settings.notifications.${value}`),
        change: { notifications: value },
      }));
    case 'sign-in':
      return list(SIGN_IN_CHOICES, settings.signInMethod, usual.signInMethod, (value) => ({
        label: t(`settings.sign-in.${value}`),
        change: { signInMethod: value },
      }));
    case 'practice':
      return list(
        ['powershell', 'direct'],
        practiceDirect ? 'direct' : 'powershell',
        'powershell',
        (value) => ({
          label: t(
            value === 'direct' ? 'settings.practice.direct' : 'settings.practice.powershell',
          ),
          change: { practiceDirect: value === 'direct' },
        }),
      );
    case 'idle-lock':
      return list(IDLE_LOCK_CHOICES, settings.idleLockMinutes, usual.idleLockMinutes, (value) => ({
        label: t('settings.idle-lock.value', { minutes: value }),
        change: { idleLockMinutes: value },
      }));
    case 'log-days':
      return list(LOG_DAYS_CHOICES, settings.logDays, usual.logDays, (value) => ({
        label: t('settings.log-days.value', { days: value }),
        change: { logDays: value },
      }));
    case 'updates':
      return list(UPDATE_CHOICES, settings.updates, usual.updates, (value) => ({
        label: t(`settings.updates.${value}`),
        change: { updates: value },
      }));
  }
}
