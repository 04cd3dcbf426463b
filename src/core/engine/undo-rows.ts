/** What each done action needs to be undone: its reads, and its row in the undo plan. */
import { applicationName } from '../../shared/applications';
import { GRANTING_TAGS, type Action, type Finding, type Undo } from '../model/action';
import type { Operation } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import type { Observation, ReadRequest } from '../model/observation';
import type { PlannedResource } from '../model/plan';
import { readKey, readRequest } from '../reads/definition';
import { keyFact, servicePrincipal } from '../reads/tenant';
import type { ServicePrincipal } from '../reads/tenant';
import { canRewrite, keyListBody, patchRequest } from '../resources/principal-keys';
import type { FactDifference, Results } from './facts';
import { differences, resolveCmdlet, resolveFacts, resolveGraph, resolveRead } from './facts';

/** The read that shows what would be undone, then those that decide whether it may be. */
export function undoReads(undo: Undo, results: Results): readonly ReadRequest[] {
  switch (undo.kind) {
    case 'operation': {
      const guard =
        undo.onlyWithRoles === undefined ? [] : [resolveRead(undo.onlyWithRoles.read, results)];
      return [resolveRead(undo.read, results), ...guard];
    }
    case 'remove-keys':
    case 'remove-names':
      return [readRequest(servicePrincipal, { applicationId: undo.applicationId })];
    case 'covered':
    case 'none':
      return [];
  }
}

/** One undone action: what is shown, and the action that undoes it, if any. */
export interface UndoRow {
  /** The action that would be undone. */
  readonly of: Action;
  readonly resource: PlannedResource;
  readonly action: Action | null;
  readonly findings: readonly Finding[];
}

/** The row of one done action. */
export function undoRow(
  action: Action,
  results: Results,
  observations: ReadonlyMap<string, Observation>,
): UndoRow[] {
  const { undo } = action;
  switch (undo.kind) {
    case 'covered':
      return [];
    case 'none':
      return [
        {
          of: action,
          resource: undoResource(action, 'by-hand', [], [undo.reason]),
          action: null,
          findings: [],
        },
      ];
    case 'operation':
    case 'remove-keys':
    case 'remove-names': {
      const found = undoReads(undo, results).map((request) => observations.get(readKey(request)));
      const [observation, guard] = found.flatMap((item) => (item?.status === 'read' ? [item] : []));
      if (observation === undefined || found.some((item) => item?.status !== 'read')) {
        return [
          {
            of: action,
            resource: undoResource(action, 'unknown', [], []),
            action: null,
            findings: [],
          },
        ];
      }
      switch (undo.kind) {
        case 'operation':
          return [undoOperation(action, undo, results, observation, guard)];
        case 'remove-keys':
          return [undoKeys(action, undo, observation)];
        case 'remove-names':
          return [undoNames(action, undo, observation)];
      }
    }
  }
}

/** Takes exactly our names out of the list as it now is; what others added since stays. */
function undoNames(
  action: Action,
  undo: Extract<Undo, { kind: 'remove-names' }>,
  observation: ReadObservation,
): UndoRow {
  const principal = observation.value as ServicePrincipal | null;
  const names = principal?.servicePrincipalNames ?? [];
  const rest = names.filter((name) => !undo.names.includes(name.toLowerCase()));
  if (rest.length === names.length) {
    const resource = undoResource(action, 'present', [], []);
    return { of: action, resource, action: null, findings: [] };
  }
  const request = patchRequest(undo.applicationId, { servicePrincipalNames: rest });
  const state = (list: readonly string[]): ExpectedFacts => ({
    found: true,
    names: list.map((name) => name.toLowerCase()).sort(),
  });
  return {
    of: action,
    resource: undoResource(action, 'differs', [], []),
    action: undoAction(
      action,
      { kind: 'graph', request },
      observation.request,
      state(names),
      state(rest),
    ),
    findings: [],
  };
}

function undoOperation(
  action: Action,
  undo: Extract<Undo, { kind: 'operation' }>,
  results: Results,
  observation: ReadObservation,
  guard: ReadObservation | undefined,
): UndoRow {
  const before = resolveFacts(undo.before, results);
  const after = resolveFacts(undo.after, results);
  const moved = [...differences(before, observation.facts), ...foreignRoles(undo, guard)];
  if (moved.length > 0) {
    // Already back, or somebody changed it since: either way it is not ours to touch.
    const back = differences(after, observation.facts).length === 0;
    return {
      of: action,
      resource: undoResource(action, back ? 'present' : 'differs', back ? [] : moved, []),
      action: null,
      findings: [],
    };
  }
  return {
    of: action,
    resource: undoResource(action, 'differs', [], []),
    action: undoAction(
      action,
      resolveOperation(undo.operation, results),
      resolveRead(undo.read, results),
      before,
      after,
    ),
    findings: [],
  };
}

type ReadObservation = Extract<Observation, { status: 'read' }>;

/** Role assignments that others made on an account of ours. */
function foreignRoles(
  undo: Extract<Undo, { kind: 'operation' }>,
  guard: ReadObservation | undefined,
): FactDifference[] {
  const known = (undo.onlyWithRoles?.roles ?? []).map((role) => role.toLowerCase());
  const found = Object.keys(guard?.facts ?? {}).flatMap(
    (key) => /^role\/(.*)\/Guid$/.exec(key)?.[1] ?? [],
  );
  return found
    .filter((role) => !known.includes(role.toLowerCase()))
    .map((role) => ({ property: `role/${role}`, expected: '-', found: 'True' }));
}

function resolveOperation(operation: Operation, results: Results): Operation {
  switch (operation.kind) {
    case 'cmdlet':
      return { kind: 'cmdlet', command: resolveCmdlet(operation.command, results) };
    case 'graph':
      return { kind: 'graph', request: resolveGraph(operation, results) };
    case 'replace-keys':
    case 'export-certificate':
    case 'remove-file':
      return operation;
  }
}

/** Removes exactly the members we added; everything else in the list stays byte for byte. */
function undoKeys(
  action: Action,
  undo: Extract<Undo, { kind: 'remove-keys' }>,
  observation: ReadObservation,
): UndoRow {
  const principal = observation.value as ServicePrincipal | null;
  const keys = principal?.keys ?? [];
  const rest = keys.filter((key) => !undo.thumbprints.includes(key.thumbprint));
  const ours = keys.filter(
    (key) => key.thumbprint !== '' && undo.thumbprints.includes(key.thumbprint),
  );
  const notes = undo.note === undefined ? [] : [undo.note];
  if (ours.length === 0)
    return {
      of: action,
      resource: undoResource(action, 'present', [], notes),
      action: null,
      findings: [],
    };
  if (!canRewrite(keys)) {
    const finding: Finding = {
      code: 'HX-NULLKEY',
      args: { application: applicationName(undo.applicationId) },
      severity: 'blocking',
      step: action.step,
      resource: action.resource,
    };
    return {
      of: action,
      resource: undoResource(action, 'by-hand', [], notes),
      action: null,
      findings: [finding],
    };
  }
  const operation: Operation = {
    kind: 'replace-keys',
    request: patchRequest(
      undo.applicationId,
      keyListBody(
        rest.map((key) => key.key ?? ''),
        rest,
      ),
    ),
    applicationId: undo.applicationId,
    keep: rest.map((key) => key.thumbprint),
  };
  const before = { found: true, keys: keys.map(keyFact).sort() };
  const after = { found: true, keys: rest.map(keyFact).sort() };
  const undone = undoAction(action, operation, observation.request, before, after);
  return {
    of: action,
    resource: undoResource(action, 'differs', [], notes),
    action: { ...undone, tags: ['removes-credential', 'needs-tenant-admin'] },
    findings: [],
  };
}

function undoAction(
  action: Action,
  operation: Operation,
  read: ReadRequest,
  before: ExpectedFacts,
  after: ExpectedFacts,
): Action {
  const { gate: _gate, notBefore: _notBefore, ...own } = action;
  return {
    ...own,
    id: `undo.${action.id}`,
    kind: action.kind === 'add' ? 'remove' : action.kind === 'remove' ? 'add' : 'change',
    target: undoTarget(action, operation),
    operation,
    reason: message('core.reason.undo', { action: action.id }),
    tags: action.tags.filter((tag) => !GRANTING_TAGS.includes(tag)),
    dependsOn: [],
    differences: action.differences.map((item) => ({
      property: item.property,
      before: item.after,
      after: item.before,
    })),
    read,
    before,
    after,
    undo: { kind: 'none', reason: message('core.undo.is-undo') },
  };
}

function undoTarget({ undo, target }: Action, operation: Operation): Action['target'] {
  if (operation.kind === 'remove-file') return 'workstation';
  return (undo.kind === 'operation' ? undo.target : undefined) ?? target;
}

function undoResource(
  action: Action,
  state: PlannedResource['state'],
  moved: readonly FactDifference[],
  byHand: PlannedResource['byHand'],
): PlannedResource {
  return {
    id: action.id,
    step: action.step,
    title: message('core.resource.undo', { action: action.id }),
    state,
    comparisons: moved.map((item) => ({
      property: item.property,
      expected: item.expected,
      found: item.found,
      verdict: 'differs' as const,
    })),
    keeps:
      moved.length === 0
        ? []
        : [
            {
              title: message('core.keep.changed-since', { action: action.id }),
              differences: moved.map((item) => ({
                property: item.property,
                before: item.found,
                after: item.found,
              })),
            },
          ],
    byHand,
    cannotPreview: [],
  };
}
