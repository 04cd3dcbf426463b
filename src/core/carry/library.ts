/**
 * The functions of scripts that are carried by hand, as PowerShell text: checking the file and the place, keeping
 * answers and outcomes, writing the result. Plain ASCII, for Windows PowerShell 5.1 and PowerShell 7.
 */

/** Checks, canonical JSON, and the result file. */
export const CARRY_LIBRARY = String.raw`
# What the result file will say.
$script:Answers = New-Object System.Collections.ArrayList
$script:AnswerKeys = @{}
$script:Outcomes = New-Object System.Collections.ArrayList
$script:Files = New-Object System.Collections.ArrayList
$script:Halt = $null
$script:Place = @{ 'host' = ''; 'tenant' = '' }

function Get-UtcText {
    return (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

function Get-Sha256 {
    param([string] $Text)
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    try { $bytes = $algorithm.ComputeHash((New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false).GetBytes($Text)) }
    finally { $algorithm.Dispose() }
    return (($bytes | ForEach-Object { $_.ToString('x2') }) -join '')
}

# Refuses a script that is not as it was written. Line ends do not count: mail changes them.
function Assert-Unedited {
    if ([string]::IsNullOrEmpty($PSCommandPath)) { throw 'HX-CARRYSCRIPT: Save this script as a file and run the file; nothing was done.' }
    $text = [System.IO.File]::ReadAllText($PSCommandPath)
    $text = [regex]::Replace($text, '\r\n?', [string] [char] 10)
    $end = $text.IndexOf([char] 10)
    $found = ''
    if ($end -gt 0) { $found = [regex]::Match($text.Substring(0, $end), '"body":"([0-9a-f]{64})"').Groups[1].Value }
    $script:Body = Get-Sha256 $text.Substring($end + 1).TrimEnd()
    if ($found -cne $script:Body) { throw 'HX-CARRYSCRIPT: This script was changed after it was made; nothing was done. Save it again in Crossprem.' }
}

# A text as a JSON literal, the way JavaScript writes it.
function ConvertTo-JsonText {
    param([string] $Text)
    $plain = $Text.Replace('\', '\\').Replace('"', '\"').Replace([string] [char] 8, '\b').Replace([string] [char] 9, '\t')
    $plain = $plain.Replace([string] [char] 10, '\n').Replace([string] [char] 12, '\f').Replace([string] [char] 13, '\r')
    $odd = '[\x00-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]'
    if ([regex]::IsMatch($plain, $odd)) {
        $plain = [regex]::Replace($plain, $odd, [System.Text.RegularExpressions.MatchEvaluator] { param($match) '\u{0:x4}' -f [int] $match.Value[0] })
    }
    return '"' + $plain + '"'
}

# Canonical JSON: names in code unit order, no white space, so that equal content gives an equal hash.
function Add-Json {
    param([System.Text.StringBuilder] $Builder, $Value)
    if ($null -eq $Value) { [void] $Builder.Append('null') }
    elseif ($Value -is [bool]) { [void] $Builder.Append($(if ($Value) { 'true' } else { 'false' })) }
    elseif ($Value -is [int] -or $Value -is [long]) { [void] $Builder.Append($Value.ToString([System.Globalization.CultureInfo]::InvariantCulture)) }
    elseif ($Value -is [System.Collections.IDictionary]) {
        [string[]] $names = @($Value.PSBase.Keys | ForEach-Object { [string] $_ })
        [Array]::Sort($names, [StringComparer]::Ordinal)
        $separator = '{'
        foreach ($name in $names) {
            [void] $Builder.Append($separator).Append((ConvertTo-JsonText $name)).Append(':')
            Add-Json $Builder $Value[$name]
            $separator = ','
        }
        [void] $Builder.Append($(if ($names.Count -eq 0) { '{}' } else { '}' }))
    }
    elseif ($Value -is [System.Collections.IEnumerable] -and -not ($Value -is [string])) {
        [void] $Builder.Append('[')
        $separator = ''
        foreach ($item in $Value) {
            [void] $Builder.Append($separator)
            Add-Json $Builder $item
            $separator = ','
        }
        [void] $Builder.Append(']')
    }
    else { [void] $Builder.Append((ConvertTo-JsonText ([string] $Value))) }
}

function ConvertTo-CanonicalJson {
    param($Value)
    $builder = New-Object -TypeName System.Text.StringBuilder
    Add-Json $builder $Value
    return $builder.ToString()
}

# An error as data: its id and type come first, because texts come in many languages.
function ConvertTo-ErrorData {
    param($Record)
    return @{
        'message' = [string] $Record
        'fullyQualifiedErrorId' = [string] $Record.FullyQualifiedErrorId
        'category' = $Record.CategoryInfo.ToString()
        'exceptionType' = $Record.Exception.GetType().FullName
    }
}

# Puts text into a file as a whole: the old content or the new, never a part.
function Save-WholeFile {
    param([string] $Path, [string] $Text)
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Path))
    $temporary = $Path + '.part'
    [System.IO.File]::WriteAllText($temporary, $Text, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false))
    if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($temporary, $Path, [NullString]::Value) }
    else { [System.IO.File]::Move($temporary, $Path) }
}

# Writes the result: the content, its hash, and an end mark.
function Write-Result {
    $content = @{
        'format' = 1
        'kind' = $Kind
        'script' = $ScriptId
        'body' = $script:Body
        'customer' = $Customer
        'tenantId' = $TenantId
        'digest' = $Digest
        'target' = $Target
        'host' = $script:Place['host']
        'signedInTenant' = $script:Place['tenant']
        'startedAt' = $script:StartedAt
        'endedAt' = (Get-UtcText)
        'powershell' = $PSVersionTable.PSVersion.ToString()
        'switches' = @($Switches.PSBase.Keys | Where-Object { $Switches[$_] } | Sort-Object)
        'halt' = $script:Halt
        'actions' = $script:Outcomes
        'answers' = $script:Answers
        'files' = $script:Files
    }
    $text = ConvertTo-CanonicalJson $content
    $path = Get-FilePath $ResultName
    Save-WholeFile $path ('{"content":' + $text + ',"sha256":"' + (Get-Sha256 $text) + '","end":"crossprem-end"}')
    Write-Host ''
    Write-Host ('Result: ' + $path)
    Write-Host 'Take this file back and choose Load result in Crossprem.'
}
`;

/** Running the steps of a plan, for scripts that change something. */
export const CARRY_STEPS = String.raw`
# The record of what this very script did, so that it can be run again after it was cut off.
function Add-Record {
    param([string] $Phase, [string] $Id, [hashtable] $Report)
    $line = ConvertTo-CanonicalJson @{ 'phase' = $Phase; 'step' = $Id; 'report' = (ConvertTo-CanonicalJson $Report) }
    $path = Get-FilePath $RecordName
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
    [System.IO.File]::AppendAllText($path, $line + [Environment]::NewLine)
}

# The last entry of the record for one step, or nothing. A line that was cut off does not count.
function Get-Record {
    param([string] $Id)
    $path = Get-FilePath $RecordName
    if (-not [System.IO.File]::Exists($path)) { return }
    $found = $null
    foreach ($line in [System.IO.File]::ReadAllLines($path)) {
        try { $entry = ConvertFrom-Json -InputObject $line } catch { continue }
        if ($null -ne $entry -and $entry.step -ceq $Id) { $found = $entry }
    }
    return $found
}

function Save-Outcome {
    param([string] $Outcome, [hashtable] $Report)
    $Report['outcome'] = $Outcome
    $Report['durationMs'] = [long] $script:Watch.ElapsedMilliseconds
    [void] $script:Outcomes.Add($Report)
    if (@('done', 'recorded', 'found-done', 'already') -notcontains $Outcome) { $script:LeftOut += $Report['id'] }
    Write-Host ('  ' + $Outcome)
}

# Differences of two complete sets of facts, in either direction.
function Compare-AllFacts {
    param([hashtable] $Expected, [hashtable] $Found)
    $all = @{}
    foreach ($name in $Found.PSBase.Keys) { $all[$name] = $null }
    foreach ($name in $Expected.PSBase.Keys) { $all[$name] = $Expected[$name] }
    return @(Get-Difference $all $Found)
}

function Get-Difference {
    param([hashtable] $Expected, [hashtable] $Found)
    foreach ($name in @($Expected.PSBase.Keys | Sort-Object)) {
        if (-not (Test-Fact $Expected[$name] $Found[$name])) {
            @{ 'property' = [string] $name; 'expected' = (Format-Fact $Expected[$name]); 'found' = (Format-Fact $Found[$name]) }
        }
    }
}

# True when this very script began a step earlier: then its own traces are no reason to stop.
function Test-Begun {
    param([hashtable[]] $Steps)
    foreach ($step in $Steps) { if ($null -ne (Get-Record $step.Id)) { return $true } }
    return $false
}

# Reads again what the plan rests on. Anything that moved stops the script before its first command.
function Assert-Unmoved {
    param([hashtable[]] $Observations, [hashtable[]] $Steps)
    $begun = Test-Begun $Steps
    $moved = @()
    foreach ($observation in $Observations) {
        if ($begun -and $observation.OwnWork) { continue }
        Write-Host ('Checks ' + $observation.Name)
        foreach ($difference in @(Compare-AllFacts (& $observation.Facts) (& $observation.Read))) {
            $difference['property'] = $observation.Name + ' - ' + $difference['property']
            $moved += , $difference
        }
    }
    if ($moved.Count -eq 0) { return }
    $script:Halt = @{ 'reason' = 'outdated'; 'differences' = $moved; 'error' = $null }
    Write-Host 'Stopped before the first command, because the state is another than planned:'
    foreach ($difference in $moved) { Write-Host ('  {0}: expected {1}, found {2}' -f $difference['property'], $difference['expected'], $difference['found']) }
}

# One step: look, skip what is done, stop on anything unexpected, act, read back.
function Invoke-Step {
    param([hashtable] $Step)
    if ($null -ne $script:Halt) { return }
    Write-Host ''
    Write-Host $Step.Id
    $script:Watch = [System.Diagnostics.Stopwatch]::StartNew()
    $report = @{ 'id' = $Step.Id; 'at' = (Get-UtcText); 'before' = @{}; 'facts' = @{}; 'missing' = @(); 'waitsFor' = @(); 'differences' = @(); 'warnings' = @(); 'error' = $null }
    $sent = $false
    try {
        $open = @($Step.Needs | Where-Object { $script:LeftOut -contains $_ })
        if ($open.Count -gt 0) {
            $report['waitsFor'] = $open
            Save-Outcome 'not-run' $report
            return
        }
        $found = & $Step.Read
        $report['before'] = $found
        $moved = @(Get-Difference (& $Step.Before) $found)
        $record = Get-Record $Step.Id
        # An end state that this script did not make is one that moved: nothing is built on what somebody else made since.
        if (@(Compare-Fact (& $Step.After) $found).Count -eq 0 -and ($null -ne $record -or $moved.Count -eq 0)) {
            Save-Done $report $found $record
            return
        }
        if ($moved.Count -gt 0) {
            $report['differences'] = $moved
            $script:Halt = @{ 'reason' = 'moved'; 'differences' = $moved; 'error' = $null }
            Save-Outcome 'moved' $report
            return
        }
        $missing = @(Get-MissingConsent $Step.Consent)
        if ($missing.Count -gt 0) {
            $report['missing'] = $missing
            Write-Host ('  To include it, add ' + ($missing -join ' ') + '.')
            Save-Outcome 'left-out' $report
            return
        }
        if ($CheckOnly) {
            Save-Outcome 'would-run' $report
            return
        }
        Add-Record 'begin' $Step.Id $report
        $report['warnings'] = @(& $Step.Act 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
        $sent = $true
        $found = Wait-Fact $Step.Read $Step.After $Step.WaitSeconds
        $report['facts'] = $found
        $report['differences'] = @(Get-Difference (& $Step.After) $found)
        if ($report['differences'].Count -gt 0) {
            Save-Outcome 'read-back-differs' $report
            return
        }
        Add-Record 'done' $Step.Id $report
        Save-Outcome 'done' $report
    }
    catch {
        $report['error'] = ConvertTo-ErrorData $_
        Write-Host ('  ' + [string] $_)
        Save-Outcome $(if ($sent) { 'unknown' } else { 'failed' }) $report
    }
}

# A step whose end state is there: by this script earlier, or cut off after its command. Without a record nothing was to be changed.
function Save-Done {
    param([hashtable] $Report, [hashtable] $Found, $Record)
    $Report['facts'] = $Found
    if ($null -eq $Record) { Save-Outcome 'already' $Report; return }
    $earlier = ConvertFrom-Json -InputObject $Record.report
    $Report['at'] = ConvertTo-IsoText $earlier.at
    Save-Outcome $(if ($Record.phase -ceq 'done') { 'recorded' } else { 'found-done' }) $Report
}

# PowerShell 7 makes dates of texts that look like one.
function ConvertTo-IsoText {
    param($Value)
    if ($Value -is [DateTime]) { return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture) }
    return [string] $Value
}

# Takes the public part of an exported certificate into the result.
function Add-ExportedFile {
    param([string] $Name)
    $path = Get-FilePath $Name
    if (-not [System.IO.File]::Exists($path)) { return }
    $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [System.IO.File]::ReadAllBytes($path))
    [void] $script:Files.Add(@{ 'name' = $Name; 'content' = [Convert]::ToBase64String($certificate.RawData) })
}
`;
