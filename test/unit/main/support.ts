/** Made-up state for projections: as little as each test needs, valid by type. */
import type { Action } from '../../../src/core/model/action';
import type { LastRead } from '../../../src/core/history/last-read';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { JournalEntry } from '../../../src/core/model/journal';
import type { Plan } from '../../../src/core/model/plan';
import type { Proof, Verification } from '../../../src/core/model/proof';
import { STEP_IDS } from '../../../src/core/model/action';
import type { SessionRun, SessionState } from '../../../src/core/session';
import type { OpenState } from '../../../src/main/app/projection/state';

const AT = '2026-01-12T08:00:00.000Z';

export function record(change: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    format: 1,
    id: 'contoso',
    name: 'Contoso Ltd',
    tenantId: '11111111-2222-4333-8444-555555555555',
    tenantDomain: 'contoso.onmicrosoft.com',
    practice: false,
    recipe: 'both',
    inputs: {},
    exchangeServer: 'ex01.contoso.com',
    createdAt: AT,
    ...change,
  };
}

export function action(id: string, change: Partial<Action> = {}): Action {
  return {
    id,
    step: 'mail-user',
    resource: 'mail-user:classic',
    target: 'exchange',
    kind: 'add',
    operation: { kind: 'cmdlet', command: { name: 'New-MailUser', parameters: { Name: id } } },
    reason: { key: 'core.reason.hide-account', args: { name: id } },
    article: 'article-001-step-2',
    tags: [],
    dependsOn: [],
    differences: [],
    read: { read: 'mail-user', arguments: {} },
    before: {},
    after: {},
    undo: { kind: 'none', reason: { key: 'core.undo.none', args: {} } },
    ...change,
  };
}

export function plan(actions: readonly Action[], change: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    kind: 'apply',
    customer: 'contoso',
    tenantId: '11111111-2222-4333-8444-555555555555',
    practice: false,
    scenario: 'tenant-exchange',
    recipe: 'both',
    inputs: {},
    steps: [],
    actions,
    findings: [],
    observations: [],
    fingerprint: '7F3A-91C2',
    digest: '7f3a91c2',
    madeAt: AT,
    ...change,
  };
}

export const started: JournalEntry = {
  type: 'run-started',
  at: AT,
  run: 'r1',
  kind: 'apply',
  digest: '7f3a91c2',
  fingerprint: '7F3A-91C2',
  consents: [],
  productVersion: '0.1.0',
};

export function intent(id: string): JournalEntry {
  return { type: 'intent', at: AT, action: id, before: {} };
}

export function outcome(
  id: string,
  change: Partial<Extract<JournalEntry, { type: 'outcome' }>> = {},
): JournalEntry {
  return {
    type: 'outcome',
    at: AT,
    action: id,
    outcome: 'done',
    decidedBy: 'run',
    facts: {},
    durationMs: 12,
    warnings: [],
    notes: [],
    ...change,
  };
}

export function run(
  of: Plan,
  entries: readonly JournalEntry[],
  change: Partial<SessionRun> = {},
): SessionRun {
  return {
    id: 'r1',
    plan: of,
    entries,
    live: false,
    interrupted: false,
    current: [],
    result: null,
    error: null,
    tailDamaged: false,
    ...change,
  };
}

export function lastRead(change: Partial<LastRead> = {}): LastRead {
  return {
    format: 1,
    at: AT,
    scenario: 'tenant-exchange',
    sides: {
      between: 'exchange-tenant',
      exchange: { state: 'read', servers: [{ name: 'EX01.contoso.com', version: '15.2' }] },
      tenant: { state: 'not-reached', name: null, keysFound: null },
      pool: null,
      outbound: 'configured',
      inbound: 'unknown',
    },
    certificates: [],
    changes: 0,
    drift: null,
    ...change,
  };
}

export function verification(
  verdicts: Partial<Record<(typeof STEP_IDS)[number], Proof['verdict']>> = {},
  proofs: readonly Proof[] = [],
): Verification {
  return {
    at: AT,
    proofs,
    findings: [],
    steps: STEP_IDS.map((id) => ({ id, verdict: verdicts[id] ?? 'verified' })),
  };
}

function session(change: Partial<SessionState> = {}): SessionState {
  return {
    record: record(),
    reading: null,
    observations: null,
    readAt: null,
    plan: null,
    undoes: null,
    outdated: null,
    run: null,
    runs: [],
    verification: null,
    ...change,
  };
}

export function open(change: Partial<SessionState> = {}, more: Partial<OpenState> = {}): OpenState {
  const made = session(change);
  return {
    session: made,
    openedAs: made.record,
    keys: { inventory: null, readAt: null, backups: [] },
    known: null,
    now: new Date(AT),
    clockOffset: 0,
    busy: null,
    error: null,
    signIn: { state: 'signed-out' },
    collected: null,
    phase: 'running',
    held: [],
    where: {
      exchange: 'EX01',
      online: 'Exchange Online',
      tenant: 'graph.microsoft.com',
      workstation: 'PC',
      skype: 'FE01',
      local: 'EX01',
    },
    lab: null,
    report: null,
    drift: null,
    lastRead: null,
    lookBack: null,
    trials: [],
    ...more,
  };
}
