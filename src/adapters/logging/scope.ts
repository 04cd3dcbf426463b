/**
 * What belongs together in the log. Whatever is begun within a scope logs with its ids, also after it waited: the core
 * and the adapters need not hand them on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogScope } from '../../core/log-events';

const scopes = new AsyncLocalStorage<LogScope>();

/** The scope of what is under way; empty outside of any. */
export function currentScope(): LogScope {
  return scopes.getStore() ?? {};
}

/** Does work whose lines carry these ids, besides those of the scope around it. */
export function withinScope<T>(scope: LogScope, work: () => T): T {
  return scopes.run({ ...scopes.getStore(), ...scope }, work);
}
