import { Button } from '@fluentui/react-components';
import type { Translator } from '../../../shared/messages';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../settings-testids';
import { useCall, useView } from '../../state/context';
import { labelled, SettingRow } from './SettingRow';

/** The PowerShell of this computer. Main asks for the program. */
export function PowerShellSetting({ texts }: { texts: Translator }) {
  const call = useCall();
  const chosen = useView((view) => view.powershell);
  const found = texts.t('settings.powershell.found');
  return (
    <SettingRow
      id="powershell"
      texts={texts}
      usual={found}
      onReset={chosen === null ? null : () => void call('app.powershell', { use: 'found' })}
    >
      {chosen === null ? (
        <span>{found}</span>
      ) : (
        <code className="break" translate="no">
          {chosen}
        </code>
      )}
      <Button
        aria-describedby={labelled('powershell')['aria-labelledby']}
        data-testid={settingsTestId.setting('powershell')}
        onClick={() => void call('app.powershell', { use: 'choose' })}
      >
        {texts.t('settings.powershell.choose')}
      </Button>
    </SettingRow>
  );
}

/** Where everything is kept. It is moved by how Crossprem is started, never while it works on it. */
export function DataFolder({ texts }: { texts: Translator }) {
  const call = useCall();
  const folder = useView((view) => view.dataFolder);
  return (
    <SettingRow id="data-folder" texts={texts} usual={null} onReset={null}>
      <code className="break" translate="no">
        {folder}
      </code>
      <Button
        data-testid={SETTINGS_TEST_IDS.openData}
        onClick={() => void call('settings.open-data', {})}
      >
        {texts.t('settings.data-folder.open')}
      </Button>
    </SettingRow>
  );
}
