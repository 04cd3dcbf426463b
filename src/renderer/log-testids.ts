/** Stable ids of the log and of what is left out of a bundle. */
export const LOG_IDS = {
  open: 'logs-open',
  again: 'logs-again',
  folder: 'logs-folder',
  search: 'logs-search',
  expression: 'logs-expression',
  level: 'logs-level',
  target: 'logs-target',
  wrap: 'logs-wrap',
  lines: 'logs-lines',
  count: 'logs-count',
  problem: 'logs-problem',
  id: 'logs-id',
  allIds: 'logs-all-ids',
  errorCopy: 'error-copy',
  errorLog: 'error-log',
  errorId: 'error-id',
} as const;

/** Box that takes a file of the bundle along. */
export const bundleTakeId = (name: string): string => `bundle-take-${name}`;
