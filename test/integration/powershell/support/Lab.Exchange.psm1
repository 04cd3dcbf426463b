# Remoting commands whose sessions are the practice lab's, and its cmdlets as plain functions, as an import makes them.
# Where the lab is stands in lab.json beside this file; what was called is written to log.txt.
$script:Here = $PSScriptRoot
$script:Place = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($script:Here, 'lab.json')) | ConvertFrom-Json
foreach ($part in 'Values', 'Practice') { . ([System.IO.Path]::Combine($script:Place.bridge, 'Crossprem.' + $part + '.ps1')) }
$script:AllowList = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($script:Place.bridge, 'allow-list.json')) | ConvertFrom-Json
$script:RequestId = ''
$script:Practice = @{
    uri = (New-Object System.Uri([uri]$script:Place.endpoint, '/shell'))
    secret = (ConvertTo-SecureString -String $script:Place.secret -AsPlainText -Force)
}
function Write-Note([string]$Text) { [System.IO.File]::AppendAllText([System.IO.Path]::Combine($script:Here, 'log.txt'), $Text + "`n") }

# A call of one of the functions below.
function Invoke-LabCommand([string]$Name, $Bound, $Caller) { Invoke-Practice $Name $Bound $Caller }

# The text of a function with the parameters that the lab's session offers.
function Get-LabFunction([string]$Name) {
    $offered = Get-OfferedNames (Get-PracticeRights) $Name
    if ($null -eq $offered) { return '' }
    $kinds = $script:AllowList.commands.PSObject.Properties[$Name].Value.parameters
    $parameters = foreach ($entry in $kinds.PSObject.Properties) {
        if ($offered -notcontains $entry.Name) { continue }
        $type = switch ($entry.Value) { 'switch' { '[switch]' } 'boolean' { '[Nullable[bool]]' } default { '[object]' } }
        $type + '$' + $entry.Name
    }
    "function global:$Name { [CmdletBinding()] param(" + ($parameters -join ', ') + ') ' +
    "process { Invoke-LabCommand '$Name' `$PSBoundParameters `$PSCmdlet } }"
}

$newSession = {
    param($ConfigurationName, $ConnectionUri, $Authentication, $SessionOption, $Credential, $ErrorAction)
    $as = if ($Credential) { $Credential.UserName } else { 'current user' }
    Write-Note "open $ConfigurationName $ConnectionUri $Authentication $as"
    if ($Credential -and $Credential.GetNetworkCredential().Password -cne $script:Place.password) {
        $exception = New-Object System.Management.Automation.Remoting.PSRemotingTransportException('The user name or password is incorrect.')
        throw (New-Object System.Management.Automation.ErrorRecord($exception, 'LogonFailure,PSSessionOpenFailed', 'OpenError', $null))
    }
    [pscustomobject]@{ State = 'Opened'; ConfigurationName = $ConfigurationName }
}
$importSession = {
    param($Session, $CommandName, [switch]$DisableNameChecking, [switch]$AllowClobber, $ErrorAction, $WarningAction)
    $text = ($CommandName | ForEach-Object { (Get-LabFunction $_).Replace('function global:', 'function ') }) -join "`n"
    New-Module -Name 'tmp_lab' -ScriptBlock ([scriptblock]::Create($text + "`nExport-ModuleMember -Function *"))
}
$removeSession = { param($Session, $ErrorAction) process { Write-Note 'close' } }
# What RemoteExchange.ps1 calls: the cmdlets appear in the global scope.
$connectLocal = {
    Write-Note 'open local'
    foreach ($entry in $script:AllowList.commands.PSObject.Properties) {
        . ([scriptblock]::Create((Get-LabFunction $entry.Name)))
    }
}
$commands = @{
    'New-PSSession' = $newSession; 'Import-PSSession' = $importSession; 'Remove-PSSession' = $removeSession
    'Invoke-LabCommand' = ${function:Invoke-LabCommand}; 'Connect-LabShell' = $connectLocal
}
foreach ($pair in $commands.GetEnumerator()) {
    $ExecutionContext.InvokeProvider.Item.Set('function:global:' + $pair.Key, $pair.Value) | Out-Null
}
