import { Button } from '@fluentui/react-components';
import {
  Beaker16Regular,
  Beaker20Regular,
  ChevronDown16Regular,
  DarkTheme20Regular,
  FolderOpen16Regular,
  LocalLanguage20Regular,
  QuestionCircle20Regular,
  Search16Regular,
} from '@fluentui/react-icons';
import { LANGUAGES } from '../../shared/languages';
import { keysOf } from '../../shared/shortcuts';
import { CustomerBadge } from '../components/CustomerBadge';
import { MenuButton, type MenuEntry } from '../components/MenuButton';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useUi, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { goTo, leaveCustomer, showDialog, togglePanel } from '../state/ui-store';
import { SETTINGS_TEST_IDS } from '../settings-testids';
import { TEST_IDS, testId } from '../testids';
import { WINDOW_TEST_IDS } from '../window-testids';
import { LANGUAGE_NAMES, THEMES } from './choices';
import { keysText } from './key-name';
import { Logo } from './Logo';
import './window.css';

function LanguageMenu() {
  const { t } = useTranslator();
  const call = useCall();
  const language = useView((view) => view.language);
  return (
    <MenuButton
      icon={<LocalLanguage20Regular />}
      name={t('ui.shell.language')}
      testid={TEST_IDS.languageMenu}
      entries={LANGUAGES.map((item) => ({
        id: item,
        label: LANGUAGE_NAMES[item],
        lang: item,
        checked: item === language,
        testid: testId.language(item),
        onChoose: () => void call('app.preferences', { language: item }),
      }))}
    />
  );
}

function ThemeMenu() {
  const { t } = useTranslator();
  const call = useCall();
  const theme = useView((view) => view.theme);
  return (
    <MenuButton
      icon={<DarkTheme20Regular />}
      name={t('ui.shell.theme')}
      testid={TEST_IDS.themeMenu}
      entries={THEMES.map((item) => ({
        id: item,
        label: t(`ui.theme.${item}`),
        checked: item === theme,
        testid: testId.theme(item),
        onChoose: () => void call('app.preferences', { theme: item }),
      }))}
    />
  );
}

/** More customers than this are looked for in their list, which has a filter. */
const MOST_IN_MENU = 12;

function CustomerChip() {
  const { t } = useTranslator();
  const call = useCall();
  const enter = useEnter();
  const { ui } = useServices();
  const open = useView((view) => view.open);
  const customers = useView((view) => view.customers);
  const close = async (): Promise<void> => {
    const answer = await call('customer.close', {});
    if (!answer.ok) return;
    leaveCustomer(ui);
    goTo(ui, 'customers');
  };
  const others = customers.filter((row) => row.id !== open?.id && row.error === undefined);
  const entries: MenuEntry[] = others.slice(0, MOST_IN_MENU).map((row) => ({
    id: row.id,
    label: row.name,
    icon: <CustomerBadge badge={row.badge} />,
    testid: testId.chipCustomer(row.id),
    onChoose: () => void enter('customer.open', { id: row.id }),
  }));
  entries.push({
    id: 'window',
    label: t('ui.window.new'),
    separate: others.length > 0,
    testid: WINDOW_TEST_IDS.newWindow,
    onChoose: () => void call('window.open', { customer: null }),
  });
  entries.push({
    id: 'all',
    label: t('ui.shell.all-customers'),
    testid: TEST_IDS.allCustomers,
    onChoose: () => goTo(ui, 'customers'),
  });
  if (open !== null) {
    entries.push({
      id: 'close',
      label: t('ui.shell.close-customer'),
      testid: TEST_IDS.closeCustomer,
      onChoose: () => void close(),
    });
  }
  return (
    <MenuButton
      className="chip"
      testid={TEST_IDS.customerChip}
      entries={entries}
      {...(open !== null && { icon: <CustomerBadge badge={open.badge} /> })}
    >
      <span className="chip-name">{open?.name ?? t('ui.shell.no-customer')}</span>
      <ChevronDown16Regular aria-hidden="true" />
    </MenuButton>
  );
}

/** Looks like the field that opens, so that people who search by mouse find it. */
function PaletteField() {
  const { t, language } = useTranslator();
  const { ui } = useServices();
  const choices = useView((view) => view.settings.shortcuts);
  const [keys = ''] = keysOf('palette', choices);
  return (
    <button
      type="button"
      className="palette-field"
      aria-haspopup="dialog"
      aria-keyshortcuts={keys.replace('Ctrl', 'Control')}
      title={t('ui.shell.palette')}
      data-testid={SETTINGS_TEST_IDS.paletteOpen}
      onClick={() => showDialog(ui, 'palette')}
    >
      <Search16Regular aria-hidden="true" />
      <span className="palette-field-text">{t('ui.shell.palette')}</span>
      <kbd translate="no">{keysText(keys, language)}</kbd>
    </button>
  );
}

/** `Practice`, and how commands reach the lab once that is known. */
function usePracticeWord(): string {
  const { t } = useTranslator();
  const way = useView((view) => view.open?.lab?.way ?? null);
  if (way === null) return t('ui.practice.word');
  return way.kind === 'direct'
    ? t('ui.practice.direct')
    : t('ui.practice.powershell', { version: way.version });
}

function PracticeStripe() {
  const { t } = useTranslator();
  const word = usePracticeWord();
  const fallback = useView((view) => {
    const way = view.open?.lab?.way ?? null;
    return way?.kind === 'direct' ? (way.fallback ?? null) : null;
  });
  return (
    <div className="practice-stripe" data-testid={TEST_IDS.practiceStripe}>
      <Beaker16Regular aria-hidden="true" />
      <strong>{word}</strong>
      <span>
        {fallback === null
          ? t('ui.practice.meaning')
          : t('ui.practice.fallback', { code: fallback.code })}
      </span>
    </div>
  );
}

/** What is shown was collected earlier: said on every screen. */
function CollectedStripe({ folder }: { folder: string }) {
  const { t } = useTranslator();
  return (
    <div
      className="practice-stripe collected-stripe"
      role="status"
      data-testid={TEST_IDS.collectedStripe}
    >
      <FolderOpen16Regular aria-hidden="true" />
      <strong>{t('ui.collected.word')}</strong>
      <span>{t('ui.collected.meaning', { folder })}</span>
    </div>
  );
}

/** Name, customer chip, language, theme, practice lab and help; in the same place on every screen. */
export function TitleBar(props: { firstRun: boolean }) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const panel = useUi((state) => state.panel);
  const lab = useView((view) => (view.open?.lab ?? null) !== null);
  const practice = useView((view) => view.open?.practice === true);
  const collected = useView((view) => view.open?.collected ?? null);
  const colour = useView((view) => view.open?.badge.colour ?? null);
  return (
    <header data-region="title" data-testid={TEST_IDS.titleBar}>
      {colour !== null && (
        <div
          className={`customer-stripe badge-${colour}`}
          aria-hidden="true"
          data-testid={WINDOW_TEST_IDS.customerStripe}
        />
      )}
      <div className="title-bar">
        <div className="brand" translate="no">
          <Logo />
          <span className="brand-name">Crossprem</span>
        </div>
        {!props.firstRun && <CustomerChip />}
        {!props.firstRun && <PaletteField />}
        <div className="title-bar-end">
          {lab && (
            <Button
              appearance="subtle"
              icon={<Beaker20Regular />}
              aria-expanded={panel === 'lab'}
              data-testid={TEST_IDS.labToggle}
              onClick={() => togglePanel(ui, 'lab')}
            >
              {t('ui.nav.lab')}
            </Button>
          )}
          <LanguageMenu />
          <ThemeMenu />
          <Button
            appearance="subtle"
            icon={<QuestionCircle20Regular />}
            aria-label={t('ui.shell.help')}
            title={t('ui.shell.help')}
            aria-expanded={panel === 'help'}
            data-testid={TEST_IDS.helpToggle}
            onClick={() => togglePanel(ui, 'help')}
          />
        </div>
      </div>
      {practice && <PracticeStripe />}
      {collected !== null && <CollectedStripe folder={collected} />}
    </header>
  );
}
