# The practice lab behind real commands: one proxy function for each allowed command. A call goes to the lab's loopback
# endpoint with the secret that came through the private pipe; the answer becomes objects, warnings and errors.

$script:Practice = $null
$script:PracticeCommands = @{}

# Every proxy has this body; its name and the allow-list give it its parameters.
$script:PracticeProxy = {
    [CmdletBinding()]
    param()
    dynamicparam { New-PracticeParameters $MyInvocation.MyCommand.Name }
    process { Invoke-Practice $MyInvocation.MyCommand.Name $PSBoundParameters $PSCmdlet }
}

function New-PracticeParameters([string]$Name) {
    $result = New-Object System.Management.Automation.RuntimeDefinedParameterDictionary
    $kinds = @{ boolean = [System.Nullable[bool]]; switch = [switch] }
    foreach ($entry in $script:AllowList.commands.PSObject.Properties[$Name].Value.parameters.PSObject.Properties) {
        $type = if ($kinds.ContainsKey([string]$entry.Value)) { $kinds[[string]$entry.Value] } else { [object] }
        $attributes = New-Object 'System.Collections.ObjectModel.Collection[System.Attribute]'
        $attributes.Add((New-Object System.Management.Automation.ParameterAttribute))
        $result.Add($entry.Name, (New-Object System.Management.Automation.RuntimeDefinedParameter($entry.Name, $type, $attributes)))
    }
    $result
}

function Connect-Practice($Request) {
    Disconnect-Session
    $endpoint = [uri][string]$Request.endpoint
    if ($endpoint.Scheme -ne 'http' -or $endpoint.Host -ne '127.0.0.1') { Send-Fault 'Crossprem.ServerNameRefused' $endpoint.Host; return }
    $script:Practice = @{
        uri = (New-Object System.Uri($endpoint, '/shell')); secret = (Get-ChannelSecret 'practice').password
        shell = [guid]::NewGuid().ToString()
    }
    foreach ($name in (Get-AllowedNames)) {
        $ExecutionContext.SessionState.InvokeProvider.Item.Set('function:script:' + $name, $script:PracticeProxy) | Out-Null
        $script:PracticeCommands[$name] = Get-Command -Name $name -CommandType Function
    }
    $script:Source = @{ kind = 'practice'; module = $null; session = $null }
}

function Invoke-Practice([string]$Name, $Bound, $Caller) {
    $parameters = @{}
    foreach ($key in $Bound.Keys) {
        $value = $Bound[$key]
        if ($value -is [switch]) { $value = [bool]$value }
        $parameters[$key] = $value
    }
    $body = ConvertTo-JsonLine @{ shell = 'exchange'; shellId = $script:Practice.shell; command = $Name; parameters = $parameters; requestId = $script:RequestId }
    $answer = ConvertFrom-PracticeText (Send-Practice $script:Practice.uri $body)
    foreach ($text in @($answer.warnings)) { $Caller.WriteWarning($text) }
    foreach ($item in @($answer.items)) { $Caller.WriteObject((ConvertTo-PracticeObject $item)) }
    if ($null -ne $answer.PSObject.Properties['error']) { $Caller.ThrowTerminatingError((New-PracticeError $answer.error)) }
}

# Dates stay text wherever this PowerShell can be told so.
function ConvertFrom-PracticeText([string]$Text) {
    $options = @{}
    if ((Get-Command -Name ConvertFrom-Json).Parameters.ContainsKey('DateKind')) { $options['DateKind'] = 'String' }
    $Text | ConvertFrom-Json @options
}

# A connection of its own for each call: a connection that is reused may repeat a call by itself.
function Send-Practice([uri]$Address, [string]$Body) {
    $bytes = $script:Utf8.GetBytes($Body)
    $call = [System.Net.WebRequest]::CreateHttp($Address)
    $call.Method = 'POST'
    $call.ContentType = 'application/json'
    $call.Proxy = $null
    $call.KeepAlive = $false
    $call.Timeout = 600000
    $plain = (New-Object System.Management.Automation.PSCredential('practice', $script:Practice.secret)).GetNetworkCredential()
    $call.Headers['Authorization'] = 'Bearer ' + $plain.Password
    $plain = $null
    try {
        $stream = $call.GetRequestStream()
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Close()
        $response = $call.GetResponse()
        $reader = New-Object System.IO.StreamReader($response.GetResponseStream(), $script:Utf8)
        try { return $reader.ReadToEnd() } finally { $reader.Close(); $response.Close() }
    }
    catch {
        $id = if ($_.Exception.GetBaseException() -is [System.Net.Sockets.SocketException] -and
            $_.Exception.GetBaseException().SocketErrorCode -eq 'ConnectionRefused') { 'CannotConnect,PSSessionOpenFailed' }
        else { 'PSSessionStateBroken' }
        $lost = New-Object System.Management.Automation.Remoting.PSRemotingTransportException($_.Exception.GetBaseException().Message)
        throw (New-Object System.Management.Automation.ErrorRecord($lost, $id, 'OpenError', $null))
    }
}

# What the lab's session offers: {commands: {name: [parameters]}}.
function Get-PracticeRights {
    (ConvertFrom-PracticeText (Send-Practice (New-Object System.Uri($script:Practice.uri, '/rights')) '{}')).commands
}

function Get-OfferedNames($Offered, [string]$Name) {
    $entry = $Offered.PSObject.Properties[$Name]
    if ($null -eq $entry) { return $null }
    , @($entry.Value)
}

# The lab allows an account as few shells as Exchange does.
function Close-Practice {
    try { [void](Send-Practice (New-Object System.Uri($script:Practice.uri, '/close')) (ConvertTo-JsonLine @{ shellId = $script:Practice.shell })) }
    catch { $null = $_ }
}

# A row in the plain remoting shape.
function ConvertTo-PracticeObject($Row) {
    $result = New-Object System.Management.Automation.PSObject
    foreach ($entry in $Row.PSObject.Properties) {
        $value = $entry.Value
        if ($value -is [System.Management.Automation.PSCustomObject] -and $null -ne $value.PSObject.Properties['$bytes']) {
            $value = [Convert]::FromBase64String($value.PSObject.Properties['$bytes'].Value)
        }
        $result.PSObject.Properties.Add((New-Object System.Management.Automation.PSNoteProperty($entry.Name, $value)))
    }
    $result
}

# The error as a remote caller sees it: RemoteException, and the category's parts put back in their places.
function New-PracticeError($Record) {
    $exception = New-Object System.Management.Automation.RemoteException([string]$Record.message)
    $parts = [regex]::Match([string]$Record.category, '^(\w+): \(.*\) \[([^\]]*)\], (\S+)$')
    $category = if ($parts.Success) { $parts.Groups[1].Value } else { 'NotSpecified' }
    $result = New-Object System.Management.Automation.ErrorRecord($exception, [string]$Record.fullyQualifiedErrorId, $category, $null)
    if ($parts.Success) {
        $result.CategoryInfo.Activity = $parts.Groups[2].Value
        $result.CategoryInfo.Reason = $parts.Groups[3].Value
    }
    $result
}
