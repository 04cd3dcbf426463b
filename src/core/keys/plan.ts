/**
 * Plans for key lists alone: dropping expired keys, and restoring keys from a backup. Restoring only adds: a key that
 * came since stays, because another service may rely on it. Nothing is ever added to the shared principal of Exchange
 * Online (CVE-2025-53786).
 */
import { APPLICATIONS } from '../../shared/applications';
import { CodedError, appError } from '../../shared/errors';
import type { AppError } from '../../shared/errors';
import { fingerprint, plannedSteps } from '../engine/plan';
import type { Action, Finding } from '../model/action';
import type { CustomerRecord } from '../model/customer';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Observations } from '../model/observation';
import type { Plan, PlannedResource } from '../model/plan';
import type { CertificateInfo, Crypto } from '../ports';
import { readKey, readRequest } from '../reads/definition';
import { applicationKeys } from '../reads/hybrid-application';
import type { PrincipalKey } from '../reads/tenant';
import { readKeyBytes, servicePrincipal, tenantOrganization } from '../reads/tenant';
import type { PlanContext } from '../resources/context';
import { compare, findingOf, look, planned } from '../resources/context';
import { canRewrite, createPrincipal } from '../resources/principal-keys';
import type { BackupKey, BackupList, KeyBackup } from './backup';
import type { HeldKeys, Holder } from './inventory';
import { holders, isExpired, keyContext } from './inventory';
import type { KeyTarget } from './write';
import { STEP, writeAction } from './write';

/** What is to be done to key lists. */
type KeyChange =
  | { readonly kind: 'drop-expired' }
  | { readonly kind: 'restore'; readonly backup: KeyBackup; readonly file: string };

/** What a plan is made from. */
export interface KeyPlanRequest {
  readonly record: CustomerRecord;
  readonly observations: Observations;
  readonly change: KeyChange;
  /** Application ids to which the change is limited, small letters; null: all. */
  readonly only: readonly string[] | null;
  readonly now: Date;
  readonly crypto: Crypto;
}

/** One list's part of the plan. */
interface Row {
  readonly resource: PlannedResource;
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
}

/**
 * Makes the plan. Refuses with HX-TEN where the tenant that answered is not the customer's, with the read's own error
 * where it did not answer, and with HX-BACKUPBYTES where a valid key of the backup has no bytes.
 */
export function planKeyChange(request: KeyPlanRequest): Plan {
  const { record, observations, now, crypto, change } = request;
  const context = keyContext(record, observations, now);
  assertTenant(context, record);
  const rows =
    change.kind === 'restore' ? restoreRows(request, context, change) : dropRows(request, context);
  const actions = rows.flatMap((row) => row.actions);
  const used = new Set(actions.map((action) => readKey(action.read)));
  const content = {
    format: 1 as const,
    kind: 'apply' as const,
    customer: record.id,
    tenantId: record.tenantId,
    practice: record.practice,
    scenario: 'keys' as const,
    recipe: record.recipe,
    inputs: {},
    actions,
    observations: [...observations]
      .flatMap(([key, item]) =>
        item.status === 'read' && used.has(key)
          ? [{ key, request: item.request, facts: item.facts }]
          : [],
      )
      .sort((left, right) => (left.key < right.key ? -1 : 1)),
  };
  const steps = plannedSteps(
    rows.map((row) => row.resource),
    actions,
    'keys',
  );
  return {
    ...content,
    steps,
    findings: rows.flatMap((row) => row.findings),
    madeAt: now.toISOString(),
    ...fingerprint(content, crypto),
  };
}

/** Keys are written in the customer's own tenant or not at all. */
function assertTenant(context: PlanContext, { tenantId, tenantDomain }: CustomerRecord): void {
  const tenant = look(context, tenantOrganization);
  if (tenant.status === 'not-read') throw new CodedError(tenant.error);
  const found = tenant.status === 'read' ? (tenant.value?.id ?? '') : '';
  if (found.toLowerCase() !== tenantId.toLowerCase())
    throw new CodedError(
      appError('HX-TEN', { found, expected: tenantDomain, foundId: found, expectedId: tenantId }),
    );
}

function dropRows({ record, only, now }: KeyPlanRequest, context: PlanContext): Row[] {
  return holders(record, context)
    .filter((holder) => isAsked(holder.applicationId, only))
    .map((holder) => {
      const { looked } = holder;
      if (looked.status !== 'read')
        return unread(holder, looked.status === 'not-read' ? looked.error : null);
      const keys = looked.value?.keys ?? [];
      const expired = keys.filter((key) => isExpired(key, now));
      const rows = [compare('expired keyCredentials', '0', String(expired.length))];
      const target = targetOf(holder, looked.value);
      if (target === null || expired.length === 0)
        return row(holder, 'present', rows, keptRows(keys));
      if (!canRewrite(keys)) return nullKey(holder, rows);
      const kept = keys.filter((key) => !expired.includes(key));
      const reason = message('keys.reason.drop-expired', {
        application: holder.name,
        count: expired.length,
      });
      const action = writeAction(target, {
        kept,
        dropped: expired,
        added: [],
        reason,
        dependsOn: [],
      });
      return { ...row(holder, 'differs', rows, keptRows(kept)), actions: [action] };
    });
}

function isAsked(applicationId: string, only: readonly string[] | null): boolean {
  return only === null || only.includes(applicationId.toLowerCase());
}

function restoreRows(
  { record, only, now, crypto }: KeyPlanRequest,
  context: PlanContext,
  { backup, file }: Extract<KeyChange, { kind: 'restore' }>,
): Row[] {
  const known = holders(record, context);
  return backup.lists
    .filter((list) => isAsked(list.applicationId, only))
    .map((list) => {
      const holder =
        known.find(
          (item) => item.object === list.object && item.applicationId === list.applicationId,
        ) ?? holderOf(list, context);
      const valid = list.keys.filter((key) => !isExpired(key, now));
      const wanted = certificatesOf(valid, list, file, crypto);
      return restoreRow(holder, list, wanted, now);
    });
}

/** A list of the backup that is not in the inventory any more. */
function holderOf(list: BackupList, context: PlanContext): Holder {
  const { applicationId, id, name, object } = list;
  const looked: Holder['looked'] =
    object === 'application'
      ? look(context, applicationKeys, { id })
      : look(context, servicePrincipal, { applicationId });
  return { applicationId, name, role: 'added', object, looked };
}

/** The reads that a backup's lists need besides those of the inventory. */
export function backupReads(backup: KeyBackup): ReturnType<typeof readRequest>[] {
  return backup.lists.map(({ applicationId, id, object }) =>
    object === 'application'
      ? readRequest(applicationKeys, { id })
      : readRequest(servicePrincipal, { applicationId }),
  );
}

/** Valid keys of a backup with their certificates. One without readable bytes stops the whole: nothing is sent. */
function certificatesOf(
  keys: readonly BackupKey[],
  list: BackupList,
  file: string,
  crypto: Crypto,
): readonly (CertificateInfo & Pick<BackupKey, 'type' | 'usage'>)[] {
  return keys.map((key) => {
    const certificate = key.key === null ? undefined : readKeyBytes(key.key, crypto);
    if (certificate === undefined || certificate.thumbprint !== key.thumbprint)
      throw new CodedError(appError('HX-BACKUPBYTES', { file, application: list.name }));
    return { ...certificate, type: key.type, usage: key.usage };
  });
}

function restoreRow(
  holder: Holder,
  list: BackupList,
  wanted: ReturnType<typeof certificatesOf>,
  now: Date,
): Row {
  const { looked } = holder;
  if (looked.status !== 'read')
    return unread(holder, looked.status === 'not-read' ? looked.error : null);
  const keys = looked.value?.keys ?? [];
  const missing = wanted.filter((item) => !keys.some((key) => key.thumbprint === item.thumbprint));
  const rows = wanted.map((item) =>
    compare(item.subject, item.thumbprint, missing.includes(item) ? '-' : item.thumbprint),
  );
  const over = list.keys.length - wanted.length;
  const notes =
    over > 0
      ? [message('keys.by-hand.expired-since', { application: holder.name, count: over })]
      : [];
  if (missing.length === 0) return row(holder, 'present', rows, keptRows(keys), notes);
  if (holder.applicationId === APPLICATIONS.exchangeOnline)
    return row(holder, 'by-hand', rows, keptRows(keys), [
      message('keys.by-hand.shared', { application: holder.name, count: missing.length }),
    ]);
  // A private key, or one for signing, cannot come from a list of public parts.
  const odd = missing.filter(
    (item) => item.type !== 'AsymmetricX509Cert' || item.usage !== 'Verify',
  );
  if (odd.length > 0)
    return row(holder, 'by-hand', rows, keptRows(keys), [
      message('keys.by-hand.other-type', { application: holder.name, count: odd.length }),
    ]);
  if (!canRewrite(keys)) return nullKey(holder, rows);
  const kept = keys.filter((key) => !isExpired(key, now));
  const dropped = keys.filter((key) => !kept.includes(key));
  const reason = message('keys.reason.restore', {
    application: holder.name,
    count: missing.length,
  });
  return {
    ...row(holder, looked.value === null ? 'absent' : 'differs', rows, keptRows(kept), notes),
    actions: restoreActions(holder, looked.value, { kept, dropped, added: missing, reason }),
  };
}

function restoreActions(
  holder: Holder,
  held: HeldKeys | null,
  write: Omit<Parameters<typeof writeAction>[1], 'dependsOn'>,
): readonly Action[] {
  const target = targetOf(holder, held);
  if (target !== null) return [writeAction(target, { ...write, dependsOn: [] })];
  // The registration of an application is not made anew: it would be another application.
  if (holder.object === 'application') return [];
  const make = createPrincipal(holder.applicationId, { id: resourceId(holder), step: STEP });
  const made = { ...holder, id: { from: make.id, property: 'id' } };
  return [make, writeAction(made, { ...write, dependsOn: [make.id] })];
}

function targetOf(holder: Holder, held: HeldKeys | null): KeyTarget | null {
  const { applicationId, name, object } = holder;
  return held === null ? null : { applicationId, name, object, id: held.id };
}

function resourceId(holder: Pick<Holder, 'object' | 'applicationId'>): string {
  return `${holder.object}:${holder.applicationId}`;
}

function titleOf(holder: Holder): MessageRef {
  const { applicationId: id, name: application, object } = holder;
  return object === 'application'
    ? message('keys.resource.application', { application, id })
    : message('core.resource.key-list', { application, id });
}

function row(
  holder: Holder,
  state: PlannedResource['state'],
  comparisons: PlannedResource['comparisons'],
  keeps: PlannedResource['keeps'],
  byHand: readonly MessageRef[] = [],
): Row {
  const self = { id: resourceId(holder), step: STEP };
  return {
    resource: planned(self, titleOf(holder), state, comparisons, { keeps, byHand }),
    actions: [],
    findings: [],
  };
}

function nullKey(holder: Holder, comparisons: PlannedResource['comparisons']): Row {
  const { name: application } = holder;
  const finding: Finding = {
    code: 'HX-NULLKEY',
    args: { application },
    severity: 'blocking',
    step: STEP,
    resource: resourceId(holder),
  };
  const byHand = [message('core.by-hand.null-key', { application })];
  return { ...row(holder, 'by-hand', comparisons, [], byHand), findings: [finding] };
}

function unread(holder: Holder, error: AppError | null): Row {
  const found = row(holder, 'unknown', [compare('keyCredentials', '', undefined)], []);
  if (error === null) return found;
  return { ...found, findings: [findingOf(error, STEP, resourceId(holder), 'blocking')] };
}

function keptRows(keys: readonly PrincipalKey[]): PlannedResource['keeps'] {
  return keys.map((key) => ({
    title: message('core.keep.key', {
      thumbprint: key.thumbprint === '' ? key.keyId : key.thumbprint,
    }),
    differences: [{ property: 'endDateTime', before: key.endDateTime, after: key.endDateTime }],
  }));
}
