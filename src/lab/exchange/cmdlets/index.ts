/** Every cmdlet of the lab's Exchange shell. */
import { getMailUser, getRecipient, getUser } from './accounts';
import { getAuthConfig, getAuthServer, getExchangeCertificate } from './auth';
import type { Handler } from './handler';
import { newMailUser, removeMailUser, setMailUser } from './mail-users';
import {
  getAcceptedDomain,
  getHybridConfiguration,
  getIntraOrganizationConfiguration,
  getIntraOrganizationConnector,
  getOrganizationConfig,
  getSettingOverride,
} from './organisation';
import {
  getPartnerApplication,
  newPartnerApplication,
  removePartnerApplication,
  setPartnerApplication,
} from './partner-applications';
import {
  getManagementRoleAssignment,
  newManagementRoleAssignment,
  removeManagementRoleAssignment,
} from './role-assignments';
import {
  addManagementRoleEntry,
  getManagementRoleEntry,
  removeManagementRoleEntry,
} from './role-entries';
import { getManagementRole, newManagementRole, removeManagementRole } from './roles';
import { getDomainController, getExchangeServer } from './servers';
import {
  getAutodiscoverVirtualDirectory,
  getWebServicesVirtualDirectory,
} from './virtual-directories';

/** Handlers by cmdlet name, as the parameter table spells it. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  'Get-ExchangeServer': getExchangeServer,
  'Get-DomainController': getDomainController,
  'Get-AcceptedDomain': getAcceptedDomain,
  'Get-OrganizationConfig': getOrganizationConfig,
  'Get-HybridConfiguration': getHybridConfiguration,
  'Get-AuthConfig': getAuthConfig,
  'Get-ExchangeCertificate': getExchangeCertificate,
  'Get-AuthServer': getAuthServer,
  'Get-SettingOverride': getSettingOverride,
  'Get-IntraOrganizationConnector': getIntraOrganizationConnector,
  'Get-IntraOrganizationConfiguration': getIntraOrganizationConfiguration,
  'Get-WebServicesVirtualDirectory': getWebServicesVirtualDirectory,
  'Get-AutodiscoverVirtualDirectory': getAutodiscoverVirtualDirectory,
  'Get-PartnerApplication': getPartnerApplication,
  'New-PartnerApplication': newPartnerApplication,
  'Set-PartnerApplication': setPartnerApplication,
  'Remove-PartnerApplication': removePartnerApplication,
  'Get-Recipient': getRecipient,
  'Get-User': getUser,
  'Get-MailUser': getMailUser,
  'New-MailUser': newMailUser,
  'Set-MailUser': setMailUser,
  'Remove-MailUser': removeMailUser,
  'Get-ManagementRole': getManagementRole,
  'New-ManagementRole': newManagementRole,
  'Remove-ManagementRole': removeManagementRole,
  'Get-ManagementRoleEntry': getManagementRoleEntry,
  'Add-ManagementRoleEntry': addManagementRoleEntry,
  'Remove-ManagementRoleEntry': removeManagementRoleEntry,
  'Get-ManagementRoleAssignment': getManagementRoleAssignment,
  'New-ManagementRoleAssignment': newManagementRoleAssignment,
  'Remove-ManagementRoleAssignment': removeManagementRoleAssignment,
};
