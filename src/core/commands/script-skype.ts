/** The functions of generated scripts for Skype for Business Server, as PowerShell text. Same facts as core/reads. */
import type { Action } from '../model/action';
import type { Cmdlet } from '../model/command';
import type { ReadRequest } from '../model/observation';
import { literal } from './script-text';

/** Run in the Exchange Management Shell of an Exchange server, where scripts and iisreset run too. */
const EXCHANGE = String.raw`
function Get-ServicePointFact {
    param([object[]] $Items)
    $facts = @{}
    foreach ($item in $Items) {
        $facts[([string] $item.Fqdn).ToLowerInvariant() + '/uri'] = [string] $item.AutoDiscoverServiceInternalUri
    }
    return $facts
}

function Read-ClientAccessServices {
    return Get-ServicePointFact @(Get-ClientAccessService -DomainController $DomainController -ErrorAction Stop)
}

function Read-ClientAccessServers {
    return Get-ServicePointFact @(Get-ClientAccessServer -DomainController $DomainController -ErrorAction Stop)
}

# Partner applications with a metadata address. The cloud's rows have none.
function Read-DocumentApplications {
    $facts = @{}
    foreach ($item in @(Get-PartnerApplication -DomainController $DomainController -ErrorAction Stop)) {
        $key = ([string] $item.AuthMetadataUrl).ToLowerInvariant()
        if ($key -eq '') { continue }
        $facts[$key + '/count'] = 1 + [int] $facts[$key + '/count']
        $facts[$key + '/Guid'] = [string] $item.Guid
        $facts[$key + '/Enabled'] = ($item.Enabled -eq $true)
        $facts[$key + '/LinkedAccount'] = [string] $item.LinkedAccount
        foreach ($text in @($item.CertificateStrings)) {
            try {
                [byte[]] $content = [Convert]::FromBase64String([string] $text)
                $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $content)
                $facts[$key + '/key/' + $certificate.Thumbprint] = $true
            }
            catch { continue }
        }
    }
    return $facts
}

# The script that Exchange ships makes another application at every run; Invoke-Step runs it only where there is none.
function Invoke-PartnerScript {
    param([string] $Address)
    Assert-Text $env:ExchangeInstallPath 'The folder of Exchange'
    $script = Join-Path -Path $env:ExchangeInstallPath -ChildPath 'Scripts\Configure-EnterprisePartnerApplication.ps1'
    & $script -AuthMetaDataUrl $Address -ApplicationType 'Lync' -DomainController $DomainController
}

function Restart-Iis {
    param([string] $Server)
    & (Join-Path -Path $env:SystemRoot -ChildPath 'System32\iisreset.exe') $Server
    if ($LASTEXITCODE -ne 0) { throw ('iisreset of ' + $Server + ' ended with ' + [string] $LASTEXITCODE + '.') }
}

# The page that tells a load balancer whether a server answers; it asks for no sign-in.
function Read-ServerHealth {
    param([string] $Server)
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        $answer = Invoke-WebRequest -Uri ('https://' + $Server + '/owa/healthcheck.htm') -UseBasicParsing -TimeoutSec 10 -ErrorAction Stop
        return @{ 'healthy' = ([int] $answer.StatusCode -eq 200) }
    }
    catch { return @{ 'healthy' = $false } }
}
`;

/** Where the exact script begins on a front end. */
const SKYPE_START = String.raw`
if ($Part -eq 'Skype' -and $null -eq (Get-Command -Name 'Get-CsOAuthConfiguration' -ErrorAction SilentlyContinue)) {
    throw 'Run this part in the Skype for Business Server Management Shell of a front end.'
}
`;

/** Run in the Skype for Business Server Management Shell of a front end. */
export const SKYPE_LIBRARY = String.raw`
# The certificates of one front end: its own, or another's through a session with it.
function Read-IssuerCertificate {
    param([string] $Computer)
    $own = @($env:COMPUTERNAME, ([Net.Dns]::GetHostEntry('')).HostName)
    if ($own -contains $Computer) { $items = @(Get-CsCertificate -Type 'OAuthTokenIssuer' -ErrorAction Stop) }
    else {
        $items = @(Invoke-Command -ComputerName $Computer -ErrorAction Stop -ScriptBlock {
            Import-Module -Name SkypeForBusiness
            Get-CsCertificate -Type 'OAuthTokenIssuer' -ErrorAction Stop
        })
    }
    $facts = @{ 'current' = ''; 'next' = ''; 'nextEffective' = '' }
    foreach ($item in $items) {
        $thumbprint = ([string] $item.Thumbprint).ToUpperInvariant()
        if ($null -eq $item.EffectiveDate -or [string] $item.EffectiveDate -eq '') { $facts['current'] = $thumbprint }
        else {
            $facts['next'] = $thumbprint
            $facts['nextEffective'] = ([DateTime] $item.EffectiveDate).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [System.Globalization.CultureInfo]::InvariantCulture)
        }
    }
    return $facts
}

function Read-SkypeOAuth {
    $item = Get-CsOAuthConfiguration -ErrorAction Stop
    return @{
        'Realm' = [string] $item.Realm
        'ServiceName' = [string] $item.ServiceName
        'ExchangeAutodiscoverUrl' = [string] $item.ExchangeAutodiscoverUrl
        'ExchangeAutodiscoverAllowedDomains' = [string] $item.ExchangeAutodiscoverAllowedDomains
    }
}

function Read-SkypePartners {
    $facts = @{}
    foreach ($item in @(Get-CsPartnerApplication -ErrorAction Stop)) {
        $key = [string] $item.Identity
        $facts[$key + '/ApplicationIdentifier'] = [string] $item.ApplicationIdentifier
        $facts[$key + '/ApplicationTrustLevel'] = [string] $item.ApplicationTrustLevel
        $facts[$key + '/Enabled'] = ($item.Enabled -eq $true)
    }
    return $facts
}

function Read-Archiving {
    $item = @(Get-CsArchivingConfiguration -ErrorAction Stop)[0]
    return @{
        'EnableArchiving' = [string] $item.EnableArchiving
        'EnableExchangeArchiving' = ($item.EnableExchangeArchiving -eq $true)
    }
}

# The token servers that the pool trusts. The realm comes from the metadata document of each.
function Read-TokenServers {
    $facts = @{}
    foreach ($item in @(Get-CsOAuthServer -ErrorAction Stop)) {
        $key = [string] $item.Identity
        $facts[$key + '/MetadataUrl'] = [string] $item.MetadataUrl
        $facts[$key + '/Realm'] = ([string] $item.Realm).ToLowerInvariant()
    }
    return $facts
}

function Read-HostingProviders {
    $facts = @{}
    foreach ($item in @(Get-CsHostingProvider -ErrorAction Stop | Select-Object -Property *)) {
        $key = ([string] $item.Identity) + '/'
        foreach ($name in 'ProxyFqdn', 'VerificationLevel', 'AutodiscoverUrl') { $facts[$key + $name] = [string] $item.$name }
        foreach ($name in 'Enabled', 'EnabledSharedAddressSpace', 'HostsOCSUsers', 'IsLocal') { $facts[$key + $name] = ($item.$name -eq $true) }
    }
    return $facts
}

function Read-AccessEdge {
    $item = Get-CsAccessEdgeConfiguration -ErrorAction Stop
    $facts = @{ 'RoutingMethod' = [string] $item.RoutingMethod }
    foreach ($name in 'AllowOutsideUsers', 'AllowFederatedUsers', 'EnablePartnerDiscovery') { $facts[$name] = ($item.$name -eq $true) }
    return $facts
}

function Read-UserServices {
    $facts = @{}
    foreach ($item in @(Get-CsUserServicesPolicy -ErrorAction Stop)) {
        $facts[([string] $item.Identity) + '/UcsAllowed'] = ($item.UcsAllowed -eq $true)
    }
    return $facts
}
`;

/** A restart or a test leaves nothing that could be read; the script remembers what it did, and its record does. */
const TRACELESS = String.raw`
$script:Made = @()

function Read-Made {
    param([string] $Id, [hashtable] $Facts)
    $path = Get-FilePath $RecordName
    $isMade = ($script:Made -contains $Id)
    if (-not $isMade -and [System.IO.File]::Exists($path)) {
        foreach ($line in [System.IO.File]::ReadAllLines($path)) {
            if ($line.Trim() -eq '') { continue }
            $entry = ConvertFrom-Json -InputObject $line
            if ($entry.step -ceq $Id -and $entry.phase -eq 'done') { $isMade = $true }
        }
    }
    $Facts['made'] = $isMade
    return $Facts
}
`;

const READS: Readonly<Record<string, string>> = {
  'client-access-services': 'Read-ClientAccessServices',
  'client-access-servers': 'Read-ClientAccessServers',
  'document-applications': 'Read-DocumentApplications',
  'skype-oauth-configuration': 'Read-SkypeOAuth',
  'skype-partner-applications': 'Read-SkypePartners',
  'archiving-configuration': 'Read-Archiving',
  'user-services-policies': 'Read-UserServices',
  'skype-token-servers': 'Read-TokenServers',
  'hosting-providers': 'Read-HostingProviders',
  'access-edge-configuration': 'Read-AccessEdge',
};

/** The call of a read of this scenario; undefined for any other read. */
export function skypeReadText(
  { read }: ReadRequest,
  argument: (name: string) => string,
): string | undefined {
  if (read === 'issuer-certificate') return `Read-IssuerCertificate ${argument('computer')}`;
  if (read === 'server-health') return `Read-ServerHealth ${argument('server')}`;
  return Object.hasOwn(READS, read) ? READS[read] : undefined;
}

/** The call of a named operation; undefined for a cmdlet. */
export function localText({ name, parameters }: Cmdlet): string | undefined {
  const text = (parameter: string): string => {
    const value = parameters[parameter];
    return literal(typeof value === 'string' ? value : '');
  };
  if (name === 'iisreset') return `Restart-Iis ${text('ComputerName')}`;
  return name === 'Configure-EnterprisePartnerApplication.ps1'
    ? `Invoke-PartnerScript ${text('AuthMetaDataUrl')}`
    : undefined;
}

/** The step of an action that leaves nothing to read: what the script did itself is part of its state. */
export function tracelessStep<
  Step extends {
    readonly read: string;
    readonly before: string;
    readonly after: string;
    readonly act: string;
  },
>({ id, traceless }: Action, step: Step): Step {
  if (traceless !== true) return step;
  return {
    ...step,
    read: `Read-Made ${literal(id)} (${step.read})`,
    before: withMade(step.before, false),
    after: withMade(step.after, true),
    act: `${step.act}; $script:Made += ${literal(id)}`,
  };
}

function withMade(facts: string, made: boolean): string {
  const own = `'made' = $${String(made)}`;
  return facts === '@{}' ? `@{ ${own} }` : facts.replace(/ \}$/, `; ${own} }`);
}

/** What a script needs whose steps leave nothing to read; none otherwise. */
export function tracelessLibrary(body: readonly string[]): readonly string[] {
  return body.some((line) => line.includes('Read-Made ')) ? [TRACELESS] : [];
}

/** The libraries that the sections call. */
export function skypeLibraries(
  body: readonly string[],
  parts: ReadonlySet<string>,
): readonly string[] {
  const text = body.join('\n');
  const calls = (library: string): boolean =>
    [...library.matchAll(/^function (\S+)/gm)].some(
      ([, name]) => name !== undefined && new RegExp(`${name}\\b`).test(text),
    );
  return [
    ...(parts.has('Exchange') && calls(EXCHANGE) ? [EXCHANGE] : []),
    ...(parts.has('Skype') ? [SKYPE_START, SKYPE_LIBRARY] : []),
    ...tracelessLibrary(body),
  ];
}
