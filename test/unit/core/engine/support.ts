/** What the engine's tests are built from: restarts of servers, a plan of them, and ports that answer nothing. */
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { fingerprint } from '../../../../src/core/engine/plan';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import type { Action } from '../../../../src/core/model/action';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { message } from '../../../../src/core/model/message';
import type { Plan } from '../../../../src/core/model/plan';
import type { Journal } from '../../../../src/core/ports';
import { readRequest } from '../../../../src/core/reads/definition';
import { serverHealth } from '../../../../src/core/reads/premises';

/** ISO 8601: when these plans were made. */
export const MADE_AT = '2026-12-01T20:00:00.000Z';

/** Restarts the server of this name; what is read afterwards is its health. */
export function restart(id: string, change: Partial<Action> = {}): Action {
  return {
    id,
    step: 'restart-iis',
    resource: id,
    target: 'local',
    kind: 'change',
    operation: {
      kind: 'cmdlet',
      command: { name: 'iisreset', parameters: { ComputerName: `${id}.contoso.lab` } },
    },
    reason: message('core.reason.restart-iis', { server: id }),
    article: 'article-000',
    tags: [],
    dependsOn: [],
    differences: [],
    read: readRequest(serverHealth, { server: `${id}.contoso.lab` }),
    before: { healthy: false },
    after: { healthy: true },
    undo: { kind: 'none', reason: message('core.undo.restart-iis'), holds: false },
    ...change,
  };
}

/** A plan of these actions, with its fingerprint. */
export function planOf(actions: readonly Action[]): Plan {
  const content = {
    format: 1 as const,
    kind: 'apply' as const,
    customer: 'contoso',
    tenantId: '11111111-2222-4333-8444-555555555555',
    practice: true,
    scenario: 'sfb-server-exchange' as const,
    recipe: 'both' as const,
    inputs: {},
    actions,
    observations: [],
  };
  return {
    ...content,
    steps: [],
    findings: [],
    madeAt: MADE_AT,
    ...fingerprint(content, nodeCrypto),
  };
}

/** A journal in memory. */
export function journalOver(entries: JournalEntry[]): Journal {
  return {
    append: (entry) => {
      entries.push(entry);
      return Promise.resolve();
    },
    entries: () => entries,
  };
}

/** Time that moves only when somebody sleeps. */
export function sleepingClock(timer: { time: number }): EnginePorts['clock'] {
  return {
    now: () => new Date(timer.time),
    monotonic: () => timer.time,
    sleep: (milliseconds) => {
      timer.time += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Everything that a test of one target does not ask. */
export function restOfPorts(): Pick<EnginePorts, 'directory' | 'files' | 'crypto' | 'ids' | 'log'> {
  const nothing = (): void => undefined;
  return {
    directory: { description: '', send: () => Promise.reject(new Error('not asked')) },
    files: {
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      list: () => Promise.resolve([]),
    },
    crypto: nodeCrypto,
    ids: { guid: () => '00000000-0000-4000-8000-000000000000' },
    log: { info: nothing, warn: nothing, error: nothing },
  };
}
