/** What the window sets for this installation. */
import type { ChannelInput } from '../../shared/ipc/contract';
import type { Settings } from '../../shared/settings';
import type { Person } from './person';
import type { Preferences, PreferenceValues } from './preferences';

/** What the desk of the settings needs. */
export interface SettingsDeskOptions {
  readonly preferences: Preferences;
  readonly dataFolder: string;
  readonly person: Pick<Person, 'choosePowerShell'>;
  readonly openPath: (path: string) => Promise<void>;
  /** Another PowerShell is used: what runs with it is made anew. */
  readonly onPowerShell: () => Promise<void>;
  /** Something was set; it holds and is shown from now on. */
  readonly onChange: () => void;
}

/** The part of the preferences that the view shows as settings. */
export function settingsOf(values: PreferenceValues): Settings {
  const { language: _language, theme: _theme, firstRun: _firstRun, ...others } = values;
  const { powershell: _powershell, practiceDirect: _practiceDirect, ...settings } = others;
  return settings;
}

/** The settings of this installation. */
export class SettingsDesk {
  constructor(private readonly options: SettingsDeskOptions) {}

  /** Sets some values. */
  change(input: ChannelInput<'app.preferences'>): void {
    this.options.preferences.change(input);
    this.options.onChange();
  }

  /** Uses a PowerShell that the person chooses, or goes back to the one that is found. */
  async choosePowerShell(use: 'choose' | 'found'): Promise<void> {
    const { preferences, person, onPowerShell, onChange } = this.options;
    if (use === 'found') preferences.forgetPowerShell();
    else {
      const powershell = await person.choosePowerShell();
      if (powershell === undefined) return;
      preferences.change({ powershell });
    }
    await onPowerShell();
    onChange();
  }

  finishFirstRun(): void {
    this.options.preferences.change({ firstRun: false });
    this.options.onChange();
  }

  /** Sets everything but the language back. */
  async reset(): Promise<void> {
    const { preferences, onPowerShell, onChange } = this.options;
    const hadPowerShell = preferences.values.powershell !== undefined;
    preferences.reset();
    onChange();
    if (hadPowerShell) await onPowerShell();
  }

  /** Shows where the data lies. */
  async openData(): Promise<void> {
    await this.options.openPath(this.options.dataFolder);
  }
}
