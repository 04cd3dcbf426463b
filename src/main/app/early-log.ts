/** Takes what is worth logging before the log is there, which is loaded after the window. */
import { AsyncResource } from 'node:async_hooks';
import type { LogEvent, LogFields } from '../../core/log-events';
import type { Log } from '../../core/ports';

type Level = 'info' | 'warn' | 'error';
type Write = (to: Log) => void;

/** Enough for what a start can tell; a flood keeps its beginning. */
const KEPT = 200;
const early: Write[] = [];
let log: Log | undefined;

/** Logs a warning now, or as soon as there is a log. */
export function report<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
  put('warn', event, fields);
}

/** The same for what is no trouble. */
export function note<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
  put('info', event, fields);
}

/** The same for what nobody expected. */
export function reportError<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
  put('error', event, fields);
}

function put<E extends LogEvent>(level: Level, event: E, fields?: LogFields<E>): void {
  const write = AsyncResource.bind((to: Log): void => to[level](event, fields));
  if (log !== undefined) write(log);
  else if (early.length < KEPT) early.push(write);
}

/** Hands over to the log. */
export function attachLog(attached: Log): void {
  log = attached;
  for (const write of early.splice(0)) write(attached);
}
