/** Where a carried script may run, as PowerShell text. */

/** On an Exchange server of this customer. */
export const EXCHANGE_PLACE = String.raw`
# The full name comes from Exchange itself, so that a server of another organisation with the same short name is refused.
function Assert-Place {
    if ($null -eq (Get-Command -Name 'Get-ExchangeServer' -ErrorAction SilentlyContinue)) {
        throw 'HX-CARRYHOST: Run this script in the Exchange Management Shell of an Exchange server; nothing was done.'
    }
    $own = [string] $env:COMPUTERNAME
    if ($own -eq '') { $own = [Environment]::MachineName }
    $names = @(Get-ExchangeServer -ErrorAction Stop | Where-Object { ([string] $_.Name) -eq $own } | ForEach-Object { ([string] $_.Fqdn).ToLowerInvariant() })
    if ($names.Count -ne 1) { throw ('HX-CARRYHOST: This computer, ' + $own + ', is no Exchange server of this organisation; nothing was done.') }
    if ($Hosts.Count -gt 0 -and $Hosts -notcontains $names[0]) {
        throw ('HX-CARRYHOST: This script is for ' + ($Hosts -join ', ') + ', and this is ' + $names[0] + '; nothing was done.')
    }
    $script:Place['host'] = $names[0]
}
`;

/** With a sign-in of the customer's tenant. */
export const TENANT_PLACE = String.raw`
function Assert-Place {
    if ($null -eq (Get-Command -Name 'Invoke-MgGraphRequest' -ErrorAction SilentlyContinue)) {
        throw 'HX-CARRYHOST: Install the module Microsoft.Graph.Authentication to run this script; nothing was done.'
    }
    $scope = 'Application.ReadWrite.All'
    if ($Kind -eq 'look') { $scope = 'Application.Read.All' }
    $context = Connect-Tenant @($scope, 'Domain.Read.All', 'User.Read')
    if ($null -eq $context) { throw ('HX-TEN: The sign-in is not for the tenant ' + $TenantId + ' in the cloud ' + $GraphEnvironment + '; nothing was done.') }
    $script:Place['tenant'] = ([string] $context.TenantId).ToLowerInvariant()
    $script:Place['host'] = [Environment]::MachineName.ToLowerInvariant()
}
`;

/** In a window that a person connected to Exchange Online. */
export const ONLINE_PLACE = String.raw`
# The connection's own word names what was asked for; the organisation answers with its domains.
function Assert-Place {
    if ($null -ne (Get-Command -Name 'Get-ExchangeServer' -ErrorAction SilentlyContinue)) {
        throw 'HX-CARRYHOST: This is a shell of an Exchange server. Run this script in a window that is connected to Exchange Online alone; nothing was done.'
    }
    if ($null -eq (Get-Command -Name 'Get-ConnectionInformation' -ErrorAction SilentlyContinue) -or $null -eq (Get-Command -Name 'Get-AcceptedDomain' -ErrorAction SilentlyContinue)) {
        throw ('HX-CARRYHOST: Run ' + $ConnectCommand + ' first; nothing was done.')
    }
    $tenants = @(Get-ConnectionInformation -ErrorAction Stop | Where-Object { ([string] $_.State) -eq 'Connected' } | ForEach-Object { ([string] $_.TenantID).ToLowerInvariant() } | Select-Object -Unique)
    if ($tenants.Count -eq 0) { throw ('HX-CARRYHOST: Run ' + $ConnectCommand + ' first; nothing was done.') }
    if ($tenants.Count -gt 1 -or $tenants[0] -ne $TenantId) { throw ('HX-TEN: This window is not connected to the tenant ' + $TenantId + ' alone; nothing was done.') }
    $domains = @(Get-AcceptedDomain -ErrorAction Stop | ForEach-Object { [string] $_.DomainName })
    if ($domains -notcontains $Organization) { throw ('HX-TEN: The organisation that answers does not have the domain ' + $Organization + '; nothing was done.') }
    $script:Place['tenant'] = $tenants[0]
    $script:Place['host'] = [Environment]::MachineName.ToLowerInvariant()
}
`;
