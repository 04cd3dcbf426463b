/** One write of a key list as an action, on a service principal or on an application of the tenant's own. */
import type { Action, Undo } from '../model/action';
import type { FromAction, Operation } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import type { CertificateInfo } from '../ports';
import { readRequest } from '../reads/definition';
import { applicationKeys } from '../reads/hybrid-application';
import type { PrincipalKey } from '../reads/tenant';
import { keyFact, servicePrincipal } from '../reads/tenant';
import {
  addedRow,
  droppedRow,
  keyListBody,
  patchRequest,
  writeTags,
} from '../resources/principal-keys';
import type { KeyObject } from './backup';

/** The step that key lists belong to. */
export const STEP = 'upload-certificate' as const;

/** The list that is written. */
export interface KeyTarget {
  readonly applicationId: string;
  readonly name: string;
  readonly object: KeyObject;
  /** Object id; a reference where the plan makes the principal first. */
  readonly id: string | FromAction;
}

/** What becomes of it. */
export interface ListWrite {
  readonly kept: readonly PrincipalKey[];
  readonly dropped: readonly PrincipalKey[];
  readonly added: readonly CertificateInfo[];
  readonly reason: MessageRef;
  readonly dependsOn: readonly string[];
}

/** One PATCH is one action with all its tags. The kept keys stand first: scripts tell the new ones by that. */
export function writeAction(target: KeyTarget, write: ListWrite): Action {
  const { kept, dropped, added } = write;
  const state = (keys: readonly string[]): ExpectedFacts => ({
    found: true,
    id: target.id,
    keys: [...keys].sort(),
  });
  const newFacts = added.map((item) => `${item.thumbprint} AsymmetricX509Cert Verify`);
  const after = state([...kept.map(keyFact), ...newFacts]);
  return {
    id: `keys.${target.object}.${target.applicationId}`,
    step: STEP,
    resource: `${target.object}:${target.applicationId}`,
    target: 'tenant',
    kind: added.length > 0 ? 'add' : 'remove',
    operation: listOperation(target, kept, added),
    reason: write.reason,
    article: 'article-001-step-5',
    tags:
      added.length > 0
        ? writeTags(dropped.length)
        : ['removes-credential', 'cannot-undo', 'needs-tenant-admin'],
    dependsOn: write.dependsOn,
    differences: [...added.map(addedRow), ...dropped.map(droppedRow)],
    read: readOf(target),
    before: state([...kept, ...dropped].map(keyFact)),
    after,
    undo: undoOf(target, write, after),
  };
}

function readOf({ object, applicationId, id }: KeyTarget): ReadRequest {
  return object === 'application'
    ? readRequest(applicationKeys, { id })
    : readRequest(servicePrincipal, { applicationId });
}

function listOperation(
  target: KeyTarget,
  kept: readonly PrincipalKey[],
  added: readonly CertificateInfo[],
): Operation {
  const keys = [...kept.map((key) => key.key ?? ''), ...added.map((item) => item.raw)];
  const body = keyListBody(keys, kept);
  const { applicationId, id, object } = target;
  if (object === 'application' && typeof id === 'string')
    return { kind: 'graph', request: { method: 'PATCH', url: `/applications/${id}`, body } };
  return {
    kind: 'replace-keys',
    request: patchRequest(applicationId, body),
    applicationId,
    keep: kept.map((key) => key.thumbprint),
  };
}

/** Added keys can be taken away again. Expired ones cannot be put back: the directory refuses them. */
function undoOf(
  target: KeyTarget,
  { kept, dropped, added }: ListWrite,
  after: ExpectedFacts,
): Undo {
  const count = dropped.length;
  if (added.length === 0) return { kind: 'none', reason: message('keys.undo.expired', { count }) };
  const note = count > 0 ? { note: message('core.undo.expired-stay-away', { count }) } : {};
  if (target.object === 'service-principal')
    return {
      kind: 'remove-keys',
      applicationId: target.applicationId,
      thumbprints: added.map((item) => item.thumbprint),
      ...note,
    };
  return {
    kind: 'operation',
    operation: listOperation(target, kept, []),
    read: readOf(target),
    before: after,
    after: { ...after, keys: kept.map(keyFact).sort() },
    ...note,
  };
}
