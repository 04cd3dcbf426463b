/**
 * Key lists of service principals. A PATCH of keyCredentials replaces the whole list (Graph: update servicePrincipal),
 * so every valid key is sent again with its bytes; expired ones must be dropped or the service refuses the write;
 * no unexpired key is ever pruned: on 00000004 it may be SfB Server's token issuer.
 */
import { applicationName } from '../../shared/applications';
import type { Json } from '../../shared/json';
import type { Action, Difference, Finding, Tag } from '../model/action';
import type { FromAction, GraphRequest } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import type { CertificateInfo } from '../ports';
import { readRequest } from '../reads/definition';
import type { PrincipalKey, ServicePrincipal } from '../reads/tenant';
import { keyFact, servicePrincipal } from '../reads/tenant';
import { authCertificates, certificateReads } from './auth-certificates';
import type { AuthCertificate } from './auth-certificates';
import { exportActionId, plannedExports } from './certificate-export';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, look, planned, stateOf } from './context';

const STEP = 'upload-certificate' as const;
/** A key list, as rows and findings name it. */
export type Self = { readonly id: string; readonly step: typeof STEP };

/** A certificate that a principal shall have as a key. `certificate`: its public part, where it could be read. */
export type WantedKey = Pick<AuthCertificate, 'role' | 'thumbprint' | 'certificate'>;

/** Whose certificates a principal gets, and how that is said. */
export interface KeySource {
  readonly reason: string;
  readonly article: string;
  /** Actions that the upload of these certificates waits for. */
  readonly dependsOn: (context: PlanContext, missing: readonly WantedKey[]) => readonly string[];
}

const FROM_EXCHANGE: KeySource = {
  reason: 'core.reason.add-keys',
  article: 'article-001-step-5',
  // The upload waits for the export only where the plan holds one; a file exported earlier is enough.
  dependsOn: (context, missing) => {
    const exports = plannedExports(context);
    return missing.map((item) => exportActionId(item.role)).filter((id) => exports.includes(id));
  },
};

/** The resource of one principal's key list. */
export function principalKeysResource(applicationId: string): Resource {
  const self: Self = { id: `service-principal:${applicationId}`, step: STEP };
  return {
    ...self,
    reads: (context) => [
      ...certificateReads(context),
      readRequest(servicePrincipal, { applicationId }),
    ],
    plan: (context) =>
      planKeys(context, applicationId, self, authCertificates(context), FROM_EXCHANGE),
  };
}

/** Plans a principal's key list. `certificates` undefined: whose they are was not read, and nothing is planned. */
export function planKeys(
  context: PlanContext,
  applicationId: string,
  self: Self,
  certificates: readonly WantedKey[] | undefined,
  source: KeySource,
): ResourcePlan {
  const application = applicationName(applicationId);
  const title = message('core.resource.key-list', { application, id: applicationId });
  const looked = look(context, servicePrincipal, { applicationId });
  if (looked.status !== 'read' || certificates === undefined) {
    const findings =
      looked.status === 'not-read' ? [findingOf(looked.error, STEP, self.id, 'blocking')] : [];
    return {
      resource: planned(self, title, 'unknown', [compare('keyCredentials', '', undefined)]),
      actions: [],
      findings,
    };
  }
  const usable = certificates.filter(
    (item) => item.certificate !== undefined && !isExpired(item.certificate.notAfter, context.now),
  );
  const list: KeyList = { context, applicationId, self, title, source };
  return looked.value === null
    ? absentPrincipal(list, usable)
    : existingPrincipal(list, looked.value, usable, certificates);
}

/** A principal's key list in the making. */
interface KeyList {
  readonly context: PlanContext;
  readonly applicationId: string;
  readonly self: Self;
  readonly title: ReturnType<typeof message>;
  readonly source: KeySource;
}

function isExpired(end: string, now: Date): boolean {
  return Date.parse(end) <= now.getTime();
}

/** The principal is not in this tenant: it is made first, by consent of the same rows that write its keys. */
function absentPrincipal(list: KeyList, wanted: readonly WantedKey[]): ResourcePlan {
  const { applicationId, self, title } = list;
  const rows = wanted.map((item) => compare(keyProperty(item), item.thumbprint, '-'));
  const findings: Finding[] = [
    {
      code: 'HX-NOPRINCIPAL',
      args: { application: applicationName(applicationId) },
      severity: 'warning',
      step: STEP,
      resource: self.id,
    },
  ];
  if (wanted.length === 0)
    return { resource: planned(self, title, 'unknown', rows), actions: [], findings };
  const make = createPrincipal(applicationId, self);
  const id = { from: make.id, property: 'id' };
  const write = addKeys(list, { id, keys: [], expired: [], wanted, dependsOn: [make.id] });
  return { resource: planned(self, title, 'absent', rows), actions: [make, write], findings };
}

function keyProperty(item: WantedKey): string {
  return item.role === 'current' ? 'Current certificate' : 'Next certificate';
}

/** Makes a principal that is not in the tenant. */
export function createPrincipal(applicationId: string, self: Self): Action {
  const id = `service-principal.${applicationId}.create`;
  const read = readRequest(servicePrincipal, { applicationId });
  return {
    id,
    step: STEP,
    resource: self.id,
    target: 'tenant',
    kind: 'add',
    operation: {
      kind: 'graph',
      request: { method: 'POST', url: '/servicePrincipals', body: { appId: applicationId } },
    },
    reason: message('core.reason.create-principal', {
      application: applicationName(applicationId),
    }),
    article: 'teams-2025',
    tags: ['adds-credential', 'needs-tenant-admin'],
    dependsOn: [],
    differences: [{ property: 'servicePrincipal', before: '-', after: applicationId }],
    read,
    before: { found: false },
    after: { found: true },
    undo: {
      kind: 'operation',
      operation: {
        kind: 'graph',
        request: { method: 'DELETE', url: `/servicePrincipals(appId='${applicationId}')` },
      },
      read,
      // Only while it holds no key of anybody else.
      before: { found: true, id: { from: id, property: 'id' }, keys: [] },
      after: { found: false },
    },
  };
}

function existingPrincipal(
  list: KeyList,
  principal: ServicePrincipal,
  usable: readonly WantedKey[],
  all: readonly WantedKey[],
): ResourcePlan {
  const { context, applicationId, self, title, source } = list;
  const application = applicationName(applicationId);
  const missing = usable.filter(
    (item) =>
      !principal.keys.some((key) => key.thumbprint !== '' && key.thumbprint === item.thumbprint),
  );
  const rows = usable.map((item) =>
    compare(keyProperty(item), item.thumbprint, missing.includes(item) ? '-' : item.thumbprint),
  );
  const expired = principal.keys.filter((key) => isExpired(key.endDateTime, context.now));
  const kept = principal.keys.filter((key) => !expired.includes(key));
  const findings = keyFindings(application, kept, expired, all, self.id);
  const keeps = kept.map((key) => ({
    title: message('core.keep.key', {
      thumbprint: key.thumbprint === '' ? key.keyId : key.thumbprint,
    }),
    differences: [{ property: 'endDateTime', before: key.endDateTime, after: key.endDateTime }],
  }));
  // A list with a key whose bytes are not known cannot be written without losing that key.
  if (missing.length > 0 && !canRewrite(principal.keys)) {
    const byHand = [message('core.by-hand.null-key', { application })];
    return {
      resource: planned(self, title, 'by-hand', rows, { keeps, byHand }),
      actions: [],
      findings,
    };
  }
  const dependsOn = source.dependsOn(context, missing);
  const write = { id: principal.id, keys: kept, expired, wanted: missing, dependsOn };
  const actions = missing.length === 0 ? [] : [addKeys(list, write)];
  const state = usable.length === 0 ? 'unknown' : stateOf(rows);
  const cannotPreview =
    missing.length === 0 ? [] : [message('core.cannot-preview.visibility', { application })];
  return {
    resource: planned(self, title, state, rows, { keeps, cannotPreview }),
    actions,
    findings,
  };
}

function keyFindings(
  application: string,
  kept: readonly PrincipalKey[],
  expired: readonly PrincipalKey[],
  all: readonly WantedKey[],
  resource: string,
): Finding[] {
  const findings: Finding[] = [];
  const add = (
    code: Finding['code'],
    severity: Finding['severity'],
    args: Finding['args'],
  ): void => {
    findings.push({ code, args: { application, ...args }, severity, step: STEP, resource });
  };
  const foreign = kept.filter((key) => !all.some((item) => item.thumbprint === key.thumbprint));
  if (!canRewrite([...kept, ...expired])) add('HX-NULLKEY', 'blocking', {});
  if (expired.length > 0) add('HX-KEYEXP', 'info', { count: expired.length });
  if (foreign.length > 0) add('HX-KEYFOREIGN', 'info', { count: foreign.length });
  return findings;
}

/** A list can be written only while every key of it came with its bytes: what is not in hand would be lost. */
export function canRewrite(keys: readonly PrincipalKey[]): boolean {
  return keys.every((key) => key.key !== null && key.thumbprint !== '');
}

interface KeyWrite {
  readonly id: string | FromAction;
  readonly keys: readonly PrincipalKey[];
  readonly expired: readonly PrincipalKey[];
  readonly wanted: readonly WantedKey[];
  readonly dependsOn: readonly string[];
}

/** One PATCH is one action with all its tags. */
function addKeys({ applicationId, self, source }: KeyList, write: KeyWrite): Action {
  const added = write.wanted.flatMap((item) =>
    item.certificate === undefined ? [] : [item.certificate],
  );
  const dropped = write.expired.length;
  const body = keyListBody(
    [...write.keys.map((key) => key.key ?? ''), ...added.map((item) => item.raw)],
    write.keys,
  );
  const newFacts = added.map((item) => `${item.thumbprint} AsymmetricX509Cert Verify`);
  const state = (keys: readonly string[]): ExpectedFacts => ({
    found: true,
    id: write.id,
    keys: [...keys].sort(),
  });
  return {
    id: `service-principal.${applicationId}.keys`,
    step: STEP,
    resource: self.id,
    target: 'tenant',
    kind: 'add',
    operation: {
      kind: 'replace-keys',
      request: patchRequest(applicationId, body),
      applicationId,
      keep: write.keys.map((key) => key.thumbprint),
    },
    reason: message(source.reason, {
      application: applicationName(applicationId),
      count: added.length,
      dropped,
    }),
    article: source.article,
    departs: message('core.departs.graph'),
    tags: writeTags(dropped),
    dependsOn: write.dependsOn,
    differences: [...added.map(addedRow), ...write.expired.map(droppedRow)],
    read: readRequest(servicePrincipal, { applicationId }),
    before: state([...write.keys, ...write.expired].map(keyFact)),
    after: state([...write.keys.map(keyFact), ...newFacts]),
    undo: {
      kind: 'remove-keys',
      applicationId,
      thumbprints: added.map((item) => item.thumbprint),
      ...(dropped > 0 ? { note: message('core.undo.expired-stay-away', { count: dropped }) } : {}),
    },
  };
}

/** Tags of a write that drops so many expired keys. */
export function writeTags(dropped: number): readonly Tag[] {
  return dropped > 0
    ? ['adds-credential', 'removes-credential', 'needs-tenant-admin']
    : ['adds-credential', 'needs-tenant-admin'];
}

/** A key that is added, as a row. */
export function addedRow(item: CertificateInfo): Difference {
  return {
    property: 'keyCredentials',
    before: '-',
    after: `${item.thumbprint} (${item.notBefore} – ${item.notAfter})`,
  };
}

/** A key that is dropped, as a row. */
export function droppedRow(key: PrincipalKey): Difference {
  return {
    property: 'keyCredentials',
    before: `${key.thumbprint} (${key.endDateTime})`,
    after: '-',
  };
}

/** PATCH by application id: exactly one principal of a tenant has it. */
export function patchRequest(applicationId: string, body: Json): GraphRequest {
  return { method: 'PATCH', url: `/servicePrincipals(appId='${applicationId}')`, body };
}

/**
 * The body of a key list: only key, type and usage. Dates are left out, so the service takes the certificate's own
 * (Graph keyCredential; a date outside the certificate is refused).
 */
export function keyListBody(
  keys: readonly string[],
  known: readonly Pick<PrincipalKey, 'key' | 'type' | 'usage'>[],
): Json {
  return {
    keyCredentials: keys.map((key) => {
      const found = known.find((item) => item.key === key);
      return { key, type: found?.type ?? 'AsymmetricX509Cert', usage: found?.usage ?? 'Verify' };
    }),
  };
}
