/** A trial script in a real PowerShell: nothing is changed, whatever the shell offers. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALLOWED_CMDLETS } from '../../../src/core/commands/allow-list';
import { openResult } from '../../../src/core/carry/result';
import type { TrialContent } from '../../../src/core/carry/trial';
import { canBeTried, checkRows, trialActions, trialContent } from '../../../src/core/carry/trial';
import { TRIAL_LIBRARY } from '../../../src/core/carry/trial-library';
import { renderTrial } from '../../../src/core/carry/trial-script';
import type { TrialScript } from '../../../src/core/carry/trial-script';
import type { Action } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { TENANT, samplePlan } from '../../unit/core/commands/support/sample-plan';
import { KINDS } from '../powershell/support/shells';

const executable = KINDS.find((kind) => kind.isReal)?.executable ?? '';
const run = promisify(execFile);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-trial-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The Exchange rows of a plan, one for each cmdlet. */
function rowsOf(plan: Plan): readonly Action[] {
  const seen = new Set<string>();
  return trialActions(plan, 'exchange').filter(({ operation }) => {
    const name = operation.kind === 'cmdlet' ? operation.command.name : operation.kind;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

function make(plan: Plan): TrialScript {
  const manifest = {
    ...({ format: 1, kind: 'trial', script: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e' } as const),
    ...({ customer: plan.customer, tenantId: TENANT, target: 'exchange' } as const),
    ...{ hosts: ['ex01.contoso.com'], digest: plan.digest, fingerprint: plan.fingerprint },
    madeAt: new Date().toISOString(),
  };
  return renderTrial(
    {
      manifest,
      ...{ place: 'EX01', practice: false, customerName: 'Contoso', actions: plan.actions },
      tenant: { tenantDomain: 'contoso.onmicrosoft.com' },
      inputs: plan.inputs,
    },
    nodeCrypto,
  );
}

type Kind =
  'asks' | 'host' | 'plain' | 'refuses' | 'lacks' | 'absent' | 'server' | 'user' | 'reads';

/** Runs a trial with these stand-ins; a change asks first where nothing else is said. */
async function runTrial(plan: Plan, kinds: Readonly<Record<string, Kind>> = {}, computer = 'EX01') {
  const script = make(plan);
  const stubs = Object.entries(ALLOWED_CMDLETS)
    .map(([name, { change, parameters }]) => ({
      name,
      kind: kinds[name] ?? (name === 'Get-ExchangeServer' ? 'server' : change ? 'asks' : 'reads'),
      parameters: Object.keys(parameters).filter((item) => item !== 'Confirm'),
    }))
    .filter(({ kind }) => kind !== 'absent');
  const [file, stubFile, log] = ['trial.ps1', 'stubs.json', 'changes.log'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(file, script.text);
  await writeFile(stubFile, JSON.stringify(stubs));
  await writeFile(log, '');
  const prelude = join(import.meta.dirname, 'trial-commands.ps1');
  const words = ['-Script', file, '-Stubs', stubFile, '-Log', log, '-Computer', computer];
  const { stdout, stderr } = await run(
    executable,
    ['-NoProfile', '-NonInteractive', '-File', prelude, ...words],
    { env: { ...process.env, TMPDIR: folder } },
  ).catch((thrown: unknown) => thrown as { stdout: string; stderr: string });
  const bytes = await readFile(join(folder, script.resultFile)).catch(() => undefined);
  const content: TrialContent | undefined =
    bytes === undefined
      ? undefined
      : trialContent(openResult(bytes, 'result.json', nodeCrypto), 'result.json');
  return { content, output: stdout + stderr, changes: await readFile(log, 'utf8') };
}

describe.skipIf(executable === '')('with a real PowerShell', () => {
  const { plan: whole } = samplePlan();
  const plan: Plan = { ...whole, actions: rowsOf(whole) };

  test('every row is told, with the words of -WhatIf, and nothing is changed', async () => {
    const { content, changes, output } = await runTrial(plan);
    expect(changes, output).toBe('');
    if (content === undefined) throw new Error(output);
    expect(() => checkRows(content, plan, 'x')).not.toThrow();
    expect(content).toMatchObject({ host: 'ex01.contoso.com', digest: plan.digest });
    expect(content.account).not.toBe('');
    for (const { id, operation, ...action } of plan.actions) {
      const row = content.rows.find((item) => item.id === id);
      if (!canBeTried({ ...action, id, operation })) {
        expect(row).toMatchObject({ outcome: 'unsupported', text: '' });
      } else if (row?.outcome === 'waits') {
        // It refers to what an earlier row makes.
        expect(row.waitsFor.length).toBeGreaterThan(0);
      } else {
        expect(row).toMatchObject({ outcome: 'accepted', error: null, warnings: ['careful'] });
        expect(row?.text).toMatch(/^What if: Performing the operation "\w+-\w+" on target /);
      }
    }
    const outcomes = new Set(content.rows.map(({ outcome }) => outcome));
    expect(outcomes).toContain('accepted');
    expect(outcomes).toContain('waits');
  }, 120_000);

  test('a command is never called where the shell says that it knows no -WhatIf', async () => {
    const { content, changes } = await runTrial(plan, {
      'New-MailUser': 'plain',
      'New-ManagementRole': 'absent',
      'New-PartnerApplication': 'refuses',
      'New-ManagementRoleAssignment': 'lacks',
      'Get-MailUser': 'user',
      'Remove-ManagementRoleEntry': 'host',
    });
    expect(changes).toBe('');
    const told = (name: string) => {
      const action = plan.actions.find(
        ({ operation }) => operation.kind === 'cmdlet' && operation.command.name === name,
      );
      return content?.rows.find(({ id }) => id === action?.id);
    };
    expect(told('New-MailUser')).toMatchObject({ outcome: 'unsupported', text: '' });
    expect(told('New-ManagementRole')).toMatchObject({ outcome: 'no-command' });
    expect(told('New-PartnerApplication')).toMatchObject({
      outcome: 'refused',
      waitsFor: [],
      error: { message: 'no right to do this' },
    });
    expect(told('Set-MailUser')?.text).toContain('Set-MailUser');
    // A session's words go past the transcript; here there is no window to read them from.
    expect(told('Remove-ManagementRoleEntry')).toMatchObject({ outcome: 'accepted', text: '' });
    const roles = told('New-ManagementRoleAssignment');
    expect(roles).toMatchObject({ outcome: 'waits' });
    expect(roles?.error?.message ?? '').not.toBe('');
    expect(roles?.waitsFor.length).toBeGreaterThan(0);
  }, 120_000);

  test('another server is refused before anything is asked', async () => {
    const { content, output } = await runTrial(plan, {}, 'EX99');
    expect(content).toBeUndefined();
    expect(output).toContain('HX-CARRYHOST');
    expect(output).not.toContain('What if');
  }, 60_000);

  test('words in the window are read from it, joined where a line goes on', async () => {
    const text = `${TRIAL_LIBRARY}
$lines = 'What if: a lon', 'g line', '', 'second line'
$cells = New-Object 'System.Management.Automation.Host.BufferCell[,]' 4, 14
for ($row = 0; $row -lt 4; $row++) { for ($column = 0; $column -lt 14; $column++) {
    $cell = New-Object System.Management.Automation.Host.BufferCell
    $cell.Character = $lines[$row].PadRight(14)[$column]
    $cells[$row, $column] = $cell
} }
$screen = [PSCustomObject] @{ CursorPosition = @{ Y = 9 }; BufferSize = @{ Width = 14 } }
$screen | Add-Member ScriptMethod GetBufferContents { param($Area) if ($Area.Top -ne 5 -or $Area.Bottom -ne 8 -or $Area.Right -ne 13) { throw 'another part' } return , $cells }
ConvertTo-Json @((Get-ScreenText $screen 5), (Get-ScreenText $screen 9), (Get-ScreenText $null 5), (Get-ScreenText $screen -1), (Get-ScreenText $screen 4)) -Compress
`;
    const file = join(folder, 'screen.ps1');
    await writeFile(file, text);
    const { stdout } = await run(executable, ['-NoProfile', '-NonInteractive', '-File', file]);
    expect(JSON.parse(stdout)).toEqual(['What if: a long line\n\nsecond line', '', '', '', '']);
  }, 60_000);
});
