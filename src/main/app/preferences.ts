/** What a person set on this computer, and whether the first run is over: the only thing read before the window opens. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { fileError } from '../../adapters/storage/file-system';
import { SETTINGS_ENTRIES } from '../../shared/ipc/settings-channels';
import { LANGUAGES, nearestLanguage, type Language } from '../../shared/languages';
import { CodedError, appError } from '../../shared/errors';
import { NO_POLICY, refusedSetting, settingsUnder, type Policy } from '../../shared/policy';
import { THEME_CHOICES, USUAL_SETTINGS } from '../../shared/settings';
import { readSmallJson, writeSmallJson } from './small-file';

const VERSION = 2;

const common = {
  language: v.picklist(LANGUAGES),
  firstRun: v.boolean(),
  /** The PowerShell that the person chose. */
  powershell: v.exactOptional(v.string()),
  /** The practice lab without PowerShell. */
  practiceDirect: v.exactOptional(v.boolean()),
};

/** The first form: appearance was the theme alone. */
const first = v.object({
  ...common,
  version: v.literal(1),
  theme: v.picklist(['system', 'light', 'dark']),
});

const current = v.object({
  ...common,
  version: v.literal(VERSION),
  theme: v.picklist(THEME_CHOICES),
  ...SETTINGS_ENTRIES,
  // Files of before had neither.
  updateFeed: v.optional(SETTINGS_ENTRIES.updateFeed, USUAL_SETTINGS.updateFeed),
  notifications: v.optional(SETTINGS_ENTRIES.notifications, USUAL_SETTINGS.notifications),
});

/** What is kept. */
export type PreferenceValues = Readonly<Omit<v.InferOutput<typeof current>, 'version'>>;

function usual(language: Language, firstRun: boolean): PreferenceValues {
  return { language, theme: 'system', firstRun, ...USUAL_SETTINGS };
}

/** The values in either form; undefined where the file has neither. */
function valuesIn(stored: unknown): PreferenceValues | undefined {
  const now = v.safeParse(current, stored);
  if (now.success) {
    const { version: _version, ...values } = now.output;
    return values;
  }
  const before = v.safeParse(first, stored);
  if (!before.success) return undefined;
  const { version: _version, ...values } = before.output;
  return { ...USUAL_SETTINGS, ...values };
}

const MOST_KEPT = 99;

/** Puts a file that cannot be used beside, under the first name that is free. */
function keepBeside(file: string): void {
  const names = Array.from({ length: MOST_KEPT }, (_, index) => `${file}.unusable-${index + 1}`);
  const free = names.find((name) => !existsSync(name));
  if (free === undefined) return;
  try {
    renameSync(file, free);
  } catch {
    // It stays where it is until something is set.
  }
}

/** The preferences of this installation, under what the organisation sets. */
export class Preferences {
  private readonly file: string;
  /** As the person chose; the policy may be gone again one day. */
  private current: PreferenceValues;
  private effective: PreferenceValues;
  /** What the organisation sets; nothing until it was read, and before that no customer is opened. */
  policy: Policy = NO_POLICY;

  constructor(dataFolder: string, locale: string) {
    this.file = join(dataFolder, 'preferences.json');
    const found = valuesIn(readSmallJson(this.file));
    const isThere = existsSync(this.file);
    if (found === undefined && isThere) keepBeside(this.file);
    // A damaged file is no first start: that would switch the idle lock off over customers that are there.
    this.current = found ?? usual(nearestLanguage(locale), !isThere);
    this.effective = this.current;
  }

  /** What holds. */
  get values(): PreferenceValues {
    return this.effective;
  }

  /** From now on the policy holds over what was chosen. */
  obey(policy: Policy): void {
    this.policy = policy;
    this.effective = settingsUnder(this.current, policy);
  }

  /** Goes back to the PowerShell that is found. */
  forgetPowerShell(): void {
    const { powershell: _chosen, ...others } = this.current;
    this.current = others;
    this.change({});
  }

  /** Everything as at first, but for the language, which the person would have to find again. */
  reset(): void {
    this.current = usual(this.current.language, this.current.firstRun);
    this.change({});
  }

  /** Refuses changes of what the organisation set with HX-RULESET. */
  refuseSet(changes: Partial<PreferenceValues>): void {
    const locked = refusedSetting(changes, this.policy);
    if (locked !== undefined) throw new CodedError(appError('HX-RULESET', { name: locked }));
  }

  /**
   * Changes some values and writes all. They hold for this start even where the folder cannot be written to. What the
   * organisation set is refused with HX-RULESET.
   */
  change(changes: Partial<PreferenceValues>): void {
    this.refuseSet(changes);
    this.current = { ...this.current, ...changes };
    this.effective = settingsUnder(this.current, this.policy);
    try {
      writeSmallJson(this.file, { ...this.current, version: VERSION });
    } catch (thrown) {
      throw fileError(thrown, this.file);
    }
  }
}
