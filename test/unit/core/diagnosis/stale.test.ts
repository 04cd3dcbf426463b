import { describe, expect, it, test } from 'vitest';
import { redact } from '../../../../src/adapters/logging/redact';
import { diagnose, textSource } from '../../../../src/core/diagnosis/diagnose';
import { STALE_RULES } from '../../../../src/core/diagnosis/stale-rules';

const read = (text: string) => diagnose(textSource(text), { redact });

/** One line for each rule, as the article or runbook has it; `rules` are all rules that rightly mark it. */
const LINES: Readonly<Record<string, readonly [line: string, ...rules: string[]]>> = {
  msonline: ['Connect-MsolService;'],
  msonlineextended: ['Import-Module msonlineextended;'],
  'msol-credential': [
    'New-MsolServicePrincipalCredential -AppPrincipalId $p.AppPrincipalId -Type asymmetric -Usage Verify -Value $credValue',
  ],
  azuread: ['Connect-AzureAD -TenantId $tenant'],
  'shared-principal': [
    'New-MsolServicePrincipalCredential -AppPrincipalId 00000002-0000-0ff1-ce00-000000000000 -Value $credValue',
    'msol-credential',
  ],
  'key-list-replaced': [
    'Update-MgServicePrincipal -ServicePrincipalId $id -KeyCredentials @($key)',
  ],
  'thumbprint-match': [
    '$cert = Get-ChildItem Cert:\\LocalMachine\\My | where {$_.Thumbprint -match $thumbprint}',
  ],
  'quoted-script': [
    '"C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Scripts\\Configure-EnterprisePartnerApplication.ps1 -AuthMetaDataUrl \'https://x/metadata/json/1\' -ApplicationType Lync"',
    'script-again',
  ],
  'script-again': [
    '& "$env:ExchangeInstallPath\\Scripts\\Configure-EnterprisePartnerApplication.ps1" -AuthMetaDataUrl https://x -ApplicationType Lync',
  ],
  'all-connection-points': [
    'Get-ClientAccessService | Set-ClientAccessService -AutoDiscoverServiceInternalUri "https://x"',
  ],
  'client-access-server': ['Get-ClientAccessServer | Select-Object Name'],
  'autodiscover-xml': [
    'Set-CsOAuthConfiguration -Identity global -ExchangeAutodiscoverUrl "https://autodiscover.litwareinc.com/autodiscover/autodiscover.xml"',
  ],
  'legacy-application': [
    'New-PartnerApplication -Name SfBOnline -ApplicationIdentifier 00000004-0000-0ff1-ce00-000000000000 -Enabled $True',
  ],
  'broad-role': [
    'New-ManagementRoleAssignment -Role ArchiveApplication -User $user.Identity -DomainController $dc',
  ],
  'mail-user-parameter': [
    'New-MailUser -ApplicationAccount TeamsScheduler -ExternalEmailAddress x@contoso.com',
  ],
  'no-domain-controller': ['New-PartnerApplication -Name X -LinkedAccount $user.Identity'],
  'remove-by-id': [
    'Get-PartnerApplication | ? { $_.ApplicationIdentifier -eq $id } | Remove-PartnerApplication',
  ],
  'auth-server-domain': ['Set-AuthServer $id -Domain contoso.com'],
  'auth-server-by-name': ['Get-AuthServer | ? { $_.Name -eq "EvoSts" }'],
  'online-remote-shell': [
    'New-PSSession -ConfigurationName Microsoft.Exchange -ConnectionUri https://outlook.office365.com/powershell-liveid/',
  ],
  'snap-in': ['Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn'],
  'clean-up-thumbprint': [
    '.\\ConfigureExchangeHybridApplication.ps1 -ResetFirstPartyServicePrincipalKeyCredentials',
  ],
  'export-private-key': ['Export-ExchangeCertificate -Thumbprint $t -FileName c.pfx'],
};

describe('stale lines', () => {
  it('have an example for each rule', () => {
    expect(Object.keys(LINES).sort()).toEqual(STALE_RULES.map((rule) => rule.id).sort());
  });

  test.each(Object.entries(LINES))(
    '%s marks its line, and only the rules that belong',
    async (id, [line, ...rules]) => {
      const { staleLines } = await read(`${line}\n`);
      expect(staleLines.map((item) => item.rule).sort()).toEqual([id, ...rules].sort());
      expect(staleLines[0]?.evidence).toMatchObject({ line: 1, column: 1 });
    },
  );

  it('are marked in the upload of article 001, line by line', async () => {
    const found = await read(
      [
        '# upload',
        'Connect-MsolService;',
        'Import-Module msonlineextended;',
        '$CertFile = "$env:SYSTEMDRIVE\\OAuthConfig\\OAuthCert.cer"',
        '$objFSO = New-Object -ComObject Scripting.FileSystemObject;',
        '$credValue = [System.Convert]::ToBase64String($binCert);',
        '$ServiceName = "00000004-0000-0ff1-ce00-000000000000";',
        '$p = Get-MsolServicePrincipal -ServicePrincipalName $ServiceName',
        'New-MsolServicePrincipalCredential -AppPrincipalId $p.AppPrincipalId -Type asymmetric -Usage Verify -Value $credValue',
      ].join('\r\n'),
    );
    expect(found.kind).toBe('script');
    expect(found.staleLines.map(({ rule, evidence }) => [rule, evidence.line])).toEqual([
      ['msonline', 2],
      ['msonlineextended', 3],
      ['msonline', 8],
      ['msol-credential', 9],
    ]);
  });

  it('are found behind a prompt, and not in comments or in what an error says', async () => {
    const found = await read(
      [
        '[PS] C:\\Windows\\system32>Connect-MsolService',
        "The term 'Connect-MsolService' is not recognized as the name of a cmdlet",
        '# Connect-MsolService',
        '<# Connect-MsolService',
        'Connect-MsolService #>',
      ].join('\n'),
    );
    expect(found.staleLines.map((item) => item.evidence.line)).toEqual([1]);
  });

  it('are none in a current script', async () => {
    const found = await read(
      [
        '$servers = Get-ExchangeServer',
        'foreach ($server in $servers) {',
        "  Get-ExchangeCertificate -Server $server.Name -Thumbprint '0123'",
        '}',
        "New-PartnerApplication -Name 'TeamsScheduler' -ApplicationIdentifier '7557eb47-c689-4224-abcf-aef9bd7573df' -LinkedAccount $dn -DomainController $dc",
        'Update-MgServicePrincipal -ServicePrincipalId $id -KeyCredentials $keys',
      ].join('\n'),
    );
    expect(found).toMatchObject({ kind: 'script', staleLines: [] });
  });
});
