/**
 * How long calls take. The figures are plausible, not measured: directory reads a few hundred milliseconds, changes
 * half a second to a second, certificate lists longer than other reads. A whole run stays near half a minute.
 * The virtual clock moves by the same amounts in both modes; real waiting happens only with latency `realistic`.
 */
import type { WorldCall } from './world';

/** Extra virtual time of every cmdlet with the fault `slow-shell`. */
export const SLOW_SHELL_MS = 30_000;

const READ_MS = 150;
const CHANGE_MS = 500;

/** Cmdlets that take longer, or less, than the rest. */
const TIMES: Readonly<Record<string, number>> = {
  'Get-ExchangeServer': 250,
  'Get-ExchangeCertificate': 350,
  'Get-WebServicesVirtualDirectory': 300,
  'Get-AutodiscoverVirtualDirectory': 300,
  'Get-ManagementRoleAssignment': 200,
  'New-MailUser': 1100,
  'Add-ManagementRoleEntry': 400,
  'Remove-ManagementRoleEntry': 400,
  'New-ManagementRole': 700,
  'New-ManagementRoleAssignment': 600,
  'New-PartnerApplication': 700,
  'New-AuthServer': 900,
  'Test-OAuthConnectivity': 3000,
  'New-ExchangeCertificate': 2000,
  'Set-AuthConfig': 1500,
  'Configure-EnterprisePartnerApplication.ps1': 8000,
  iisreset: 20_000,
  'Test-CsExStorageConnectivity': 5000,
  'Test-CsUnifiedContactStore': 5000,
  'Request-CsCertificate': 3000,
  'Set-CsCertificate': 2000,
  'Get-CsPartnerApplication': 300,
  'New-CsPartnerApplication': 1500,
};

const TENANT_READ_MS = 200;
const TENANT_CHANGE_MS = 600;

/** Milliseconds a call takes. */
export function latencyOf(call: WorldCall): number {
  if (call.side === 'tenant') return call.change ? TENANT_CHANGE_MS : TENANT_READ_MS;
  return TIMES[call.call] ?? (call.change ? CHANGE_MS : READ_MS);
}
