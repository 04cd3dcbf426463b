/** A trial script calls nothing that would change anything, and what it brings back is taken only as its script writes it. */
import { describe, expect, it } from 'vitest';
import { ALLOWED_CMDLETS, isChange } from '../../../../src/core/commands/allow-list';
import { ONLINE_CMDLETS } from '../../../../src/core/commands/allow-list-oauth';
import { LOCAL_OPERATIONS, SKYPE_CMDLETS } from '../../../../src/core/commands/allow-list-skype';
import { knowsWhatIf } from '../../../../src/core/commands/allow-list-whatif';
import type { Trial } from '../../../../src/core/carry/trial';
import {
  canBeTried,
  checkRows,
  keepTrial,
  readTrials,
  trialActions,
  trialEvidence,
} from '../../../../src/core/carry/trial';
import { renderTrial } from '../../../../src/core/carry/trial-script';
import type { TrialScript } from '../../../../src/core/carry/trial-script';
import type { Action } from '../../../../src/core/model/action';
import type { Plan } from '../../../../src/core/model/plan';
import type { Files } from '../../../../src/core/ports';
import { CodedError } from '../../../../src/shared/errors';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { newerThan51 } from '../../../support/powershell-51';
import { trialContent, trialRow } from '../../../support/trial';
import { TENANT, samplePlan } from '../commands/support/sample-plan';

const AT = new Date('2026-11-22T09:30:00Z');

function make(
  plan: Plan,
  actions: readonly Action[] = trialActions(plan, 'exchange'),
): TrialScript {
  return renderTrial(
    {
      manifest: {
        format: 1,
        kind: 'trial',
        script: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
        customer: plan.customer,
        tenantId: TENANT,
        target: 'exchange',
        hosts: ['ex01.contoso.com'],
        digest: plan.digest,
        fingerprint: plan.fingerprint,
        madeAt: AT.toISOString(),
      },
      place: 'EX01',
      practice: false,
      customerName: 'España',
      tenant: { tenantDomain: 'contoso.onmicrosoft.com' },
      actions,
      inputs: plan.inputs,
    },
    nodeCrypto,
  );
}

const CHANGES = Object.keys({
  ...ALLOWED_CMDLETS,
  ...ONLINE_CMDLETS,
  ...SKYPE_CMDLETS,
  ...LOCAL_OPERATIONS,
}).filter(isChange);

/** Lines that call a command that changes something, without the comments. */
function callsOf({ text }: TrialScript): string[] {
  const called = new RegExp(`\\b(?:${CHANGES.join('|').replaceAll('.', '\\.')})\\b`);
  return text
    .split('\r\n')
    .filter((line) => !/^\s*#/.test(line) && called.test(line))
    .filter((line) => !/^ {4}(?:Command|Id|Needs|From) = |^\$rows \+= /.test(line));
}

describe('a trial script', () => {
  it.each([{}, { half: true }, { recipe: 'sfb-online-classic' as const }])(
    'calls what changes something with -WhatIf alone (%o)',
    (options) => {
      const { plan } = samplePlan(options);
      const script = make(plan);
      const tried = trialActions(plan, 'exchange').filter(canBeTried);
      expect(tried.length).toBeGreaterThan(3);
      const calls = callsOf(script);
      expect(calls).toHaveLength(tried.length);
      for (const line of calls)
        expect(line).toMatch(/^ {4}Ask = \{ \[void\] \(\S+ .* -ErrorAction Stop -WhatIf\) \}$/);
      expect(newerThan51(script.text)).toEqual([]);
      expect(script.text).toMatch(/^[\t\r\n -~]*$/);
      expect(script.resultFile).toBe(`crossprem-${plan.fingerprint}-EX01-trial-result.json`);
    },
  );

  it('has a row for every action of its side, and the name of none that cannot be asked', () => {
    const { plan } = samplePlan();
    const actions = trialActions(plan, 'exchange');
    const odd: Action[] = ['iisreset', 'Configure-EnterprisePartnerApplication.ps1'].map(
      (name) => ({
        ...(actions[0] as Action),
        id: `odd.${name}`,
        target: 'local',
        operation: { kind: 'cmdlet', command: { name, parameters: {} } },
      }),
    );
    const script = make(plan, [...actions, ...odd]);
    for (const { id } of [...actions, ...odd]) expect(script.text).toContain(`Id = '${id}'`);
    for (const { id } of odd)
      expect(script.text).toContain(`$rows += @{ Id = '${id}'; Command = '' }`);
    expect(callsOf(script).join('\n')).not.toMatch(/iisreset|Configure-/);
  });

  it('calls nothing that rests on another side', () => {
    const { plan } = samplePlan();
    const [first] = trialActions(plan, 'exchange');
    const elsewhere: Action = {
      ...(first as Action),
      operation: {
        kind: 'cmdlet',
        command: {
          name: 'Set-MailUser',
          parameters: {
            Identity: { from: 'tenant.made', property: 'id' },
            HiddenFromAddressListsEnabled: true,
            DomainController: 'dc01.contoso.com',
          },
        },
      },
    };
    const script = make(plan, [elsewhere]);
    expect(script.text).toContain(`From = @('tenant.made')`);
    expect(callsOf(script)).toEqual([]);
  });
});

it('changes that know no -WhatIf are named, and all of them are allowed changes', () => {
  const without = CHANGES.filter((name) => !knowsWhatIf(name));
  expect(without.sort()).toEqual([
    'Configure-EnterprisePartnerApplication.ps1',
    'Invoke-CsManagementStoreReplication',
    'Test-CsExStorageConnectivity',
    'iisreset',
  ]);
  expect(knowsWhatIf('Get-MailUser')).toBe(false);
});

describe('what it brings back', () => {
  const { plan } = samplePlan();
  const content = trialContent(make(plan), plan, AT);

  it.each([
    ['another row', [...content.rows.slice(1), trialRow('made.up')]],
    ['a row twice', [...content.rows.slice(1), content.rows.at(-1) ?? trialRow('')]],
    ['a row too few', content.rows.slice(1)],
    [
      'a row that waits for what the plan does not hold',
      content.rows.map((row, index) => (index === 0 ? { ...row, waitsFor: ['made.up'] } : row)),
    ],
  ])('is refused with %s', (_what, rows) => {
    expect(() => checkRows(content, plan, 'x')).not.toThrow();
    expect(() => checkRows({ ...content, rows }, plan, 'x')).toThrow(CodedError);
    expect(() => checkRows(content, null, 'x')).toThrow(CodedError);
  });

  it('is kept by plan and side, the latest counts, and few are kept', async () => {
    const disk = new Map<string, Uint8Array>();
    const files: Files = {
      read: (path) => Promise.resolve(disk.get(path)),
      write: (path, bytes) => Promise.resolve(void disk.set(path, bytes)),
      remove: (path) => Promise.resolve(void disk.delete(path)),
      list: () => Promise.resolve([]),
    };
    const trial = (change: Partial<Trial>): Trial => ({
      ...{ script: content.script, digest: 'a', target: 'exchange', host: 'ex01' },
      ...{ endedAt: content.endedAt, account: 'me', fingerprint: 'A', loadedAt: '', sha256: '' },
      rows: [trialRow('one', { text: 'first' })],
      ...change,
    });
    expect(await readTrials(files)).toEqual([]);
    await keepTrial(files, trial({}));
    await keepTrial(files, trial({ rows: [trialRow('one', { text: 'again' })] }));
    expect(await readTrials(files)).toHaveLength(1);
    const later = '2026-11-23T00:00:00.000Z';
    const kept = await keepTrial(
      files,
      trial({ target: 'local', host: 'ex02', endedAt: later, rows: [trialRow('one')] }),
    );
    expect(trialEvidence(kept, 'a', 'one')).toMatchObject({ host: 'ex02', account: 'me' });
    expect(trialEvidence(kept, 'b', 'one')).toBeNull();
    expect(trialEvidence(kept, 'a', 'two')).toBeNull();
    for (let index = 0; index < 40; index++)
      await keepTrial(files, trial({ digest: String(index) }));
    expect((await readTrials(files)).map(({ digest }) => digest)).toEqual(
      Array.from({ length: 24 }, (_, index) => String(index + 16)),
    );
  });
});
