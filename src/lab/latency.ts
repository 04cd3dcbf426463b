/**
 * How long calls take. The figures are plausible, not measured: directory reads a few hundred milliseconds, changes
 * about a second, certificate lists longer because every server is asked. A whole run stays near half a minute.
 * The virtual clock moves by the same amounts in both modes; real waiting happens only with latency `realistic`.
 */
import type { WorldCall } from './world';

/** Extra virtual time of every cmdlet with the fault `slow-shell`. */
export const SLOW_SHELL_MS = 30_000;

const READ_MS = 180;
const CHANGE_MS = 600;

const TIMES: Readonly<Record<string, number>> = {
  'Get-DomainController': 150,
  'Get-AuthConfig': 150,
  'Get-OrganizationConfig': 200,
  'Get-ExchangeServer': 250,
  'Get-ExchangeCertificate': 400,
  'Get-WebServicesVirtualDirectory': 350,
  'Get-AutodiscoverVirtualDirectory': 350,
  'Get-ManagementRole': 220,
  'Get-ManagementRoleEntry': 220,
  'Get-ManagementRoleAssignment': 260,
  'New-MailUser': 1400,
  'Set-MailUser': 500,
  'Remove-MailUser': 700,
  'New-ManagementRole': 900,
  'Add-ManagementRoleEntry': 400,
  'Remove-ManagementRoleEntry': 400,
  'New-ManagementRoleAssignment': 800,
  'New-PartnerApplication': 900,
};

const TENANT_READ_MS = 200;
const TENANT_CHANGE_MS = 700;

/** Milliseconds a call takes. */
export function latencyOf(call: WorldCall): number {
  if (call.side === 'tenant') return call.change ? TENANT_CHANGE_MS : TENANT_READ_MS;
  return TIMES[call.call] ?? (call.change ? CHANGE_MS : READ_MS);
}
