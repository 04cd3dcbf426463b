import type { Action } from './action';

/** The ids with those of all actions that depend on them, in the plan's order. */
export function withDependents(ids: readonly string[], actions: readonly Action[]): string[] {
  const all = new Set(ids);
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const action of actions) {
      if (action.dependsOn.some((id) => all.has(id))) all.add(action.id);
    }
  }
  return actions.filter((action) => all.has(action.id)).map((action) => action.id);
}
