# Values: what a request carries in, what a reply carries out. ASCII only; Windows PowerShell 5.1 and PowerShell 7.
# Texts travel as base64 of UTF-8, so that no code page and no date parser touches them. Broken UTF-16 is an error.

$script:Utf8 = New-Object System.Text.UTF8Encoding($false, $true)
$script:Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$script:Escaped = New-Object System.Text.RegularExpressions.Regex('[\x00-\x1f"\\]')
$script:Control = New-Object System.Text.RegularExpressions.Regex('[\x00-\x1f]')
$script:MaximumDepth = 8

function ConvertFrom-Base64Text([string]$Text) {
    $script:Utf8.GetString([Convert]::FromBase64String($Text))
}

# A text as a JSON literal.
function ConvertTo-JsonText([string]$Text) {
    if ($script:Escaped.IsMatch($Text)) {
        $Text = $Text.Replace('\', '\\').Replace('"', '\"')
        $Text = $script:Control.Replace($Text, [System.Text.RegularExpressions.MatchEvaluator] {
                param($match) '\u{0:x4}' -f [int][char]$match.Value
            })
    }
    '"' + $Text + '"'
}

# Appends one value. Enumerations, directory ids, sizes and versions become their text, bytes {"$bytes": base64}.
function Add-JsonValue($Builder, $Value, [int]$Depth) {
    if ($null -eq $Value) { [void]$Builder.Append('null'); return }
    if ($Value -is [string]) { [void]$Builder.Append((ConvertTo-JsonText $Value)); return }
    if ($Value -is [bool]) { [void]$Builder.Append($(if ($Value) { 'true' } else { 'false' })); return }
    if ($Value -is [byte[]]) {
        [void]$Builder.Append('{"$bytes":"').Append([Convert]::ToBase64String($Value)).Append('"}')
        return
    }
    if ($Value -is [System.ValueType]) { [void]$Builder.Append((ConvertTo-JsonScalar $Value)); return }
    if ($Value -is [System.Security.SecureString] -or $Value -is [System.Management.Automation.PSCredential]) {
        [void]$Builder.Append('null')
        return
    }
    if ($Depth -ge $script:MaximumDepth) { [void]$Builder.Append((ConvertTo-JsonText ([string]$Value))); return }
    if ($Value -is [System.Collections.IDictionary]) { Add-JsonDictionary $Builder $Value $Depth; return }
    if ($Value -is [System.Collections.IEnumerable]) { Add-JsonList $Builder $Value $Depth; return }
    if ($Value.PSObject.BaseObject -is [System.Management.Automation.PSCustomObject] -and
        $Value.PSObject.TypeNames[0] -notlike 'Deserialized.*') {
        Add-JsonProperties $Builder $Value @(foreach ($property in $Value.PSObject.Properties) { $property.Name }) $Depth
        return
    }
    [void]$Builder.Append((ConvertTo-JsonText $Value.ToString()))
}

# Numbers that JSON and the reader hold exactly stay numbers; everything else becomes text.
function ConvertTo-JsonScalar($Value) {
    if ($Value -is [datetime]) { return ConvertTo-JsonText $Value.ToUniversalTime().ToString('o', $script:Invariant) }
    if ($Value -is [System.DateTimeOffset]) { return ConvertTo-JsonText $Value.UtcDateTime.ToString('o', $script:Invariant) }
    $isDeserialized = $Value.PSObject.TypeNames[0] -like 'Deserialized.*'
    if ($Value -is [int] -or $Value -is [int16] -or $Value -is [uint16] -or $Value -is [byte] -or
        $Value -is [sbyte] -or $Value -is [uint32] -or $Value -is [long]) {
        $isSafe = $Value -isnot [long] -or ($Value -le 9007199254740991 -and $Value -ge -9007199254740991)
        if ($isSafe -and -not $isDeserialized) { return ([System.IFormattable]$Value).ToString($null, $script:Invariant) }
        return ConvertTo-JsonText $Value.ToString()
    }
    if (($Value -is [double] -or $Value -is [single]) -and -not [double]::IsNaN($Value) -and
        -not [double]::IsInfinity($Value)) {
        return ([double]$Value).ToString('R', $script:Invariant)
    }
    ConvertTo-JsonText $Value.ToString()
}

function Add-JsonDictionary($Builder, $Value, [int]$Depth) {
    [void]$Builder.Append('{')
    $separator = ''
    foreach ($key in @($Value.Keys)) {
        [void]$Builder.Append($separator).Append((ConvertTo-JsonText ([string]$key))).Append(':')
        Add-JsonValue $Builder $Value[$key] ($Depth + 1)
        $separator = ','
    }
    [void]$Builder.Append('}')
}

function Add-JsonList($Builder, $Value, [int]$Depth) {
    [void]$Builder.Append('[')
    $separator = ''
    foreach ($element in $Value) {
        [void]$Builder.Append($separator)
        Add-JsonValue $Builder $element ($Depth + 1)
        $separator = ','
    }
    [void]$Builder.Append(']')
}

# Named properties of an object, as far as it has them. A property that cannot be read counts as null.
function Add-JsonProperties($Builder, $Value, $Names, [int]$Depth) {
    [void]$Builder.Append('{')
    $separator = ''
    $members = $Value.PSObject.Properties
    foreach ($name in $Names) {
        $member = $members[$name]
        if ($null -eq $member) { continue }
        $content = $null
        try { $content = $member.Value } catch { $content = $null }
        [void]$Builder.Append($separator).Append((ConvertTo-JsonText $name)).Append(':')
        Add-JsonValue $Builder $content ($Depth + 1)
        $separator = ','
    }
    [void]$Builder.Append('}')
}

# One line's JSON from names and values.
function ConvertTo-JsonLine([System.Collections.IDictionary]$Fields) {
    $builder = New-Object System.Text.StringBuilder
    Add-JsonDictionary $builder $Fields 0
    $builder.ToString()
}

# A value of a request: {t: s|b|n|l|z, v}. Texts are base64, lists are lists of base64, z is $null.
function ConvertFrom-RequestValue($Value) {
    switch -CaseSensitive ($Value.t) {
        's' { return ConvertFrom-Base64Text $Value.v }
        'b' { return [bool]$Value.v }
        'n' { return $Value.v }
        'l' { return , [string[]]@($Value.v | ForEach-Object { ConvertFrom-Base64Text $_ }) }
        'z' { return $null }
    }
    throw 'a value of the request has no known type'
}
