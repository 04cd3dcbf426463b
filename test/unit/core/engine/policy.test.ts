/** What the organisation does not allow is left out before anything runs, whoever consents and whenever the run began. */
import { describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { applyPlan, resumeRun } from '../../../../src/core/engine/apply';
import { fingerprint } from '../../../../src/core/engine/plan';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import type { RunControl } from '../../../../src/core/engine/run-types';
import type { Action } from '../../../../src/core/model/action';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { message } from '../../../../src/core/model/message';
import type { Plan } from '../../../../src/core/model/plan';
import {
  allowedConsents,
  refuseBesidePractice,
  refuseNewCloud,
  rulesFor,
} from '../../../../src/core/policy/rules';
import { readRequest } from '../../../../src/core/reads/definition';
import { serverHealth } from '../../../../src/core/reads/premises';
import type { PolicyValues } from '../../../../src/shared/policy';

const CONTOSO: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: '11111111-2222-4333-8444-555555555555',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};

function action(id: string, change: Partial<Action> = {}): Action {
  return {
    id,
    step: 'restart-iis',
    resource: id,
    target: 'local',
    kind: 'change',
    operation: {
      kind: 'cmdlet',
      command: { name: 'iisreset', parameters: { ComputerName: `${id}.contoso.com` } },
    },
    reason: message('core.reason.restart-iis', { server: id }),
    article: 'article-000',
    tags: [],
    dependsOn: [],
    differences: [],
    read: readRequest(serverHealth, { server: `${id}.contoso.com` }),
    before: { healthy: false },
    after: { healthy: true },
    undo: { kind: 'none', reason: message('core.undo.restart-iis'), holds: false },
    ...change,
  };
}

function planOf(actions: readonly Action[]): Plan {
  const content = {
    format: 1 as const,
    kind: 'apply' as const,
    customer: 'contoso',
    tenantId: CONTOSO.tenantId,
    practice: false,
    scenario: 'sfb-server-exchange' as const,
    recipe: 'both' as const,
    inputs: {},
    actions,
    observations: [],
  };
  const madeAt = '2026-12-01T20:00:00.000Z';
  return { ...content, steps: [], findings: [], madeAt, ...fingerprint(content, nodeCrypto) };
}

const GO: RunControl = { next: () => Promise.resolve('go') };

/** Servers that count what they were sent. */
class Servers {
  readonly sent: string[] = [];
  readonly healthy = new Set<string>();
  entries: JournalEntry[] = [];
  private time = Date.parse('2026-12-01T20:00:00.000Z');

  run(
    start: typeof applyPlan,
    values: PolicyValues,
    plan: Plan,
    control: RunControl = GO,
    record: CustomerRecord = CONTOSO,
  ) {
    return start({
      plan,
      run: 'run',
      consents: ['interrupts-service', 'writes-mailbox', 'cannot-undo'],
      productVersion: '0',
      ports: this.ports(values, record),
      journal: {
        append: (entry) => {
          this.entries.push(entry);
          return Promise.resolve();
        },
        entries: () => this.entries,
      },
      control,
      onEvent: () => undefined,
    });
  }

  get leftOut() {
    return this.entries.flatMap((entry) =>
      entry.type === 'left-out' ? [[entry.action, entry.reason, entry.error?.code]] : [],
    );
  }

  private ports(values: PolicyValues, record: CustomerRecord): EnginePorts {
    const unasked = () => Promise.reject(new Error('not asked'));
    return {
      shell: { description: '', invoke: unasked },
      local: {
        description: '',
        invoke: ({ parameters }) => {
          const server = String(parameters['ComputerName']).split('.')[0] ?? '';
          this.sent.push(server);
          this.healthy.add(server);
          return Promise.resolve({ kind: 'done', items: [], warnings: [] });
        },
      },
      premises: {
        look: ({ url }: { readonly url: string }) =>
          Promise.resolve({
            kind: 'answer',
            status: this.healthy.has(new URL(url).hostname.split('.')[0] ?? '') ? 200 : 503,
            headers: {},
            body: '',
          }),
        resolve: unasked,
      } as unknown as NonNullable<EnginePorts['premises']>,
      directory: { description: '', send: unasked },
      files: {} as EnginePorts['files'],
      crypto: nodeCrypto,
      clock: {
        now: () => new Date(this.time),
        monotonic: () => this.time,
        sleep: (milliseconds) => {
          this.time += milliseconds;
          return Promise.resolve();
        },
      },
      ids: { guid: () => 'guid' },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      rules: rulesFor(values, record),
    };
  }
}

const PLAN = planOf([
  action('a', { tags: ['interrupts-service'] }),
  action('b', { dependsOn: ['a'] }),
  action('c'),
]);

describe('a run under a policy', () => {
  test('leaves out what is not allowed, with what builds on it, and runs the rest', async () => {
    const servers = new Servers();
    const end = await servers.run(applyPlan, { AllowedActions: ['change'] }, PLAN);
    expect(servers.sent).toEqual(['c']);
    expect(servers.leftOut).toEqual([
      ['a', 'policy', 'HX-RULE'],
      ['b', 'blocked', undefined],
    ]);
    expect(end.result).toBe('partly');
  });

  test('runs what its scenario allows', async () => {
    const values = { AllowedActions: ['change', 'sfb-server-exchange:interrupts-service'] };
    const servers = new Servers();
    expect((await servers.run(applyPlan, values, PLAN)).result).toBe('done');
    const other = new Servers();
    const elsewhere = { AllowedActions: ['change', 'keys:interrupts-service'] };
    await other.run(applyPlan, elsewhere, PLAN);
    expect(other.sent).toEqual(['c']);
  });

  test.each<[string, PolicyValues, CustomerRecord, string]>([
    ['read only', { ReadOnly: true }, CONTOSO, 'HX-RULEREADONLY'],
    ['with nothing allowed', { AllowedActions: [] }, CONTOSO, 'HX-RULE'],
    ['in a cloud that is not allowed', { AllowedClouds: ['dod'] }, CONTOSO, 'HX-RULECLOUD'],
    [
      'read only in the practice lab',
      { ReadOnly: true },
      { ...CONTOSO, practice: true },
      'HX-RULEREADONLY',
    ],
  ])('%s ends before anything is looked at', async (_how, values, record, code) => {
    const servers = new Servers();
    const end = await servers.run(applyPlan, values, PLAN, GO, record);
    expect(end).toMatchObject({ result: 'stopped', error: { code } });
    expect(servers.sent).toEqual([]);
    expect(servers.entries.map(({ type }) => type)).toEqual(['run-started', 'run-ended']);
  });

  test('holds for a run that was begun before it, also for what is asked for again', async () => {
    const servers = new Servers();
    const at = '2026-12-01T20:00:00.000Z';
    const failed = {
      outcome: 'failed' as const,
      decidedBy: 'run' as const,
      facts: {},
      durationMs: 1,
    };
    servers.entries = [
      { type: 'intent', at, action: 'a', before: {} },
      { type: 'outcome', at, action: 'a', ...failed, warnings: [], notes: [] },
    ];
    const again: RunControl = { ...GO, held: () => Promise.resolve({ kind: 'retry' }) };
    await servers.run(resumeRun, { AllowedActions: ['change'] }, PLAN, again);
    expect(servers.sent).toEqual(['c']);
    expect(servers.leftOut).toContainEqual(['a', 'policy', 'HX-RULE']);
  });
});

describe('rules besides runs', () => {
  test('customers stay out of clouds that are not allowed; one that is there may be edited', () => {
    const values: PolicyValues = { AllowedClouds: ['gcc-high'] };
    expect(() => refuseNewCloud(values, CONTOSO)).toThrow('HX-RULECLOUD');
    expect(() => refuseNewCloud(values, CONTOSO, CONTOSO)).not.toThrow();
    const moved = { ...CONTOSO, tenantAccess: { cloud: 'dod' as const } };
    expect(() => refuseNewCloud(values, moved, CONTOSO)).toThrow('HX-RULECLOUD');
    const fine = { ...CONTOSO, tenantDomain: 'contoso.onmicrosoft.us' };
    expect(() => refuseNewCloud(values, fine)).not.toThrow();
  });

  test('the practice lab alone is left where nothing else is', () => {
    expect(() => refuseBesidePractice({ PracticeOnly: true }, CONTOSO)).toThrow('HX-RULEPRACTICE');
    expect(() => refuseBesidePractice({ PracticeOnly: true }, { practice: true })).not.toThrow();
    expect(() => refuseBesidePractice({}, CONTOSO)).not.toThrow();
  });

  test('a consent to a test that writes is worth what the policy leaves of it', () => {
    const rules = rulesFor({ AllowedActions: ['change'] }, CONTOSO);
    expect(allowedConsents(['writes-mailbox'], 'tenant-exchange', rules)).toEqual([]);
    expect(allowedConsents(['writes-mailbox'], 'tenant-exchange', undefined)).toEqual([
      'writes-mailbox',
    ]);
  });
});
