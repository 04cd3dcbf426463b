import { Button } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { ArticleLink } from '../components/ArticleLink';
import { useTranslator } from '../i18n/translator';
import { SETTINGS_TEST_IDS } from '../settings-testids';
import { useServices, useUi, useView } from '../state/context';
import { placeShown } from '../state/places';
import { showDialog } from '../state/ui-store';
import { WINDOW_TEST_IDS } from '../window-testids';
import './panel.css';

const TourHelp = lazy(() => import('../practice/TourHelp'));

/** Help for this screen, the way to the shortcuts, and what this program is. */
export default function HelpPanel() {
  const { t } = useTranslator();
  const { ui } = useServices();
  const asked = useUi((state) => state.screen);
  const hasCustomer = useView((view) => view.open !== null);
  const version = useView((view) => view.productVersion);
  const dataFolder = useView((view) => view.dataFolder);
  const place = placeShown(asked, hasCustomer);
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
      <Suspense fallback={null}>
        <TourHelp />
      </Suspense>
      <section className="stack-tight">
        <h3>{t('ui.help.keys')}</h3>
        <div className="row">
          <Button data-testid={SETTINGS_TEST_IDS.sheetOpen} onClick={() => showDialog(ui, 'sheet')}>
            {t('ui.help.all-keys')}
          </Button>
        </div>
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
