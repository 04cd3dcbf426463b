import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import type { CustomerView } from '../../shared/ipc/views';
import { Problem } from '../components/Problem';
import { Spinner } from '../components/controls/Spinner';
import { useTranslator } from '../i18n/translator';
import { useServices, useUi, useView } from '../state/context';
import { PLACES, placeShown } from '../state/places';
import type { ScreenId } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { PracticeProvider } from '../practice/context';
import { Announcer } from './announcer';
import { AskedPlaces } from './AskedPlaces';
import { CredentialDialog } from './CredentialDialog';
import { Navigation } from './Navigation';
import { RuntimeWarning } from './RuntimeWarning';
import { ShowWindow } from './ShowWindow';
import { SidePanel } from './SidePanel';
import { useShortcuts } from './shortcuts';
import { TitleBar } from './TitleBar';
import { WindowDrop } from './WindowDrop';

const FirstRun = lazy(() => import('../screens/FirstRun'));
const Customers = lazy(() => import('../screens/Customers'));
const NewCustomer = lazy(() => import('../screens/NewCustomer'));
const Overview = lazy(() => import('../screens/Overview'));
const Connection = lazy(() => import('../screens/Connection'));
const SetUp = lazy(() => import('../screens/SetUp'));
const Plan = lazy(() => import('../screens/Plan'));
const Run = lazy(() => import('../screens/Run'));
const Verify = lazy(() => import('../screens/Verify'));
const Keys = lazy(() => import('../screens/Keys'));
const Diagnostics = lazy(() => import('../screens/Diagnostics'));
const Diagnose = lazy(() => import('../screens/Diagnose'));
const Inspect = lazy(() => import('../screens/Inspect'));
const Topology = lazy(() => import('../screens/Topology'));
const History = lazy(() => import('../screens/History'));
const ImportDialog = lazy(() => import('../screens/customers/ImportDialog'));
const StagingBanner = lazy(() => import('../screens/customers/StagingBanner'));
const PracticeLab = lazy(() => import('../screens/PracticeLab'));
const Features = lazy(() => import('../screens/Features'));
const Coach = lazy(() => import('../practice/Coach'));
const Report = lazy(() => import('../screens/Report'));
const Settings = lazy(() => import('../screens/Settings'));
const Palette = lazy(() => import('./palette/Palette'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet'));

function screenOf(screen: ScreenId, customer: CustomerView | null): ReactNode {
  if (screen === 'new-customer') return <NewCustomer />;
  if (screen === 'diagnostics') return <Diagnostics />;
  if (screen === 'diagnose') return <Diagnose hasCustomer={customer !== null} />;
  if (screen === 'inspect') return <Inspect key={customer?.id ?? ''} />;
  if (screen === 'settings') return <Settings />;
  if (screen === 'practice') return <PracticeLab />;
  if (screen === 'features') return <Features key={customer?.id ?? ''} />;
  if (screen === 'topology')
    return <Topology key={customer?.id ?? ''} hasCustomer={customer !== null} />;
  if (screen === 'customers' || customer === null) return <Customers />;
  switch (screen) {
    case 'overview':
      return <Overview customer={customer} />;
    case 'connection':
      return <Connection customer={customer} />;
    case 'set-up':
      return <SetUp customer={customer} />;
    case 'plan':
      return <Plan customer={customer} />;
    case 'run':
      return <Run customer={customer} />;
    case 'verify':
      return <Verify customer={customer} />;
    case 'keys':
      return <Keys customer={customer} />;
    case 'history':
      return <History customer={customer} />;
    case 'report':
      return <Report customer={customer} />;
  }
}

/** Refused calls and failed operations that belong to no row of the screen. */
function Problems() {
  const { ui } = useServices();
  const callError = useUi((state) => state.callError);
  const openError = useView((view) => view.open?.error ?? null);
  const otherWindow =
    callError?.code === 'HX-WINDOW' ? <ShowWindow error={callError} /> : undefined;
  const alsoCall = callError !== null && callError.code !== openError?.code;
  if (openError === null && callError === null) return null;
  return (
    <div className="problems">
      {openError !== null && <Problem error={openError} />}
      {alsoCall && (
        <Problem error={callError} onDismiss={() => ui.setState({ callError: null })}>
          {otherWindow}
        </Problem>
      )}
    </div>
  );
}

/** On every screen of an imported customer: that it is read-only. */
function CustomerNotes({ screen }: { screen: ScreenId }) {
  const staging = useView((view) => view.open?.staging ?? null);
  const isOwn = PLACES[screen] === 'customer';
  return <Suspense>{staging !== null && isOwn && <StagingBanner staging={staging} />}</Suspense>;
}

/** An exported customer that waits for its passphrase, over everything else. */
function Importing() {
  const waiting = useView((view) => view.importing);
  return (
    <Suspense>{waiting !== null && <ImportDialog key={waiting.id} waiting={waiting} />}</Suspense>
  );
}

/** Main names the product and the place in the window's title. */
function useDocumentTitle(screen: ScreenId, firstRun: boolean): void {
  const { t } = useTranslator();
  const name = useView((view) => view.open?.name);
  useEffect(() => {
    const place = firstRun ? t('ui.first-run.title') : t(`ui.nav.${screen}`);
    document.title = [place, ...(name === undefined ? [] : [name]), 'Crossprem'].join(' · ');
  }, [t, screen, firstRun, name]);
}

/** What a person opened over everything else. */
function OpenDialog() {
  const dialog = useUi((state) => state.dialog);
  if (dialog === null) return null;
  return <Suspense>{dialog === 'palette' ? <Palette /> : <ShortcutSheet />}</Suspense>;
}

/** The window's frame: title bar, navigation, main, side panel. */
export function Shell() {
  return (
    <PracticeProvider>
      <Frame />
    </PracticeProvider>
  );
}

function Frame() {
  useShortcuts();
  const { t } = useTranslator();
  const firstRun = useView((view) => view.firstRun);
  const open = useView((view) => view.open);
  const asked = useUi((state) => state.screen);
  const panel = useUi((state) => state.panel);
  const screen = placeShown(asked, open !== null);
  useDocumentTitle(screen, firstRun);
  return (
    <div className="shell">
      <TitleBar firstRun={firstRun} />
      <Announcer />
      <div className="shell-body">
        {!firstRun && <Navigation />}
        <main className="shell-main" data-region="main" data-testid={TEST_IDS.main}>
          <RuntimeWarning />
          <CustomerNotes screen={screen} />
          {!firstRun && (
            <Suspense fallback={null}>
              <Coach />
            </Suspense>
          )}
          <Problems />
          <WindowDrop />
          <Suspense
            fallback={
              <div className="screen-wait">
                <Spinner label={t('ui.shell.loading')} late />
              </div>
            }
          >
            {firstRun ? <FirstRun /> : screenOf(screen, open)}
          </Suspense>
        </main>
        <CredentialDialog />
        <Importing />
        <OpenDialog />
        <AskedPlaces />
        {panel !== null && <SidePanel panel={panel} lab={open?.lab ?? null} />}
      </div>
    </div>
  );
}
