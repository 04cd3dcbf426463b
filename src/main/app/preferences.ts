/** Language, theme and whether the first run is over: the only thing read before the window opens. */
import { join } from 'node:path';
import * as v from 'valibot';
import { fileError } from '../../adapters/storage/file-system';
import { LANGUAGES, nearestLanguage } from '../../shared/languages';
import { readSmallJson, writeSmallJson } from './small-file';

/** Choices of the time until the lock. */
const IDLE_LOCK_MINUTES = [0, 5, 15, 30, 60] as const;
/** Until the person chooses another. */
export const USUAL_IDLE_LOCK = 15;

const schema = v.object({
  version: v.literal(1),
  language: v.picklist(LANGUAGES),
  theme: v.picklist(['system', 'light', 'dark']),
  firstRun: v.boolean(),
  /** The PowerShell that the person chose. */
  powershell: v.exactOptional(v.string()),
  /** The practice lab without PowerShell. */
  practiceDirect: v.exactOptional(v.boolean()),
  /** Minutes without input until all windows are locked; 0: never by itself. */
  idleLockMinutes: v.exactOptional(v.picklist(IDLE_LOCK_MINUTES)),
});

/** What is kept. */
export type PreferenceValues = Readonly<Omit<v.InferOutput<typeof schema>, 'version'>>;

/** The preferences of this installation. */
export class Preferences {
  private readonly file: string;
  private current: PreferenceValues;

  constructor(dataFolder: string, locale: string) {
    this.file = join(dataFolder, 'preferences.json');
    const stored = v.safeParse(schema, readSmallJson(this.file));
    this.current = stored.success
      ? stored.output
      : { language: nearestLanguage(locale), theme: 'system', firstRun: true };
  }

  get values(): PreferenceValues {
    return this.current;
  }

  /** Goes back to the PowerShell that is found. */
  forgetPowerShell(): void {
    const { powershell: _chosen, ...others } = this.current;
    this.current = others;
    this.change({});
  }

  /** Changes some values and writes all. They hold for this start even where the folder cannot be written to. */
  change(changes: Partial<PreferenceValues>): void {
    this.current = { ...this.current, ...changes };
    try {
      writeSmallJson(this.file, { ...this.current, version: 1 });
    } catch (thrown) {
      throw fileError(thrown, this.file);
    }
  }
}
