import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderScript, renderUndoScript } from '../../../../src/core/commands/script';
import type { Facts } from '../../../../src/core/model/facts';
import { CERTIFICATES } from './support/certificates';
import { accountName, roleName } from './support/names';
import { lex } from './support/powershell-lexer';
import { samplePlan, thumbprint } from './support/sample-plan';

const DOMAIN = 'contoso.onmicrosoft.com';
const PLACE = { tenantDomain: DOMAIN };
const { plan } = samplePlan({ withoutVoicemail: true });
const scripts = [
  ['exact', renderScript(plan, PLACE).text],
  ['undo', renderUndoScript(plan, PLACE).text],
  ['of a half-made organisation', renderScript(samplePlan({ half: true }).plan, PLACE).text],
] as const;

/** Code without literals and comments, white space evened out. */
function codeOf(text: string): string {
  return lex(text).code.replace(/\s+/g, ' ');
}

describe.each(scripts)('the script (%s)', (_name, text) => {
  it('is ASCII with CRLF line ends', () => {
    expect(text).toMatch(/^[\t\r\n -~]*$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('starts with comments and a parameter block', () => {
    const first = text.split('\r\n').find((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('[CmdletBinding()]');
    expect(text).toContain('[switch] $CheckOnly');
  });

  it('stops on errors, works in strict mode and matches by equality only', () => {
    const { code } = lex(text);
    expect(text).toContain("$ErrorActionPreference = 'Stop'");
    expect(text).toContain('Set-StrictMode');
    expect(code).not.toMatch(/-match|-imatch|Invoke-Expression|\biex\b|Connect-Msol|#requires/i);
  });

  it('pins every Exchange command to one domain controller and lets every one stop the script', () => {
    const commands = [
      ...lex(text).code.matchAll(
        /\b(?:New|Set|Remove|Add|Get)-(?:MailUser|ManagementRole\w*|PartnerApplication)\b[^\n|]*/g,
      ),
    ];
    expect(commands.length).toBeGreaterThan(5);
    for (const [command] of commands) {
      expect(command).toContain('-DomainController $DomainController');
      expect(command).toContain('-ErrorAction Stop');
    }
  });

  it('looks where it is before anything else', () => {
    expect(text).toContain("if ($null -eq (Get-Command -Name 'Get-ExchangeServer'");
    expect(text).toContain('The sign-in is not for the tenant');
  });

  it('never asks: every removal says so', () => {
    for (const [line] of lex(text).code.matchAll(/\[void\] \(Remove-[^\n]*/g))
      expect(line).toContain('-Confirm:$false');
  });
});

describe('the exact script', () => {
  const { text } = renderScript(plan, PLACE);

  it('names reason, article and departure of every action', () => {
    for (const action of plan.actions) expect(text).toContain(`---- ${action.id}`);
    expect(text).toContain(
      '# Why: SfBOnline-ApplicationAccount is for a service, so no address list shows it.',
    );
    expect(text).toContain('# Article: 001 Configure Integration');
    expect(text).toContain('# Differs from the article:');
  });

  it('has a switch for each consent that the plan needs, and no other', () => {
    expect(text).toContain('[switch] $AddKeys,');
    expect(text).toContain('[switch] $RemoveKeys,');
    expect(text).not.toContain('$InterruptService');
  });

  it('adds the new certificates and names no private or kept key', () => {
    const { literals } = lex(text);
    expect(literals.filter((item) => item === CERTIFICATES.current)).toHaveLength(3);
    expect(literals.filter((item) => item === CERTIFICATES.next)).toHaveLength(3);
    expect(literals).not.toContain(CERTIFICATES.foreign);
    expect(text).not.toMatch(/BEGIN|Export-ExchangeCertificate|\.pfx/);
  });

  it('looks results of earlier actions up again instead of carrying them', () => {
    expect(text).toContain(
      "-User (Get-Fact { Read-MailUser $ClassicAccountName } 'DistinguishedName')",
    );
    expect(text).not.toMatch(/\$user\./);
  });

  it('does not count entries of a role when it asks whether one is already gone', () => {
    expect(text).toMatch(/After = \{ @\{ 'entry\/GetItem' = \$false \} \}/);
    expect(text).toMatch(/Before = \{ @\{ 'count' = \d+; 'entry\/GetItem' = \$true \} \}/);
  });

  it('says that practice is practice', () => {
    expect(text).toContain('# Practice: made in the practice lab.');
    expect(renderScript(samplePlan({ practice: false }).plan, PLACE).text).not.toContain(
      'Practice',
    );
  });

  it('of an empty plan says that there is nothing to do', () => {
    expect(renderScript({ ...plan, actions: [] }, PLACE).text).toContain('Nothing to do');
  });
});

describe('the cloud', () => {
  it.each([
    ['contoso.onmicrosoft.com', undefined, 'https://graph.microsoft.com/v1.0', 'Global'],
    ['contoso.com', undefined, 'https://graph.microsoft.com/v1.0', 'Global'],
    ['contoso.onmicrosoft.us', undefined, 'https://graph.microsoft.us/v1.0', 'USGov'],
    ['contoso.onmicrosoft.us', 'dod', 'https://dod-graph.microsoft.us/v1.0', 'USGovDoD'],
    ['contoso.example', 'bleu', 'https://graph.svc.sovcloud.fr/v1.0', 'BleuCloud'],
    ['c.partner.onmschina.cn', undefined, 'https://microsoftgraph.chinacloudapi.cn/v1.0', 'China'],
  ] as const)(
    'of %s (chosen: %s) is asked and signed in to',
    (tenantDomain, cloud, root, environment) => {
      const place = { tenantDomain, ...(cloud === undefined ? {} : { tenantAccess: { cloud } }) };
      for (const { text } of [renderScript(plan, place), renderUndoScript(plan, place)]) {
        expect(text).toContain(`$GraphRoot = '${root}'`);
        expect(text).toContain(`$GraphEnvironment = '${environment}'`);
        expect(text).not.toContain(
          root.includes('.com') ? 'graph.microsoft.us' : '//graph.microsoft.com',
        );
      }
    },
  );

  it('with addresses of its own is made known to the module for the script, and taken out again', () => {
    const tenantAccess = {
      cloud: 'custom' as const,
      login: 'https://login.contoso.example',
      graph: 'https://graph.contoso.example',
    };
    const { text } = renderScript(plan, { ...PLACE, tenantAccess });
    expect(text).toContain("$GraphRoot = 'https://graph.contoso.example/v1.0'");
    expect(text).toContain("$GraphEnvironment = 'Crossprem-login.contoso.example'");
    expect(text).toContain("$GraphLogin = 'https://login.contoso.example'");
    const order = [
      'Add-MgEnvironment -Name',
      'Connect-MgGraph -TenantId',
      'Remove-MgEnvironment -Name',
    ];
    const places = order.map((call) => text.indexOf(call));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('gets a sign-in that does not stay', () => {
    const { code } = lex(renderScript(plan, PLACE).text);
    for (const [call] of code.matchAll(/Connect-MgGraph -[^\n]*/g))
      expect(call).toMatch(/-TenantId \$TenantId -Environment \$GraphEnvironment .*-ContextScope/);
    expect(code.trimEnd()).toMatch(/finally \{ Disconnect-Tenant \}$/);
  });
});

describe('the undo script', () => {
  it('rests on the record and goes backwards', () => {
    const { text } = renderUndoScript(plan, PLACE);
    expect(text).toContain("(Test-Recorded 'mail-user.classic.create')");
    expect(text).toContain("(Get-Recorded 'mail-user.classic.create' 'Guid')");
    expect(text.indexOf('---- undo of role-assignment.classic')).toBeLessThan(
      text.indexOf('---- undo of mail-user.classic.create'),
    );
  });

  it('removes exactly the thumbprints that were added', () => {
    const { literals } = lex(renderUndoScript(plan, PLACE).text);
    expect(literals).toContain(thumbprint('current'));
    expect(literals).not.toContain(thumbprint('foreign'));
  });

  it('made from a run holds its results and only what was done', () => {
    const results = new Map<string, Facts>([
      ['mail-user.classic.create', { found: true, Guid: 'c1b0a7de-41a5-4a54-8a21-0b8c3f1e5a77' }],
    ]);
    const { text } = renderUndoScript(plan, PLACE, results);
    expect(text).toContain(
      "Remove-MailUser -Identity 'c1b0a7de-41a5-4a54-8a21-0b8c3f1e5a77' -Confirm:$false",
    );
    expect(text).not.toContain('Test-Recorded ');
    expect(text).not.toContain('partner-application');
  });
});

describe('values in scripts', () => {
  const inputs = (classic: string, teams: string, role: string): Record<string, string> => ({
    classicAccountName: classic,
    classicAddress: 'a@contoso.com',
    teamsAccountName: teams,
    teamsAddress: 'b@contoso.com',
    teamsRoleName: role,
  });
  const plain = samplePlan({ inputs: inputs('Klassik', 'Teamsy', 'Rolle') }).plan;
  const codes = [renderScript, renderUndoScript].map((render) => ({
    render,
    code: codeOf(render(plain, PLACE).text),
  }));

  it('never leave their literals: the code around them is the same for every name', () => {
    const three = fc
      .tuple(accountName, accountName, roleName)
      .filter((names) => new Set(names.map((name) => name.toLowerCase())).size === 3);
    fc.assert(
      fc.property(three, ([classic, teams, role]) => {
        const made = samplePlan({ inputs: inputs(classic, teams, role), customer: classic }).plan;
        for (const { render, code } of codes) {
          const { text } = render(made, PLACE);
          expect(codeOf(text)).toBe(code);
          const { literals } = lex(text);
          for (const name of [classic, teams, role]) expect(literals).toContain(name);
          expect(text).toMatch(/^[\t\r\n -~]*$/);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

const POWERSHELL = process.env['CROSSPREM_PWSH'] ?? 'pwsh';
const hasPwsh = spawnSync(POWERSHELL, ['-NoProfile', '-Command', '1']).status === 0;

describe.skipIf(!hasPwsh)('with a PowerShell on this machine', () => {
  it.each(scripts)('the script (%s) parses without errors', (_name, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-script-'));
    try {
      const file = join(folder, 'script.ps1');
      writeFileSync(file, text, 'utf8');
      const command = `$e = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('${file}', [ref]$null, [ref]$e); $e.Count`;
      const { stdout } = spawnSync(
        POWERSHELL,
        ['-NoProfile', '-NonInteractive', '-Command', command],
        {
          encoding: 'utf8',
        },
      );
      expect(stdout.trim()).toBe('0');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
