# The bridge between Crossprem and PowerShell. A request is one constant line,
#     Invoke-CrosspremRequest '<base64 of {v,id,nonce,op,...}>'
# and an answer is lines of  nonce|sequence|base64 JSON  with the kinds item, part, warning, verbose, progress, error and
# done. Only a done line with the request's id is a success. No text of a request is ever run: a command must be in
# allow-list.json, and its parameters are splatted. ASCII only; Windows PowerShell 5.1 and PowerShell 7.

Set-StrictMode -Version 2
$script:ProtocolVersion = 1
$script:PageSize = 700000
$script:PieceSize = 48000

foreach ($part in 'Values', 'Channel', 'Exchange', 'Modules', 'Operations', 'Practice') {
    . ([System.IO.Path]::Combine($PSScriptRoot, 'Crossprem.' + $part + '.ps1'))
}

$script:AllowList = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($PSScriptRoot, 'allow-list.json')) |
    ConvertFrom-Json
Use-CommandList ''
$script:Reply = $null
$script:Pending = New-Object 'System.Collections.Generic.Queue[string]'

# ---- Reply lines

function New-Reply($Request) {
    $script:Reply = @{
        id = [string]$Request.id; nonce = [string]$Request.nonce; sequence = 0; written = 0; items = 0; errors = 0
        cancelled = $false; names = @('*'); batch = (New-Object System.Text.StringBuilder)
    }
}

function Write-ReplyLine([string]$Json) {
    $reply = $script:Reply
    $payload = [Convert]::ToBase64String($script:Utf8.GetBytes($Json))
    $reply.sequence += 1
    $reply.written += $payload.Length
    [Console]::Out.WriteLine($reply.nonce + '|' + $reply.sequence + '|' + $payload)
}

# Sends a line now, or keeps it for the next page where this one is full.
function Send-ReplyLine([string]$Json) {
    if ($script:Reply.written -lt $script:PageSize -and $script:Pending.Count -eq 0) { Write-ReplyLine $Json }
    else { $script:Pending.Enqueue($Json) }
}

function Send-Text([string]$Kind, [string]$Text) {
    Send-ReplyLine (ConvertTo-JsonLine ([ordered]@{ k = $Kind; text = $Text }))
}

# Closes the batch of items that is open. A batch larger than a line goes in pieces, never through a pair of surrogates.
function Complete-Batch {
    $batch = $script:Reply.batch
    if ($batch.Length -eq 0) { return }
    $json = $batch.ToString()
    [void]$batch.Clear()
    if ($json.Length -le 2 * $script:PieceSize) { Send-ReplyLine ('{"k":"item","values":[' + $json + ']}'); return }
    $at = 0
    while ($at -lt $json.Length) {
        $length = [Math]::Min($script:PieceSize, $json.Length - $at)
        if ($at + $length -lt $json.Length -and [char]::IsHighSurrogate($json[$at + $length - 1])) { $length -= 1 }
        $piece = $json.Substring($at, $length)
        $at += $length
        $last = if ($at -ge $json.Length) { 'true' } else { 'false' }
        Send-ReplyLine ('{"k":"part","text":' + (ConvertTo-JsonText $piece) + ',"last":' + $last + '}')
    }
}

function Send-Item($Value) {
    $reply = $script:Reply
    $batch = $reply.batch
    $before = $batch.Length
    if ($before -gt 0) { [void]$batch.Append(',') }
    try {
        if ($reply.names[0] -ne '*' -and $Value -isnot [string] -and $Value -isnot [System.ValueType] -and
            $Value -isnot [System.Collections.IDictionary]) {
            # Named properties only.
            Add-JsonProperties $batch $Value $reply.names 0
        }
        else { Add-JsonValue $batch $Value 0 }
        # Half a surrogate pair has no UTF-8 form: an error now, not a broken line later.
        [void]$script:Utf8.GetByteCount($batch.ToString($before, $batch.Length - $before))
    }
    catch { $batch.Length = $before; throw }
    $reply.items += 1
    if ($batch.Length -ge $script:PieceSize) { Complete-Batch }
}

function Send-ErrorRecord($Record) {
    Complete-Batch
    $script:Reply.errors += 1
    $position = ''
    if ($null -ne $Record.InvocationInfo) { $position = [string]$Record.InvocationInfo.PositionMessage }
    Send-ReplyLine (ConvertTo-JsonLine ([ordered]@{
                k = 'error'; fqid = [string]$Record.FullyQualifiedErrorId; category = $Record.CategoryInfo.ToString()
                message = $Record.ToString(); type = $Record.Exception.GetType().FullName; position = $position
            }))
}

# An error of the bridge itself; the id names it.
function Send-Fault([string]$Id, [string]$Message) {
    Complete-Batch
    $script:Reply.errors += 1
    Send-ReplyLine (ConvertTo-JsonLine ([ordered]@{
                k = 'error'; fqid = $Id; category = 'InvalidOperation'; message = $Message; type = 'Crossprem.Bridge'; position = ''
            }))
}

function Send-Done {
    $reply = $script:Reply
    $more = if ($script:Pending.Count -gt 0) { 'true' } else { 'false' }
    $cancelled = if ($reply.cancelled) { 'true' } else { 'false' }
    # Every request ends with this line; put together by hand it costs half as much.
    Write-ReplyLine ('{"k":"done","id":' + (ConvertTo-JsonText $reply.id) + ',"items":' + $reply.items + ',"errors":' + $reply.errors +
        ',"more":' + $more + ',"cancelled":' + $cancelled + ',"session":' + (ConvertTo-JsonText (Get-SessionState)) + '}')
}

# ---- Running an allowed command

# Sorts what a command gives by stream. Everything it writes comes through here.
function Receive-Record($Record) {
    if ($script:Shared.cancel -eq $script:Reply.id) {
        $script:Reply.cancelled = $true
        throw (New-Object System.OperationCanceledException)
    }
    if ($Record -is [System.Management.Automation.ErrorRecord]) { Send-ErrorRecord $Record }
    elseif ($Record -is [System.Management.Automation.WarningRecord]) { Send-Text 'warning' $Record.Message }
    elseif ($Record -is [System.Management.Automation.InformationalRecord]) { Send-Text 'verbose' $Record.Message }
    elseif ($Record -is [System.Management.Automation.InformationRecord]) { Send-Text 'verbose' ([string]$Record.MessageData) }
    elseif ($script:Reply.names.Count -gt 0) { Send-Item $Record }
}

# The parameters to splat, or a fault that was sent.
function Read-Parameters($Rule, $Request) {
    $parameters = @{}
    foreach ($given in @($Request.parameters)) {
        $name = [string]$given.n
        $kind = $null
        if (-not $Rule.kinds.TryGetValue($name, [ref]$kind)) {
            Send-Fault 'Crossprem.ParameterNotAllowed' $name
            return $null
        }
        $value = ConvertFrom-RequestValue $given
        $isFlag = $kind -eq 'boolean' -or $kind -eq 'switch'
        $fits = if ($isFlag) { $value -is [bool] } else { $value -isnot [bool] -and ($null -ne $value -or $kind -in 'link', 'list') }
        if ($kind -eq 'identity' -and [string]::IsNullOrEmpty([string]$value)) { $fits = $false }
        if (-not $fits) { Send-Fault 'Crossprem.ValueNotAllowed' $name; return $null }
        $parameters[$name] = $value
    }
    foreach ($name in $Rule.required) {
        if (-not $parameters.ContainsKey($name)) { Send-Fault 'Crossprem.ParameterMissing' $name; return $null }
    }
    $parameters
}

function Invoke-Allowed($Request) {
    $name = [string]$Request.command
    $rule = $null
    if (-not $script:Rules.TryGetValue($name, [ref]$rule)) { Send-Fault 'Crossprem.CommandNotAllowed' $name; return }
    $parameters = Read-Parameters $rule $Request
    if ($null -eq $parameters) { return }
    if ($script:Source.kind -ceq 'local' -and $script:LocalOperations -ccontains $name) {
        $script:Reply.names = $rule.properties
        Invoke-LocalOperation $name $parameters
        Complete-Batch
        return
    }
    $command = Find-SessionCommand $name
    if ($null -eq $command) { Send-CommandNotFound $name; return }
    $absent = Find-AbsentParameter $command $parameters
    if ($null -ne $absent) { Send-ParameterNotFound $name $absent; return }
    # An idle session is closed by the server. An imported command would open one of its own then, unseen, or ask.
    if (-not (Test-SessionOpen)) { Send-Fault 'Crossprem.SessionGone' (Get-SessionState); return }
    $script:Reply.names = $rule.properties
    $script:RequestId = $script:Reply.id
    & $command @parameters *>&1 | & { process { Receive-Record $_ } }
    Complete-Batch
}

# A parameter that the session's command does not have. A plain function would take it silently and do less than asked.
function Find-AbsentParameter($Command, [hashtable]$Parameters) {
    if ($script:Source.kind -eq 'practice' -or $null -eq $Command.Parameters) { return $null }
    $known = $Command.Parameters
    foreach ($name in $Parameters.Keys) { if (-not $known.ContainsKey($name)) { return $name } }
}

function Send-ParameterNotFound([string]$Name, [string]$Parameter) {
    $script:Reply.errors += 1
    Send-ReplyLine (ConvertTo-JsonLine ([ordered]@{
                k = 'error'; fqid = "NamedParameterNotFound,$Name"; category = "InvalidArgument: (:) [$Name], ParameterBindingException"
                message = "A parameter cannot be found that matches parameter name '$Parameter'."
                type = 'System.Management.Automation.ParameterBindingException'; position = ''
            }))
}

# What PowerShell itself says of a command that the session does not have.
function Send-CommandNotFound([string]$Name) {
    $script:Reply.errors += 1
    Send-ReplyLine (ConvertTo-JsonLine ([ordered]@{
                k = 'error'; fqid = 'CommandNotFoundException'; category = "ObjectNotFound: (${Name}:String) [], CommandNotFoundException"
                message = "The term '$Name' is not recognized as the name of a cmdlet, function, script file, or operable program."
                type = 'System.Management.Automation.CommandNotFoundException'; position = ''
            }))
}

# ---- Operations

function Get-Hello($Request) {
    $global:ConfirmPreference = 'None'
    $global:ProgressPreference = 'SilentlyContinue'
    $global:ErrorActionPreference = 'Continue'
    $global:WarningPreference = 'Continue'
    if ($null -ne $Request.PSObject.Properties['channel']) {
        Connect-Channel ([string]$Request.channel.name) ([string]$Request.channel.nonce)
    }
    $policy = 'Unknown'
    try { $policy = [string](Get-ExecutionPolicy) } catch { $policy = 'Unknown' }
    $edition = if ($PSVersionTable.ContainsKey('PSEdition')) { [string]$PSVersionTable.PSEdition } else { 'Desktop' }
    Send-Item ([ordered]@{
            protocol = $script:ProtocolVersion; edition = $edition; version = $PSVersionTable.PSVersion.ToString()
            languageMode = [string]$ExecutionContext.SessionState.LanguageMode
            culture = [System.Globalization.CultureInfo]::CurrentCulture.Name
            uiCulture = [System.Globalization.CultureInfo]::CurrentUICulture.Name
            executionPolicy = $policy; processId = $PID; host = [Environment]::MachineName
            modules = @(Get-Module | ForEach-Object { $_.Name + ' ' + $_.Version })
        })
}

# Gives a text back, to prove that texts arrive unchanged.
function Get-Echo($Request) {
    foreach ($given in @($Request.parameters)) { Send-Item (ConvertFrom-RequestValue $given) }
}

# Which allowed commands and parameters the session offers: the rights that the account really has.
function Get-Rights {
    $offered = if ($script:Source.kind -eq 'practice') { Get-PracticeRights } else { $null }
    foreach ($entry in $script:Commands.PSObject.Properties) {
        $known = if ($null -ne $offered) { Get-OfferedNames $offered $entry.Name } else { Get-SessionNames $entry.Name }
        $missing = @()
        if ($null -ne $known) {
            $missing = @($entry.Value.parameters.PSObject.Properties | ForEach-Object { $_.Name } |
                    Where-Object { $known -notcontains $_ })
        }
        Send-Item ([ordered]@{ command = $entry.Name; found = ($null -ne $known); missing = $missing })
    }
}

# The parameters that the session's command has; nothing where it has no such command.
function Get-SessionNames([string]$Name) {
    $command = Find-SessionCommand $Name
    if ($null -eq $command) { return $null }
    , @(if ($null -ne $command.Parameters) { $command.Parameters.Keys })
}

function Invoke-Operation($Request) {
    switch -CaseSensitive ([string]$Request.op) {
        'hello' { Get-Hello $Request; return }
        'echo' { Get-Echo $Request; return }
        'invoke' { Invoke-Allowed $Request; return }
        'rights' { Get-Rights; return }
        'connect-exchange' { Connect-Exchange $Request; return }
        'connect-local' { Connect-LocalShell; return }
        'connect-operations' { Connect-LocalOperation; return }
        'connect-module' { Connect-Module $Request; return }
        'connect-online' { Connect-Online $Request; return }
        'connect-skype' { Connect-Skype $Request; return }
        'connect-practice' { Connect-Practice $Request; return }
        'disconnect' { Disconnect-Session; return }
    }
    Send-Fault 'Crossprem.OperationNotKnown' ([string]$Request.op)
}

# The one command that is exported. Nothing leaves it but reply lines.
function Invoke-CrosspremRequest {
    param([Parameter(Mandatory = $true)][string]$Data)
    $request = ConvertFrom-Base64Text $Data | ConvertFrom-Json
    New-Reply $request
    if ([int]$request.v -ne $script:ProtocolVersion) { Send-Fault 'Crossprem.VersionNotKnown' ([string]$request.v); Send-Done; return }
    if ($request.op -ceq 'next') {
        while ($script:Pending.Count -gt 0 -and $script:Reply.written -lt $script:PageSize) { Write-ReplyLine $script:Pending.Dequeue() }
        Send-Done
        return
    }
    $script:Pending.Clear()
    try { [void](Invoke-Operation $request); Complete-Batch }
    catch {
        # What is in the batch was given before it failed.
        Complete-Batch
        if (-not $script:Reply.cancelled) { Send-ErrorRecord $_ }
    }
    Send-Done
}

Export-ModuleMember -Function Invoke-CrosspremRequest
