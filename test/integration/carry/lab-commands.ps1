# Gives a carried script the lab's commands, a stand-in for the Graph module, and the lab's time; then runs it.
param([string] $Script, [string] $Switches, [string] $Assets, [string] $Endpoint, [string] $Secret, [string] $Bridge, [string] $TenantId, [string] $Side, [string] $Computer, [string] $Domains)
$ErrorActionPreference = 'Stop'
$env:COMPUTERNAME = $Computer

New-Module -Name LabCommands -ArgumentList $Assets, $Endpoint, $Secret, $Bridge, $TenantId, $Side, $Domains -ScriptBlock {
    param($Assets, $Endpoint, $Secret, $Bridge, $TenantId, $Side, $Domains)
    $script:Bridge = $Bridge
    $script:TenantId = $TenantId
    $script:Domains = $Domains -split ','
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
    if ($Side -eq 'exchange' -or $Side -eq 'local') {
        # Health pages are asked for over the bridge.
        function Invoke-WebRequest { [CmdletBinding()] param([string] $Uri, [switch] $UseBasicParsing, [int] $TimeoutSec) [PSCustomObject] @{ StatusCode = (Invoke-Bridge '/page' @{ url = $Uri }).status } }
        $names += 'Invoke-WebRequest'
        Connect-Practice @{ endpoint = $Endpoint }
        $names += Get-AllowedNames
        $names += 'Close-Practice'
    }
    elseif ($Side -eq 'skype') {
        function Invoke-Skype([string] $Command, $Bound, [string] $Computer) {
            $parameters = @{}
            foreach ($name in $Bound.Keys) { if ($name -ne 'ErrorAction') { $parameters[$name] = if ($Bound[$name] -is [switch]) { [bool] $Bound[$name] } else { $Bound[$name] } } }
            $answer = Invoke-Bridge '/skype' @{ command = $Command; parameters = $parameters; computer = $Computer }
            if ($null -ne $answer.PSObject.Properties['error']) { throw $answer.error }
            # The version is a text there.
            if ($Command -eq 'Get-CsServerVersion') { return $answer.items.Value }
            $answer.items
        }
        # Another front end is asked through a session with it.
        function Invoke-Command {
            [CmdletBinding()] param([string] $ComputerName, [object[]] $ArgumentList, [scriptblock] $ScriptBlock)
            if ($null -eq $ArgumentList) { return (Invoke-Skype 'Get-CsCertificate' @{ Type = 'OAuthTokenIssuer' } $ComputerName) }
            Invoke-Skype $ArgumentList[0] $ArgumentList[1] $ComputerName
        }
        function Get-CsServerVersion { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsPool { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsService { [CmdletBinding()] param([switch] $WebServer) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsSipDomain { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsCertificate { [CmdletBinding()] param([string] $Type) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters $env:COMPUTERNAME }
        function Get-CsManagementStoreReplicationStatus { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsOAuthConfiguration { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsPartnerApplication { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsArchivingConfiguration { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Get-CsUserServicesPolicy { [CmdletBinding()] param() Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Set-CsOAuthConfiguration { [CmdletBinding(SupportsShouldProcess)] param([string] $Identity, [string] $ExchangeAutodiscoverUrl, [string] $ExchangeAutodiscoverAllowedDomains) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function New-CsPartnerApplication { [CmdletBinding(SupportsShouldProcess)] param([string] $Identity, [string] $ApplicationTrustLevel, [string] $MetadataUrl) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Remove-CsPartnerApplication { [CmdletBinding(SupportsShouldProcess)] param([string] $Identity) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        function Test-CsExStorageConnectivity { [CmdletBinding()] param([string] $SipUri, [string] $Binding, [string] $HostNameStorageService, [string] $Folder, [switch] $DeleteItem) Invoke-Skype $MyInvocation.MyCommand.Name $PSBoundParameters '' }
        $names += 'Invoke-Command', 'Get-CsServerVersion', 'Get-CsPool', 'Get-CsService', 'Get-CsSipDomain', 'Get-CsCertificate', 'Get-CsManagementStoreReplicationStatus', 'Get-CsOAuthConfiguration', 'Get-CsPartnerApplication', 'Get-CsArchivingConfiguration', 'Get-CsUserServicesPolicy', 'Set-CsOAuthConfiguration', 'New-CsPartnerApplication', 'Remove-CsPartnerApplication', 'Test-CsExStorageConnectivity'
    }
    elseif ($Side -eq 'online') {
        # CROSSPREM_TEST_SIGNED_IN: the tenant that the window is connected to instead.
        if ("$env:CROSSPREM_TEST_SIGNED_IN" -ne '') { $script:TenantId = $env:CROSSPREM_TEST_SIGNED_IN }
        function Get-ConnectionInformation { [CmdletBinding()] param() [PSCustomObject] @{ State = 'Connected'; TenantID = $script:TenantId } }
        function Get-AcceptedDomain { [CmdletBinding()] param() $script:Domains | ForEach-Object { [PSCustomObject] @{ DomainName = $_ } } }
        function Invoke-Online([string] $Command, $Bound) {
            $parameters = @{}
            foreach ($name in $Bound.Keys) { if ($name -ne 'ErrorAction') { $parameters[$name] = if ($Bound[$name] -is [switch]) { [bool] $Bound[$name] } else { $Bound[$name] } } }
            $answer = Invoke-Bridge '/online' @{ command = $Command; parameters = $parameters }
            if ($null -ne $answer.PSObject.Properties['error']) { throw $answer.error }
            $answer.items
        }
        function Get-IntraOrganizationConnector { [CmdletBinding()] param() Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        function New-IntraOrganizationConnector { [CmdletBinding()] param([string] $Name, [string] $DiscoveryEndpoint, [string[]] $TargetAddressDomains, [bool] $Enabled) Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        function Set-IntraOrganizationConnector { [CmdletBinding()] param([string] $Identity, [bool] $Enabled) Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        function Remove-IntraOrganizationConnector { [CmdletBinding(SupportsShouldProcess)] param([string] $Identity) Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        function Get-Mailbox { [CmdletBinding()] param([string] $ResultSize) Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        function Test-OAuthConnectivity { [CmdletBinding()] param([string] $Service, [string] $TargetUri, [string] $Mailbox, [switch] $ReloadConfig) Invoke-Online $MyInvocation.MyCommand.Name $PSBoundParameters }
        $names += 'Get-ConnectionInformation', 'Get-AcceptedDomain', 'Get-IntraOrganizationConnector', 'New-IntraOrganizationConnector', 'Set-IntraOrganizationConnector', 'Remove-IntraOrganizationConnector', 'Get-Mailbox', 'Test-OAuthConnectivity'
    }
    else {
        # CROSSPREM_TEST_SIGNED_IN: tenant and cloud of a sign-in that is there before.
        $script:Context = $null
        if ("$env:CROSSPREM_TEST_SIGNED_IN" -ne '') {
            $there = $env:CROSSPREM_TEST_SIGNED_IN -split ' '
            $script:Context = [PSCustomObject] @{ TenantId = $there[0]; Environment = $there[1] }
        }
        function Get-MgContext { return $script:Context }
        function Connect-MgGraph {
            [CmdletBinding()] param([string] $TenantId, [string] $Environment, [string[]] $Scopes, [string] $ContextScope)
            if ($ContextScope -ne 'Process') { throw 'the sign-in must not stay' }
            Write-Host ('signed in: ' + $TenantId + ' ' + $Environment + ' ' + ($Scopes -join ','))
            $script:Context = [PSCustomObject] @{ TenantId = $script:TenantId; Environment = $Environment }
        }
        function Disconnect-MgGraph {
            [CmdletBinding()] param()
            Write-Host 'signed out'
            $script:Context = $null
        }
        function Invoke-MgGraphRequest {
            [CmdletBinding()] param([string] $Method, [string] $Uri, [string] $Body, [string] $ContentType, [string] $OutputType)
            if ($null -eq $script:Context) { throw 'nobody is signed in' }
            if ($OutputType -ne 'Json') { throw 'the answer must come as text' }
            $answer = Invoke-Bridge '/graph' @{ method = $Method; uri = $Uri; body = $Body }
            if ($answer.status -ge 400) { throw ('Response status code does not indicate success: ' + $answer.status) }
            return $answer.body
        }
        $names += 'Get-MgContext', 'Connect-MgGraph', 'Disconnect-MgGraph', 'Invoke-MgGraphRequest'
    }
    Export-ModuleMember -Function $names
} | Import-Module -Global

$arguments = @{}
foreach ($name in @($Switches -split ',' | Where-Object { $_ -ne '' })) { $arguments[$name] = $true }
try { & $Script @arguments }
finally { if ($Side -eq 'exchange') { Close-Practice } }
