import { Button, Spinner } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { LabView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useServices, useView } from '../state/context';
import type { PanelId } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { closePanel } from './shortcuts';

const LabPanel = lazy(() => import('../screens/LabPanel'));
const TenantSettings = lazy(() => import('../screens/customers/TenantSettings'));
const HelpPanel = lazy(() => import('../screens/HelpPanel'));

const TITLES = { lab: 'ui.nav.lab', help: 'ui.shell.help', tenant: 'ui.tenant.title' } as const;

/** The panel beside the screen: practice lab or help. Escape closes it and focus returns to its button. */
export function SidePanel({ panel, lab }: { panel: PanelId; lab: LabView | null }) {
  const { t } = useTranslator();
  const services = useServices();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [panel]);
  const hasTenant = useView((view) => view.open !== null && !view.open.practice);
  if ((panel === 'lab' && lab === null) || (panel === 'tenant' && !hasTenant)) return null;
  return (
    <aside
      className="side-panel"
      data-region="panel"
      data-testid={TEST_IDS.panel}
      aria-labelledby="panel-title"
    >
      <div className="side-panel-head">
        <h2 id="panel-title" ref={heading} tabIndex={-1} className="node-title">
          {t(TITLES[panel])}
        </h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t('ui.shell.close-panel')}
          title={t('ui.shell.close-panel')}
          data-testid={TEST_IDS.panelClose}
          onClick={() => closePanel(services)}
        />
      </div>
      <div className="side-panel-body">
        <Suspense fallback={<Spinner size="small" delay={300} label={t('ui.shell.loading')} />}>
          {panel === 'lab' && lab !== null && <LabPanel lab={lab} />}
          {panel === 'tenant' && <TenantSettings />}
          {panel === 'help' && <HelpPanel />}
        </Suspense>
      </div>
    </aside>
  );
}
