import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  Beaker20Regular,
  ChevronDown16Regular,
  DarkTheme20Regular,
  LocalLanguage20Regular,
  QuestionCircle20Regular,
} from '@fluentui/react-icons';
import { LANGUAGES } from '../../shared/languages';
import { CustomerBadge } from '../components/CustomerBadge';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useUi, useView } from '../state/context';
import { goTo, leaveCustomer, togglePanel } from '../state/ui-store';
import { TEST_IDS, testId } from '../testids';
import { LANGUAGE_NAMES, THEMES } from './choices';
import { Logo } from './Logo';

function LanguageMenu() {
  const { t } = useTranslator();
  const call = useCall();
  const language = useView((view) => view.language);
  return (
    <Menu checkedValues={{ language: [language] }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<LocalLanguage20Regular />}
          aria-label={t('ui.shell.language')}
          title={t('ui.shell.language')}
          data-testid={TEST_IDS.languageMenu}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {LANGUAGES.map((item) => (
            <MenuItemRadio
              key={item}
              name="language"
              value={item}
              lang={item}
              data-testid={testId.language(item)}
              onClick={() => void call('app.preferences', { language: item })}
            >
              {LANGUAGE_NAMES[item]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ThemeMenu() {
  const { t } = useTranslator();
  const call = useCall();
  const theme = useView((view) => view.theme);
  return (
    <Menu checkedValues={{ theme: [theme] }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<DarkTheme20Regular />}
          aria-label={t('ui.shell.theme')}
          title={t('ui.shell.theme')}
          data-testid={TEST_IDS.themeMenu}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {THEMES.map((item) => (
            <MenuItemRadio
              key={item}
              name="theme"
              value={item}
              data-testid={testId.theme(item)}
              onClick={() => void call('app.preferences', { theme: item })}
            >
              {t(`ui.theme.${item}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function CustomerChip() {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const open = useView((view) => view.open);
  const customers = useView((view) => view.customers);
  const show = async (id: string): Promise<void> => {
    const answer = await call('customer.open', { id });
    if (!answer.ok) return;
    leaveCustomer(ui);
    goTo(ui, 'overview');
  };
  const others = customers.filter((row) => row.id !== open?.id && row.error === undefined);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className="chip"
          data-testid={TEST_IDS.customerChip}
          {...(open !== null && { icon: <CustomerBadge badge={open.badge} /> })}
        >
          <span className="chip-name">{open?.name ?? t('ui.shell.no-customer')}</span>
          <ChevronDown16Regular />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {others.map((row) => (
            <MenuItem
              key={row.id}
              icon={<CustomerBadge badge={row.badge} />}
              data-testid={testId.chipCustomer(row.id)}
              onClick={() => void show(row.id)}
            >
              {row.name}
            </MenuItem>
          ))}
          {others.length > 0 && <MenuDivider />}
          <MenuItem data-testid={TEST_IDS.allCustomers} onClick={() => goTo(ui, 'customers')}>
            {t('ui.shell.all-customers')}
          </MenuItem>
          {open !== null && (
            <MenuItem
              data-testid={TEST_IDS.closeCustomer}
              onClick={() => void call('customer.close', {})}
            >
              {t('ui.shell.close-customer')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Name, customer chip, language, theme, practice lab and help; in the same place on every screen. */
export function TitleBar(props: { firstRun: boolean }) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const panel = useUi((state) => state.panel);
  const practice = useView((view) => view.open?.lab != null);
  return (
    <header className="title-bar" data-region="title" data-testid={TEST_IDS.titleBar}>
      <div className="brand" translate="no">
        <Logo />
        <span className="brand-name">Crossprem</span>
      </div>
      {!props.firstRun && <CustomerChip />}
      <div className="title-bar-end">
        {practice && (
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
    </header>
  );
}
