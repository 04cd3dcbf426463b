/** What changes have in common. */
import { canonicalJson } from '../../../shared/json';
import type { Row, Session } from '../session';

/** True when a change would leave the object as it is. */
export function sameData(before: object, after: object): boolean {
  return canonicalJson(before) === canonicalJson(after);
}

/** A Set- cmdlet that changes nothing succeeds with a warning. */
export function warnUnchanged(session: Session, identity: string): readonly Row[] {
  session.warn(
    `The command completed successfully but no settings of '${identity}' have been modified.`,
  );
  return [];
}
