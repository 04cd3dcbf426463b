import type { Bound } from '../binding';
import type { Row, Session } from '../session';

/** Runs one cmdlet. Throws a CmdletError; everything else is a bug of the lab. */
export type Handler = (session: Session, parameters: Bound) => readonly Row[];
