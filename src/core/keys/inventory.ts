/** The key inventory: one table over all principals that matter, as a pure function of what was read. */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { AppError } from '../../shared/errors';
import type { KeyState, PrincipalRole, PrincipalState } from '../../shared/keys';
import { planContext, wantedOf } from '../engine/plan';
import type { Finding } from '../model/action';
import type { CustomerRecord } from '../model/customer';
import type { Observations } from '../model/observation';
import type { CertificateInfo } from '../ports';
import { applicationPolicy } from '../reads/application-policy';
import type { ApplicationPolicy } from '../reads/application-policy';
import { applicationKeys } from '../reads/hybrid-application';
import type { PrincipalKey } from '../reads/tenant';
import { servicePrincipal } from '../reads/tenant';
import type { Looked, PlanContext } from '../resources/context';
import { look, valueOf } from '../resources/context';
import { canRewrite } from '../resources/principal-keys';
import { recipeOf } from '../scenarios/recipes';
import type { BackupList, KeyObject } from './backup';
import { backupList } from './backup';
import type { OwnerGuess, OwnersKnown } from './owner';
import { guessOwner, ownersKnown } from './owner';
import { dedicatedApplications, inventoryIds } from './reads';

const DAY_MS = 86_400_000;
/** Days before its end from which a key counts as ending soon: the threshold of Microsoft's own renewal script. */
const SOON_DAYS = 60;
const STEP = 'upload-certificate' as const;

/** One key, as a row. */
export interface InventoryKey extends OwnerGuess {
  readonly keyId: string;
  readonly displayName: string;
  /** SHA-1 of the bytes; '' where they did not come. */
  readonly thumbprint: string;
  /** Subject of the certificate; '' where it is not known. */
  readonly subject: string;
  /** ISO 8601. */
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly type: string;
  readonly usage: string;
  readonly state: KeyState;
  /** Whole days to its end; negative after it. */
  readonly daysLeft: number;
  /** True where the list holds the same certificate more than once. */
  readonly isDuplicate: boolean;
}

/** One principal with its keys. */
export interface InventoryPrincipal {
  readonly applicationId: string;
  readonly name: string;
  readonly role: PrincipalRole;
  readonly object: KeyObject;
  readonly state: PrincipalState;
  /** Why it could not be read. */
  readonly error: AppError | null;
  /** Object id; '' where it is not there or was not read. */
  readonly id: string;
  /** False where a key came without its bytes: writing the list would lose it. */
  readonly canWrite: boolean;
  readonly keys: readonly InventoryKey[];
}

/** The inventory. */
export interface KeyInventory {
  readonly principals: readonly InventoryPrincipal[];
  readonly findings: readonly Finding[];
  /** The tenant's cap on the life of keys; null where it was not asked for. */
  readonly policy: { readonly error: AppError } | ApplicationPolicy | null;
}

/** A key list as it was read. */
export interface HeldKeys {
  readonly id: string;
  readonly appId: string;
  readonly name?: string;
  readonly keys: readonly PrincipalKey[];
}

/** One principal of the inventory with what was read of it. */
export interface Holder {
  readonly applicationId: string;
  readonly name: string;
  readonly role: PrincipalRole;
  readonly object: KeyObject;
  readonly looked: Looked<HeldKeys | null>;
}

/** Every principal of the inventory, in its order. */
export function holders(record: CustomerRecord, context: PlanContext): readonly Holder[] {
  const wanted = recipeOf(record.recipe).principals;
  const principals = inventoryIds(record).map((applicationId): Holder => ({
    applicationId,
    name: applicationName(applicationId),
    role: roleOf(applicationId, wanted, record),
    object: 'service-principal',
    looked: look(context, servicePrincipal, { applicationId }),
  }));
  const dedicated = dedicatedApplications(context).map((item): Holder => ({
    applicationId: item.appId,
    name: item.displayName,
    role: 'dedicated',
    object: 'application',
    looked: look(context, applicationKeys, { id: item.id }),
  }));
  return [...principals, ...dedicated];
}

function roleOf(
  applicationId: string,
  wanted: readonly string[],
  record: CustomerRecord,
): PrincipalRole {
  if (applicationId === APPLICATIONS.exchangeOnline) return 'shared';
  const isAdded = (record.principals ?? []).some((id) => id.toLowerCase() === applicationId);
  return isAdded && !wanted.includes(applicationId) ? 'added' : 'wanted';
}

/** The context in which a customer's observations are looked at. */
export function keyContext(
  record: CustomerRecord,
  observations: Observations,
  now: Date,
): PlanContext {
  return planContext(wantedOf(record), observations, now);
}

/** Makes the inventory. */
export function makeInventory(
  record: CustomerRecord,
  observations: Observations,
  now: Date,
): KeyInventory {
  const context = keyContext(record, observations, now);
  const known = ownersKnown(context);
  const all = holders(record, context);
  const principals = all.map((holder): InventoryPrincipal => {
    const held = valueOf(holder.looked) ?? null;
    const keys = held?.keys ?? [];
    return {
      applicationId: holder.applicationId,
      name: holder.name,
      role: holder.role,
      object: holder.object,
      state: stateOf(holder),
      error: holder.looked.status === 'not-read' ? holder.looked.error : null,
      id: held?.id ?? '',
      canWrite: canRewrite(keys),
      keys: keys.map((key) => ({
        keyId: key.keyId,
        displayName: key.displayName,
        thumbprint: key.thumbprint,
        subject: key.certificate?.subject ?? '',
        startDateTime: key.startDateTime,
        endDateTime: key.endDateTime,
        type: key.type,
        usage: key.usage,
        state: keyState(key, now),
        daysLeft: Math.floor((Date.parse(key.endDateTime) - now.getTime()) / DAY_MS),
        isDuplicate: isDuplicate(key, keys),
        ...guessOwner(key, holder.applicationId, known),
      })),
    };
  });
  const policy = look(context, applicationPolicy);
  return {
    principals,
    policy:
      policy.status === 'read'
        ? policy.value
        : policy.status === 'missing'
          ? null
          : { error: policy.error },
    findings: [
      ...principals.flatMap(findingsOf),
      ...policyFindings(valueOf(policy), authCertificatesOf(all, known)),
    ],
  };
}

function stateOf({ looked }: Holder): PrincipalState {
  if (looked.status !== 'read') return 'not-read';
  return looked.value === null ? 'absent' : 'present';
}

/** True for a key whose time is over. */
export function isExpired(key: { readonly endDateTime: string }, now: Date): boolean {
  return Date.parse(key.endDateTime) <= now.getTime();
}

function keyState(key: PrincipalKey, now: Date): KeyState {
  if (isExpired(key, now)) return 'expired';
  if (!canRewrite([key])) return 'no-bytes';
  if (Date.parse(key.startDateTime) > now.getTime()) return 'not-yet-valid';
  return Date.parse(key.endDateTime) - now.getTime() < SOON_DAYS * DAY_MS
    ? 'expires-soon'
    : 'valid';
}

function isDuplicate(key: PrincipalKey, all: readonly PrincipalKey[]): boolean {
  return (
    key.thumbprint !== '' && all.filter((item) => item.thumbprint === key.thumbprint).length > 1
  );
}

function findingsOf(principal: InventoryPrincipal): Finding[] {
  const { name: application, keys, state, role } = principal;
  const of = (
    code: Finding['code'],
    severity: Finding['severity'],
    args: Finding['args'] = {},
  ): Finding => ({
    code,
    args: { application, ...args },
    severity,
    step: STEP,
    resource: `service-principal:${principal.applicationId}`,
  });
  if (principal.error !== null) {
    const { code, args, detail } = principal.error;
    return [{ ...of(code, 'warning'), args, ...(detail === undefined ? {} : { detail }) }];
  }
  // An application that nobody set up yet is no trouble of the inventory.
  if (state === 'absent') return role === 'wanted' ? [of('HX-NOPRINCIPAL', 'warning')] : [];
  const count = (wanted: KeyState): number => keys.filter((key) => key.state === wanted).length;
  return [
    ...(principal.canWrite ? [] : [of('HX-NULLKEY', 'warning')]),
    ...(count('expired') > 0 ? [of('HX-KEYEXP', 'info', { count: count('expired') })] : []),
    ...(role === 'shared' && keys.length > 0
      ? [of('HX-SHAREDKEY', 'warning', { count: keys.length })]
      : []),
  ];
}

/** The current and the next auth certificate, from a server or from a list that holds them. */
function authCertificatesOf(all: readonly Holder[], known: OwnersKnown): CertificateInfo[] {
  const held = all
    .flatMap(({ looked }) => valueOf(looked)?.keys ?? [])
    .filter(
      ({ thumbprint }) => thumbprint !== '' && [known.current, known.next].includes(thumbprint),
    )
    .flatMap(({ certificate }) => certificate ?? []);
  return [...known.certificates, ...held];
}

/** The auth certificates that the tenant's policy would refuse, as one finding. */
function policyFindings(
  policy: ApplicationPolicy | undefined,
  certificates: readonly CertificateInfo[],
): Finding[] {
  const caps = [policy?.principalDays, policy?.applicationDays].flatMap((days) => days ?? []);
  const cap = Math.min(...caps);
  const isLonger = certificates.some(
    (item) => Date.parse(item.notAfter) - Date.parse(item.notBefore) > cap * DAY_MS,
  );
  return caps.length > 0 && isLonger
    ? [{ code: 'HX-KEYPOLICY', args: { days: cap }, severity: 'warning', step: STEP }]
    : [];
}

/** The lists of an inventory for a backup: every one that was read. */
export function listsForBackup(all: readonly Holder[]): BackupList[] {
  return all.flatMap(({ looked, object, name }) => {
    const held = valueOf(looked) ?? null;
    return held === null ? [] : [backupList(object, { ...held, name })];
  });
}
