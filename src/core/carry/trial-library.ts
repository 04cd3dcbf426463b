/** The functions of a trial script, as PowerShell text: they ask commands with -WhatIf, and change nothing. Plain ASCII. */
export const TRIAL_LIBRARY = String.raw`
# What was asked, and what came back.
$script:Told = New-Object System.Collections.ArrayList

# A text of bounded length, without what a window would take for an order.
function Limit-Text {
    param([string] $Text)
    $Text = [regex]::Replace($Text, '[\x00-\x08\x0b-\x1f\x7f-\x9f]', '')
    if ($Text.Length -gt 4000) { return $Text.Substring(0, 4000) }
    return $Text
}

# What a transcript holds between its head and its end, each of which stands between two lines of stars.
function Get-TranscriptText {
    param([string] $Path)
    if (-not [System.IO.File]::Exists($Path)) { return '' }
    $lines = @([System.IO.File]::ReadAllLines($Path))
    $marks = @()
    for ($index = 0; $index -lt $lines.Count; $index++) { if ($lines[$index] -match '^\*{22}$') { $marks += $index } }
    if ($marks.Count -lt 4) { return '' }
    $own = @()
    # An error that a command got over is a line of the transcript, and no word of the command.
    for ($index = $marks[1] + 1; $index -lt $marks[-2]; $index++) { if (-not $lines[$index].StartsWith('PS>')) { $own += $lines[$index] } }
    return ($own -join [string] [char] 10).Trim()
}

# The window that this runs in; nothing where its lines cannot be read.
function Get-Screen {
    if ([string] [Environment]::OSVersion.Platform -ne 'Win32NT') { return }
    return $Host.UI.RawUI
}

function Get-ScreenRow {
    param($Screen)
    if ($null -eq $Screen) { return -1 }
    try { return [int] $Screen.CursorPosition.Y } catch { return -1 }
}

# What was written to the window from a row on. Where the window has scrolled, it is less, and never another text.
function Get-ScreenText {
    param($Screen, [int] $Top)
    if ($null -eq $Screen -or $Top -lt 0) { return '' }
    try {
        $end = [int] $Screen.CursorPosition.Y
        $width = [int] $Screen.BufferSize.Width
        if ($end -le $Top) { return '' }
        $cells = $Screen.GetBufferContents((New-Object -TypeName System.Management.Automation.Host.Rectangle -ArgumentList 0, $Top, ($width - 1), ($end - 1)))
        $text = ''
        for ($row = 0; $row -lt ($end - $Top); $row++) {
            $line = ''
            for ($column = 0; $column -lt $width; $column++) {
                # A wide character has a second cell behind its own.
                if ([string] $cells[$row, $column].BufferCellType -ne 'Trailing') { $line += [string] $cells[$row, $column].Character }
            }
            # A line that fills its row goes on in the next one.
            $plain = $line.TrimEnd()
            $text += $plain
            if ($plain.Length -lt $line.Length) { $text += [string] [char] 10 }
        }
        return $text.Trim()
    }
    catch { return '' }
}

# Asks one command. What -WhatIf says goes to the window alone, as no output: a transcript holds it where the command
# runs here, and the window's own lines where it comes out of a session.
function Invoke-Asked {
    param([scriptblock] $Ask, [hashtable] $Report)
    $path = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ('crossprem-' + [Guid]::NewGuid().ToString('N') + '.txt')
    $screen = Get-Screen
    $isWritten = $false
    try {
        try {
            [void] (Start-Transcript -LiteralPath $path -WhatIf:$false -Confirm:$false -ErrorAction Stop)
            $isWritten = $true
        }
        catch { Write-Host '  No transcript can be kept here.' }
        $top = Get-ScreenRow $screen
        try {
            # Whatever is called within is asked too: the preference stands behind the parameter.
            $warnings = @(& { param($Ask) $WhatIfPreference = $true; $ProgressPreference = 'SilentlyContinue'; & $Ask } $Ask 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { Limit-Text $_.Message })
            $Report['warnings'] = @($warnings | Select-Object -First 20)
            $Report['text'] = Limit-Text (Get-ScreenText $screen $top)
        }
        finally { if ($isWritten) { try { [void] (Stop-Transcript) } catch { Write-Host '  The transcript did not end.' } } }
        $text = Get-TranscriptText $path
        if ($text -ne '') { $Report['text'] = Limit-Text $text }
    }
    finally { try { [System.IO.File]::Delete($path) } catch { Write-Host ('  Delete this file: ' + $path) } }
}

# True for an error that says that an object is not there. Types and categories, never texts: those are localised.
function Test-Absent {
    param($Record)
    $names = @([string] $Record.CategoryInfo.Category, [string] $Record.CategoryInfo.Reason, [string] $Record.FullyQualifiedErrorId, $Record.Exception.GetType().Name)
    return (@($names | Where-Object { $_ -like '*ObjectNotFound*' }).Count -gt 0)
}

function Get-TrialError {
    param($Record)
    $data = ConvertTo-ErrorData $Record
    foreach ($name in @($data.PSBase.Keys)) { $data[$name] = Limit-Text $data[$name] }
    return $data
}

# One row of the plan. Nothing is called that does not know -WhatIf here and now: an alias or a program never does.
function Invoke-Trial {
    param([hashtable] $Row)
    Write-Host ''
    Write-Host $Row.Id
    $report = @{ 'id' = $Row.Id; 'outcome' = 'unsupported'; 'at' = (Get-UtcText); 'text' = ''; 'warnings' = @(); 'waitsFor' = @(); 'error' = $null }
    [void] $script:Told.Add($report)
    try {
        if ($Row.Command -eq '') { return }
        $command = @(Get-Command -Name $Row.Command -ErrorAction SilentlyContinue)
        if ($command.Count -eq 0) {
            $report['outcome'] = 'no-command'
            return
        }
        if (@('Cmdlet', 'Function') -notcontains [string] $command[0].CommandType -or -not $command[0].Parameters.ContainsKey('WhatIf')) { return }
        # What it refers to is made by earlier rows, which have made nothing yet.
        $report['waitsFor'] = $Row.From
        [void] (& $Row.Made)
        $report['waitsFor'] = @()
        Invoke-Asked $Row.Ask $report
        $report['outcome'] = 'accepted'
    }
    catch {
        $report['error'] = Get-TrialError $_
        if ($report['waitsFor'].Count -eq 0 -and (Test-Absent $_)) { $report['waitsFor'] = $Row.Needs }
        $report['outcome'] = $(if ($report['waitsFor'].Count -gt 0) { 'waits' } else { 'refused' })
    }
    finally {
        Write-Host ('  ' + $report['outcome'])
        if ($null -ne $report['error']) { Write-Host ('  ' + $report['error']['message']) }
    }
}

function Write-TrialResult {
    $content = Get-ResultHead
    $content['account'] = Limit-Text ([Environment]::UserDomainName + '\' + [Environment]::UserName)
    $content['rows'] = $script:Told
    Save-Result $content
}
`;
