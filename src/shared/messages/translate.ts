import { createIntl, createIntlCache } from '@formatjs/intl';
import { applicationName, productName } from '../applications';
import type { Language } from '../languages';
import { expand, type CompactNode, type MessageNode } from './compact';
import type { MessageKey } from './keys';
import { messageId } from './message-id';

/** ICU text, or its compiled form in every build. */
type Message = string | readonly CompactNode[];

/** One language's catalogue by key, or by the short names that builds have for keys. */
export type Messages = Readonly<Record<string, Message>>;

/** Values for a message's arguments. ISO 8601 dates and application ids are made readable. */
type MessageArguments = Readonly<Record<string, string | number>>;

/** Texts, dates and numbers in one language. */
export interface Translator {
  readonly language: Language;
  /** The text of a key; the key itself where it is missing, and `…` for a missing argument. */
  readonly t: (key: MessageKey, args?: MessageArguments) => string;
  /** The same for a key that is data, such as a view's text. */
  readonly text: (message: { readonly key: string; readonly args: MessageArguments }) => string;
  /** True when the catalogue has this key. */
  readonly has: (key: string) => boolean;
  /** `21 Nov 2026`, of an ISO 8601 text. */
  readonly date: (iso: string) => string;
  /** `21 Nov 2026, 14:02`. */
  readonly dateTime: (iso: string) => string;
  /** `14:02`, or with seconds. */
  readonly time: (iso: string, seconds?: boolean) => string;
  readonly number: (value: number) => string;
  /** `2 minutes ago`, from the milliseconds that passed. */
  readonly ago: (milliseconds: number) => string;
  /** `1.8 s`, `2 min 5 s`. */
  readonly duration: (milliseconds: number) => string;
  /** `a, b and c`. */
  readonly list: (items: readonly string[]) => string;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const APPLICATION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Arguments whose values have a name of their own in the catalogue, under this prefix. */
const NAMED_ARGUMENTS: Readonly<Record<string, string>> = {
  input: 'ui.input.',
  reason: 'sign-in.reason.',
  rung: 'doctor.rung.',
};
/** Arguments that are a moment: the hour counts, not only the day. */
const MOMENTS: ReadonlySet<string> = new Set(['at', 'begins', 'ended']);
/** A space for a Latin name, where the name that came begins in Chinese. */
const SPACE_BEFORE_CHINESE = /(?<=[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]) (?=商務用 Skype)/g;
const SIMPLE_ARGUMENT = /\{\s*(\w+)/g;
const MISSING = '…';

/** Names of the arguments of a message, compiled or not. */
export function argumentNames(message: Message): readonly string[] {
  return namesIn(typeof message === 'string' ? message : expand(message));
}

function namesIn(message: string | readonly MessageNode[]): readonly string[] {
  if (typeof message !== 'string') return namesOfNodes(message);
  return [...message.matchAll(SIMPLE_ARGUMENT)].map((match) => match[1] ?? '');
}

function namesOfNodes(nodes: readonly MessageNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    const nested = Object.values(node.options ?? {}).flatMap((option) =>
      namesOfNodes(option.value),
    );
    const children = node.children === undefined ? [] : namesOfNodes(node.children);
    const own =
      node.type >= 1 && node.type <= 6 && typeof node.value === 'string' ? [node.value] : [];
    return [...own, ...nested, ...children];
  });
}

/** Makes the translator of one language. */
export function createTranslator(language: Language, messages: Messages): Translator {
  // Messages as the formatter takes them, each since it was first asked for: few of a catalogue are.
  const shown: Record<string, string | readonly MessageNode[]> = {};
  const prepare = (key: string): string | readonly MessageNode[] | undefined => {
    const message = messages[key] ?? messages[messageId(key)];
    if (message === undefined) return undefined;
    return (shown[key] ??= typeof message === 'string' ? message : expand(message));
  };
  const intl = createIntl(
    {
      locale: language,
      // A missing key or a formatting fault shows the key; tests hold the catalogues complete.
      onError: () => undefined,
      // Syntax trees are taken as well; the types for them differ from one version to the next.
      messages: shown as Record<string, string>,
    },
    createIntlCache(),
  );
  const names = new Map<string, readonly string[]>();
  const namesOf = (key: string): readonly string[] => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const message = prepare(key);
    const found = message === undefined ? [] : namesIn(message);
    names.set(key, found);
    return found;
  };
  /** French writes the first of a month as an ordinal. */
  const first = (day: string): string => (language === 'fr' ? day.replace(/^1(?=\s)/, '1er') : day);
  const dateOf = (iso: string): string => {
    const dayOnly = !iso.includes('T');
    return first(
      intl.formatDate(iso, { dateStyle: 'medium', ...(dayOnly && { timeZone: 'UTC' }) }),
    );
  };
  const momentOf = (iso: string): string =>
    first(intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }));
  const languageName = (tag: string): string =>
    new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(tag) ??
    tag;
  const readable = (argument: string, value: string | number): string | number => {
    if (typeof value === 'number') return value;
    if (argument === 'locale') return languageName(value);
    const named = `${NAMED_ARGUMENTS[argument] ?? ''}${value}`;
    if (argument in NAMED_ARGUMENTS && prepare(named) !== undefined)
      return intl.formatMessage({ id: named });
    if (ISO_DATE.test(value))
      return MOMENTS.has(argument) && value.includes('T') ? momentOf(value) : dateOf(value);
    if (!APPLICATION_ID.test(value)) return productName(value, language);
    const name = applicationName(value);
    return name === value ? value : `${value} · ${productName(name, language)}`;
  };
  const text = (key: string, args: MessageArguments): string => {
    const values: Record<string, string | number> = {};
    for (const name of namesOf(key)) values[name] = MISSING;
    for (const [name, value] of Object.entries(args)) values[name] = readable(name, value);
    const shown = intl.formatMessage({ id: key }, values).replace(SPACE_BEFORE_CHINESE, '');
    // The mark for what is missing ends a sentence by itself.
    return Object.values(values).includes(MISSING)
      ? shown.replace(/…(?:\.(?!\S)|。)/g, MISSING)
      : shown;
  };
  return {
    language,
    t: (key, args = {}) => text(key, args),
    text: (message) => text(message.key, message.args),
    has: (key) => Object.hasOwn(messages, key) || Object.hasOwn(messages, messageId(key)),
    date: dateOf,
    dateTime: momentOf,
    time: (iso, seconds = false) =>
      intl.formatTime(iso, { timeStyle: seconds ? 'medium' : 'short', hourCycle: 'h23' }),
    number: (value) => intl.formatNumber(value),
    ago: (milliseconds) => ago(intl.formatRelativeTime, milliseconds),
    duration: (milliseconds) => duration(intl.formatNumber, milliseconds),
    // Chinese texts join with their own comma; the platform's word needs spaces around Latin names.
    list: (items) =>
      language === 'zh-TW' ? items.join('、') : intl.formatList(items, { type: 'conjunction' }),
  };
}

type Units = readonly (readonly [
  unit: 'second' | 'minute' | 'hour' | 'day',
  milliseconds: number,
])[];
const UNITS: Units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

function ago(
  format: (
    value: number,
    unit: 'second' | 'minute' | 'hour' | 'day',
    options: { numeric: 'auto' },
  ) => string,
  milliseconds: number,
): string {
  const [unit, size] =
    UNITS.find(([, size]) => milliseconds >= size) ?? (['second', 1_000] as const);
  return format(-Math.max(0, Math.floor(milliseconds / size)), unit, { numeric: 'auto' });
}

function duration(
  format: (
    value: number,
    options: { style: 'unit'; unit: string; unitDisplay: 'short'; maximumFractionDigits: number },
  ) => string,
  milliseconds: number,
): string {
  const part = (value: number, unit: string, digits: number): string =>
    format(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
  if (milliseconds < 10_000) return part(milliseconds / 1_000, 'second', 1);
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return part(seconds, 'second', 0);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${part(minutes, 'minute', 0)} ${part(seconds % 60, 'second', 0)}`;
  return `${part(Math.floor(minutes / 60), 'hour', 0)} ${part(minutes % 60, 'minute', 0)}`;
}
