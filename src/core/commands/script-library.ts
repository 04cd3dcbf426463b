/**
 * The functions at the top of every generated script, as PowerShell text. Plain ASCII, for Windows PowerShell 5.1 and
 * PowerShell 7. No value of a plan is ever part of these texts.
 */

/** What every script needs: files, comparing facts, waiting for them. */
export const COMMON_LIBRARY = String.raw`
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

if ([string]::IsNullOrEmpty($FileFolder)) { $FileFolder = $PSScriptRoot }
if ([string]::IsNullOrEmpty($FileFolder)) { throw 'Give -FileFolder: a folder for certificate files, backups and the record of this script.' }
$FileFolder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($FileFolder)

# Steps that were left out, or that -CheckOnly would run; what needs them is left out too.
$script:LeftOut = @()

# Stops where a text is empty: many Get- cmdlets answer an empty identity with every object there is.
function Assert-Text {
    param([string] $Value, [string] $What)
    if ([string]::IsNullOrEmpty($Value) -or $Value.Trim() -eq '') { throw "$What is empty." }
}

# Path of a file below the file folder.
function Get-FilePath {
    param([string] $Name)
    Assert-Text $Name 'A file name'
    [System.IO.Path]::GetFullPath((Join-Path $FileFolder $Name))
}

# Writes a file as a whole, with its folder.
function Write-File {
    param([string] $Path, [byte[]] $Content)
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Path))
    [System.IO.File]::WriteAllBytes($Path, $Content)
}

# Nothing, false, 0 and an empty text all mean that something is not there.
function Test-Nothing {
    param($Value)
    if ($null -eq $Value) { return $true }
    if ($Value -is [bool]) { return (-not $Value) }
    if ($Value -is [string]) { return ($Value -eq '') }
    if ($Value -is [int]) { return ($Value -eq 0) }
    return $false
}

# One fact as text, for messages.
function Format-Fact {
    param($Value)
    if ($Value -is [array]) { return ($Value -join ', ') }
    if (Test-Nothing $Value) { return '-' }
    return [string] $Value
}

# True when a found fact is the expected one. Directory names ignore case; lists are compared exactly.
function Test-Fact {
    param($Expected, $Found)
    if (Test-Nothing $Expected) { return (Test-Nothing $Found) }
    if ($Expected -is [array]) {
        if (-not ($Found -is [array])) { return $false }
        return ($Expected.Count -eq $Found.Count) -and (($Expected -join '|') -ceq ($Found -join '|'))
    }
    return ([string] $Expected) -eq ([string] $Found)
}

# One line for each expected fact that was not found so. PSBase, because a fact may itself be called keys.
function Compare-Fact {
    param([hashtable] $Expected, [hashtable] $Found)
    foreach ($name in @($Expected.PSBase.Keys | Sort-Object)) {
        if (-not (Test-Fact $Expected[$name] $Found[$name])) {
            '{0}: expected {1}, found {2}' -f $name, (Format-Fact $Expected[$name]), (Format-Fact $Found[$name])
        }
    }
}

# One fact that has to be there, looked up now: nothing is carried over from an earlier step.
function Get-Fact {
    param([scriptblock] $Read, [string] $Name)
    $facts = & $Read
    $value = [string] $facts[$Name]
    Assert-Text $value $Name
    return $value
}

# Names the switches that a step needs and that were not given.
function Get-MissingConsent {
    param([hashtable] $Consent)
    foreach ($name in @($Consent.PSBase.Keys | Sort-Object)) {
        if (-not $Consent[$name]) { '-' + $name }
    }
}

# Reads until the wanted facts show, or the time is over. Returns what was found last.
function Wait-Fact {
    param([scriptblock] $Read, [scriptblock] $Wanted, [int] $Seconds)
    $end = [DateTime]::UtcNow.AddSeconds($Seconds)
    while ($true) {
        $found = & $Read
        if (@(Compare-Fact (& $Wanted) $found).Count -eq 0) { return $found }
        if ([DateTime]::UtcNow -ge $end) { return $found }
        Start-Sleep -Seconds 5
    }
}
`;

/** What a script needs besides whose steps wait for a time. */
const START_LIBRARY = String.raw`
# The time of this computer's clock, in UTC.
function Get-UtcNow { return [DateTime]::UtcNow }

# Waits for a time given as 2026-12-01T21:00:00.000Z. False when it passed more than an hour ago: nobody expects the
# step any more. The clock is asked again after each short sleep, because the computer may have slept in between.
function Wait-Until {
    param([string] $Time)
    $style = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
    $start = [DateTime]::ParseExact($Time, 'yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture, $style)
    $text = $start.ToString('yyyy-MM-dd HH:mm', [System.Globalization.CultureInfo]::InvariantCulture) + ' UTC'
    $rest = ($start - (Get-UtcNow)).TotalSeconds
    if ($rest -gt 0) { Write-Host ('  Waits until ' + $text + '. Leave this window open; Ctrl+C ends the script before this step.') }
    while ($rest -gt 0) {
        Start-Sleep -Seconds $(if ($rest -gt 30) { 30 } else { [int] [Math]::Ceiling($rest) })
        $rest = ($start - (Get-UtcNow)).TotalSeconds
    }
    if ($rest -ge -3600) { return $true }
    Write-Host ('  Left out, because it was to run at ' + $text + ', and that is more than an hour ago.')
    return $false
}
`;

/** What scripts need whose steps wait for a time; nothing for others. */
export function startLibrary(body: readonly string[]): readonly string[] {
  return body.some((line) => /^\s*NotBefore = /.test(line)) ? [START_LIBRARY] : [];
}

/** How the exact script runs one step, and keeps its record. */
export const STEP_LIBRARY = String.raw`
# The record of what this script did, one JSON line an entry. The undo script rests on it.
function Add-Record {
    param([string] $Phase, [string] $Id, [hashtable] $Facts)
    $line = ConvertTo-Json -InputObject @{ phase = $Phase; step = $Id; facts = $Facts } -Depth 4 -Compress
    $path = Get-FilePath $RecordName
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
    [System.IO.File]::AppendAllText($path, $line + [Environment]::NewLine)
}

# One step: look, skip what is done, stop on anything unexpected, act, read back.
function Invoke-Step {
    param(
        [string] $Id,
        [string[]] $Needs,
        [hashtable] $Consent,
        [scriptblock] $Read,
        [scriptblock] $Before,
        [scriptblock] $After,
        [scriptblock] $Act,
        [scriptblock] $Gate,
        [scriptblock] $GateExpect,
        [string] $NotBefore,
        [string] $OnMoved,
        [int] $WaitSeconds
    )
    Write-Host ''
    Write-Host $Id
    $open = @($Needs | Where-Object { $script:LeftOut -contains $_ })
    if ($open.Count -gt 0) {
        $script:LeftOut += $Id
        Write-Host ('  Waits for: ' + ($open -join ', '))
        return
    }
    $found = & $Read
    if (@(Compare-Fact (& $After) $found).Count -eq 0) {
        Write-Host '  Already done.'
        return
    }
    $moved = @(Compare-Fact (& $Before) $found)
    if ($moved.Count -gt 0) {
        if ($OnMoved -eq 'stop') { throw ($Id + ' stopped before its command, because the state is another than planned. ' + ($moved -join '; ')) }
        $script:LeftOut += $Id
        Write-Host ('  Left as it is, because it was changed since. ' + ($moved -join '; '))
        return
    }
    $missing = @(Get-MissingConsent $Consent)
    if ($missing.Count -gt 0) {
        $script:LeftOut += $Id
        Write-Host ('  Left out. To include it, add ' + ($missing -join ' ') + '.')
        return
    }
    if ($CheckOnly) {
        $script:LeftOut += $Id
        Write-Host '  Would run.'
        return
    }
    if ($NotBefore -ne '') {
        if (-not (Wait-Until $NotBefore)) {
            $script:LeftOut += $Id
            return
        }
        $moved = @(Compare-Fact (& $Before) (& $Read))
        if ($moved.Count -gt 0) { throw ($Id + ' stopped before its command, because the state changed while it waited. ' + ($moved -join '; ')) }
    }
    if ($null -ne $Gate) {
        $closed = @(Compare-Fact (& $GateExpect) (& $Gate))
        if ($closed.Count -gt 0) {
            $script:LeftOut += $Id
            Write-Host ('  Left out, because its proof does not hold. ' + ($closed -join '; '))
            return
        }
    }
    Add-Record 'begin' $Id @{}
    & $Act
    $found = Wait-Fact $Read $After $WaitSeconds
    $different = @(Compare-Fact (& $After) $found)
    if ($different.Count -gt 0) { throw ($Id + ' was sent, but reading back shows something else. ' + ($different -join '; ')) }
    Add-Record 'done' $Id $found
    Write-Host '  Done, and read back.'
}
`;

/** What the undo script needs besides: the record. */
export const RECORD_LIBRARY = String.raw`
# Entries of the record for one step; later entries come later.
function Get-Record {
    param([string] $Id)
    $path = Get-FilePath $RecordName
    if (-not [System.IO.File]::Exists($path)) { return }
    foreach ($line in [System.IO.File]::ReadAllLines($path)) {
        if ($line.Trim() -eq '') { continue }
        $entry = ConvertFrom-Json -InputObject $line
        if ($entry.step -ceq $Id) { $entry }
    }
}

# True when the record says that the script did this step. Says so when only its beginning is recorded.
function Test-Recorded {
    param([string] $Id)
    $entries = @(Get-Record $Id)
    if (@($entries | Where-Object { $_.phase -eq 'done' }).Count -gt 0) { return $true }
    Write-Host ''
    Write-Host $Id
    if ($entries.Count -gt 0) { Write-Host '  It began, but its end is not recorded: check this object by hand.' }
    else { Write-Host '  Not done by the script, so left as it is.' }
    return $false
}

# A fact that the script recorded when it read its own change back.
function Get-Recorded {
    param([string] $Id, [string] $Name)
    $entry = @(Get-Record $Id | Where-Object { $_.phase -eq 'done' })[-1]
    $property = $entry.facts.PSObject.Properties[$Name]
    $value = ''
    if ($null -ne $property) { $value = [string] $property.Value }
    Assert-Text $value $Name
    return $value
}
`;
