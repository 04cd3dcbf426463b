import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { LabView } from '../../shared/ipc/views';
import { Spinner } from '../components/controls/Spinner';
import { useTranslator } from '../i18n/translator';
import { useServices, useView } from '../state/context';
import type { PanelId } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { PanelEdge } from './PanelEdge';
import { closePanel } from './shortcuts';

const LabPanel = lazy(() => import('../screens/LabPanel'));
const TenantSettings = lazy(() => import('../screens/customers/TenantSettings'));
const HelpPanel = lazy(() => import('../screens/HelpPanel'));

const TITLES = { lab: 'ui.nav.lab', help: 'ui.shell.help', tenant: 'ui.tenant.title' } as const;
/** What opens each panel; focus goes there where the control that had it is gone. */
const OPENERS = {
  lab: TEST_IDS.labToggle,
  help: TEST_IDS.helpToggle,
  tenant: TEST_IDS.tenantSettings,
} as const;

/** Gives focus to the heading of a panel that opens, and back when it closes. */
function useFocusReturn(panel: PanelId) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      // What took the focus meanwhile, such as another screen's heading, keeps it.
      const now = document.activeElement;
      if (now !== null && now !== document.body && now.isConnected) return;
      const isThere = before instanceof HTMLElement && before.isConnected;
      const opener = document.querySelector<HTMLElement>(`[data-testid="${OPENERS[panel]}"]`);
      if (isThere && before !== document.body) before.focus();
      else opener?.focus();
    };
  }, [panel]);
  return heading;
}

function Panel({ panel, lab }: { panel: PanelId; lab: LabView | null }) {
  const { t } = useTranslator();
  const services = useServices();
  const heading = useFocusReturn(panel);
  return (
    <aside
      className="side-panel"
      data-region="panel"
      data-testid={TEST_IDS.panel}
      aria-labelledby="panel-title"
    >
      <PanelEdge />
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
        <Suspense fallback={<Spinner late label={t('ui.shell.loading')} />}>
          {panel === 'lab' && lab !== null && <LabPanel lab={lab} />}
          {panel === 'tenant' && <TenantSettings />}
          {panel === 'help' && <HelpPanel />}
        </Suspense>
      </div>
    </aside>
  );
}

/** The panel beside the screen: practice lab or help. Escape closes it and focus returns to what opened it. */
export function SidePanel({ panel, lab }: { panel: PanelId; lab: LabView | null }) {
  const hasTenant = useView((view) => view.open !== null && !view.open.practice);
  if ((panel === 'lab' && lab === null) || (panel === 'tenant' && !hasTenant)) return null;
  return <Panel key={panel} panel={panel} lab={lab} />;
}
