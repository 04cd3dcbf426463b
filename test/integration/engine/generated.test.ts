/** What plans, undo plans and reads of every start state emit: commands within the one table, scripts that 5.1 reads. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labShell } from '../../../src/adapters/practice/lab-client';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { ALLOWED_CMDLETS, assertAllowed } from '../../../src/core/commands/allow-list';
import { bridgeTable } from '../../../src/core/commands/output-properties';
import { renderScript, renderUndoScript } from '../../../src/core/commands/script';
import { foldJournal, resultsOf } from '../../../src/core/engine/progress';
import { TAGS } from '../../../src/core/model/action';
import type { Cmdlet } from '../../../src/core/model/command';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { CustomerSession } from '../../../src/core/session';
import { CMDLETS } from '../../../src/lab/exchange/parameters';
import type { LabFault, LabStart } from '../../../src/shared/lab';
import { MAILBOX_PAGES } from '../../contract/commands/mailbox-pages';
import { describeWithReference, officialCmdlets } from '../../contract/lab/reference';
import { newerThan51 } from '../../support/powershell-51';
import { KINDS, removeFolder } from '../powershell/support/shells';
import { openBench, startTestLab } from '../support/practice';
import { TENANT_STARTS } from '../support/starts';

const ASSETS = join(import.meta.dirname, '../../../assets/powershell');
const FULL = process.env['CROSSPREM_FULL'] === '1';
const RECIPES = ['both', 'sfb-online-classic', 'teams-2025'] as const;
/** The full run takes every start state through a whole cycle; these have each kind of work and of way back. */
const CYCLES: readonly LabStart[] = FULL ? TENANT_STARTS : ['empty', 'no-oauth', 'articles-oauth'];
/** Names that stand in quotes, brackets and other scripts than Latin. */
const INPUTS = [{}, { classicAccountName: "O'Brien $(1)", teamsAccountName: 'Téams 台北' }];

/** Further scenarios, and what no start state has: settings that keep EWS shut, and an auth certificate to replace. */
const OTHERS: readonly {
  readonly start: LabStart;
  readonly faults: readonly LabFault[];
  readonly change: Partial<CustomerRecord>;
}[] = [
  {
    start: 'empty',
    faults: ['ews-allow-list', 'directory-without-oauth', 'mailbox-ews-off'],
    change: { inputs: { testMailbox: 'ada@contoso.com' } },
  },
  {
    start: 'empty',
    faults: ['no-next-certificate', 'short-key'],
    change: { scenario: 'certificate-rollover' },
  },
  {
    start: 'sfb-empty',
    faults: [],
    change: {
      scenario: 'sfb-server-exchange',
      inputs: { testSipAddress: 'zoe.mueller@contoso.com' },
    },
  },
  { start: 'sfb-empty', faults: [], change: { scenario: 'sfb-server-tenant' } },
];

/**
 * For what the lab has not here: a role that somebody else made without the entry it should have, client access servers
 * of Exchange 2010, servers of Exchange 2013, and a staged certificate whose day has come.
 */
const RARE =
  /^(Add-ManagementRoleEntry|\w+-AvailabilityAddressSpace|\w+-ClientAccessServer|Set-AuthConfig)$/;

/** Commands that were sent, and those that plans hold for their way back. */
const emitted: Cmdlet[] = [];
const scripts = new Map<string, string>();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-scripts-'));
  const lab = await startTestLab();
  const direct = labShell(lab.ready);
  const shell = {
    description: direct.description,
    invoke: (...given: Parameters<typeof direct.invoke>) => {
      emitted.push(given[0]);
      return direct.invoke(...given);
    },
  };
  for (const start of TENANT_STARTS) {
    for (const recipe of RECIPES) {
      for (const [index, inputs] of INPUTS.entries()) {
        // Awkward names from one start state are enough, but for a release.
        if (index > 0 && start !== 'empty' && !FULL) continue;
        await lab.reset(start);
        const bench = await openBench(lab, { recipe, inputs }, nodeFileSystem, shell);
        const name = `${start}.${recipe}.${index}`;
        // A whole cycle once a state; the rest differs in what is planned only.
        await generate(
          bench.session,
          name,
          recipe === 'both' && index === 0 && CYCLES.includes(start),
        );
        await bench.remove();
      }
    }
  }
  for (const [index, { start, faults, change }] of OTHERS.entries()) {
    await lab.reset(start);
    for (const fault of faults) await lab.fault(fault, true);
    const bench = await openBench(lab, change, nodeFileSystem, shell);
    await generate(bench.session, `other.${index}`, true);
    await bench.remove();
  }
  await lab.stop();
  for (const [name, text] of scripts) await writeFile(join(folder, name), text, 'utf8');
  await cp(ASSETS, folder, { recursive: true });
}, 300_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await removeFolder();
});

async function generate(session: CustomerSession, name: string, isRun: boolean): Promise<void> {
  const plan = await session.makePlan();
  const { record } = session.state;
  for (const { target, undo } of plan.actions)
    if (target === 'exchange' && undo.kind === 'operation' && undo.operation.kind === 'cmdlet')
      emitted.push(undo.operation.command);
  scripts.set(`${name}.ps1`, renderScript(plan, record).text);
  scripts.set(`${name}.undo.ps1`, renderUndoScript(plan, record).text);
  if (!isRun || plan.actions.length === 0) return;
  await session.apply(TAGS);
  const { run } = session.state;
  if (run === null) throw new Error('nothing ran');
  const results = resultsOf(foldJournal(run.entries));
  scripts.set(`${name}.undo-of-run.ps1`, renderUndoScript(plan, record, results).text);
  const undo = await session.planUndo(run.id);
  scripts.set(`${name}.undo-plan.ps1`, renderScript(undo, record).text);
  await session.apply(TAGS);
}

/** Each cmdlet that was emitted, with every parameter that was given. */
function pairs(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, parameters } of emitted) {
    const known = found.get(name) ?? new Set();
    for (const parameter of Object.keys(parameters)) known.add(parameter);
    found.set(name, known);
  }
  return found;
}

describe('every command that was emitted', () => {
  it('is enough to say something: nearly every cmdlet of the table is among them', () => {
    const missing = Object.keys(ALLOWED_CMDLETS).filter((name) => !pairs().has(name));
    expect(missing.filter((name) => !RARE.test(name))).toEqual([]);
  });

  it('is in the allow-list, in the bridge’s file and in the lab, with its parameters', () => {
    for (const command of emitted) assertAllowed(command);
    const bridge = bridgeTable().commands;
    for (const [name, parameters] of pairs()) {
      for (const parameter of parameters) {
        expect(Object.keys(bridge[name]?.parameters ?? {}), name).toContain(parameter);
        expect(Object.keys(CMDLETS[name]?.parameters ?? {}), name).toContain(parameter);
      }
    }
  });

  describeWithReference('against the official pages', () => {
    it('exists on premises, with its parameters', () => {
      const pages = new Map(Object.entries({ ...officialCmdlets, ...MAILBOX_PAGES }));
      for (const [name, parameters] of pairs())
        for (const parameter of parameters)
          expect(Object.keys(pages.get(name)?.parameters ?? {}), name).toContain(parameter);
    });
  });
});

describe('every script that was generated', () => {
  it('exists for every start state, also for the way back', () => {
    for (const start of TENANT_STARTS)
      for (const kind of ['ps1', 'undo.ps1'])
        expect(scripts.get(`${start}.both.0.${kind}`)).toContain('[CmdletBinding()]');
  });

  it('uses nothing newer than Windows PowerShell 5.1', () => {
    for (const [name, text] of scripts) expect(newerThan51(text), name).toEqual([]);
  });

  it('is ASCII whatever the names are, so that every code page reads the same', () => {
    for (const [name, text] of scripts) expect(text, name).toMatch(/^[\t\r\n -~]*$/);
  });
});

const real = KINDS[1]?.executable;

it.skipIf(real === undefined)(
  'a real PowerShell parses every generated script and every file of the bridge',
  async () => {
    const script = join(folder, 'parse.ps1');
    await writeFile(
      script,
      [
        '$files = Get-ChildItem -LiteralPath $args[0] -File | Where-Object { $_.Extension -in ".ps1", ".psm1" }',
        'foreach ($file in $files) {',
        '  $faults = $null',
        '  [void][System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$null, [ref]$faults)',
        '  foreach ($fault in $faults) { $file.Name + ": " + $fault.Message }',
        '}',
        '"files: " + @($files).Count',
      ].join('\n'),
    );
    const options = ['-NoProfile', '-NonInteractive', '-File', script, folder];
    const { stdout } = await promisify(execFile)(real ?? '', options);
    const bridge = (await readdir(ASSETS)).filter((name) => /\.psm?1$/.test(name));
    // The bridge's own, this script, and the generated ones.
    expect(stdout.trim()).toBe(`files: ${scripts.size + bridge.length + 1}`);
  },
);
