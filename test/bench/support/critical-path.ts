/**
 * The critical path of a run on the practice lab: what it must take even if nothing but the servers took time.
 * It counts the commands, the re-reads that the engine promises, and the read-backs, each at the latency that the lab
 * gives it; an Exchange shell does one thing at a time, Graph requests that do not wait for each other are read
 * together, and independent actions of different targets run side by side. Waits for replication and propagation are
 * virtual in the lab, so they are in neither side of the comparison.
 */
import type { Action } from '../../../src/core/model/action';
import type { TargetId } from '../../../src/core/model/command';
import type { ReadRequest } from '../../../src/core/model/observation';
import { isChange } from '../../../src/core/commands/allow-list';
import { findRead } from '../../../src/core/reads/registry';
import { latencyOf } from '../../../src/lab/latency';
import type { LabCall } from '../../../src/shared/lab';

/** Round trips to a server and the milliseconds they take. */
export interface Cost {
  readonly trips: number;
  /** Those of them that go to Graph. */
  readonly graph: number;
  readonly milliseconds: number;
}

const NOTHING: Cost = { trips: 0, graph: 0, milliseconds: 0 };

function cmdletCost(side: LabCall['side'], name: string): Cost {
  return trip(side, name, isChange(name));
}

function graphCost(change: boolean): Cost {
  return trip('tenant', '', change);
}

function trip(side: LabCall['side'], call: string, change: boolean): Cost {
  const milliseconds = latencyOf({ side, call, change, arguments: {}, requestId: '' });
  return { trips: 1, graph: side === 'tenant' ? 1 : 0, milliseconds };
}

function sum(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (total, cost) => ({
      trips: total.trips + cost.trips,
      graph: total.graph + cost.graph,
      milliseconds: total.milliseconds + cost.milliseconds,
    }),
    NOTHING,
  );
}

/** Cost of one read. References to earlier actions do not change which command it is. */
function readCost(request: ReadRequest): Cost {
  const names = Object.keys(request.arguments);
  const { target, query: queryOf } = findRead(request.read);
  const query = queryOf(Object.fromEntries(names.map((name) => [name, name])));
  switch (query.kind) {
    case 'cmdlet':
      return cmdletCost(target === 'online' ? 'online' : 'exchange', query.command.name);
    case 'graph':
      return graphCost(false);
    case 'file':
      return NOTHING;
    case 'rights':
      // The session knows its commands; the server is not asked.
      return NOTHING;
    case 'web':
    case 'inside':
    case 'name':
      // Looks at what is published wait for no shell.
      return NOTHING;
  }
}

function operationCost({ operation, target }: Action): Cost {
  switch (operation.kind) {
    case 'cmdlet':
    case 'export-certificate':
      return cmdletCost(target === 'online' ? 'online' : 'exchange', operation.command.name);
    case 'graph':
    case 'replace-keys':
      return graphCost(true);
    case 'remove-file':
      return NOTHING;
  }
}

/** Gate, precondition, command, read-back: the least that one action is promised to take. */
function actionCost(action: Action): Cost {
  const read = readCost(action.read);
  const gate = action.gate === undefined ? NOTHING : readCost(action.gate.read);
  return sum([gate, read, operationCost(action), read]);
}

/** Cost of reading a list once: shells one by one, the tenant's requests together, targets side by side. */
export function readingCost(requests: readonly ReadRequest[]): Cost {
  const costs = requests.map((request) => ({
    target: findRead(request.read).target,
    ...readCost(request),
  }));
  const shells = (['exchange', 'online'] as const).map((side) =>
    sum(costs.filter((cost) => cost.target === side)),
  );
  const tenant = costs.filter((cost) => cost.target === 'tenant');
  return {
    ...sum(costs),
    milliseconds: Math.max(0, ...[...shells, ...tenant].map((cost) => cost.milliseconds)),
  };
}

/** A lane's earliest begin, its work, and the least that is left of the run after its last action. */
interface Lane {
  readonly head: number;
  readonly work: number;
  readonly tail: number;
}

/**
 * Cost of the actions. No order can be faster than the longest chain of dependent actions, nor than a lane that does
 * one thing at a time: its earliest begin, all its work, and what must follow its last action.
 */
export function actionsCost(actions: readonly Action[]): Cost {
  const cost = new Map(actions.map((action) => [action.id, actionCost(action).milliseconds]));
  const own = (action: Action): number => cost.get(action.id) ?? 0;
  const before = longest(actions, own, (action) => parents(action, actions));
  const after = longest(actions, own, (action) => children(action, actions));
  const targets = new Set<TargetId>(actions.map((action) => action.target));
  const lanes = [...targets].map((target): Lane => {
    const lane = actions.filter((action) => action.target === target);
    return {
      head: Math.min(...lane.map((action) => before(action))),
      work: lane.reduce((total, action) => total + own(action), 0),
      tail: Math.min(...lane.map((action) => after(action))),
    };
  });
  const chains = actions.map((action) => before(action) + own(action));
  return {
    ...sum(actions.map(actionCost)),
    milliseconds: Math.max(
      0,
      ...chains,
      ...lanes.map(({ head, work, tail }) => head + work + tail),
    ),
  };
}

function parents(action: Action, actions: readonly Action[]): Action[] {
  return actions.filter((other) => action.dependsOn.includes(other.id));
}

function children(action: Action, actions: readonly Action[]): Action[] {
  return actions.filter((other) => other.dependsOn.includes(action.id));
}

/** Length of the longest chain that leads to an action, the action itself left out. */
function longest(
  actions: readonly Action[],
  own: (action: Action) => number,
  neighbours: (action: Action) => readonly Action[],
): (action: Action) => number {
  const known = new Map<string, number>();
  const measure = (action: Action): number => {
    const found = known.get(action.id);
    if (found !== undefined) return found;
    const lengths = neighbours(action).map((other) => measure(other) + own(other));
    const length = Math.max(0, ...lengths);
    known.set(action.id, length);
    return length;
  };
  for (const action of actions) measure(action);
  return measure;
}
