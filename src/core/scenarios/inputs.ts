import { appError } from '../../shared/errors';
import type { AppError } from '../../shared/errors';
import { INPUT_NAMES } from '../../shared/ipc/views';
import type { InputName } from '../../shared/ipc/views';
import { startTime } from '../../shared/start-time';

/** Inputs as typed; missing or empty ones get a default. */
export type InputValues = Readonly<Partial<Record<InputName, string>>>;
/** Inputs with every value filled. `''` only where nothing could be chosen. */
export type ResolvedInputs = Readonly<Record<InputName, string>>;

/** What defaults are chosen from. */
export interface InputChoices {
  /** Domains accepted by Exchange and verified in the tenant, the default accepted domain first. */
  readonly domains: readonly string[];
  readonly domainControllers: readonly string[];
}

const DEFAULT_NAMES = {
  classicAccountName: 'SfBOnline-ApplicationAccount',
  teamsAccountName: 'TeamsScheduler-ApplicationAccount',
  teamsRoleName: 'TeamsSchedulerRole',
} as const;

/** Fills defaults: first common domain, first domain controller, the documents' account names, addresses from names. */
export function resolveInputs(typed: InputValues, choices: InputChoices): ResolvedInputs {
  const pick = (name: InputName, otherwise: string): string => {
    const value = typed[name];
    return value === undefined || value === '' ? otherwise : value;
  };
  const verifiedDomain = pick('verifiedDomain', choices.domains[0] ?? '');
  const classicAccountName = pick('classicAccountName', DEFAULT_NAMES.classicAccountName);
  const teamsAccountName = pick('teamsAccountName', DEFAULT_NAMES.teamsAccountName);
  return {
    verifiedDomain,
    domainController: pick('domainController', choices.domainControllers[0] ?? ''),
    classicAccountName,
    classicAddress: pick(
      'classicAddress',
      defaultAddress(classicAccountName, DEFAULT_NAMES.classicAccountName, verifiedDomain),
    ),
    teamsAccountName,
    teamsAddress: pick(
      'teamsAddress',
      defaultAddress(teamsAccountName, DEFAULT_NAMES.teamsAccountName, verifiedDomain),
    ),
    teamsRoleName: pick('teamsRoleName', DEFAULT_NAMES.teamsRoleName),
    // Whose mailbox may be looked at is for a person to say.
    testMailbox: pick('testMailbox', ''),
    effectiveDate: pick('effectiveDate', ''),
    rollNow: pick('rollNow', ''),
    pool: pick('pool', ''),
    exchangeAutodiscoverUrl: pick('exchangeAutodiscoverUrl', ''),
    autodiscoverAllowedDomains: pick('autodiscoverAllowedDomains', ''),
    issuerThumbprint: pick('issuerThumbprint', ''),
    issuerEffectiveDate: pick('issuerEffectiveDate', ''),
    testSipAddress: pick('testSipAddress', ''),
    storageHost: pick('storageHost', ''),
    testFolder: pick('testFolder', ''),
    keepTestItem: pick('keepTestItem', ''),
    archiving: pick('archiving', ''),
    contactStore: pick('contactStore', ''),
    federation: pick('federation', ''),
    restartAt: pick('restartAt', ''),
  };
}

/** An address from an account name where its characters allow it, else from the documents' name. */
function defaultAddress(name: string, documented: string, domain: string): string {
  if (domain === '') return '';
  return `${/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/.test(name) && !name.includes('..') ? name : documented}@${domain}`;
}

/** One refused input. */
export interface InputProblem {
  readonly input: InputName;
  readonly error: AppError;
}

/**
 * Checks what can be checked without any server. Free names may hold any text that survives unchanged everywhere:
 * no control characters, no lone surrogates, no leading or trailing space, at most 64 characters.
 */
export function checkInputs(inputs: ResolvedInputs): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const input of INPUT_NAMES) {
    const value = inputs[input];
    // Empty only where nothing could be chosen yet; the resources report that with its cause.
    if (value === '' || RULES[input](value)) continue;
    problems.push({ input, error: refusal(input, value) });
  }
  return problems;
}

function refusal(input: InputName, value: string): AppError {
  const fixed = input === 'exchangeAutodiscoverUrl' ? asServiceAddress(value) : null;
  if (fixed !== null) return appError('HX-SVC', { fixed, found: value });
  return input === 'restartAt'
    ? appError('HX-TIME', { value })
    : appError('HX-INPUT', { input, value });
}

const DOMAIN =
  /^(?=.{3,253}$)([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*$/;

const RULES: Readonly<Record<InputName, (value: string) => boolean>> = {
  verifiedDomain: (value) => DOMAIN.test(value),
  domainController: (value) => DOMAIN.test(value),
  classicAccountName: isFreeName,
  teamsAccountName: isFreeName,
  classicAddress: isAddress,
  teamsAddress: isAddress,
  // The role part of Remove-ManagementRoleEntry's identity accepts wildcards and ends at the backslash.
  teamsRoleName: (value) => isFreeName(value) && !/[*?\\[\]]/.test(value),
  // In the identity of a folder a colon ends the mailbox; an address cannot hold one.
  testMailbox: isAddress,
  effectiveDate: (value) => value === 'now' || effectiveTime(value) !== undefined,
  rollNow: (value) => /^[0-9A-F]{40}$/i.test(value),
  pool: (value) => DOMAIN.test(value),
  exchangeAutodiscoverUrl: isServiceAddress,
  // One text with semicolons, as Set-CsOAuthConfiguration takes it; a name may begin with `*.`.
  autodiscoverAllowedDomains: (value) =>
    value.split(';').every((name) => DOMAIN.test(name.trim().replace(/^\*\./, ''))),
  issuerThumbprint: (value) => /^[0-9A-F]{40}$/i.test(value),
  issuerEffectiveDate: (value) => effectiveTime(value) !== undefined,
  testSipAddress: (value) => isAddress(value.replace(/^sip:/i, '')),
  storageHost: (value) => DOMAIN.test(value),
  testFolder: (value) => ['ConversationHistory', 'Inbox', 'Dumpster'].includes(value),
  keepTestItem: isYes,
  archiving: (value) => ['ImOnly', 'ImAndWebConf'].includes(value),
  contactStore: isYes,
  federation: isYes,
  restartAt: (value) => startTime(value) !== undefined,
};

function isYes(value: string): boolean {
  return value === 'yes';
}

/** True for the address of the AutoDiscover service that Skype for Business Server takes: https, and `.svc` at its end. */
function isServiceAddress(value: string): boolean {
  return /^https:\/\/[a-z0-9.-]+\/autodiscover\/autodiscover\.svc$/i.test(value);
}

/** The service address that was meant by one ending in `.xml`; null for any other text. */
export function asServiceAddress(value: string): string | null {
  const fixed = value.replace(/\.xml$/i, '.svc');
  return fixed !== value && isServiceAddress(fixed) ? fixed : null;
}

/**
 * The moment that an effective date names: `2026-12-24` (midnight UTC) or `2026-12-24T06:00Z`. undefined for anything
 * else: a text without a zone would mean another moment on every computer.
 */
export function effectiveTime(value: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(value)) return undefined;
  const time = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  // A day that no month has is moved into the next month by some readers.
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value.slice(0, 10));
  return isReal ? time : undefined;
}

function isFreeName(value: string): boolean {
  return value.length <= 64 && value.trim() === value && isSafeText(value);
}

function isAddress(value: string): boolean {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  return at > 0 && local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(value.slice(at + 1));
}

/** False for text that some layer would refuse or change: control characters, lone surrogates, U+FFFE and U+FFFF. */
export function isSafeText(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029)
      return false;
    if ((code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe) return false;
  }
  return true;
}
