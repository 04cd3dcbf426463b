/** What the sources of a policy say, checked: what cannot be used is as strict as it can be, and is named. */
import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import {
  isActionEntry,
  isFeedAddress,
  POLICY_NAMES,
  POLICY_SETTINGS,
  STRICTEST,
  type Policy,
  type PolicyLevel,
  type PolicyName,
  type PolicyValues,
} from '../../shared/policy';

/** One source as it was found. */
export type FoundSource =
  | { readonly kind: 'absent' }
  | { readonly kind: 'values'; readonly entries: readonly (readonly [string, unknown])[] }
  /** It is there, or may be, and cannot be used: everything is as strict as it can be. */
  | { readonly kind: 'unusable'; readonly error: AppError };

/** A source and where it lies, for people. */
export interface PolicySource {
  readonly level: PolicyLevel;
  readonly place: string;
  readonly found: FoundSource;
}

/** A value that was taken, with what of it could not be used. */
interface Taken<T> {
  readonly value: T;
  readonly wrong: readonly unknown[];
}

const LONGEST_SHOWN = 80;
/** More than this in a list is no list that a person made. */
const MOST_ENTRIES = 100;

const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist([0, 1]),
    v.transform((bit) => bit === 1),
  ),
]);

/** A list, also as one text with commas, semicolons or blanks between. */
const words = v.pipe(
  v.union([
    v.array(v.unknown()),
    v.pipe(
      v.string(),
      v.transform((text) => text.split(/[,;\s]+/).filter((word) => word !== '')),
    ),
  ]),
  v.maxLength(MOST_ENTRIES),
);

/** The members of an allow list that are known. What is not known allows nothing, and is named. */
function listOf<T>(raw: unknown, member: v.GenericSchema<unknown, T>): Taken<readonly T[]> {
  const list = v.safeParse(words, raw);
  if (!list.success) return { value: [], wrong: [raw] };
  const each = list.output.map((item) => ({ item, read: v.safeParse(member, item) }));
  return {
    value: each.flatMap(({ read }) => (read.success ? [read.output] : [])),
    wrong: each.flatMap(({ item, read }) => (read.success ? [] : [item])),
  };
}

function oneOf<T>(raw: unknown, schema: v.GenericSchema<unknown, T>, strictest: T): Taken<T> {
  const read = v.safeParse(schema, raw);
  return read.success ? { value: read.output, wrong: [] } : { value: strictest, wrong: [raw] };
}

const { AllowedClouds, AllowedSignInMethods, IdleLockMinutes, LogDays, Updates } = POLICY_SETTINGS;
const feed = v.pipe(v.string(), v.check(isFeedAddress));
const actionEntry = v.pipe(v.string(), v.check(isActionEntry));

const READERS: {
  readonly [N in PolicyName]: (raw: unknown) => Taken<Required<PolicyValues>[N]>;
} = {
  PracticeOnly: (raw) => oneOf(raw, flag, STRICTEST.PracticeOnly),
  ReadOnly: (raw) => oneOf(raw, flag, STRICTEST.ReadOnly),
  AllowedActions: (raw) => listOf(raw, actionEntry),
  AllowedClouds: (raw) => listOf(raw, v.picklist(AllowedClouds.values)),
  AllowedSignInMethods: (raw) => listOf(raw, v.picklist(AllowedSignInMethods.values)),
  IdleLockMinutes: (raw) =>
    oneOf(raw, v.picklist(IdleLockMinutes.values), STRICTEST.IdleLockMinutes),
  LogDays: (raw) => oneOf(raw, v.picklist(LogDays.values), STRICTEST.LogDays),
  Updates: (raw) => oneOf(raw, v.picklist(Updates.values), STRICTEST.Updates),
  UpdateFeed: (raw) => oneOf(raw, feed, STRICTEST.UpdateFeed),
};

/** Names have no case, as in the registry. */
function nameOf(text: string): PolicyName | undefined {
  return POLICY_NAMES.find((name) => name.toLowerCase() === text.toLowerCase());
}

/** For people: short, and without anything that could be mistaken for other lines. */
function shown(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, LONGEST_SHOWN);
}

/** What one source sets. */
interface Read {
  readonly values: PolicyValues;
  readonly problems: readonly AppError[];
}

function readSource({ found, place }: PolicySource): Read {
  if (found.kind === 'absent') return { values: {}, problems: [] };
  if (found.kind === 'unusable') return { values: STRICTEST, problems: [found.error] };
  const unknown = found.entries.filter(([name]) => nameOf(name) === undefined);
  const read = POLICY_NAMES.map((name) =>
    readSetting(
      name,
      found.entries.filter(([given]) => nameOf(given) === name).map(([, raw]) => raw),
      place,
    ),
  );
  return {
    values: read.reduce<PolicyValues>((all, { values }) => ({ ...all, ...values }), {}),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...unknown.map(([name]) => appError('HX-RULENAME', { name: shown(name), place })),
    ],
  };
}

/** A setting that is given twice has no one value. */
function readSetting(name: PolicyName, given: readonly unknown[], place: string): Read {
  const [raw, ...more] = given;
  if (given.length === 0) return { values: {}, problems: [] };
  const { value, wrong } =
    more.length === 0 ? READERS[name](raw) : { value: STRICTEST[name], wrong: [given] };
  return {
    values: { [name]: value },
    problems: wrong.map((item) => appError('HX-RULEVALUE', { name, value: shown(item), place })),
  };
}

/** Puts the sources together: what an earlier one sets, a later one cannot change. */
export function policyOf(sources: readonly PolicySource[]): Policy {
  let values: PolicyValues = {};
  let setBy: Policy['setBy'] = {};
  const problems: AppError[] = [];
  for (const source of sources) {
    const read = readSource(source);
    problems.push(...read.problems);
    const added = POLICY_NAMES.filter(
      (name) => read.values[name] !== undefined && values[name] === undefined,
    );
    values = { ...read.values, ...values };
    setBy = { ...setBy, ...Object.fromEntries(added.map((name) => [name, source.level])) };
  }
  return { values, setBy, problems };
}
