/** The functions of generated scripts for step 1, as PowerShell text, and the calls of them. Same facts as core/reads. */
import type { ReadRequest } from '../model/observation';

/** Lists, and the test of a direction: for the Exchange and the Exchange Online part alike. */
const SHARED = String.raw`
# Texts as they are compared: in small letters, each once, sorted by code.
function Get-SortedText {
    param($List)
    [string[]] $texts = @(@($List) | Where-Object { $null -ne $_ } | ForEach-Object { ([string] $_).ToLowerInvariant() } | Select-Object -Unique)
    [Array]::Sort($texts, [StringComparer]::Ordinal)
    return , $texts
}

function Get-ConnectorFact {
    param([object[]] $Items)
    $facts = @{}
    foreach ($item in $Items) {
        foreach ($domain in @($item.TargetAddressDomains)) {
            $key = ([string] $domain).ToLowerInvariant()
            $facts[$key + '/count'] = 1 + [int] $facts[$key + '/count']
            $facts[$key + '/Guid'] = [string] $item.Guid
            $facts[$key + '/Enabled'] = ($item.Enabled -eq $true)
        }
    }
    return $facts
}

# Tests one direction. A warning passes: only an error counts. The trace names the application whose token was used.
function Test-Direction {
    param([string] $Address, [string] $Mailbox)
    $parameters = @{ Service = 'EWS'; TargetUri = $Address; ReloadConfig = $true; ErrorAction = 'Stop' }
    if ($Mailbox -ne '') { $parameters['Mailbox'] = $Mailbox }
    $results = @(Test-OAuthConnectivity @parameters)
    $failed = @($results | Where-Object {
        $type = $_.ResultType
        if ($null -ne $type -and $null -ne $type.PSObject.Properties['Value']) { $type = $type.Value }
        @('Success', 'Warning') -notcontains ([string] $type)
    })
    $text = (@($results | ForEach-Object { [string] $_.Detail }) -join ' ')
    $application = ''
    $named = [regex]::Match($text, '\bL:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})-AS:')
    if ($named.Success) { $application = $named.Groups[1].Value.ToLowerInvariant() }
    if ($failed.Count -gt 0) { Write-Host ('  ' + [string] $failed[0].Detail) }
    return @{ 'passed' = ($results.Count -gt 0 -and $failed.Count -eq 0); 'applicationId' = $application }
}
`;

/** For scripts whose Exchange part works on step 1. */
const EXCHANGE = String.raw`
# Auth servers by type and realm: their names and addresses differ from one edition of the documents to the next.
function Read-AuthServers {
    $facts = @{}
    foreach ($item in @(Get-AuthServer -DomainController $DomainController -ErrorAction Stop)) {
        $key = ([string] $item.Type) + ' ' + ([string] $item.Realm).ToLowerInvariant() + '/'
        $facts[$key + 'count'] = 1 + [int] $facts[$key + 'count']
        $facts[$key + 'Guid'] = [string] $item.Guid
        $facts[$key + 'Enabled'] = ($item.Enabled -eq $true)
        $facts[$key + 'ApplicationIdentifier'] = ([string] $item.ApplicationIdentifier).ToLowerInvariant()
        $facts[$key + 'DomainName'] = Get-SortedText $item.DomainName
    }
    return $facts
}

function Read-Connectors {
    return (Get-ConnectorFact @(Get-IntraOrganizationConnector -DomainController $DomainController -ErrorAction Stop))
}

function Read-AddressSpaces {
    $facts = @{}
    foreach ($item in @(Get-AvailabilityAddressSpace -DomainController $DomainController -ErrorAction Stop)) {
        $key = ([string] $item.ForestName).ToLowerInvariant()
        $facts[$key + '/found'] = $true
        $facts[$key + '/Guid'] = [string] $item.Guid
    }
    return $facts
}

function Get-DirectoryFact {
    param([object[]] $Items)
    $facts = @{}
    foreach ($item in $Items) {
        $inside = @(@($item.InternalAuthenticationMethods) | Where-Object { ([string] $_) -eq 'OAuth' }).Count -gt 0
        $outside = @(@($item.ExternalAuthenticationMethods) | Where-Object { ([string] $_) -eq 'OAuth' }).Count -gt 0
        $facts[([string] $item.Guid) + '/OAuth'] = ($inside -and $outside)
        $facts[([string] $item.Guid) + '/ExternalUrl'] = [string] $item.ExternalUrl
    }
    return $facts
}

function Read-WebServicesDirectories {
    return (Get-DirectoryFact @(Get-WebServicesVirtualDirectory -ADPropertiesOnly -DomainController $DomainController -ErrorAction Stop))
}

function Read-AutodiscoverDirectories {
    return (Get-DirectoryFact @(Get-AutodiscoverVirtualDirectory -ADPropertiesOnly -DomainController $DomainController -ErrorAction Stop))
}

function Read-OrganisationConfig {
    $item = Get-OrganizationConfig -DomainController $DomainController -ErrorAction Stop
    $enabled = 'not set'
    if ($null -ne $item.EwsEnabled) { $enabled = [string] $item.EwsEnabled }
    return @{
        'Guid' = [string] $item.Guid
        'EwsEnabled' = $enabled
        'EwsApplicationAccessPolicy' = [string] $item.EwsApplicationAccessPolicy
        'EwsAllowList' = Get-SortedText $item.EwsAllowList
        'EwsBlockList' = Get-SortedText $item.EwsBlockList
    }
}

function Read-MailboxAccess {
    param([string] $Identity)
    Assert-Text $Identity 'The mailbox'
    $item = Get-CASMailbox -Identity $Identity -DomainController $DomainController -ErrorAction Stop
    $enabled = 'not set'
    if ($null -ne $item.EwsEnabled) { $enabled = ([string] $item.EwsEnabled).ToLowerInvariant() }
    return @{
        'found' = $true
        'Guid' = [string] $item.Guid
        'EwsEnabled' = $enabled
        'EwsApplicationAccessPolicy' = [string] $item.EwsApplicationAccessPolicy
        'EwsAllowList' = Get-SortedText $item.EwsAllowList
        'EwsBlockList' = Get-SortedText $item.EwsBlockList
    }
}

function Read-OrganisationRelationships {
    $facts = @{}
    foreach ($item in @(Get-OrganizationRelationship -DomainController $DomainController -ErrorAction Stop)) {
        $facts[([string] $item.Guid) + '/TargetSharingEpr'] = [string] $item.TargetSharingEpr
    }
    return $facts
}

function Read-ServerDiagnostics {
    param([string] $Server)
    Assert-Text $Server 'The server'
    $found = @(Get-ExchangeDiagnosticInfo -Server $Server -Process 'Microsoft.Exchange.Directory.TopologyService' -Component 'VariantConfiguration' -Argument 'Overrides' -ErrorAction Stop)
    $text = (@($found | ForEach-Object { [string] $_.Result }) -join '')
    return @{
        'build' = [regex]::Match($text, '<fastTrainExchangeVersion>\s*([\d.]+)').Groups[1].Value
        'usesApplication' = $text.Contains('ExchangeOnpremAsThirdPartyAppId')
    }
}

# The text of the parameters is read: any text counts as true where it is not.
function Read-SettingOverrides {
    $facts = @{}
    foreach ($item in @(Get-SettingOverride -DomainController $DomainController -ErrorAction Stop)) {
        $key = ([string] $item.ComponentName) + '/' + ([string] $item.SectionName) + '/'
        $facts[$key + 'count'] = 1 + [int] $facts[$key + 'count']
        $facts[$key + 'Enabled'] = (@(@($item.Parameters) | Where-Object { ([string] $_).Replace(' ', '') -eq 'Enabled=true' }).Count -gt 0)
        $facts[$key + 'Guid'] = [string] $item.Guid
    }
    return $facts
}
`;

/** For scripts that work in Exchange Online. */
const ONLINE = String.raw`
function Read-OnlineConnectors {
    return (Get-ConnectorFact @(Get-IntraOrganizationConnector -ErrorAction Stop))
}
`;

/** What a script does in Exchange Online alone: a session of its own, because most cmdlets have the servers' names. */
export const ONLINE_LIBRARY = `${SHARED}${ONLINE}`;

const ONLINE_START = String.raw`
if ($Part -eq 'Online') {
    if ($null -ne (Get-Command -Name 'Get-ExchangeServer' -ErrorAction SilentlyContinue)) {
        throw 'This is a shell of an Exchange server. Run this part in a window that is connected to Exchange Online alone.'
    }
    if ($null -eq (Get-Command -Name 'Get-IntraOrganizationConnector' -ErrorAction SilentlyContinue)) {
        throw 'Run Connect-ExchangeOnline of the module ExchangeOnlineManagement first.'
    }
    $connected = @(Get-ConnectionInformation -ErrorAction Stop | ForEach-Object { [string] $_.TenantID })
    if (@($connected | Where-Object { $_ -ne $TenantId }).Count -gt 0 -or $connected.Count -eq 0) { throw ('This window is not connected to the tenant ' + $TenantId + '; nothing was read.') }
}
`;

/** For scripts whose tenant part works on the dedicated hybrid application. */
const TENANT = String.raw`
# A text with what an earlier step made in place of its name in braces. Ids only: nothing else may come into a request.
function Set-Reference {
    param([string] $Text, [hashtable] $Values)
    foreach ($name in @($Values.PSBase.Keys)) {
        $value = [string] $Values[$name]
        if (-not [regex]::IsMatch($value, '^[A-Za-z0-9_.-]+$')) { throw ('An id was expected for ' + $name + '.') }
        $Text = $Text.Replace('{' + $name + '}', $value)
    }
    return $Text
}

function Read-ApplicationsByName {
    param([string] $Name)
    Assert-Text $Name 'The name of the application'
    $query = [Uri]::EscapeDataString($Name.Replace('''', ''''''))
    $answer = Invoke-Graph 'GET' ('/applications?$filter=displayName%20eq%20''' + $query + '''&$select=id,appId,displayName,requiredResourceAccess') ''
    $list = @($answer.value)
    if ($list.Count -eq 0) { return @{ 'applications' = 0 } }
    $facts = @{ 'applications' = $list.Count; 'id' = [string] $list[0].id; 'appId' = [string] $list[0].appId }
    foreach ($resource in @(Get-Property $list[0] 'requiredResourceAccess')) {
        if ($null -eq $resource) { continue }
        foreach ($access in @($resource.resourceAccess)) {
            if ($access.type -eq 'Role') { $facts['role/' + $resource.resourceAppId + '/' + $access.id] = $true }
        }
    }
    return $facts
}

function Read-ApplicationKeys {
    param([string] $Id)
    Assert-Text $Id 'The id of the application'
    $application = Invoke-Graph 'GET' ('/applications/' + $Id + '?$select=id,appId,keyCredentials') ''
    [string[]] $keys = @(Get-KeyRow $application | ForEach-Object {
        if ($_.Thumbprint -eq '') { 'no bytes ' + $_.KeyId } else { '{0} {1} {2}' -f $_.Thumbprint, $_.Type, $_.Usage }
    })
    [Array]::Sort($keys, [StringComparer]::Ordinal)
    return @{ 'found' = $true; 'id' = [string] $application.id; 'keys' = $keys }
}

function Read-AppRoleAssignments {
    param([string] $PrincipalId)
    Assert-Text $PrincipalId 'The id of the principal'
    $facts = @{}
    $answer = Invoke-Graph 'GET' ('/servicePrincipals/' + $PrincipalId + '/appRoleAssignments') ''
    foreach ($item in @($answer.value)) {
        if ($null -eq $item) { continue }
        $facts[([string] $item.resourceId) + '/' + $item.appRoleId] = $true
        $facts[([string] $item.resourceId) + '/' + $item.appRoleId + '/id'] = [string] $item.id
    }
    return $facts
}

# How many of these names the principal holds.
function Read-OwnNames {
    param([string] $ApplicationId, [string[]] $Names)
    $principal = Get-Principal $ApplicationId
    if ($null -eq $principal) { return @{ 'own' = 0 } }
    return @{ 'own' = @(@(Get-Property $principal 'servicePrincipalNames') | Where-Object { $Names -contains $_ }).Count }
}

# Takes exactly these names out of the list as it now is.
function Remove-PrincipalName {
    param([string] $ApplicationId, [string[]] $Names)
    $principal = Get-Principal $ApplicationId
    if ($null -eq $principal) { throw ($ApplicationId + ' is not in this tenant.') }
    [string[]] $rest = @(@(Get-Property $principal 'servicePrincipalNames') | Where-Object { $Names -notcontains $_ })
    $body = ConvertTo-Json -InputObject @{ servicePrincipalNames = $rest } -Depth 3 -Compress
    [void] (Invoke-Graph 'PATCH' ('/servicePrincipals/' + $principal.id) $body)
}
`;

/** Read functions by read, with the arguments they take. */
const CALLS: Readonly<Record<string, readonly [name: string, ...args: readonly string[]]>> = {
  'auth-servers': ['Read-AuthServers'],
  connectors: ['Read-Connectors'],
  'online-connectors': ['Read-OnlineConnectors'],
  'availability-address-spaces': ['Read-AddressSpaces'],
  'web-services-directories': ['Read-WebServicesDirectories'],
  'autodiscover-directories': ['Read-AutodiscoverDirectories'],
  'organisation-config': ['Read-OrganisationConfig'],
  'mailbox-access': ['Read-MailboxAccess', 'identity'],
  'organisation-relationships': ['Read-OrganisationRelationships'],
  'setting-overrides': ['Read-SettingOverrides'],
  'server-diagnostics': ['Read-ServerDiagnostics', 'server'],
  'oauth-test-to-cloud': ['Test-Direction', 'targetUri', 'mailbox'],
  'oauth-test-to-servers': ['Test-Direction', 'targetUri', 'mailbox'],
  'applications-by-name': ['Read-ApplicationsByName', 'name'],
  'application-keys': ['Read-ApplicationKeys', 'id'],
  'app-role-assignments': ['Read-AppRoleAssignments', 'principalId'],
};

/** The call of a read function of step 1; undefined for other reads. */
export function oauthReadText(
  request: ReadRequest,
  argument: (name: string) => string,
): string | undefined {
  const call = Object.hasOwn(CALLS, request.read) ? CALLS[request.read] : undefined;
  if (call === undefined) return undefined;
  const [name, ...names] = call;
  return [name, ...names.map(argument)].join(' ');
}

/** The libraries that lines of a script's body call, by the part they stand in. */
export function oauthLibraries(
  body: readonly string[],
  parts: ReadonlySet<string>,
): readonly string[] {
  const text = body.join('\n');
  const calls = (library: string): boolean =>
    [...library.matchAll(/^function (\S+)/gm)].some(
      ([, name]) => name !== undefined && new RegExp(`${name}\\b`).test(text),
    );
  const online = parts.has('Online');
  const exchange = parts.has('Exchange') && (calls(EXCHANGE) || calls(SHARED));
  return [
    ...(online || exchange ? [SHARED] : []),
    ...(exchange ? [EXCHANGE] : []),
    ...(online ? [ONLINE, ONLINE_START] : []),
    ...(parts.has('Tenant') && calls(TENANT) ? [TENANT] : []),
  ];
}
