import { Button } from '@fluentui/react-components';
import { SHORTCUTS } from '../app/shortcuts';
import { ArticleLink } from '../components/ArticleLink';
import { useTranslator } from '../i18n/translator';
import { useServices, useUi, useView } from '../state/context';
import { WINDOW_TEST_IDS } from '../window-testids';
import './panel.css';

/** Help for this screen, the keyboard, and what this program is. */
export default function HelpPanel() {
  const { t } = useTranslator();
  const { ui } = useServices();
  const screen = useUi((state) => state.screen);
  const open = useView((view) => view.open !== null);
  const version = useView((view) => view.productVersion);
  const dataFolder = useView((view) => view.dataFolder);
  const place = open || screen === 'new-customer' ? screen : 'customers';
  return (
    <div className="stack">
      <section className="stack-tight">
        <h3>{t(`ui.nav.${place}`)}</h3>
        <p>{t(`ui.help.${place}`)}</p>
      </section>
      <section className="stack-tight">
        <h3>{t('ui.help.loop')}</h3>
        <p>{t('ui.help.loop-text')}</p>
      </section>
      <section className="stack-tight">
        <h3>{t('ui.help.keys')}</h3>
        <dl className="keys">
          {SHORTCUTS.map(({ keys, text }) => (
            <div key={keys}>
              <dt>
                <kbd translate="no">{keys}</kbd>
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="stack-tight">
        <h3>{t('ui.help.about')}</h3>
        <p>{t('ui.help.version', { version })}</p>
        <p>
          {t('ui.first-run.data')} <code translate="no">{dataFolder}</code>
        </p>
        <ArticleLink id="project" />
        <div className="row">
          <Button
            data-testid={WINDOW_TEST_IDS.aboutOpen}
            onClick={() => ui.setState({ about: true })}
          >
            {t('ui.about.title')}
          </Button>
        </div>
      </section>
    </div>
  );
}
