/** Every cmdlet of the lab's Skype for Business Server. */
import {
  getCsCertificate,
  importCsCertificate,
  removeCsCertificate,
  requestCsCertificate,
  setCsCertificate,
} from './certificates';
import {
  getCsAccessEdgeConfiguration,
  getCsHostingProvider,
  newCsHostingProvider,
  removeCsHostingProvider,
  setCsAccessEdgeConfiguration,
  setCsHostingProvider,
} from './federation';
import type { SkypeHandler } from './handler';
import { getCsOAuthConfiguration, setCsOAuthConfiguration } from './oauth-configuration';
import {
  getCsOAuthServer,
  newCsOAuthServer,
  removeCsOAuthServer,
  setCsOAuthServer,
} from './oauth-servers';
import {
  getCsPartnerApplication,
  newCsPartnerApplication,
  removeCsPartnerApplication,
  setCsPartnerApplication,
} from './partner-applications';
import {
  getCsArchivingConfiguration,
  getCsArchivingPolicy,
  getCsUserServicesPolicy,
  newCsArchivingPolicy,
  setCsArchivingConfiguration,
  setCsArchivingPolicy,
  setCsUserServicesPolicy,
} from './policies';
import {
  debugCsUnifiedContactStore,
  testCsExStorageConnectivity,
  testCsUnifiedContactStore,
} from './storage';
import {
  getCsComputer,
  getCsManagementStoreReplicationStatus,
  getCsPool,
  getCsServerVersion,
  getCsService,
  getCsSipDomain,
  getCsSite,
  getCsWindowsService,
  invokeCsManagementStoreReplication,
} from './topology';
import { getCsUser, grantCsArchivingPolicy, setCsUser } from './users';

/** Handlers by cmdlet name, as the parameter table spells it. */
export const SKYPE_HANDLERS: Readonly<Record<string, SkypeHandler>> = {
  'Get-CsSipDomain': getCsSipDomain,
  'Get-CsSite': getCsSite,
  'Get-CsPool': getCsPool,
  'Get-CsComputer': getCsComputer,
  'Get-CsService': getCsService,
  'Get-CsServerVersion': getCsServerVersion,
  'Get-CsWindowsService': getCsWindowsService,
  'Get-CsManagementStoreReplicationStatus': getCsManagementStoreReplicationStatus,
  'Invoke-CsManagementStoreReplication': invokeCsManagementStoreReplication,
  'Get-CsCertificate': getCsCertificate,
  'Set-CsCertificate': setCsCertificate,
  'Import-CsCertificate': importCsCertificate,
  'Request-CsCertificate': requestCsCertificate,
  'Remove-CsCertificate': removeCsCertificate,
  'Get-CsOAuthConfiguration': getCsOAuthConfiguration,
  'Set-CsOAuthConfiguration': setCsOAuthConfiguration,
  'Get-CsPartnerApplication': getCsPartnerApplication,
  'New-CsPartnerApplication': newCsPartnerApplication,
  'Set-CsPartnerApplication': setCsPartnerApplication,
  'Remove-CsPartnerApplication': removeCsPartnerApplication,
  'Get-CsOAuthServer': getCsOAuthServer,
  'New-CsOAuthServer': newCsOAuthServer,
  'Set-CsOAuthServer': setCsOAuthServer,
  'Remove-CsOAuthServer': removeCsOAuthServer,
  'Test-CsExStorageConnectivity': testCsExStorageConnectivity,
  'Test-CsUnifiedContactStore': testCsUnifiedContactStore,
  'Debug-CsUnifiedContactStore': debugCsUnifiedContactStore,
  'Get-CsUser': getCsUser,
  'Set-CsUser': setCsUser,
  'Get-CsArchivingConfiguration': getCsArchivingConfiguration,
  'Set-CsArchivingConfiguration': setCsArchivingConfiguration,
  'Get-CsArchivingPolicy': getCsArchivingPolicy,
  'New-CsArchivingPolicy': newCsArchivingPolicy,
  'Set-CsArchivingPolicy': setCsArchivingPolicy,
  'Grant-CsArchivingPolicy': grantCsArchivingPolicy,
  'Get-CsUserServicesPolicy': getCsUserServicesPolicy,
  'Set-CsUserServicesPolicy': setCsUserServicesPolicy,
  'Get-CsHostingProvider': getCsHostingProvider,
  'Set-CsHostingProvider': setCsHostingProvider,
  'New-CsHostingProvider': newCsHostingProvider,
  'Remove-CsHostingProvider': removeCsHostingProvider,
  'Get-CsAccessEdgeConfiguration': getCsAccessEdgeConfiguration,
  'Set-CsAccessEdgeConfiguration': setCsAccessEdgeConfiguration,
};
