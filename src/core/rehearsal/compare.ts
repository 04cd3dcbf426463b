/** A plan made in a copy, beside the one it was made for. */
import type { RehearsalDifference } from '../../shared/rehearsal';
import { renderOperation } from '../commands/render';
import type { Action } from '../model/action';
import type { Plan } from '../model/plan';

/** What a copy has of its own: ids, thumbprints, encoded certificates. */
const OWN: readonly RegExp[] = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /[A-Za-z0-9+/]{120,}={0,2}/g,
  /\b[0-9A-F]{40}\b/gi,
];

/** An action as it would look anywhere: its kind and command without what a copy has of its own. */
function likeness(action: Action): string {
  const command = renderOperation(action.operation, 'exact');
  return [action.kind, OWN.reduce((text, pattern) => text.replace(pattern, '*'), command)].join(
    ' ',
  );
}

/** Where the copy's plan is another than the customer's. Ids may hold a thumbprint, so they are compared alike. */
export function compareRehearsed(plan: Plan, copy: Plan): RehearsalDifference[] {
  const idOf = (id: string): string =>
    OWN.reduce((text, pattern) => text.replace(pattern, '*'), id);
  const table = ({ actions }: Plan): Map<string, { id: string; like: string }> => {
    const rows = new Map<string, { id: string; like: string }>();
    for (const action of actions) {
      // Two that differ in such a value only are told apart by their order.
      const alike = [...rows.keys()].filter((key) => key.startsWith(`${idOf(action.id)}#`)).length;
      rows.set(`${idOf(action.id)}#${String(alike)}`, { id: action.id, like: likeness(action) });
    }
    return rows;
  };
  const wanted = table(plan);
  const found = table(copy);
  const missing = [...wanted].flatMap(([key, { id, like }]): RehearsalDifference[] => {
    const other = found.get(key);
    if (other === undefined) return [{ action: id, kind: 'missing' }];
    return other.like === like ? [] : [{ action: id, kind: 'differs' }];
  });
  const additional = [...found].flatMap(([key, { id }]): RehearsalDifference[] =>
    wanted.has(key) ? [] : [{ action: id, kind: 'additional' }],
  );
  return [...missing, ...additional];
}
