import type { Bound } from '../../exchange/binding';
import type { Row } from '../../exchange/session';
import type { SkypeSession } from '../session';

/** Runs one cmdlet. Throws a CmdletError; everything else is a bug of the lab. */
export type SkypeHandler = (session: SkypeSession, parameters: Bound) => readonly Row[];
