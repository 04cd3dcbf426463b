/**
 * What a carried script needs to read again what its plan rests on, as PowerShell text: the same facts as core/reads,
 * held to them by a test with a real PowerShell. The functions for the reads of actions are in commands/script-*.ts.
 */
import { CodedError, appError } from '../../shared/errors';
import type { PlanObservation } from '../model/plan';
import { readText } from '../commands/script-sections';
import type { SectionContext } from '../commands/script-sections';
import { literal } from '../commands/script-text';
import { SKYPE_FACT_CALLS } from './skype-library';
import { SORTED } from './sorted-library';

/** Reads of the Exchange side that no action has. */
export const EXCHANGE_FACTS = String.raw`
${SORTED}

function Read-ExchangeServers {
    return @{ 'servers' = (Get-Sorted @(Get-ExchangeServer -ErrorAction Stop | ForEach-Object { '{0} {1}' -f [string] $_.Fqdn, [string] $_.AdminDisplayVersion })) }
}

function Read-DomainControllers {
    $names = @(Get-DomainController -ErrorAction Stop | ForEach-Object { ([string] $_.DnsHostName).ToLowerInvariant() } | Where-Object { $_ -ne '' })
    return @{ 'domainControllers' = (Get-Sorted $names) }
}

function Read-AcceptedDomains {
    $domains = @(Get-AcceptedDomain -ErrorAction Stop | ForEach-Object {
        $mark = ''
        if ($_.Default -eq $true) { $mark = ' default' }
        ([string] $_.DomainName).ToLowerInvariant() + ' ' + [string] $_.DomainType + $mark
    })
    return @{ 'domains' = (Get-Sorted $domains) }
}

function Read-AuthConfig {
    $config = Get-OneOrNone 'Get-AuthConfig' { Get-AuthConfig -ErrorAction Stop }
    if ($null -eq $config) { return @{ 'current' = $null; 'next' = $null } }
    return @{
        'current' = ([string] $config.CurrentCertificateThumbprint).ToUpperInvariant()
        'next' = ([string] $config.NextCertificateThumbprint).ToUpperInvariant()
    }
}

# Everything is built from the bytes: over remoting the other properties of a certificate are empty.
function Read-Certificates {
    param([string] $Server)
    Assert-Text $Server 'The server'
    $thumbprints = @()
    $unreadable = 0
    foreach ($item in @(Get-ExchangeCertificate -Server $Server -ErrorAction Stop)) {
        try { $thumbprints += (New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [byte[]] $item.RawData)).Thumbprint }
        catch { $unreadable++ }
    }
    return @{ 'thumbprints' = (Get-Sorted $thumbprints); 'unreadable' = $unreadable }
}

function Read-Recipient {
    param([string] $Identity)
    Assert-Text $Identity 'The identity of the recipient'
    $item = Get-OneOrNone $Identity { Get-Recipient -Identity $Identity -DomainController $DomainController -ErrorAction Stop }
    if ($null -eq $item) { return @{ 'found' = $false } }
    return @{ 'found' = $true; 'Guid' = [string] $item.Guid; 'RecipientTypeDetails' = [string] $item.RecipientTypeDetails }
}

function Read-User {
    param([string] $Identity)
    Assert-Text $Identity 'The identity of the user'
    $item = Get-OneOrNone $Identity { Get-User -Identity $Identity -DomainController $DomainController -ErrorAction Stop }
    if ($null -eq $item) { return @{ 'found' = $false } }
    return @{ 'found' = $true; 'Guid' = [string] $item.Guid; 'DistinguishedName' = [string] $item.DistinguishedName }
}
`;

/** Reads of the tenant that no action has. */
export const TENANT_FACTS = String.raw`
function Read-TenantOrganization {
    $found = @((Invoke-Graph 'GET' '/organization?$select=id,displayName,verifiedDomains' '').value)
    if ($found.Count -eq 0) { return @{ 'id' = $null; 'initialDomain' = $null; 'domains' = @() } }
    $initial = [string] (@($found[0].verifiedDomains | Where-Object { $_.isInitial -eq $true } | ForEach-Object { ([string] $_.name).ToLowerInvariant() }) + '')[0]
    [string[]] $domains = @($found[0].verifiedDomains | ForEach-Object { ([string] $_.name).ToLowerInvariant() })
    [Array]::Sort($domains, [StringComparer]::Ordinal)
    return @{ 'id' = [string] $found[0].id; 'initialDomain' = $initial; 'domains' = $domains }
}
`;

/** The call that reads an observation of a plan again. */
export function observationText(item: PlanObservation, context: SectionContext): string {
  const { read, arguments: given } = item.request;
  const argument = (name: string): string => {
    const value = given[name];
    return typeof value === 'string' ? context.parameters.text(value) : literal('');
  };
  switch (read) {
    case 'exchange-servers':
      return 'Read-ExchangeServers';
    case 'domain-controllers':
      return 'Read-DomainControllers';
    case 'accepted-domains':
      return 'Read-AcceptedDomains';
    case 'auth-config':
      return 'Read-AuthConfig';
    case 'certificates':
      return `Read-Certificates ${argument('server')}`;
    case 'recipient':
      return `Read-Recipient ${argument('identity')}`;
    case 'user':
      return `Read-User ${argument('identity')}`;
    case 'tenant-organization':
      return 'Read-TenantOrganization';
    default:
      if (Object.hasOwn(SKYPE_FACT_CALLS, read)) return SKYPE_FACT_CALLS[read] ?? '';
      return readText(item.request, context, () => {
        throw new CodedError(appError('HX-BUG', {}, 'an observation refers to an action'));
      });
  }
}
