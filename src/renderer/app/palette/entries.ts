/** What the palette finds: commands, screens, customers, settings, errors by code. */
import { isSignInAllowed } from '../../../shared/policy';
import { ERROR_CODES, type ErrorCode } from '../../../shared/errors';
import type { AppView, CustomerView } from '../../../shared/ipc/views';
import { LANGUAGES } from '../../../shared/languages';
import type { Translator } from '../../../shared/messages';
import { THEME_CHOICES } from '../../../shared/settings';
import { keysOf, type ShortcutId } from '../../../shared/shortcuts';
import { makeCall, type Services } from '../../state/context';
import { makeEnter } from '../../state/enter';
import { follow } from '../../state/follow';
import { PLACES } from '../../state/places';
import { ranked } from '../../state/search';
import { SETTING_IDS } from '../../state/settings-catalogue';
import {
  goTo,
  goToSetting,
  leaveCustomer,
  showDialog,
  togglePanel,
  type ScreenId,
} from '../../state/ui-store';
import { PRACTICE_DEFAULT } from '../../screens/practice';
import { LANGUAGE_NAMES } from '../choices';
import { zoom } from '../shortcuts';

/** Something to choose. */
export interface PaletteEntry {
  readonly id: string;
  readonly kind: 'command' | 'screen' | 'customer' | 'setting' | 'error';
  readonly title: string;
  /** Further words that find it; shown for customers only. */
  readonly further: string;
  readonly keys?: string;
  /** An error is shown in place; everything else is done and the palette closes. */
  readonly act: { readonly do: () => void } | { readonly show: ErrorCode };
}

/** What entries are made from. */
interface Sources {
  readonly services: Services;
  readonly view: AppView;
  readonly ui: Translator;
  /** The area `settings`. */
  readonly texts: Translator;
}

type Command = readonly [
  id: string,
  title: string,
  act: () => void,
  shortcut?: ShortcutId | undefined,
];

function entryOf({ view }: Sources, kind: 'command' | 'screen', command: Command): PaletteEntry {
  const [id, title, act, shortcut] = command;
  const [keys] = shortcut === undefined ? [] : keysOf(shortcut, view.settings.shortcuts);
  return { id, kind, title, further: '', act: { do: act }, ...(keys !== undefined && { keys }) };
}

/** What can be done with the open customer right now. */
function customerCommands(sources: Sources, open: CustomerView): readonly Command[] {
  const { services, ui, texts, view } = sources;
  const call = makeCall(services);
  const then = (screen: ScreenId, act: () => void) => () => {
    act();
    goTo(services.ui, screen);
  };
  const close = async (): Promise<void> => {
    const answer = await call('customer.close', {});
    if (!answer.ok) return;
    leaveCustomer(services.ui);
    goTo(services.ui, 'customers');
  };
  const { t } = texts;
  const commands: Command[] = [];
  if (open.busy === null) {
    commands.push(['read', ui.t('ui.read.button'), () => void call('read.start', {}), 'read']);
    if (open.readAt !== null) {
      const plan = then('plan', () => void call('plan.make', {}));
      const verify = then('verify', () => void call('verify.start', {}));
      commands.push(['plan', t('palette.command.plan'), plan]);
      commands.push(['verify', t('palette.command.verify'), verify]);
    }
    if (open.signIn.state === 'signed-in')
      commands.push([
        'sign-out',
        t('palette.command.sign-out'),
        () => void call('sign-in.out', {}),
      ]);
    else if (isSignInAllowed(view.settings.signInMethod, view.policy.values)) {
      const method = view.settings.signInMethod;
      const signIn = then('overview', () => void call('sign-in.start', { method }));
      commands.push(['sign-in', t('palette.command.sign-in'), signIn]);
    }
  }
  if (open.run?.state === 'running')
    commands.push(['pause', t('keys.pause'), () => void call('run.pause', {}), 'pause']);
  if (open.lab !== null)
    commands.push(['lab', t('palette.command.lab'), () => togglePanel(services.ui, 'lab')]);
  commands.push(['close', t('palette.command.close'), () => void close()]);
  return commands;
}

/** What can be done everywhere. */
function commonCommands({ services, ui, texts, view }: Sources): readonly Command[] {
  const call = makeCall(services);
  const enter = makeEnter(services);
  const { t } = texts;
  const practise = (): void => void enter('customer.practice', PRACTICE_DEFAULT);
  const importing: readonly Command[] = view.practiceOnly
    ? []
    : [['import', t('palette.command.import'), () => void enter('customer.import', {})]];
  const languages = LANGUAGES.map((language): Command => {
    const title = t('palette.command.language', { name: LANGUAGE_NAMES[language] });
    return [`language-${language}`, title, () => void call('app.preferences', { language })];
  });
  const themes = THEME_CHOICES.map((theme): Command => {
    const title = t('palette.command.theme', { name: ui.t(`ui.theme.${theme}`) });
    return [`theme-${theme}`, title, () => void call('app.preferences', { theme })];
  });
  return [
    ['practice', t('palette.command.practice'), practise],
    ...importing,
    ['window', t('keys.window'), () => void call('window.open', { customer: null }), 'window'],
    ['lock', t('keys.lock'), () => void call('app.lock', {}), 'lock'],
    ['help', t('keys.help'), () => togglePanel(services.ui, 'help'), 'help'],
    ['sheet', t('keys.sheet'), () => showDialog(services.ui, 'sheet'), 'sheet'],
    ['zoom-in', t('keys.zoom-in'), () => zoom(services, 1), 'zoom-in'],
    ['zoom-out', t('keys.zoom-out'), () => zoom(services, -1), 'zoom-out'],
    ['zoom-reset', t('keys.zoom-reset'), () => zoom(services, 0), 'zoom-reset'],
    ...languages,
    ...themes,
  ];
}

const SCREEN_KEYS: Readonly<Partial<Record<ScreenId, ShortcutId>>> = {
  customers: 'customers',
  settings: 'settings',
};

function screens({ services, view, ui }: Sources): readonly Command[] {
  const places = Object.keys(PLACES) as ScreenId[];
  return places
    .filter((screen) => PLACES[screen] === 'always' || view.open !== null)
    .filter((screen) => screen !== 'new-customer' || !view.practiceOnly)
    .map((screen) => [
      `screen-${screen}`,
      ui.t(`ui.nav.${screen}`),
      () => goTo(services.ui, screen),
      SCREEN_KEYS[screen],
    ]);
}

function customers({ services, view }: Sources): readonly PaletteEntry[] {
  const enter = makeEnter(services);
  return view.customers
    .filter((row) => row.error === undefined)
    .map((row) => ({
      id: `customer-${row.id}`,
      kind: 'customer',
      title: row.name,
      further: row.tenantDomain,
      act: { do: () => void enter('customer.open', { id: row.id }) },
    }));
}

function settings({ services, texts }: Sources): readonly PaletteEntry[] {
  return SETTING_IDS.map((id) => ({
    id: `setting-${id}`,
    kind: 'setting',
    title: texts.t(`settings.${id}`),
    further: texts.t(`settings.${id}-text`),
    act: { do: () => goToSetting(services.ui, id) },
  }));
}

function errors({ ui }: Sources): readonly PaletteEntry[] {
  return ERROR_CODES.map((code) => ({
    id: `error-${code}`,
    kind: 'error',
    title: `${code} · ${ui.t(`errors.${code}.what`)}`,
    further: '',
    act: { show: code },
  }));
}

/** Everything there is, in the order in which it is offered. */
export function entriesOf(sources: Sources): readonly PaletteEntry[] {
  const { open } = sources.view;
  return [
    ...(open === null ? [] : customerCommands(sources, open)).map((command) =>
      entryOf(sources, 'command', command),
    ),
    ...screens(sources).map((command) => entryOf(sources, 'screen', command)),
    ...customers(sources),
    ...commonCommands(sources).map((command) => entryOf(sources, 'command', command)),
    ...settings(sources),
    ...errors(sources),
  ];
}

/** What a pasted address is: the one thing to choose. Whether it leads anywhere, main says. */
export function addressEntry(
  { services, texts }: Pick<Sources, 'services' | 'texts'>,
  typed: string,
): PaletteEntry {
  const address = typed.trim();
  return {
    id: 'address',
    kind: 'screen',
    title: texts.t('palette.address', { address }),
    further: '',
    act: { do: () => void follow(services, address) },
  };
}

const MOST_SHOWN = 40;

/** What fits the typed text, the best first; without text, everything that can be done or gone to. */
export function found(typed: string, entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  if (typed.trim() === '')
    return entries.filter(({ kind }) => kind !== 'setting' && kind !== 'error');
  return ranked(typed, entries, ({ title, further }) => ({ title, further })).slice(0, MOST_SHOWN);
}
