/** Scripts are ASCII only: no code page turns a value of theirs into code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { collectProgram } from '../../../../src/core/carry/collect';
import type { CarryTarget } from '../../../../src/core/carry/manifest';
import { renderCarried } from '../../../../src/core/carry/script';
import { renderScript, renderUndoScript } from '../../../../src/core/commands/script';
import { comment, finish, literal } from '../../../../src/core/commands/script-text';
import { findRead } from '../../../../src/core/reads/registry';
import { anyText } from './support/names';
import { lex } from './support/powershell-lexer';
import { samplePlan } from './support/sample-plan';

const DOMAIN = 'contoso.onmicrosoft.com';
const PLACE = { tenantDomain: DOMAIN };

/** Read in code page 1252, the two bytes of Ñ are Ã and U+2018, which ends a literal. */
const HOSTILE = [
  'Ñ; Write-Host INJECTED #',
  '台北 ’ ‘ ‚ ‛ “ ” „',
  "🚀 O'Brien ‑ é$(x)",
  '\u0091\u0092 ＇ ʼ',
] as const;

describe('literal', () => {
  it.each([
    ['', `''`],
    ["O'Brien", `'O''Brien'`],
    ['España', `('Espa' + [char]0x00F1 + 'a')`],
    ['Ñ', `('' + [char]0x00D1)`],
    ['🚀', `('' + [char]0xD83D + [char]0xDE80)`],
    ['a\r\nb', `('a' + [char]0x000D + [char]0x000A + 'b')`],
  ])('writes %j as %s', (value, text) => {
    expect(literal(value)).toBe(text);
  });

  // threat T9
  it('is one value of ASCII characters for any text', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const text = literal(value);
        expect(text).toMatch(/^[ -~]*$/);
        const { literals, code } = lex(`Set-X -A ${text} -B 1`);
        expect(literals).toEqual([value]);
        expect(code).toBe('Set-X -A   -B 1');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('comments and files', () => {
  it('name characters by their number', () => {
    expect(comment('Customer: ', 'España 台‘')).toEqual(["# Customer: Espa\\u00F1a \\u53F0'"]);
  });

  it('are never written with anything else', () => {
    expect(() => finish(["'é'"])).toThrow('HX-BUG');
  });
});

/** Every kind of script, with a name in every place that takes one. */
function scripts(name: string): readonly (readonly [kind: string, text: string])[] {
  const inputs = {
    classicAccountName: `1${name}`,
    teamsAccountName: `2${name}`,
    teamsRoleName: `3${name}`,
    classicAddress: 'a@contoso.com',
    teamsAddress: 'b@contoso.com',
  };
  const { plan, wanted } = samplePlan({ inputs, customer: name });
  const own = (target: CarryTarget) => ({
    ...plan,
    actions: plan.actions.filter((action) => action.target === target),
    observations: plan.observations.filter((item) => findRead(item.request.read).target === target),
  });
  const results = new Map(plan.actions.map((action) => [action.id, { Guid: name, found: true }]));
  const carried = (['exchange', 'tenant'] as const).flatMap((target) =>
    (['look', 'apply', 'undo'] as const).map((kind) => {
      const { text } = renderCarried(
        {
          manifest: {
            format: 1,
            kind,
            script: '11111111-2222-4333-8444-555555555555',
            customer: name,
            tenantId: plan.tenantId,
            target,
            hosts: ['ex01.contoso.lab', name],
            digest: plan.digest,
            fingerprint: plan.fingerprint,
            madeAt: plan.madeAt,
          },
          place: name,
          practice: true,
          customerName: name,
          tenant: PLACE,
          program: collectProgram(target, wanted, []),
          plan: kind === 'look' ? null : own(target),
        },
        nodeCrypto,
      );
      return [`${kind} for ${target}`, text] as const;
    }),
  );
  return [
    ['exact', renderScript(plan, PLACE).text],
    ['undo', renderUndoScript(plan, PLACE).text],
    ['undo of a run', renderUndoScript(plan, PLACE, results).text],
    ...carried,
  ];
}

describe.each(HOSTILE)('with the name %j', (name) => {
  it('every script is the same in every code page', () => {
    for (const [kind, text] of scripts(name)) {
      const bytes = Buffer.from(text, 'utf8');
      expect(bytes.every((byte) => byte < 0x80)).toBe(true);
      for (const page of ['windows-1252', 'shift_jis', 'gb18030', 'big5', 'utf-8'])
        expect(new TextDecoder(page).decode(bytes), `${kind} in ${page}`).toBe(text);
      expect(
        lex(text).literals.some((value) => value.includes(name)),
        kind,
      ).toBe(true);
      expect(lex(text).code).not.toContain('INJECTED');
    }
  });
});

const POWERSHELL = process.env['CROSSPREM_PWSH'] ?? 'pwsh';
const hasPwsh = spawnSync(POWERSHELL, ['-NoProfile', '-Command', '1']).status === 0;

describe.skipIf(!hasPwsh)('with a PowerShell on this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-literal-'));
  const run = (name: string, lines: readonly string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, finish(lines), 'ascii');
    const options = ['-NoProfile', '-NonInteractive', '-File', file];
    return spawnSync(POWERSHELL, options, { encoding: 'utf8' }).stdout;
  };

  // threat T9
  it('a value arrives unchanged wherever one may stand', () => {
    const lines = HOSTILE.flatMap((value) => [
      `& { param([string] $A = ${literal(value)}) Show $A }`,
      `Show ${literal(value)}`,
      `Show -Text ${literal(value)}`,
      `foreach ($item in @(${literal(value)}, ${literal('x')})) { Show $item }`,
      `$table = @{ ${literal(value)} = ${literal(value)} }`,
      `Show @($table.Keys)[0]`,
      `Show $table[${literal(value)}]`,
      `Show ('' + ${literal(value)})`,
    ]);
    const output = run('values.ps1', [
      'Set-StrictMode -Version 2.0',
      `function Show { param([string] $Text) [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Text)) }`,
      ...lines,
    ]);
    const shown = output.trim().split(/\r?\n/);
    expect(shown.map((line) => Buffer.from(line, 'base64').toString('utf16le'))).toEqual(
      HOSTILE.flatMap((value) => [value, value, value, value, 'x', value, value, value]),
    );
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('every script parses, and none of it is a command of the name', () => {
    const parsed = mkdtempSync(join(tmpdir(), 'crossprem-parsed-'));
    const made = HOSTILE.flatMap((name) => scripts(name));
    for (const [index, [, text]] of made.entries())
      writeFileSync(join(parsed, `${String(index)}.ps1`), text, 'ascii');
    const command = [
      `foreach ($file in Get-ChildItem -LiteralPath '${parsed}') {`,
      '$faults = $null',
      '[void][System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$null, [ref]$faults)',
      'foreach ($fault in $faults) { $file.Name + ": " + $fault.Message } }',
      "'end'",
    ].join('\n');
    const options = ['-NoProfile', '-NonInteractive', '-Command', command];
    const { stdout } = spawnSync(POWERSHELL, options, { encoding: 'utf8' });
    rmSync(parsed, { recursive: true, force: true });
    expect(stdout.trim()).toBe('end');
  }, 60_000);
});
