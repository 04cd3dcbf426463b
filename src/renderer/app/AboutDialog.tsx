import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { AboutView } from '../../shared/ipc/about-view';
import { ArticleLink } from '../components/ArticleLink';
import { Modal } from '../components/Modal';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { goToSetting } from '../state/ui-store';
import { WINDOW_TEST_IDS } from '../window-testids';
import './window.css';

/** What main knows of this build; null until it has said so. */
function useBuild(): AboutView | null {
  const call = useCall();
  const [build, setBuild] = useState<AboutView | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('about.facts', {}).then((answer) => {
      if (wanted && answer.ok) setBuild(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call]);
  return build;
}

/** What this program is and what it runs on. Escape closes it, and focus goes back to where it was. */
export default function AboutDialog() {
  const { t } = useTranslator();
  const { ui } = useServices();
  const call = useCall();
  const build = useBuild();
  const version = useView((view) => view.productVersion);
  const dataFolder = useView((view) => view.dataFolder);
  const runtime = useView((view) => view.frame.runtime);
  const close = (): void => ui.setState({ about: false });
  const facts: readonly (readonly [string, string])[] = [
    [t('ui.about.version'), version],
    ...(build === null || build.commit === null
      ? []
      : [[t('ui.about.commit'), build.commit] as const]),
    ...(build?.testPackage === true ? [[t('ui.about.package'), t('ui.about.test')] as const] : []),
    ['Electron', runtime.electron],
    ['Chromium', runtime.chromium],
    ['Node.js', runtime.node],
    [t('ui.about.licence'), 'MIT'],
    [t('ui.first-run.data'), dataFolder],
  ];
  return (
    <Modal
      className="about"
      testid={WINDOW_TEST_IDS.about}
      labelledBy="about-title"
      onClose={close}
    >
      <div className="stack">
        <h2 id="about-title" className="node-title">
          {t('ui.about.title')}
        </h2>
        <p>{t('ui.about.text')}</p>
        <dl className="about-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd translate="no">{value}</dd>
            </div>
          ))}
        </dl>
        <ArticleLink id="project" />
        <div className="row end">
          {build?.licences === true && (
            <Button
              data-testid={WINDOW_TEST_IDS.aboutLicences}
              onClick={() => void call('about.licences', {})}
            >
              {t('ui.about.licences')}
            </Button>
          )}
          <Button
            data-testid={WINDOW_TEST_IDS.aboutUpdates}
            onClick={() => {
              close();
              goToSetting(ui, 'update-feed');
            }}
          >
            {t('ui.about.updates')}
          </Button>
          <Button data-testid={WINDOW_TEST_IDS.aboutClose} onClick={close}>
            {t('ui.about.close')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
