/** The functions of generated scripts that speak to Microsoft Graph, as PowerShell text. */

import type { ScriptCloud } from '../model/clouds';
import { literal } from './script-text';

/** Which cloud a script asks and signs in to. The last two are empty for a cloud that the module knows by itself. */
export function graphConstants({ added, environment, graphRoot }: ScriptCloud): string[] {
  return [
    `$GraphRoot = ${literal(graphRoot)}`,
    `$GraphEnvironment = ${literal(environment)}`,
    `$GraphLogin = ${literal(added?.login ?? '')}`,
    `$GraphService = ${literal(added?.graph ?? '')}`,
  ];
}

/** For scripts with a part in the tenant. */
export const GRAPH_LIBRARY = String.raw`
# Whether this script signed in; then it also signs out.
$script:SignedIn = $false
# Whether this script made the cloud known to the module; then it also takes it out again.
$script:AddedCloud = $false

# Makes a cloud with addresses of its own known to the module. One that is there under its name has to have its addresses.
function Add-Cloud {
    if ($GraphLogin -eq '') { return }
    $known = @(Get-MgEnvironment -ErrorAction Stop | Where-Object { ([string] $_.Name) -eq $GraphEnvironment })
    if ($known.Count -eq 0) {
        [void] (Add-MgEnvironment -Name $GraphEnvironment -AzureADEndpoint $GraphLogin -GraphEndpoint $GraphService -ErrorAction Stop)
        $script:AddedCloud = $true
        return
    }
    if (([string] $known[0].AzureADEndpoint).TrimEnd('/') -ne $GraphLogin -or ([string] $known[0].GraphEndpoint).TrimEnd('/') -ne $GraphService) {
        throw ('The environment ' + $GraphEnvironment + ' has other addresses than ' + $GraphLogin + ' and ' + $GraphService + '. Remove it with Remove-MgEnvironment; nothing was done.')
    }
}

# A sign-in of the tenant in its own cloud: the one of this shell, or a new one. Returns nothing when it is another one.
# The new one is for this process only, so that no token stays on this computer.
function Connect-Tenant {
    param([string[]] $Scopes)
    if ($null -eq (Get-MgContext)) {
        Add-Cloud
        $script:SignedIn = $true
        [void] (Connect-MgGraph -TenantId $TenantId -Environment $GraphEnvironment -Scopes $Scopes -ContextScope 'Process' -ErrorAction Stop)
    }
    $context = Get-MgContext
    if ($null -eq $context -or ([string] $context.TenantId) -ne $TenantId) { return }
    if (([string] $context.Environment) -ne $GraphEnvironment) { return }
    return $context
}

# Signs out what this script signed in; a sign-in that was there before stays.
function Disconnect-Tenant {
    if ($script:SignedIn -and $null -ne (Get-MgContext)) {
        try { [void] (Disconnect-MgGraph -ErrorAction Stop) }
        catch { Write-Host ('Close this window, because signing out failed: ' + [string] $_) }
    }
    if (-not $script:AddedCloud) { return }
    try { [void] (Remove-MgEnvironment -Name $GraphEnvironment -Confirm:$false -ErrorAction Stop) }
    catch { Write-Host ('Get-MgEnvironment still lists ' + $GraphEnvironment + ': ' + [string] $_) }
}

# One Graph request. Answers come as JSON text, so that both PowerShell versions give the same objects.
function Invoke-Graph {
    param([string] $Method, [string] $Path, [string] $Body)
    $request = @{ Method = $Method; Uri = ($GraphRoot + $Path); OutputType = 'Json'; ErrorAction = 'Stop' }
    if (-not [string]::IsNullOrEmpty($Body)) {
        $request['Body'] = $Body
        $request['ContentType'] = 'application/json'
    }
    $answer = [string] (Invoke-MgGraphRequest @request)
    if (-not [string]::IsNullOrWhiteSpace($answer)) { return (ConvertFrom-Json -InputObject $answer) }
}

# A property that may be missing from an answer.
function Get-Property {
    param($Object, [string] $Name)
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { return $property.Value }
}

# The service principal with its keys, or nothing. The bytes of keys come only when one object is asked for by its id.
function Get-Principal {
    param([string] $ApplicationId)
    Assert-Text $ApplicationId 'The application id'
    $list = Invoke-Graph 'GET' ('/servicePrincipals?$filter=appId%20eq%20''' + $ApplicationId + '''&$select=id,appId') ''
    $found = @($list.value | Where-Object { $_.appId -eq $ApplicationId })
    if ($found.Count -gt 1) { throw ('{0} service principals have the application id {1}.' -f $found.Count, $ApplicationId) }
    if ($found.Count -eq 0) { return }
    return (Invoke-Graph 'GET' ('/servicePrincipals/' + $found[0].id + '?$select=id,appId,servicePrincipalNames,keyCredentials') '')
}

# Thumbprint of a key's bytes, or an empty text. Some writers stored base64 twice.
function Get-KeyThumbprint {
    param([string] $Key)
    if ([string]::IsNullOrEmpty($Key)) { return '' }
    $text = $Key
    foreach ($attempt in 1, 2) {
        try {
            $bytes = [Convert]::FromBase64String($text)
            try { return (New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)).Thumbprint }
            catch { $text = [System.Text.Encoding]::ASCII.GetString($bytes) }
        }
        catch { return '' }
    }
    return ''
}

# A date of an answer as UTC. PowerShell 7 hands dates over as dates, Windows PowerShell as text.
function ConvertTo-Utc {
    param($Value)
    if ($Value -is [DateTime]) { return $Value.ToUniversalTime() }
    return [DateTimeOffset]::Parse([string] $Value, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
}

# The keys of a principal as comparable rows.
function Get-KeyRow {
    param($Principal)
    foreach ($item in @(Get-Property $Principal 'keyCredentials')) {
        if ($null -eq $item) { continue }
        $key = [string] (Get-Property $item 'key')
        New-Object -TypeName PSObject -Property @{
            Key = $key
            KeyId = [string] $item.keyId
            Type = [string] $item.type
            Usage = [string] $item.usage
            Thumbprint = (Get-KeyThumbprint $key)
            Expired = ((ConvertTo-Utc $item.endDateTime) -le (Get-Date).ToUniversalTime())
        }
    }
}

function Read-ServicePrincipal {
    param([string] $ApplicationId)
    $principal = Get-Principal $ApplicationId
    if ($null -eq $principal) { return @{ 'found' = $false } }
    [string[]] $keys = @(Get-KeyRow $principal | ForEach-Object {
        if ($_.Thumbprint -eq '') { 'no bytes ' + $_.KeyId } else { '{0} {1} {2}' -f $_.Thumbprint, $_.Type, $_.Usage }
    })
    [Array]::Sort($keys, [StringComparer]::Ordinal)
    [string[]] $names = @(@(Get-Property $principal 'servicePrincipalNames') | Where-Object { $null -ne $_ } | ForEach-Object { ([string] $_).ToLowerInvariant() })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    return @{ 'found' = $true; 'id' = [string] $principal.id; 'names' = $names; 'keys' = $keys }
}

# How many of these keys the principal holds.
function Read-OwnKeys {
    param([string] $ApplicationId, [string[]] $Thumbprints)
    $principal = Get-Principal $ApplicationId
    if ($null -eq $principal) { return @{ 'own' = 0 } }
    return @{ 'own' = @(Get-KeyRow $principal | Where-Object { $_.Thumbprint -ne '' -and $Thumbprints -contains $_.Thumbprint }).Count }
}

# Sends a whole key list: only bytes, type and usage, because the service fills in the rest from the certificate.
function Send-KeyList {
    param([string] $Id, [object[]] $Keys)
    $body = ConvertTo-Json -InputObject @{ keyCredentials = $Keys } -Depth 4 -Compress
    [void] (Invoke-Graph 'PATCH' ('/servicePrincipals/' + $Id) $body)
}

# A key as it is sent.
function New-KeyItem {
    param([string] $Type, [string] $Usage, [string] $Key)
    return @{ type = $Type; usage = $Usage; key = $Key }
}

# Replaces the key list: reads it again, backs it up, keeps every valid key by its bytes, adds and removes exactly what
# is named, drops expired keys only with -RemoveKeys, and puts back valid keys that vanish.
function Set-KeyList {
    param([string] $ApplicationId, [string[]] $Add, [string[]] $Remove, [bool] $MayDropExpired)
    $principal = Get-Principal $ApplicationId
    if ($null -eq $principal) { throw ($ApplicationId + ' is not in this tenant.') }
    $list = @()
    $kept = @()
    foreach ($row in @(Get-KeyRow $principal)) {
        if ($row.Thumbprint -ne '' -and $Remove -contains $row.Thumbprint) { continue }
        if ($row.Expired) {
            if (-not $MayDropExpired) { throw ($ApplicationId + ' holds an expired key, which the directory refuses to take again. Add -RemoveKeys to drop it.') }
            Write-Host ('  Drops the expired key ' + $row.KeyId)
            continue
        }
        if ($row.Thumbprint -eq '') { throw ('The key ' + $row.KeyId + ' came back without its bytes; writing the list would lose it.') }
        $list += (New-KeyItem $row.Type $row.Usage $row.Key)
        $kept += $row
    }
    $added = @()
    foreach ($key in $Add) {
        $thumbprint = Get-KeyThumbprint $key
        Assert-Text $thumbprint 'The thumbprint of a certificate to add'
        $added += $thumbprint
        if (@($kept | Where-Object { $_.Thumbprint -eq $thumbprint }).Count -eq 0) { $list += (New-KeyItem 'AsymmetricX509Cert' 'Verify' $key) }
    }
    $backup = Get-FilePath ('backups/{0}-{1}.json' -f $ApplicationId, [DateTime]::UtcNow.ToString('yyyyMMddHHmmss'))
    Write-File $backup ([System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $principal -Depth 6)))
    Write-Host ('  Keys kept: {0}. Copy of the list as it was: {1}' -f $kept.Count, $backup)
    Send-KeyList $principal.id $list
    Restore-Key $ApplicationId $kept $added
}

# Looks until the new keys show. Valid keys that are then missing are put back once.
function Restore-Key {
    param([string] $ApplicationId, [object[]] $Kept, [string[]] $Added)
    $end = [DateTime]::UtcNow.AddSeconds(120)
    while ($true) {
        $principal = Get-Principal $ApplicationId
        $now = @(Get-KeyRow $principal)
        $there = @($now | ForEach-Object { $_.Thumbprint })
        if (@($Added | Where-Object { $there -notcontains $_ }).Count -eq 0) { break }
        if ([DateTime]::UtcNow -ge $end) { return }
        Start-Sleep -Seconds 5
    }
    $lost = @($Kept | Where-Object { $there -notcontains $_.Thumbprint })
    if ($lost.Count -eq 0) { return }
    if (@($now | Where-Object { $_.Thumbprint -eq '' }).Count -gt 0) { throw 'Valid keys vanished, and a key without bytes keeps them from being put back. The copy of the list has them.' }
    Write-Host ('  Puts back keys that vanished: ' + (@($lost | ForEach-Object { $_.Thumbprint }) -join ', '))
    Send-KeyList $principal.id @(@($now) + $lost | Where-Object { -not $_.Expired } | ForEach-Object { New-KeyItem $_.Type $_.Usage $_.Key })
}
`;

/** Where the exact script begins in the tenant. */
export const GRAPH_START = String.raw`
if ($Part -ne 'Exchange' -and $Part -ne 'Online' -and $Part -ne 'Skype') {
    if ($null -eq (Get-Command -Name 'Invoke-MgGraphRequest' -ErrorAction SilentlyContinue)) {
        throw 'Install the module Microsoft.Graph.Authentication for this part, or add -Part Exchange.'
    }
    if ($null -eq (Connect-Tenant 'Application.ReadWrite.All')) {
        throw ('The sign-in is not for the tenant ' + $TenantId + ' in the cloud ' + $GraphEnvironment + '; nothing was read.')
    }
}
`;
