# Shells of other services, each in a process of its own, because their cmdlets have the same names: Exchange Online and
# Skype for Business Server. Each has its own list of allowed commands in allow-list.json.

# The commands that may run now: those of Exchange Server, or of the service that is connected. Each one's rule is looked
# up by its exact name, and a parameter's kind by its exact name within it.
$script:Commands = $null
$script:Rules = $null

function Use-CommandList([string]$Module) {
    $script:Commands = if ($Module) { $script:AllowList.modules.PSObject.Properties[$Module].Value.commands }
    else { $script:AllowList.commands }
    $script:Rules = New-Object 'System.Collections.Generic.Dictionary[string,object]' ([System.StringComparer]::Ordinal)
    foreach ($entry in $script:Commands.PSObject.Properties) {
        $kinds = New-Object 'System.Collections.Generic.Dictionary[string,string]' ([System.StringComparer]::Ordinal)
        foreach ($parameter in $entry.Value.parameters.PSObject.Properties) { $kinds.Add($parameter.Name, [string]$parameter.Value) }
        $script:Rules.Add($entry.Name, @{ kinds = $kinds; required = @($entry.Value.required); properties = @($entry.Value.properties) })
    }
}

# A module that allow-list.json names.
function Connect-Module($Request) {
    Disconnect-Session
    $entry = $script:AllowList.modules.PSObject.Properties[[string]$Request.module]
    if ($null -eq $entry) { Send-Fault 'Crossprem.ModuleNotAllowed' ([string]$Request.module); return }
    $module = Import-Module -Name ([string]$entry.Value.module) -PassThru -DisableNameChecking -ErrorAction Stop
    $script:Source = @{ kind = 'module'; module = @($module)[0]; session = $null }
    Use-CommandList $entry.Name
}

# Exchange Online with the access token that came through the private pipe. Nothing runs before its own answers say that
# it is the organisation and tenant that were asked for: what the connection says of itself names what was asked for.
function Connect-Online($Request) {
    try { Connect-Module ([pscustomobject]@{ module = 'exchange-online' }) }
    catch {
        Disconnect-Session
        if ($_.FullyQualifiedErrorId -notlike 'Modules_ModuleNotFound*') { throw }
        Send-Fault 'Crossprem.ModuleMissing' 'ExchangeOnlineManagement'
        return
    }
    $connect = $script:Source.module.ExportedCommands['Connect-ExchangeOnline']
    if ($null -eq $connect -or -not $connect.Parameters.ContainsKey('AccessToken')) {
        $version = [string]$script:Source.module.Version
        Disconnect-Session
        Send-Fault 'Crossprem.ModuleOld' $version
        return
    }
    Send-Text 'progress' 'session'
    try {
        Open-Online $connect $Request
        Send-Text 'progress' 'commands'
        $found = Get-OnlineConnection
        if ($null -ne $found) { Find-OnlineCommands $found }
    }
    catch { Disconnect-Session; throw }
    if ($null -eq $found) { Disconnect-Session; Send-Fault 'Crossprem.NoCommands' 'Exchange Online'; return }
    if ([string]$found.TenantID -ne [string]$Request.tenant) {
        Disconnect-Session
        Send-Fault 'Crossprem.OtherTenant' ([string]$found.TenantID)
        return
    }
    $script:Source['online'] = $true
    Assert-Organisation ([string]$Request.organization)
}

function Open-Online($Command, $Request) {
    $token = (New-Object System.Management.Automation.PSCredential('token', (Get-ChannelSecret 'exchange-online').password)).GetNetworkCredential()
    $parameters = @{ AccessToken = $token.Password; ShowBanner = $false; ErrorAction = 'Stop' }
    $token = $null
    # A person's token goes with the person's name; a partner's with the organisation that it is for.
    if ([bool]$Request.delegated) { $parameters['DelegatedOrganization'] = [string]$Request.organization }
    else { $parameters['UserPrincipalName'] = [string]$Request.account }
    $parameters['ExchangeEnvironmentName'] = [string]$Request.environment
    $parameters['CommandName'] = @(Get-AllowedNames) + $script:OrganisationCommands
    if ($Command.Parameters.ContainsKey('SkipLoadingFormatData')) { $parameters['SkipLoadingFormatData'] = $true }
    & $Command @parameters *>&1 |
        & { process { if ($_ -is [System.Management.Automation.ErrorRecord]) { throw $_ } } }
}

# What tells the organisation; run here only, never by a request.
$script:OrganisationCommands = @('Get-OrganizationConfig', 'Get-AcceptedDomain')

# The one connection that is open and whose token still counts; nothing where there is none or another beside it.
function Get-OnlineConnection {
    $found = @(& $script:Source.module.ExportedCommands['Get-ConnectionInformation'] -ErrorAction Stop |
            Where-Object { [string]$_.State -eq 'Connected' })
    if ($found.Count -ne 1) { return $null }
    $status = $found[0].PSObject.Properties['TokenStatus']
    if ($null -ne $status -and [string]$status.Value -eq 'Expired') { return $null }
    $found[0]
}

# The commands come in a module of their own, which the connection names by its path.
function Find-OnlineCommands($Connection) {
    $named = $Connection.PSObject.Properties['ModuleName']
    $path = if ($null -eq $named) { '' } else { [string]$named.Value }
    if (-not $path) { return }
    $module = Get-Module -All | Where-Object { $_.Path -eq $path -or $_.ModuleBase -eq $path -or $_.Name -eq $path } | Select-Object -First 1
    if ($null -eq $module) { $module = Import-Module -Name $path -PassThru -DisableNameChecking -ErrorAction Stop }
    $script:Source['commands'] = @($module)[0].ExportedCommands
}

# The organisation answers with its own name, or holds the name among its domains.
function Assert-Organisation([string]$Wanted) {
    $name = ''
    $isOwn = $false
    try {
        $config = Find-SessionCommand 'Get-OrganizationConfig'
        if ($null -ne $config) { $name = [string]@(& $config -ErrorAction Stop 3>$null)[0].Name }
        $isOwn = $name -eq $Wanted
        $domains = Find-SessionCommand 'Get-AcceptedDomain'
        if (-not $isOwn -and $null -ne $domains) {
            $isOwn = @(& $domains -ErrorAction Stop 3>$null | ForEach-Object { [string]$_.DomainName }) -contains $Wanted
        }
    }
    catch { Disconnect-Session; throw }
    if ($isOwn) { return }
    Disconnect-Session
    if ($name) { Send-Fault 'Crossprem.OtherTenant' $name } else { Send-Fault 'Crossprem.NoOrganisation' $Wanted }
}

# The module of this server, or a session with a front end: https://<front end>/OcsPowerShell.
function Connect-Skype($Request) {
    if ($null -eq $Request.PSObject.Properties['server']) {
        Connect-Module ([pscustomobject]@{ module = 'skype' })
        return
    }
    Disconnect-Session
    $server = [string]$Request.server
    if (-not $script:ServerName.IsMatch($server) -or $server -match '^[0-9.]+$') { Send-Fault 'Crossprem.ServerNameRefused' $server; return }
    Send-Text 'progress' 'session'
    $parameters = @{ ConnectionUri = [uri]('https://' + $server + '/OcsPowerShell'); ErrorAction = 'Stop' }
    if ($null -eq $Request.PSObject.Properties['credential']) { $parameters['Authentication'] = 'NegotiateWithImplicitCredential' }
    else { $parameters['Credential'] = Get-ChannelCredential ([string]$Request.credential) }
    $session = New-PSSession @parameters
    [void]$script:Shared.sessions.Add($session)
    $script:Source = @{ kind = 'skype'; module = $null; session = $session }
    Use-CommandList 'skype'
    try {
        $script:Source.module = Import-PSSession -Session $session -CommandName (Get-AllowedNames) -DisableNameChecking `
            -AllowClobber -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        if ($null -eq $script:Source.module) { Send-Fault 'Crossprem.NoCommands' $server; Disconnect-Session }
    }
    catch { Disconnect-Session; throw }
}

# Ends the connection of the Exchange Online module; removing the module would leave it open.
function Disconnect-Online($Source) {
    if ($Source.kind -ne 'module' -or $null -eq $Source.module) { return }
    $command = $Source.module.ExportedCommands['Disconnect-ExchangeOnline']
    if ($null -eq $command) { return }
    try { & $command -Confirm:$false -ErrorAction Stop *>&1 | Out-Null } catch { $null = $_ }
}
