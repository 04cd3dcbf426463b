/** The functions of carried scripts that change something, as PowerShell text. Plain ASCII, for Windows PowerShell 5.1 and PowerShell 7. */

/** Running the steps of a plan, for scripts that change something. */
export const CARRY_STEPS = String.raw`
$script:Lock = $null

# Two runs at once would send the same change twice: the second one ends here.
function Lock-Record {
    if ($CheckOnly) { return }
    $path = (Get-FilePath $RecordName) + '.lock'
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
    try { $script:Lock = New-Object -TypeName System.IO.FileStream -ArgumentList $path, ([System.IO.FileMode]::OpenOrCreate), ([System.IO.FileAccess]::ReadWrite), ([System.IO.FileShare]::None), 4096, ([System.IO.FileOptions]::DeleteOnClose) }
    catch { throw ('HX-RUNNING: This script is running already, or its lock file cannot be written; nothing was done. ' + [string] $_) }
}

# The record of what this very script did, so that it can be run again after it was cut off.
function Add-Record {
    param([string] $Phase, [string] $Id, [hashtable] $Report)
    $line = ConvertTo-CanonicalJson @{ 'phase' = $Phase; 'step' = $Id; 'report' = (ConvertTo-CanonicalJson $Report) }
    $path = Get-FilePath $RecordName
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
    $file = New-Object -TypeName System.IO.FileStream -ArgumentList $path, ([System.IO.FileMode]::OpenOrCreate), ([System.IO.FileAccess]::ReadWrite), ([System.IO.FileShare]::Read)
    try {
        # Behind a line that was cut off, this one would be lost too.
        if ($file.Length -gt 0) {
            [void] $file.Seek(-1, [System.IO.SeekOrigin]::End)
            if ($file.ReadByte() -ne 10) { $line = [Environment]::NewLine + $line }
        }
        $bytes = (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false).GetBytes($line + [Environment]::NewLine)
        $file.Write($bytes, 0, $bytes.Length)
        $file.Flush($true)
    }
    finally { $file.Dispose() }
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
        if ($Step.ContainsKey('NotBefore')) {
            if (-not (Wait-Until $Step.NotBefore)) {
                Save-Outcome 'late' $report
                return
            }
            # What is reported is the change, not the wait for it.
            $script:Watch.Restart()
            $report['at'] = Get-UtcText
            $found = & $Step.Read
            $report['before'] = $found
            $moved = @(Get-Difference (& $Step.Before) $found)
            if ($moved.Count -gt 0) {
                $report['differences'] = $moved
                $script:Halt = @{ 'reason' = 'moved'; 'differences' = $moved; 'error' = $null }
                Save-Outcome 'moved' $report
                return
            }
        }
        # A proof comes last before the command: what it rests on was done above, or elsewhere before.
        if ($Step.ContainsKey('Gate')) {
            $proof = & $Step.Gate
            $report['differences'] = @(Get-Difference (& $Step.GateExpect) $proof)
            if ($report['differences'].Count -gt 0) {
                $report['facts'] = $proof
                Save-Outcome 'gate-closed' $report
                return
            }
        }
        Add-Record 'begin' $Step.Id $report
        # A command that ends in an error may have been carried out all the same.
        $sent = $true
        $report['warnings'] = @(& $Step.Act 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
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
        Save-Outcome $(if ($sent) { Get-SentOutcome $Step $report } else { 'failed' }) $report
    }
}

# What became of a command that was sent and ended in an error: only reading tells.
function Get-SentOutcome {
    param([hashtable] $Step, [hashtable] $Report)
    try {
        $found = Wait-Fact $Step.Read $Step.After $Step.WaitSeconds
        $Report['facts'] = $found
        $Report['differences'] = @(Get-Difference (& $Step.After) $found)
        if ($Report['differences'].Count -gt 0) {
            if (@(Get-Difference (& $Step.Before) $found).Count -eq 0) { return 'failed' }
            return 'unknown'
        }
    }
    catch {
        Write-Host ('  ' + [string] $_)
        return 'unknown'
    }
    $Report['warnings'] = @($Report['warnings']) + @($Report['error']['message'])
    $Report['error'] = $null
    # Without this line the record still says that the step began, and its end state is there.
    try { Add-Record 'done' $Step.Id $Report } catch { Write-Host ('  ' + [string] $_) }
    return 'done'
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
