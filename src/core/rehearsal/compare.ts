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

interface Row {
  readonly action: Action;
  readonly like: string;
}

function difference(
  { id, reason }: Action,
  kind: RehearsalDifference['kind'],
): RehearsalDifference {
  return { action: id, reason, kind };
}

/** Where the copy's plan is another than the customer's. Ids may hold a thumbprint, so they are compared alike. */
export function compareRehearsed(plan: Plan, copy: Plan): RehearsalDifference[] {
  const idOf = (id: string): string =>
    OWN.reduce((text, pattern) => text.replace(pattern, '*'), id);
  const table = ({ actions }: Plan): Map<string, Row> => {
    const rows = new Map<string, Row>();
    for (const action of actions) {
      // Two that differ in such a value only are told apart by their order.
      const alike = [...rows.keys()].filter((key) => key.startsWith(`${idOf(action.id)}#`)).length;
      rows.set(`${idOf(action.id)}#${String(alike)}`, { action, like: likeness(action) });
    }
    return rows;
  };
  const wanted = table(plan);
  const found = table(copy);
  const missing = [...wanted].flatMap(([key, { action, like }]): RehearsalDifference[] => {
    const other = found.get(key);
    if (other === undefined) return [difference(action, 'missing')];
    return other.like === like ? [] : [difference(action, 'differs')];
  });
  const additional = [...found].flatMap(([key, { action }]): RehearsalDifference[] =>
    wanted.has(key) ? [] : [difference(action, 'additional')],
  );
  return [...missing, ...additional];
}
