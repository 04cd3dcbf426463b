/** The script with which a tenant's administrator registers the application that people sign in with. */
import type { CloudChoice } from '../../shared/clouds';
import { APPLICATIONS } from '../../shared/applications';
import { GRAPH_PERMISSIONS } from './graph-table';
import { quote } from './render';
import { comment, finish } from './script-text';

/** What the script is filled in with; whoever runs it can still give other values. */
export interface RegisterScriptOptions {
  /** GUID; asked for where absent. */
  readonly tenantId?: string;
  readonly cloud?: CloudChoice;
}

/**
 * Names of Connect-MgGraph's environments (learn.microsoft.com/powershell/microsoftgraph: Get-MgEnvironment). The
 * other clouds are added there with Add-MgEnvironment under a name of the administrator's choice.
 */
const ENVIRONMENTS: Readonly<Partial<Record<CloudChoice, string>>> = {
  global: 'Global',
  'gcc-high': 'USGov',
  dod: 'USGovDoD',
  '21vianet': 'China',
};

/**
 * What an application needs to open Exchange Online's shell for a person (learn.microsoft.com/powershell/exchange: the
 * token of Connect-ExchangeOnline -AccessToken).
 */
const EXCHANGE_PERMISSION = 'Exchange.Manage';

const BODY = String.raw`
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0

if ($null -eq (Get-Command -Name 'Invoke-MgGraphRequest' -ErrorAction SilentlyContinue)) {
    throw 'Install the module Microsoft.Graph.Authentication first: Install-Module Microsoft.Graph.Authentication -Scope CurrentUser'
}
[void] (Connect-MgGraph -TenantId $TenantId -Environment $Environment -Scopes 'Application.ReadWrite.All')
$context = Get-MgContext
if ($null -eq $context -or ([string] $context.TenantId) -ne $TenantId) {
    throw ('The sign-in is not for the tenant ' + $TenantId + '; nothing was changed.')
}

# One Graph request. Answers come as JSON text, so that both PowerShell versions give the same objects.
function Invoke-Graph {
    param([string] $Method, [string] $Path, $Content)
    $request = @{ Method = $Method; Uri = ('/v1.0' + $Path); OutputType = 'Json'; ErrorAction = 'Stop' }
    if ($null -ne $Content) {
        $request['Body'] = ConvertTo-Json -InputObject $Content -Depth 6 -Compress
        $request['ContentType'] = 'application/json'
    }
    $answer = [string] (Invoke-MgGraphRequest @request)
    if (-not [string]::IsNullOrWhiteSpace($answer)) { return (ConvertFrom-Json -InputObject $answer) }
}

# Delegated permissions of a resource, by their ids in this tenant.
function Get-Access {
    param($Resource, [string[]] $Names)
    $access = @(foreach ($permission in $Names) {
        $scope = @($Resource.oauth2PermissionScopes | Where-Object { $_.value -ceq $permission })
        if ($scope.Count -ne 1) { throw ($Resource.displayName + ' has no permission ' + $permission + ' in this cloud.') }
        @{ id = [string] $scope[0].id; type = 'Scope' }
    })
    return @{ resourceAppId = [string] $Resource.appId; resourceAccess = $access }
}

# What this application may ask people for. A tenant without Exchange Online has nothing to ask for there.
$wanted = @(foreach ($resource in $Permissions.Keys) {
    $path = '/servicePrincipals?$filter=' + [Uri]::EscapeDataString('appId eq ''' + $resource + '''') + '&$select=appId,displayName,oauth2PermissionScopes'
    $principal = @((Invoke-Graph 'GET' $path).value | Where-Object { $null -ne $_ })
    if ($principal.Count -eq 1) { Get-Access $principal[0] $Permissions[$resource] }
    elseif ($resource -eq $GraphApplication) { throw 'Microsoft Graph is not in this tenant; nothing was changed.' }
    else { Write-Warning ('The application ' + $resource + ' is not in this tenant; its permissions are left out.') }
})

# What is right: people of this tenant only, no secret, no web address, and the way back to this computer's browser.
$right = @{
    signInAudience = 'AzureADMyOrg'
    isFallbackPublicClient = $true
    publicClient = @{ redirectUris = @('http://localhost') }
    requiredResourceAccess = $wanted
}

# A property that may be missing, or nothing to look into.
function Get-Property {
    param($Object, [string] $Name)
    if ($null -eq $Object) { return }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { return $property.Value }
}

# The parts that are compared, as one text.
function Get-Shape {
    param($Application)
    $redirects = @(Get-Property (Get-Property $Application 'publicClient') 'redirectUris') | Sort-Object
    $rights = @(foreach ($resource in @(Get-Property $Application 'requiredResourceAccess')) {
        foreach ($item in @(Get-Property $resource 'resourceAccess')) { '{0}/{1}/{2}' -f $resource.resourceAppId, $item.id, $item.type }
    }) | Sort-Object
    $plain = @((Get-Property $Application 'signInAudience'), (Get-Property $Application 'isFallbackPublicClient'))
    return ($plain + @($redirects) + @($rights)) -join ' '
}

$filter = [Uri]::EscapeDataString('displayName eq ''' + $Name.Replace('''', '''''') + '''')
$select = 'id,appId,displayName,signInAudience,isFallbackPublicClient,publicClient,requiredResourceAccess,web,spa,passwordCredentials,keyCredentials'
$found = @((Invoke-Graph 'GET' ('/applications?$filter=' + $filter + '&$select=' + $select)).value)
if ($found.Count -gt 1) {
    throw ('{0} applications are called {1}. Give another -Name, or remove those that are not needed.' -f $found.Count, $Name)
}
if ($found.Count -eq 0) {
    $right['displayName'] = $Name
    $application = Invoke-Graph 'POST' '/applications' $right
    Write-Host ('Registered ' + $Name + '.')
}
else {
    $application = $found[0]
    $foreign = @(Get-Property $application 'passwordCredentials') + @(Get-Property $application 'keyCredentials')
    foreach ($kind in 'web', 'spa') { $foreign += @(Get-Property (Get-Property $application $kind) 'redirectUris') }
    if (@($foreign | Where-Object { $null -ne $_ }).Count -gt 0) {
        throw ('An application called ' + $Name + ' has secrets, certificates or web addresses and is left as it is. Give another -Name.')
    }
    if ((Get-Shape $application) -ceq (Get-Shape (ConvertFrom-Json -InputObject (ConvertTo-Json -InputObject $right -Depth 6)))) { Write-Host ($Name + ' is registered as it should be.') }
    else {
        [void] (Invoke-Graph 'PATCH' ('/applications/' + $application.id) $right)
        Write-Host ('Set ' + $Name + ' right.')
    }
}
Write-Host 'Application id, for the settings of this customer in Crossprem:'
Write-Output ([string] $application.appId)
`;

/**
 * The text of the script: a public client for this tenant alone with the redirect address http://localhost and the
 * delegated permissions of the table of Graph requests and of Exchange Online's shell. It can be run again; it gives no consent: people are asked
 * when a step needs it.
 */
export function renderRegisterScript(options: RegisterScriptOptions = {}): string {
  const { cloud = 'global', tenantId } = options;
  const environment = ENVIRONMENTS[cloud] ?? 'Global';
  const guid = "[ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')]";
  const tenant =
    tenantId === undefined
      ? `    [Parameter(Mandatory = $true)] ${guid} [string] $TenantId,`
      : `    ${guid} [string] $TenantId = ${quote(tenantId)},`;
  return finish([
    ...comment(
      '',
      'Registers the application that people sign in with from Crossprem. An administrator of the tenant runs it (Application Administrator is enough). It makes one public client, or sets an existing one right, and prints its id. It gives no consent, makes no secret and changes nothing else. It can be run again.',
    ),
    '[CmdletBinding()]',
    'param(',
    tenant,
    '    # How people see it at the sign-in page.',
    "    [ValidateLength(1, 120)] [string] $Name = 'Crossprem',",
    '    # The cloud: an environment that Get-MgEnvironment lists.',
    `    [string] $Environment = ${quote(environment)}`,
    ')',
    '',
    '# Microsoft Graph, the same in every tenant.',
    "$GraphApplication = '00000003-0000-0000-c000-000000000000'",
    '',
    '# Everything that Crossprem may ask for. A person is asked for what a step needs when it needs it: for Exchange Online when its shell is opened.',
    '$Permissions = [ordered] @{',
    `    $GraphApplication = @(${GRAPH_PERMISSIONS.map(quote).join(', ')})`,
    `    ${quote(APPLICATIONS.exchangeOnline)} = @(${quote(EXCHANGE_PERMISSION)})`,
    '}',
    BODY,
  ]);
}
