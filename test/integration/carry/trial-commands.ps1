# Gives a trial script stand-ins for the cmdlets, which note every change that is not only asked for; then runs it.
param([string] $Script, [string] $Stubs, [string] $Log, [string] $Computer)
$ErrorActionPreference = 'Stop'
$env:COMPUTERNAME = $Computer
$global:ChangeLog = $Log

foreach ($stub in @(Get-Content -Raw -LiteralPath $Stubs | ConvertFrom-Json)) {
    $parameters = @($stub.parameters | Where-Object { $_ } | ForEach-Object { '$' + $_ }) -join ', '
    $note = '[System.IO.File]::AppendAllText($global:ChangeLog, $MyInvocation.MyCommand.Name + [Environment]::NewLine)'
    $body = switch ($stub.kind) {
        'asks' { '[CmdletBinding(SupportsShouldProcess)] param(' + $parameters + ') Write-Warning ''careful''; if ($PSCmdlet.ShouldProcess(''an object'', $MyInvocation.MyCommand.Name)) { ' + $note + ' }' }
        # As a session's command: its words are calls of the host, which no transcript holds.
        'host' { '[CmdletBinding()] param(' + (@($parameters, '[switch] $Confirm', '[switch] $WhatIf' | Where-Object { $_ }) -join ', ') + ') if ($WhatIf) { $Host.UI.WriteLine(''What if: from a session'') } else { ' + $note + ' }' }
        'plain' { '[CmdletBinding()] param(' + $parameters + ') ' + $note }
        'refuses' { '[CmdletBinding(SupportsShouldProcess)] param(' + $parameters + ') throw ''no right to do this''' }
        'lacks' { '[CmdletBinding(SupportsShouldProcess)] param(' + $parameters + ') $PSCmdlet.ThrowTerminatingError((New-Object System.Management.Automation.ErrorRecord -ArgumentList (New-Object Exception ''no such object''), ''[FailureCategory=Cmdlet-ManagementObjectNotFoundException] X'', ''NotSpecified'', $null))' }
        'user' { '[CmdletBinding()] param(' + $parameters + ') [PSCustomObject] @{ Identity = ''contoso.com/Users/x''; DistinguishedName = ''CN=x''; Guid = ''g''; HiddenFromAddressListsEnabled = $false }' }
        'server' { '[CmdletBinding()] param() [PSCustomObject] @{ Name = $env:COMPUTERNAME; Fqdn = $env:COMPUTERNAME.ToLowerInvariant() + ''.contoso.com'' }' }
        default { '[CmdletBinding()] param(' + $parameters + ')' }
    }
    Set-Item -Path ('function:global:' + $stub.name) -Value ([scriptblock]::Create($body))
}
& $Script
