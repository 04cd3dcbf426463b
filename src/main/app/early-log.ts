/** Takes what is worth logging before the log is there, which is loaded after the window. */
import type { Json } from '../../shared/json';
import type { Log } from '../../core/ports';

interface EarlyLine {
  readonly event: string;
  readonly fields: Readonly<Record<string, Json>>;
}

/** Enough for what a start can tell; a flood keeps its beginning. */
const KEPT = 200;
const early: EarlyLine[] = [];
let log: Log | undefined;

/** Logs a warning now, or as soon as there is a log. */
export function report(event: string, fields: Readonly<Record<string, Json>> = {}): void {
  if (log !== undefined) log.warn(event, fields);
  else if (early.length < KEPT) early.push({ event, fields });
}

/** Hands over to the log. */
export function attachLog(attached: Log): void {
  log = attached;
  for (const line of early.splice(0)) attached.warn(line.event, line.fields);
}
