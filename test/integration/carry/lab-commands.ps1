# Gives a carried script the lab's commands, a stand-in for the Graph module, and the lab's time; then runs it.
param([string] $Script, [string] $Switches, [string] $Assets, [string] $Endpoint, [string] $Secret, [string] $Bridge, [string] $TenantId, [string] $Side, [string] $Computer)
$ErrorActionPreference = 'Stop'
$env:COMPUTERNAME = $Computer

New-Module -Name LabCommands -ArgumentList $Assets, $Endpoint, $Secret, $Bridge, $TenantId, $Side -ScriptBlock {
    param($Assets, $Endpoint, $Secret, $Bridge, $TenantId, $Side)
    $script:Bridge = $Bridge
    $script:TenantId = $TenantId
    $script:Secret = ConvertTo-SecureString -String $Secret -AsPlainText -Force
    . (Join-Path $Assets 'Crossprem.Values.ps1')
    . (Join-Path $Assets 'Crossprem.Practice.ps1')
    $script:AllowList = Get-Content -Raw (Join-Path $Assets 'allow-list.json') | ConvertFrom-Json
    $script:RequestId = 'carried'
    function Get-AllowedNames { $script:AllowList.commands.PSObject.Properties | ForEach-Object { $_.Name } }
    function Get-ChannelSecret([string] $Name) { return @{ password = $script:Secret } }
    function Disconnect-Session { }
    function Send-Fault([string] $Id, [string] $Text) { throw ($Id + ' ' + $Text) }
    function Invoke-Bridge([string] $Path, $Body) {
        Invoke-RestMethod -Method Post -Uri ($script:Bridge + $Path) -Body ($Body | ConvertTo-Json -Compress -Depth 9) -ContentType 'application/json' -NoProxy
    }
    function Get-Date { return [DateTime]::new([long] (Invoke-Bridge '/now' @{}).ticks, [DateTimeKind]::Utc) }
    function Start-Sleep([int] $Seconds) { [void] (Invoke-Bridge '/sleep' @{ seconds = $Seconds }) }
    $names = @('Get-Date', 'Start-Sleep')
    if ($Side -eq 'exchange') {
        Connect-Practice @{ endpoint = $Endpoint }
        $names += Get-AllowedNames
    }
    else {
        function Get-MgContext { return @{ TenantId = $script:TenantId } }
        function Connect-MgGraph { throw 'a sign-in was not expected' }
        function Invoke-MgGraphRequest {
            [CmdletBinding()] param([string] $Method, [string] $Uri, [string] $Body, [string] $ContentType, [string] $OutputType)
            if ($OutputType -ne 'Json') { throw 'the answer must come as text' }
            $answer = Invoke-Bridge '/graph' @{ method = $Method; uri = $Uri; body = $Body }
            if ($answer.status -ge 400) { throw ('Response status code does not indicate success: ' + $answer.status) }
            return $answer.body
        }
        $names += 'Get-MgContext', 'Connect-MgGraph', 'Invoke-MgGraphRequest'
    }
    Export-ModuleMember -Function $names
} | Import-Module -Global

$arguments = @{}
foreach ($name in @($Switches -split ',' | Where-Object { $_ -ne '' })) { $arguments[$name] = $true }
& $Script @arguments
