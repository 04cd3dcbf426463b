/**
 * The functions of scripts that are carried by hand, as PowerShell text: checking the file and the place, keeping
 * answers and outcomes, writing the result. Plain ASCII, for Windows PowerShell 5.1 and PowerShell 7.
 */

/** Checks, canonical JSON, and the result file. */
export const CARRY_LIBRARY = String.raw`
# What the result file will say.
$script:Answers = New-Object System.Collections.ArrayList
# A question is another one when its letters differ in case only, as in Crossprem itself.
$script:AnswerKeys = New-Object -TypeName 'System.Collections.Generic.Dictionary[string,object]' -ArgumentList ([StringComparer]::Ordinal)
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

# What every result says of its script and where it ran.
function Get-ResultHead {
    return @{
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
    }
}

function Write-Result {
    $content = Get-ResultHead
    $content['switches'] = @($Switches.PSBase.Keys | Where-Object { $Switches[$_] } | Sort-Object)
    $content['halt'] = $script:Halt
    $content['actions'] = $script:Outcomes
    $content['answers'] = $script:Answers
    $content['files'] = $script:Files
    Save-Result $content
}

# Writes a result: the content, its hash, and an end mark.
function Save-Result {
    param([hashtable] $Content)
    $text = ConvertTo-CanonicalJson $Content
    $path = Get-FilePath $ResultName
    Save-WholeFile $path ('{"content":' + $text + ',"sha256":"' + (Get-Sha256 $text) + '","end":"crossprem-end"}')
    Write-Host ''
    Write-Host ('Result: ' + $path)
    Write-Host 'Take this file back and choose Load result in Crossprem.'
}
`;
