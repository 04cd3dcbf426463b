/** Undo: a plan like any other, made from the journal, only for what this product changed and where it still stands. */
import { applicationName } from '../../shared/applications';
import type { Action, Finding, Undo } from '../model/action';
import type { ExpectedFacts } from '../model/facts';
import type { Operation } from '../model/command';
import type { JournalEntry } from '../model/journal';
import { message } from '../model/message';
import type { Observation, ReadRequest } from '../model/observation';
import type { Plan, PlannedResource } from '../model/plan';
import { readKey, readRequest } from '../reads/definition';
import { keyFact, servicePrincipal } from '../reads/tenant';
import type { ServicePrincipal } from '../reads/tenant';
import { keyListBody, patchRequest } from '../resources/principal-keys';
import type { FactDifference, Results } from './facts';
import { differences, resolveCmdlet, resolveFacts, resolveRead } from './facts';
import { fingerprint, plannedSteps } from './plan';
import { foldJournal, resultsOf } from './progress';
import { performReads } from './read';
import type { EnginePorts } from './ports';

/** Makes the undo plan of a run. Reads what each undo rests on; changes nothing. */
export async function planUndo(plan: Plan, entries: readonly JournalEntry[], ports: EnginePorts): Promise<Plan> {
  const results = resultsOf(foldJournal(entries));
  // Undone in the order opposite to the one in which things were really done.
  const order = entries.flatMap((entry) => (entry.type === 'outcome' && entry.outcome === 'done' ? [entry.action] : []));
  const done = plan.actions
    .filter((action) => results.has(action.id))
    .sort((left, right) => order.lastIndexOf(right.id) - order.lastIndexOf(left.id));
  const requests = new Map<string, ReadRequest>();
  for (const action of done) {
    const request = undoRead(action.undo, results);
    if (request !== null) requests.set(readKey(request), request);
  }
  const list = [...requests.values()];
  const observations = new Map<string, Observation>();
  for (const observation of await performReads(list, ports, () => undefined)) {
    observations.set(readKey(observation.request), observation);
  }
  return assemble(plan, done, results, observations, ports);
}

function undoRead(undo: Undo, results: Results): ReadRequest | null {
  switch (undo.kind) {
    case 'operation':
      return resolveRead(undo.read, results);
    case 'remove-keys':
      return readRequest(servicePrincipal, { applicationId: undo.applicationId });
    case 'covered':
    case 'none':
      return null;
  }
}

interface UndoRow {
  /** The action that would be undone. */
  readonly of: Action;
  readonly resource: PlannedResource;
  readonly action: Action | null;
  readonly findings: readonly Finding[];
}

function assemble(plan: Plan, done: readonly Action[], results: Results, observations: ReadonlyMap<string, Observation>, ports: EnginePorts): Plan {
  const rows = keepWhatOthersRestOn(done.flatMap((action) => undoRow(action, results, observations)), done);
  const actions = rows.flatMap((row) => (row.action === null ? [] : [row.action]));
  const ids = new Set(actions.map((item) => item.id));
  // What depended on an action must be gone before it goes.
  const ordered = actions.map((action) => ({
    ...action,
    dependsOn: done.filter((other) => other.dependsOn.some((id) => `undo.${id}` === action.id)).map((other) => `undo.${other.id}`).filter((id) => ids.has(id)),
  }));
  const content = {
    format: 1 as const,
    kind: 'undo' as const,
    customer: plan.customer,
    tenantId: plan.tenantId,
    practice: plan.practice,
    scenario: plan.scenario,
    recipe: plan.recipe,
    inputs: plan.inputs,
    actions: ordered,
    observations: [...observations]
      .flatMap(([key, item]) => (item.status === 'read' ? [{ key, request: item.request, facts: item.facts }] : []))
      .sort((left, right) => (left.key < right.key ? -1 : 1)),
  };
  return {
    ...content,
    steps: plannedSteps(rows.map((row) => row.resource), ordered),
    findings: rows.flatMap((row) => row.findings),
    madeAt: ports.clock.now().toISOString(),
    ...fingerprint(content, ports.crypto),
  };
}

/** An action stays when something that was built on it stays, because somebody changed that since. */
function keepWhatOthersRestOn(rows: readonly UndoRow[], done: readonly Action[]): UndoRow[] {
  const stays = new Set(rows.filter((row) => row.action === null && row.resource.state !== 'present').map((row) => row.of.id));
  for (let grown = true; grown; ) {
    grown = false;
    for (const other of done) {
      if (!stays.has(other.id)) continue;
      for (const id of other.dependsOn.filter((item) => !stays.has(item))) {
        stays.add(id);
        grown = true;
      }
    }
  }
  return rows.map((row) =>
    row.action !== null && stays.has(row.of.id)
      ? { ...row, action: null, resource: { ...row.resource, byHand: [...row.resource.byHand, message('core.keep.rests-on-it', { action: row.of.id })] } }
      : row,
  );
}

function undoRow(action: Action, results: Results, observations: ReadonlyMap<string, Observation>): UndoRow[] {
  const { undo } = action;
  switch (undo.kind) {
    case 'covered':
      return [];
    case 'none':
      return [{ of: action, resource: undoResource(action, 'by-hand', [], [undo.reason]), action: null, findings: [] }];
    case 'operation':
    case 'remove-keys': {
      const request = undoRead(undo, results);
      const observation = request === null ? undefined : observations.get(readKey(request));
      if (observation === undefined || observation.status === 'not-read') {
        return [{ of: action, resource: undoResource(action, 'unknown', [], []), action: null, findings: [] }];
      }
      return [undo.kind === 'operation' ? undoOperation(action, undo, results, observation) : undoKeys(action, undo, observation)];
    }
  }
}

function undoOperation(
  action: Action,
  undo: Extract<Undo, { kind: 'operation' }>,
  results: Results,
  observation: Extract<Observation, { status: 'read' }>,
): UndoRow {
  const before = resolveFacts(undo.before, results);
  const after = resolveFacts(undo.after, results);
  const moved = differences(before, observation.facts);
  if (moved.length > 0) {
    // Already back, or somebody changed it since: either way it is not ours to touch.
    const back = differences(after, observation.facts).length === 0;
    return { of: action, resource: undoResource(action, back ? 'present' : 'differs', back ? [] : moved, []), action: null, findings: [] };
  }
  return {
    of: action,
    resource: undoResource(action, 'differs', [], []),
    action: undoAction(action, resolveOperation(undo.operation, results), resolveRead(undo.read, results), before, after),
    findings: [],
  };
}

function resolveOperation(operation: Operation, results: Results): Operation {
  return operation.kind === 'cmdlet' ? { kind: 'cmdlet', command: resolveCmdlet(operation.command, results) } : operation;
}

/** Removes exactly the members we added; everything else in the list stays byte for byte. */
function undoKeys(action: Action, undo: Extract<Undo, { kind: 'remove-keys' }>, observation: Extract<Observation, { status: 'read' }>): UndoRow {
  const principal = observation.value as ServicePrincipal | null;
  const keys = principal?.keys ?? [];
  const rest = keys.filter((key) => !undo.thumbprints.includes(key.thumbprint));
  const ours = keys.filter((key) => key.thumbprint !== '' && undo.thumbprints.includes(key.thumbprint));
  const notes = undo.note === undefined ? [] : [undo.note];
  if (ours.length === 0) return { of: action, resource: undoResource(action, 'present', [], notes), action: null, findings: [] };
  if (rest.some((key) => key.key === null || key.thumbprint === '')) {
    const finding: Finding = { code: 'HX-NULLKEY', args: { application: applicationName(undo.applicationId) }, severity: 'blocking', step: action.step, resource: action.resource };
    return { of: action, resource: undoResource(action, 'by-hand', [], notes), action: null, findings: [finding] };
  }
  const operation: Operation = {
    kind: 'replace-keys',
    request: patchRequest(undo.applicationId, keyListBody(rest.map((key) => key.key ?? ''), rest)),
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

function undoAction(action: Action, operation: Operation, read: ReadRequest, before: ExpectedFacts, after: ExpectedFacts): Action {
  return {
    ...action,
    id: `undo.${action.id}`,
    kind: action.kind === 'add' ? 'remove' : action.kind === 'remove' ? 'add' : 'change',
    target: operation.kind === 'remove-file' ? 'workstation' : action.target,
    operation,
    reason: message('core.reason.undo', { action: action.id }),
    tags: action.tags.filter((tag) => tag !== 'adds-credential'),
    dependsOn: [],
    differences: action.differences.map((item) => ({ property: item.property, before: item.after, after: item.before })),
    read,
    before,
    after,
    undo: { kind: 'none', reason: message('core.undo.is-undo') },
  };
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
    comparisons: moved.map((item) => ({ property: item.property, expected: item.expected, found: item.found, verdict: 'differs' as const })),
    keeps: moved.length === 0 ? [] : [{ title: message('core.keep.changed-since', { action: action.id }), differences: moved.map((item) => ({ property: item.property, before: item.found, after: item.found })) }],
    byHand,
    cannotPreview: [],
  };
}
