# Sessions: an Exchange server by implicit remoting over Kerberos, or the local management shell.
# One session at a time; it is reused by every request and closed in the end.

# What commands are taken from: nothing, a module, or the global scope of the local management shell.
$script:Source = @{ kind = 'none'; module = $null; session = $null }
$script:RequestId = ''
$script:ServerName = New-Object System.Text.RegularExpressions.Regex('^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$')

function Get-SessionState {
    if ($null -ne $script:Source.session) { return [string]$script:Source.session.State }
    if ($script:Source.kind -eq 'none') { return 'None' }
    'Opened'
}

# Whether a command can be put through the session. Opened and not available at all: the connection is being lost.
function Test-SessionOpen {
    $session = $script:Source.session
    if ($null -eq $session) { return $script:Source['online'] -ne $true -or $null -ne (Get-OnlineConnection) }
    if ([string]$session.State -ne 'Opened') { return $false }
    $availability = $session.PSObject.Properties['Availability']
    $null -eq $availability -or [string]$availability.Value -ne 'None'
}

# A command of the session that is open, never one that happens to have the same name elsewhere.
function Find-SessionCommand([string]$Name) {
    if ($script:Source.kind -eq 'none') { return $null }
    if ($script:Source.kind -eq 'practice') {
        return $script:PracticeCommands[$Name]
    }
    if ($null -ne $script:Source.module) {
        foreach ($exported in @($script:Source['commands'], $script:Source.module.ExportedCommands)) {
            if ($null -ne $exported -and $exported.ContainsKey($Name)) { return $exported[$Name] }
        }
        return $null
    }
    Get-Command -Name $Name -CommandType Cmdlet, Function -ErrorAction SilentlyContinue | Select-Object -First 1
}

function Get-AllowedNames { @($script:Commands.PSObject.Properties | ForEach-Object { $_.Name }) }

# New-PSSession over http: Kerberos encrypts what is sent. The name must be a server's own: Kerberos refuses an address
# and the name of a load balancer.
function Connect-Exchange($Request) {
    Disconnect-Session
    $server = [string]$Request.server
    if (-not $script:ServerName.IsMatch($server) -or $server -match '^[0-9.]+$') {
        Send-Fault 'Crossprem.ServerNameRefused' $server
        return
    }
    Send-Text 'progress' 'session'
    $option = New-Object System.Management.Automation.Remoting.PSSessionOption
    $option.OpenTimeout = [timespan]::FromSeconds(60)
    $option.CancelTimeout = [timespan]::FromSeconds(10)
    $parameters = @{
        ConfigurationName = 'Microsoft.Exchange'; ConnectionUri = [uri]('http://' + $server + '/PowerShell/')
        Authentication = 'Kerberos'; ErrorAction = 'Stop'
        SessionOption = $option
    }
    if ($null -ne $Request.PSObject.Properties['credential']) {
        $parameters['Credential'] = Get-ChannelCredential ([string]$Request.credential)
    }
    $session = New-PSSession @parameters
    [void]$script:Shared.sessions.Add($session)
    $script:Source = @{ kind = 'exchange'; module = $null; session = $session }
    try {
        Send-Text 'progress' 'commands'
        $script:Source.module = Import-PSSession -Session $session -CommandName (Get-AllowedNames) -DisableNameChecking `
            -AllowClobber -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        if ($null -eq $script:Source.module) { Send-Fault 'Crossprem.NoCommands' $server; Disconnect-Session }
    }
    catch { Disconnect-Session; throw }
}

# The management shell of the Exchange server that this computer is.
function Connect-LocalShell {
    Disconnect-Session
    $root = [Environment]::GetEnvironmentVariable('ExchangeInstallPath')
    $script = if ($root) { [System.IO.Path]::Combine($root, 'bin', 'RemoteExchange.ps1') } else { '' }
    if (-not $script -or -not [System.IO.File]::Exists($script)) {
        Send-Fault 'Crossprem.NoManagementShell' ([Environment]::MachineName)
        return
    }
    Send-Text 'progress' 'session'
    # Not written for strict mode, and it may complain of what does no harm: what counts is whether the commands are there.
    $complaints = New-Object System.Collections.ArrayList
    try {
        & { Set-StrictMode -Off; . $script; Connect-ExchangeServer -auto -ClientApplication:ManagementShell } *>&1 |
            & { process { if ($_ -is [System.Management.Automation.ErrorRecord]) { [void]$complaints.Add($_) } } }
    }
    catch { [void]$complaints.Add($_) }
    $sessions = @(Get-ManagementSession)
    foreach ($session in $sessions) { [void]$script:Shared.sessions.Add($session) }
    $current = $sessions | Where-Object { [string]$_.State -eq 'Opened' } | Select-Object -Last 1
    $script:Source = @{ kind = 'local'; module = $null; session = $current }
    if ($null -eq (Find-SessionCommand 'Get-ExchangeServer')) {
        Disconnect-Session
        foreach ($complaint in $complaints) { Send-ErrorRecord $complaint }
        Send-Fault 'Crossprem.NoCommands' ([Environment]::MachineName)
    }
}

# The management shell keeps its session in the global scope.
function Get-ManagementSession { Get-PSSession | Where-Object { $_.ConfigurationName -eq 'Microsoft.Exchange' } }

# Sessions left open use up the few that a server gives an account.
function Disconnect-Session {
    $source = $script:Source
    $script:Source = @{ kind = 'none'; module = $null; session = $null }
    Use-CommandList ''
    Disconnect-Online $source
    if ($null -ne $source.session) {
        $script:Shared.sessions.Remove($source.session)
        try { Remove-PSSession -Session $source.session -ErrorAction Stop } catch { $null = $_ }
    }
    if ($null -ne $source.module) { Remove-Module -ModuleInfo $source.module -Force -ErrorAction SilentlyContinue }
    if ($source.kind -eq 'practice') { Close-Practice }
    if ($source.kind -eq 'local') {
        foreach ($session in @(Get-ManagementSession)) {
            $script:Shared.sessions.Remove($session)
            Remove-PSSession -Session $session -ErrorAction SilentlyContinue
        }
    }
}
