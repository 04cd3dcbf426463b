/** What the window sets for this installation. */
import type { ChannelInput } from '../../shared/ipc/contract';
import type { Settings } from '../../shared/settings';
import type { HostQuestion, Person } from './person';
import type { Preferences, PreferenceValues } from './preferences';

/** What the desk of the settings needs. */
export interface SettingsDeskOptions {
  readonly preferences: Preferences;
  readonly dataFolder: string;
  readonly person: Pick<Person, 'choosePowerShell' | 'confirmHosts'>;
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

/** What would be reached from now on and was not before. */
function hostsIn(
  { proxy, updateFeed = '' }: ChannelInput<'app.preferences'>,
  now: PreferenceValues,
): readonly HostQuestion[] {
  const address = proxy?.kind === 'address' ? proxy.address : '';
  const before = now.proxy.kind === 'address' ? now.proxy.address : '';
  const asks = (kind: 'proxy' | 'feed', host: string, known: string): readonly HostQuestion[] =>
    host === '' || host === known ? [] : [{ kind, hosts: [host] }];
  return [...asks('proxy', address, before), ...asks('feed', updateFeed, now.updateFeed)];
}

/** The settings of this installation. */
export class SettingsDesk {
  constructor(private readonly options: SettingsDeskOptions) {}

  /** Sets some values. Hosts among them that would be reached are set only once the person agreed to main's question. */
  async change(input: ChannelInput<'app.preferences'>): Promise<void> {
    const { preferences, person, onChange } = this.options;
    // Told before the question, not after it.
    preferences.refuseSet(input);
    for (const question of hostsIn(input, preferences.values))
      if (!(await person.confirmHosts(question))) return;
    preferences.change(input);
    onChange();
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
