import { Input } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Translator } from '../../shared/messages';
import { loadSettingsMessages } from '../../shared/messages/settings';
import { loadPolicyMessages } from '../../shared/messages/policy';
import { ScreenHeader } from '../components/ScreenHeader';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { SETTINGS_TEST_IDS } from '../settings-testids';
import { useServices, useUi } from '../state/context';
import { scoreOf } from '../state/search';
import { GROUPS, SETTING_GROUPS, type SettingId } from '../state/settings-catalogue';
import { ChoiceSetting } from './settings/ChoiceSetting';
import { DataFolder, PowerShellSetting } from './settings/Places';
import { PolicyPanel } from './settings/PolicyPanel';
import { ProxySetting } from './settings/ProxySetting';
import { ResetAll } from './settings/ResetAll';
import { ShortcutList } from './settings/ShortcutList';
import { UpdateFeed } from './settings/UpdateFeed';
import './settings.css';

function Setting({ id, texts, policy }: { id: SettingId; texts: Translator; policy: Translator }) {
  switch (id) {
    case 'proxy':
      return <ProxySetting texts={texts} />;
    case 'powershell':
      return <PowerShellSetting texts={texts} />;
    case 'data-folder':
      return <DataFolder texts={texts} />;
    case 'shortcuts':
      return <ShortcutList texts={texts} />;
    case 'update-feed':
      return <UpdateFeed texts={texts} policy={policy} />;
    default:
      return <ChoiceSetting id={id} texts={texts} policy={policy} />;
  }
}

/** Goes to the setting that was asked for, once it is there. */
function useAskedSetting(): void {
  const { ui } = useServices();
  const asked = useUi((state) => state.setting);
  useEffect(() => {
    if (asked === null) return;
    const row = document.querySelector(`[data-setting="${asked}"]`);
    row?.querySelector<HTMLElement>('select, input, button')?.focus();
    row?.scrollIntoView({ block: 'center' });
    ui.setState({ setting: null });
  }, [asked, ui]);
}

function Groups({ texts, policy }: { texts: Translator; policy: Translator }) {
  const { t } = texts;
  const [search, setSearch] = useState('');
  useAskedSetting();
  const fits = (id: SettingId): boolean =>
    search.trim() === '' || scoreOf(search, t(`settings.${id}`), t(`settings.${id}-text`)) > 0;
  const groups = GROUPS.map((group) => ({ group, ids: SETTING_GROUPS[group].filter(fits) }));
  const shown = groups.filter(({ ids }) => ids.length > 0);
  return (
    <>
      <Input
        className="settings-search"
        type="search"
        contentBefore={<Search20Regular />}
        placeholder={t('settings.search')}
        aria-label={t('settings.search')}
        value={search}
        data-testid={SETTINGS_TEST_IDS.settingsSearch}
        onChange={(_, data) => setSearch(data.value)}
      />
      <div role="status">
        {shown.length === 0 && (
          <p data-testid={SETTINGS_TEST_IDS.settingsNone}>
            {t('settings.none', { text: search.trim() })}
          </p>
        )}
      </div>
      {shown.map(({ group, ids }) => (
        <section key={group} className="stack-tight" aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t(`settings.group.${group}`)}</h2>
          <div className="card settings-group">
            {ids.map((id) => (
              <Setting key={id} id={id} texts={texts} policy={policy} />
            ))}
          </div>
        </section>
      ))}
      {search.trim() === '' && <ResetAll texts={texts} />}
    </>
  );
}

/** What holds for this computer and every customer. */
export default function Settings() {
  const { t } = useTranslator();
  const texts = useArea(loadSettingsMessages);
  const policy = useArea(loadPolicyMessages);
  return (
    <div className="page settings" data-testid={SETTINGS_TEST_IDS.settings}>
      <ScreenHeader title={t('ui.nav.settings')} meta={texts?.t('settings.lead') ?? ''} />
      <PolicyPanel texts={policy} />
      {texts !== null && policy !== null && <Groups texts={texts} policy={policy} />}
    </div>
  );
}
