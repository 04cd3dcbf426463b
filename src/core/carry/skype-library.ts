/** What a carried script needs on a front end of Skype for Business Server, as PowerShell text. */
import { SORTED } from './sorted-library';

/** On a front end of this customer's topology. */
export const SKYPE_PLACE = String.raw`
# The front ends of every pool, as the topology names them. Other computers have no registrar.
function Get-FrontEnd {
    foreach ($pool in @(Save-Answer 'Get-CsPool' @{})) {
        if (@($pool.Services | Where-Object { ([string] $_) -match '^Registrar:' }).Count -eq 0) { continue }
        foreach ($computer in @($pool.Computers)) { ([string] $computer).ToLowerInvariant() }
    }
}

# The full name comes from the topology, so that a front end of another organisation with the same short name is refused.
function Assert-Place {
    if ($null -eq (Get-Command -Name 'Get-CsPool' -ErrorAction SilentlyContinue)) {
        throw 'HX-CARRYHOST: Run this script in the Skype for Business Server Management Shell of a front end; nothing was done.'
    }
    $own = [string] $env:COMPUTERNAME
    if ($own -eq '') { $own = [Environment]::MachineName }
    $names = @(Get-CsPool -ErrorAction Stop | Where-Object { @($_.Services | Where-Object { ([string] $_) -match '^Registrar:' }).Count -gt 0 } | ForEach-Object { $_.Computers } | ForEach-Object { ([string] $_).ToLowerInvariant() } | Where-Object { ($_ -split '\.')[0] -eq $own })
    if ($names.Count -ne 1) { throw ('HX-CARRYHOST: This computer, ' + $own + ', is no front end of this topology; nothing was done.') }
    if ($Hosts.Count -gt 0 -and $Hosts -notcontains $names[0]) {
        throw ('HX-CARRYHOST: This script is for ' + ($Hosts -join ', ') + ', and this is ' + $names[0] + '; nothing was done.')
    }
    $script:Place['host'] = $names[0]
}

# Asks another front end through a session with it; this one is asked itself.
function Invoke-OnFrontEnd {
    param([string] $Computer, [string] $Command, [hashtable] $Parameters)
    if ($Computer -eq $script:Place['host']) { return (& $Command @Parameters -ErrorAction Stop) }
    return (Invoke-Command -ComputerName $Computer -ArgumentList $Command, $Parameters -ErrorAction Stop -ScriptBlock {
        param($Command, $Parameters)
        Import-Module -Name SkypeForBusiness
        & $Command @Parameters -ErrorAction Stop
    })
}
`;

/** Reads of the pool that no action has. */
export const SKYPE_FACTS = String.raw`
${SORTED}

function Read-SkypePools {
    $pools = @(Get-CsPool -ErrorAction Stop | Where-Object { @($_.Services | Where-Object { ([string] $_) -match '^Registrar:' }).Count -gt 0 })
    return @{ 'pools' = (Get-Sorted @($pools | ForEach-Object {
        (@(([string] $_.Fqdn).ToLowerInvariant()) + @($_.Computers | ForEach-Object { ([string] $_).ToLowerInvariant() })) -join ' '
    })) }
}

function Read-SkypeWebServices {
    return @{ 'webServices' = (Get-Sorted @(Get-CsService -WebServer -ErrorAction Stop | ForEach-Object {
        ('{0} {1} {2}' -f [string] $_.PoolFqdn, [string] $_.InternalFqdn, [string] $_.ExternalFqdn).ToLowerInvariant()
    })) }
}

# The default one comes first.
function Read-SipDomains {
    $domains = @(Get-CsSipDomain -ErrorAction Stop)
    $ordered = @($domains | Where-Object { $_.IsDefault -eq $true }) + @($domains | Where-Object { $_.IsDefault -ne $true })
    return @{ 'sipDomains' = @($ordered | ForEach-Object { ([string] $_.Name).ToLowerInvariant() }) }
}

function Read-SkypeVersion {
    $answer = @(Get-CsServerVersion -ErrorAction Stop)[0]
    if ($null -ne $answer -and -not ($answer -is [string])) { $answer = $answer.Value }
    return @{ 'version' = [string] $answer }
}

function Read-StaleReplicas {
    $stale = @(Get-CsManagementStoreReplicationStatus -ErrorAction Stop | Where-Object { $_.UpToDate -ne $true })
    return @{ 'stale' = (Get-Sorted @($stale | ForEach-Object { ([string] $_.ReplicaFqdn).ToLowerInvariant() })) }
}
`;

/** The calls of these reads. */
export const SKYPE_FACT_CALLS: Readonly<Record<string, string>> = {
  'skype-pools': 'Read-SkypePools',
  'skype-web-services': 'Read-SkypeWebServices',
  'sip-domains': 'Read-SipDomains',
  'skype-version': 'Read-SkypeVersion',
  'stale-replicas': 'Read-StaleReplicas',
};
