/**
 * What an organisation can set for Crossprem on its computers: the one table that readers, screens, templates and the
 * deployment guide are made from. What is absent is open.
 */
import { CLOUD_CHOICES, type CloudChoice } from './clouds';
import type { AppError } from './errors';
import { LOG_DAYS_CHOICES, SIGN_IN_CHOICES, UPDATE_CHOICES, type Settings } from './settings';

/** Where Windows keeps policies of this product, below the machine's and the person's hive. */
export const POLICY_KEY = 'SOFTWARE\\Policies\\Crossprem';

/** Ways to sign in that a policy can name; `certificate` is the unattended sign-in of scheduled checks. */
const POLICY_SIGN_IN = [...SIGN_IN_CHOICES, 'certificate'] as const;
/** One of the ways. */
type PolicySignIn = (typeof POLICY_SIGN_IN)[number];

/** Kinds and tags of actions as a policy names them. */
export const POLICY_ACTIONS = [
  'add',
  'change',
  'remove',
  'interrupts-service',
  'writes-mailbox',
  'adds-credential',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
  'needs-tenant-admin',
] as const;

/** What an allowed action may be limited to, written `scenario:action`. */
export const POLICY_SCENARIOS = [
  'tenant-exchange',
  'certificate-rollover',
  'sfb-server-exchange',
  'sfb-server-tenant',
  'keys',
] as const;

/** Minutes until the window locks at the latest. Never is no choice. */
const POLICY_IDLE_MINUTES = [5, 15, 30, 60] as const satisfies readonly Exclude<
  Settings['idleLockMinutes'],
  0
>[];

/** The settings with what each can be. Order: as screens, templates and the guide list them. */
export const POLICY_SETTINGS = {
  PracticeOnly: { kind: 'flag' },
  ReadOnly: { kind: 'flag' },
  AllowedActions: { kind: 'actions' },
  AllowedClouds: { kind: 'list', values: CLOUD_CHOICES },
  AllowedSignInMethods: { kind: 'list', values: POLICY_SIGN_IN },
  IdleLockMinutes: { kind: 'number', values: POLICY_IDLE_MINUTES },
  LogDays: { kind: 'number', values: LOG_DAYS_CHOICES },
  Updates: { kind: 'choice', values: UPDATE_CHOICES },
  UpdateFeed: { kind: 'address' },
} as const;

/** Name of a setting, as registry, files and templates have it. */
export type PolicyName = keyof typeof POLICY_SETTINGS;
/** The names in order. */
export const POLICY_NAMES: readonly PolicyName[] = [
  'PracticeOnly',
  'ReadOnly',
  'AllowedActions',
  'AllowedClouds',
  'AllowedSignInMethods',
  'IdleLockMinutes',
  'LogDays',
  'Updates',
  'UpdateFeed',
];

/** Who set something: whoever manages the computer, or what manages the person's account. The machine's wins. */
export type PolicyLevel = 'machine' | 'user';

/** The values that are set. */
export interface PolicyValues {
  readonly PracticeOnly?: boolean;
  readonly ReadOnly?: boolean;
  /** Each `action` or `scenario:action`. What is not listed is refused. */
  readonly AllowedActions?: readonly string[];
  readonly AllowedClouds?: readonly CloudChoice[];
  readonly AllowedSignInMethods?: readonly PolicySignIn[];
  readonly IdleLockMinutes?: (typeof POLICY_IDLE_MINUTES)[number];
  readonly LogDays?: Settings['logDays'];
  readonly Updates?: Settings['updates'];
  /** Empty: there is none. */
  readonly UpdateFeed?: string;
}

/** What holds on this computer. */
export interface Policy {
  readonly values: PolicyValues;
  readonly setBy: Readonly<Partial<Record<PolicyName, PolicyLevel>>>;
  /** Values that could not be used, for people and the log. Each such setting is as strict as it can be. */
  readonly problems: readonly AppError[];
}

/** Nothing is set. */
export const NO_POLICY: Policy = { values: {}, setBy: {}, problems: [] };

/** What holds for a setting whose value cannot be read or used: the strictest there is. */
export const STRICTEST: Required<PolicyValues> = {
  PracticeOnly: true,
  ReadOnly: true,
  AllowedActions: [],
  AllowedClouds: [],
  AllowedSignInMethods: [],
  IdleLockMinutes: 5,
  LogDays: 30,
  Updates: 'off',
  UpdateFeed: '',
};

const LONGEST_FEED = 512;

/** True for the https address of a folder on a server: no user, no query, no fragment. */
export function isFeedAddress(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  const isBare = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return url.protocol === 'https:' && url.hostname !== '' && isBare && text.length <= LONGEST_FEED;
}

/** True for `action` and `scenario:action` of the lists above. */
export function isActionEntry(entry: string): boolean {
  const [first = '', second, ...more] = entry.split(':');
  if (more.length > 0) return false;
  const isAction = (text: string): boolean => POLICY_ACTIONS.some((each) => each === text);
  return second === undefined
    ? isAction(first)
    : POLICY_SCENARIOS.some((each) => each === first) && isAction(second);
}

/** The settings as they hold: what a person chose, where the policy leaves it open. */
export function settingsUnder<T extends Settings>(chosen: T, { values }: Policy): T {
  const { IdleLockMinutes, LogDays, Updates, UpdateFeed } = values;
  const methods = SIGN_IN_CHOICES.filter((way) => isSignInAllowed(way, values));
  const idle = chosen.idleLockMinutes;
  const isLate = IdleLockMinutes !== undefined && (idle === 0 || idle > IdleLockMinutes);
  return {
    ...chosen,
    ...(isLate ? { idleLockMinutes: IdleLockMinutes } : {}),
    ...(LogDays === undefined ? {} : { logDays: LogDays }),
    ...(Updates === undefined ? {} : { updates: Updates }),
    ...(UpdateFeed === undefined ? {} : { updateFeed: UpdateFeed }),
    ...(methods.includes(chosen.signInMethod) || methods[0] === undefined
      ? {}
      : { signInMethod: methods[0] }),
  };
}

/** True where the policy leaves a way to sign in. */
export function isSignInAllowed(
  way: PolicySignIn,
  { AllowedSignInMethods }: PolicyValues,
): boolean {
  return AllowedSignInMethods?.includes(way) !== false;
}

/** True where the policy leaves a cloud. */
export function isCloudAllowed(cloud: CloudChoice, { AllowedClouds }: PolicyValues): boolean {
  return AllowedClouds?.includes(cloud) !== false;
}

/** The settings of the Settings screen that a policy can fix. */
const LOCKABLE = {
  idleLockMinutes: 'IdleLockMinutes',
  logDays: 'LogDays',
  updates: 'Updates',
  updateFeed: 'UpdateFeed',
  signInMethod: 'AllowedSignInMethods',
} as const satisfies Readonly<Partial<Record<keyof Settings, PolicyName>>>;
const LOCKABLE_NAMES = [
  'idleLockMinutes',
  'logDays',
  'updates',
  'updateFeed',
  'signInMethod',
] as const satisfies readonly (keyof typeof LOCKABLE)[];

/** The policy that refuses a change of settings; undefined where none does. To be stricter than it asks is allowed. */
export function refusedSetting(
  changes: Readonly<Partial<Settings>>,
  { values }: Pick<Policy, 'values'>,
): PolicyName | undefined {
  const { idleLockMinutes: idle, signInMethod } = changes;
  const isRefused = (name: keyof typeof LOCKABLE): boolean => {
    if (changes[name] === undefined || values[LOCKABLE[name]] === undefined) return false;
    if (name === 'idleLockMinutes' && values.IdleLockMinutes !== undefined && idle !== undefined)
      return idle === 0 || idle > values.IdleLockMinutes;
    return name !== 'signInMethod' || !isSignInAllowed(signInMethod ?? 'browser', values);
  };
  const refused = LOCKABLE_NAMES.find(isRefused);
  return refused === undefined ? undefined : LOCKABLE[refused];
}
