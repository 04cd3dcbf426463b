/** The functions of generated scripts that read Exchange, as PowerShell text. Same facts as core/reads. */

/** For scripts with a part in the Exchange Management Shell. */
export const EXCHANGE_LIBRARY = String.raw`
# An object that does not exist is an answer here; every other error stops the script. Types, never texts: those are localised.
function Test-NotFound {
    param($Record)
    $names = @([string] $Record.CategoryInfo.Reason, [string] $Record.FullyQualifiedErrorId, $Record.Exception.GetType().Name)
    return (@($names | Where-Object { $_ -like '*ManagementObjectNotFoundException*' }).Count -gt 0)
}

# The objects that a query finds; none when it says that there is no such object.
function Get-Found {
    param([scriptblock] $Query)
    try { & $Query }
    catch { if (-not (Test-NotFound $_)) { throw } }
}

# The one object that a query finds, or nothing. Several stop the script: a change must address exactly one.
function Get-OneOrNone {
    param([string] $What, [scriptblock] $Query)
    $objects = @(Get-Found $Query)
    if ($objects.Count -gt 1) { throw ('{0} matches {1} objects; exactly one is allowed.' -f $What, $objects.Count) }
    if ($objects.Count -eq 1) { return $objects[0] }
}

function Read-MailUser {
    param([string] $Identity)
    Assert-Text $Identity 'The identity of the mail user'
    $item = Get-OneOrNone $Identity { Get-MailUser -Identity $Identity -DomainController $DomainController -ErrorAction Stop }
    if ($null -eq $item) { return @{ 'found' = $false } }
    return @{
        'found' = $true
        'Identity' = [string] $item.Identity
        'DistinguishedName' = [string] $item.DistinguishedName
        'Guid' = [string] $item.Guid
        'HiddenFromAddressListsEnabled' = ($item.HiddenFromAddressListsEnabled -eq $true)
    }
}

function Read-ManagementRole {
    param([string] $Identity)
    Assert-Text $Identity 'The name of the role'
    $item = Get-OneOrNone $Identity { Get-ManagementRole -Identity $Identity -DomainController $DomainController -ErrorAction Stop }
    if ($null -eq $item) { return @{ 'found' = $false } }
    return @{ 'found' = $true; 'Parent' = [string] $item.Parent; 'Guid' = [string] $item.Guid }
}

function Read-RoleEntries {
    param([string] $Role)
    Assert-Text $Role 'The name of the role'
    $entries = @(Get-Found { Get-ManagementRoleEntry -Identity ($Role + '\*') -DomainController $DomainController -ErrorAction Stop })
    $facts = @{ 'count' = $entries.Count }
    foreach ($entry in $entries) { $facts['entry/' + [string] $entry.Name] = $true }
    return $facts
}

# Direct and not delegating only: by default the cmdlet also lists what comes through groups.
function Read-RoleAssignments {
    param([string] $Assignee)
    Assert-Text $Assignee 'The assignee'
    $facts = @{}
    $found = @(Get-Found {
        Get-ManagementRoleAssignment -RoleAssignee $Assignee -AssignmentMethod 'Direct' -Delegating $false -DomainController $DomainController -ErrorAction Stop
    })
    foreach ($item in $found) {
        $facts['role/' + [string] $item.Role] = $true
        $facts['role/' + [string] $item.Role + '/Guid'] = [string] $item.Guid
    }
    return $facts
}

# Cloud rows only: realm and metadata address empty, trusted through the auth servers. The id alone is not unique.
function Read-PartnerApplications {
    $facts = @{}
    $rows = @(Get-PartnerApplication -DomainController $DomainController -ErrorAction Stop)
    foreach ($item in $rows) {
        $isCloud = [string]::IsNullOrEmpty([string] $item.Realm) -and [string]::IsNullOrEmpty([string] $item.AuthMetadataUrl) -and ($item.UseAuthServer -eq $true)
        if (-not $isCloud) { continue }
        $id = ([string] $item.ApplicationIdentifier).ToLowerInvariant()
        $facts[$id + '/count'] = 1 + [int] $facts[$id + '/count']
        $facts[$id + '/Guid'] = [string] $item.Guid
        $facts[$id + '/Enabled'] = ($item.Enabled -eq $true)
        $facts[$id + '/LinkedAccount'] = [string] $item.LinkedAccount
    }
    return $facts
}

function Read-AuthRollover {
    $config = Get-OneOrNone 'Get-AuthConfig' { Get-AuthConfig -DomainController $DomainController -ErrorAction Stop }
    if ($null -eq $config) { return @{ 'current' = ''; 'next' = ''; 'previous' = ''; 'effective' = '' } }
    $date = $config.NextCertificateEffectiveDate
    $effective = ''
    if ($date -is [DateTime]) { $effective = $date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [System.Globalization.CultureInfo]::InvariantCulture) }
    return @{
        'current' = ([string] $config.CurrentCertificateThumbprint).ToUpperInvariant()
        'next' = ([string] $config.NextCertificateThumbprint).ToUpperInvariant()
        'previous' = ([string] $config.PreviousCertificateThumbprint).ToUpperInvariant()
        'effective' = $effective
    }
}

# How many auth certificates a server has. Built from the bytes: over remoting the other properties are empty.
function Read-AuthCertificateCount {
    param([string] $Server)
    Assert-Text $Server 'The server'
    $count = 0
    foreach ($item in @(Get-ExchangeCertificate -Server $Server -ErrorAction Stop)) {
        try { $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [byte[]] $item.RawData) }
        catch { continue }
        if ($certificate.Subject -eq 'CN=Microsoft Exchange Server Auth Certificate') { $count++ }
    }
    return @{ 'count' = $count }
}

# Writes the public part of exactly one certificate, equal by thumbprint. The private key stays where it is.
function Export-PublicCertificate {
    param([string] $Server, [string] $Thumbprint, [string] $File)
    Assert-Text $Server 'The server'
    Assert-Text $Thumbprint 'The thumbprint'
    $matching = @()
    foreach ($item in @(Get-ExchangeCertificate -Server $Server -Thumbprint $Thumbprint -ErrorAction Stop)) {
        $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [byte[]] $item.RawData)
        if ($certificate.Thumbprint -eq $Thumbprint) { $matching += $certificate }
    }
    if ($matching.Count -ne 1) { throw ('{0} has {1} certificates with the thumbprint {2}; exactly one is expected.' -f $Server, $matching.Count, $Thumbprint) }
    Write-File (Get-FilePath $File) $matching[0].RawData
}
`;

/** Where the exact script begins on an Exchange server. */
export const EXCHANGE_START = String.raw`
if ($Part -ne 'Tenant' -and $Part -ne 'Online' -and $Part -ne 'Skype') {
    if ($null -eq (Get-Command -Name 'Get-ExchangeServer' -ErrorAction SilentlyContinue)) {
        throw 'Run this part in the Exchange Management Shell of an Exchange server, or add -Part Tenant.'
    }
    Assert-Text $DomainController 'The domain controller'
    $accepted = @(Get-AcceptedDomain -DomainController $DomainController -ErrorAction Stop | ForEach-Object { [string] $_.DomainName })
    if ($accepted -notcontains $VerifiedDomain) { throw ('Exchange does not accept mail for ' + $VerifiedDomain + '.') }
}
`;

/** For scripts that read or remove an exported file. */
export const FILE_LIBRARY = String.raw`
function Read-CertificateFile {
    param([string] $File)
    $path = Get-FilePath $File
    if (-not [System.IO.File]::Exists($path)) { return @{ 'found' = $false } }
    $thumbprint = ''
    try {
        $content = [System.IO.File]::ReadAllBytes($path)
        $thumbprint = (New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $content)).Thumbprint
    }
    catch { $thumbprint = '' }
    return @{ 'found' = $true; 'thumbprint' = $thumbprint }
}
`;
