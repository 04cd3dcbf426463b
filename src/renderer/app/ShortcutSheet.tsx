import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { loadSettingsMessages } from '../../shared/messages/settings';
import { keysOf, SHORTCUT_GROUPS, SHORTCUT_IDS, SHORTCUTS } from '../../shared/shortcuts';
import { Keys } from '../components/Keys';
import { Modal } from '../components/Modal';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { SETTINGS_TEST_IDS, settingsTestId } from '../settings-testids';
import { useServices, useView } from '../state/context';
import { goToSetting, showDialog } from '../state/ui-store';
import './sheet.css';

/** Keys that lists, menus and dialogs have everywhere. */
const FIXED = [
  ['rail', ['ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter']],
  ['escape', ['Escape']],
] as const;

/** Every shortcut with the keys that it has now. */
export default function ShortcutSheet() {
  const texts = useArea(loadSettingsMessages);
  const ui = useTranslator();
  const services = useServices();
  const choices = useView((view) => view.settings.shortcuts);
  if (texts === null) return null;
  const { t } = texts;
  const close = (): void => showDialog(services.ui, null);
  return (
    <Modal
      className="sheet"
      testid={SETTINGS_TEST_IDS.sheet}
      labelledBy="sheet-title"
      describedBy="sheet-lead"
      onClose={close}
    >
      <div className="spread">
        <h2 id="sheet-title">{t('keys.title')}</h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={ui.t('ui.error.dismiss')}
          title={ui.t('ui.error.dismiss')}
          data-initial-focus
          data-testid={SETTINGS_TEST_IDS.sheetClose}
          onClick={close}
        />
      </div>
      <p id="sheet-lead" className="muted">
        {t('keys.lead')}
      </p>
      <div className="sheet-groups">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {SHORTCUT_IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
                <div key={id} data-testid={settingsTestId.shortcut(id)}>
                  <dt>{t(`keys.${id}`)}</dt>
                  <dd>
                    <Keys keys={keysOf(id, choices)} or={t('keys.or')} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('keys.group.fixed')}</h3>
          <dl>
            {FIXED.map(([id, keys]) => (
              <div key={id}>
                <dt>{t(`keys.fixed.${id}`)}</dt>
                <dd>
                  <Keys keys={keys} or="" />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <div className="row">
        <Button
          data-testid={SETTINGS_TEST_IDS.sheetChange}
          onClick={() => {
            close();
            goToSetting(services.ui, 'shortcuts');
          }}
        >
          {t('keys.change')}
        </Button>
      </div>
    </Modal>
  );
}
