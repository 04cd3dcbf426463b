/** Every cmdlet of the lab's Exchange shell. */
import { getMailUser, getRecipient, getUser } from './accounts';
import { getAuthConfig, getExchangeCertificate } from './auth';
import { newExchangeCertificate, setAuthConfig } from './auth-config';
import { getAuthServer, newAuthServer, removeAuthServer, setAuthServer } from './auth-servers';
import {
  addAvailabilityAddressSpace,
  getAvailabilityAddressSpace,
  removeAvailabilityAddressSpace,
} from './availability';
import { getCasMailbox, getMailbox, setCasMailbox, setOrganizationConfig } from './client-access';
import {
  getIntraOrganizationConfiguration,
  getIntraOrganizationConnector,
  newIntraOrganizationConnector,
  removeIntraOrganizationConnector,
  setIntraOrganizationConnector,
} from './connectors';
import type { Handler } from './handler';
import { getMailboxFolderPermission, getMailboxFolderStatistics } from './mailbox-folders';
import { newMailUser, removeMailUser, setMailUser } from './mail-users';
import { testOAuthConnectivity } from './oauth-test';
import { getAcceptedDomain, getHybridConfiguration, getOrganizationConfig } from './organisation';
import {
  getPartnerApplication,
  newPartnerApplication,
  removePartnerApplication,
  setPartnerApplication,
} from './partner-applications';
import { getOrganizationRelationship, setOrganizationRelationship } from './relationships';
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
import { getClientAccessService, setClientAccessService } from './service-points';
import {
  getExchangeDiagnosticInfo,
  getSettingOverride,
  newSettingOverride,
  removeSettingOverride,
  setSettingOverride,
} from './setting-overrides';
import {
  getAutodiscoverVirtualDirectory,
  getWebServicesVirtualDirectory,
  setAutodiscoverVirtualDirectory,
  setWebServicesVirtualDirectory,
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
  'New-AuthServer': newAuthServer,
  'Set-AuthServer': setAuthServer,
  'Remove-AuthServer': removeAuthServer,
  'New-IntraOrganizationConnector': newIntraOrganizationConnector,
  'Set-IntraOrganizationConnector': setIntraOrganizationConnector,
  'Remove-IntraOrganizationConnector': removeIntraOrganizationConnector,
  'Get-AvailabilityAddressSpace': getAvailabilityAddressSpace,
  'Add-AvailabilityAddressSpace': addAvailabilityAddressSpace,
  'Remove-AvailabilityAddressSpace': removeAvailabilityAddressSpace,
  'Get-OrganizationRelationship': getOrganizationRelationship,
  'Set-OrganizationRelationship': setOrganizationRelationship,
  'New-SettingOverride': newSettingOverride,
  'Set-SettingOverride': setSettingOverride,
  'Remove-SettingOverride': removeSettingOverride,
  'Get-ExchangeDiagnosticInfo': getExchangeDiagnosticInfo,
  'Set-OrganizationConfig': setOrganizationConfig,
  'Get-CASMailbox': getCasMailbox,
  'Set-CASMailbox': setCasMailbox,
  'Get-Mailbox': getMailbox,
  'Get-MailboxFolderStatistics': getMailboxFolderStatistics,
  'Get-MailboxFolderPermission': getMailboxFolderPermission,
  'Set-WebServicesVirtualDirectory': setWebServicesVirtualDirectory,
  'Set-AutodiscoverVirtualDirectory': setAutodiscoverVirtualDirectory,
  'Set-AuthConfig': setAuthConfig,
  'New-ExchangeCertificate': newExchangeCertificate,
  'Test-OAuthConnectivity': testOAuthConnectivity,
  'Get-ClientAccessService': getClientAccessService,
  'Set-ClientAccessService': setClientAccessService,
  'Get-ClientAccessServer': getClientAccessService,
  'Set-ClientAccessServer': setClientAccessService,
};
