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
    if ($null -eq (Get-MgContext)) { [void] (Connect-MgGraph -TenantId $TenantId -Scopes $scope, 'Domain.Read.All', 'User.Read') }
    $context = Get-MgContext
    if ($null -eq $context -or ([string] $context.TenantId) -ne $TenantId) { throw ('HX-TEN: The sign-in is not for the tenant ' + $TenantId + '; nothing was done.') }
    $script:Place['tenant'] = ([string] $context.TenantId).ToLowerInvariant()
    $script:Place['host'] = [Environment]::MachineName.ToLowerInvariant()
}
`;
