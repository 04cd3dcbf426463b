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

# Exchange Online with the access token that came through the private pipe. Nothing runs before the connection says that
# it is the organisation and tenant that were asked for.
function Connect-Online($Request) {
    Connect-Module ([pscustomobject]@{ module = 'exchange-online' })
    $token = (New-Object System.Management.Automation.PSCredential('token', (Get-ChannelSecret 'exchange-online').password)).GetNetworkCredential()
    $parameters = @{ AccessToken = $token.Password; ShowBanner = $false; ErrorAction = 'Stop' }
    $token = $null
    $side = if ([bool]$Request.delegated) { 'DelegatedOrganization' } else { 'Organization' }
    $parameters[$side] = [string]$Request.organization
    Send-Text 'progress' 'session'
    try {
        & $script:Source.module.ExportedCommands['Connect-ExchangeOnline'] @parameters *>&1 |
            & { process { if ($_ -is [System.Management.Automation.ErrorRecord]) { throw $_ } } }
        $parameters = $null
        $found = @(& $script:Source.module.ExportedCommands['Get-ConnectionInformation'] -ErrorAction Stop |
                Where-Object { [string]$_.State -eq 'Connected' })
    }
    catch { Disconnect-Session; throw }
    if ($found.Count -ne 1) { Disconnect-Session; Send-Fault 'Crossprem.NoCommands' 'Exchange Online'; return }
    $isTenant = [string]$found[0].TenantID -eq [string]$Request.tenant
    # A delegated connection names the customer's organisation in a property of its own.
    $organisation = [string]$found[0].$side
    if (-not $isTenant -or ($organisation -and $organisation -ne [string]$Request.organization)) {
        Disconnect-Session
        Send-Fault 'Crossprem.OtherTenant' ($organisation + ' ' + [string]$found[0].TenantID)
    }
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
