import {
  Beaker20Regular,
  BranchCompare20Regular,
  DocumentArrowRight20Regular,
  DocumentSearch20Regular,
  Flowchart20Regular,
  History20Regular,
  Home20Regular,
  Key20Regular,
  KeyMultiple20Regular,
  People20Regular,
  Play20Regular,
  PlugConnected20Regular,
  Settings20Regular,
  ShieldCheckmark20Regular,
  Stethoscope20Regular,
  TableSimple20Regular,
  TaskListLtr20Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { CustomerView } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useServices, useUi, useView } from '../state/context';
import { goTo, type ScreenId } from '../state/ui-store';
import { TEST_IDS, testId } from '../testids';

interface ItemProps {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly current: boolean;
  readonly count?: number;
  readonly onOpen: () => void;
}

function Item({ id, icon, label, current, count = 0, onOpen }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className="nav-item"
        title={label}
        data-testid={testId.nav(id)}
        onClick={onOpen}
        {...(current && { 'aria-current': 'page' as const })}
      >
        {icon}
        <span className="nav-label">{label}</span>
        {count > 0 && <span className="nav-count">{count}</span>}
      </button>
    </li>
  );
}

const CUSTOMER_SCREENS = [
  ['overview', <Home20Regular key="overview" />],
  ['connection', <PlugConnected20Regular key="connection" />],
  ['set-up', <TaskListLtr20Regular key="set-up" />],
  ['plan', <BranchCompare20Regular key="plan" />],
  ['run', <Play20Regular key="run" />],
  ['verify', <ShieldCheckmark20Regular key="verify" />],
  ['keys', <Key20Regular key="keys" />],
  ['report', <DocumentArrowRight20Regular key="report" />],
  ['history', <History20Regular key="history" />],
] as const satisfies readonly (readonly [ScreenId, ReactNode])[];

function changesOf(open: CustomerView): number {
  const counts = open.plan?.counts;
  return counts === undefined ? 0 : counts.add + counts.change + counts.remove;
}

/** Left navigation: only places that exist right now. */
export function Navigation() {
  const { t } = useTranslator();
  const { ui } = useServices();
  const screen = useUi((state) => state.screen);
  const open = useView((view) => view.open);
  return (
    <nav
      className="navigation"
      data-region="navigation"
      data-testid={TEST_IDS.navigation}
      aria-label={t('ui.nav.label')}
    >
      <ul>
        <Item
          id="customers"
          icon={<People20Regular />}
          label={t('ui.nav.customers')}
          current={screen === 'customers' || screen === 'new-customer'}
          onOpen={() => goTo(ui, 'customers')}
        />
        <Item
          id="diagnose"
          icon={<DocumentSearch20Regular />}
          label={t('ui.nav.diagnose')}
          current={screen === 'diagnose'}
          onOpen={() => goTo(ui, 'diagnose')}
        />
        <Item
          id="inspect"
          icon={<KeyMultiple20Regular />}
          label={t('ui.nav.inspect')}
          current={screen === 'inspect'}
          onOpen={() => goTo(ui, 'inspect')}
        />
        <Item
          id="topology"
          icon={<Flowchart20Regular />}
          label={t('ui.nav.topology')}
          current={screen === 'topology'}
          onOpen={() => goTo(ui, 'topology')}
        />
        <Item
          id="features"
          icon={<TableSimple20Regular />}
          label={t('ui.nav.features')}
          current={screen === 'features'}
          onOpen={() => goTo(ui, 'features')}
        />
      </ul>
      {open !== null && (
        <>
          <div className="nav-group">{open.name}</div>
          <ul>
            {CUSTOMER_SCREENS.map(([id, icon]) => (
              <Item
                key={id}
                id={id}
                icon={icon}
                label={t(`ui.nav.${id}`)}
                current={screen === id}
                count={id === 'plan' ? changesOf(open) : 0}
                onOpen={() => goTo(ui, id)}
              />
            ))}
          </ul>
        </>
      )}
      <ul className="nav-bottom">
        <Item
          id="diagnostics"
          icon={<Stethoscope20Regular />}
          label={t('ui.nav.diagnostics')}
          current={screen === 'diagnostics'}
          onOpen={() => goTo(ui, 'diagnostics')}
        />
        <Item
          id="practice"
          icon={<Beaker20Regular />}
          label={t('ui.nav.practice')}
          current={screen === 'practice'}
          onOpen={() => goTo(ui, 'practice')}
        />
        <Item
          id="settings"
          icon={<Settings20Regular />}
          label={t('ui.nav.settings')}
          current={screen === 'settings'}
          onOpen={() => goTo(ui, 'settings')}
        />
      </ul>
    </nav>
  );
}
