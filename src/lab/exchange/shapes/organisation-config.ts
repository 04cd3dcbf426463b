/**
 * What the organisation object of the lab answers besides its names. Property names are those a 2019 server sends;
 * the values are those of an organisation whose settings nobody changed.
 */

type Names = readonly string[];

const words = (text: string): Names => text.trim().split(/\s+/);

const fill = <Value>(names: Names, value: () => Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, value()]));

/** Settings nobody has touched: they come as $null, not as false. */
const UNSET = words(`
  AVAuthenticationService AdfsEncryptCertificateThumbprint AdfsIssuer CompassEnabled
  DataClassifications DefaultAuthenticationPolicy DefaultDataEncryptionPolicy DefaultMailboxRegion
  DefaultMailboxRegionLastUpdateTime DefaultPublicFolderAgeLimit DistributionGroupDefaultOU
  EwsAllowEntourage EwsAllowList EwsAllowMacOutlook EwsAllowOutlook EwsApplicationAccessPolicy
  EwsBlockList EwsEnabled FocusedInboxOn ForeignForestOrgAdminUSGSid
  ForeignForestRecipientAdminUSGSid ForeignForestViewOnlyAdminUSGSid GroupsCreationWhitelistedId
  GroupsNamingPolicy GroupsUsageGuidelinesLink GuestsUsageGuidelinesLink
  HierarchicalAddressBookRoot MaxAddressBookPolicies MaxOfflineAddressBooks
  MicrosoftExchangeRecipientReplyRecipient ReleaseTrack SIPAccessService
  SIPSessionBorderController ServiceInstanceMove SharePointUrl SiteMailboxCreationURL
`);

/** Settings that are off. */
const OFF = words(`
  ACLableSyncedObjectEnabled AutoExpandingArchiveEnabled AzurePremiumSubscriptionStatus
  CustomerLockboxEnabled DirectReportsGroupAutoCreationEnabled ElcProcessingDisabled
  EmptyAddressBookForNonExchangeUsers EnableAuthAdminReadSession EnableDownloadDomains
  EnableOrgWidePermissionOnScopedRoles EndUserDLUpgradeFlowsDisabled
  ForwardSyncLiveIdBusinessInstance HiddenMembershipGroupsCreationEnabled IntuneManagedStatus
  IsDehydrated IsExcludedFromOffboardMigration IsExcludedFromOnboardMigration
  IsFfoMigrationInProgress IsGuidPrefixedLegacyDnDisabled IsLicensingEnforced
  IsMailboxForcedReplicationDisabled IsMixedMode IsProcessEhaMigratedMessagesEnabled
  IsTenantAccessBlocked IsTenantInGracePeriod IsUpdatingServicePlan IsUpgradingOrganization
  LeanPopoutEnabled MailTipsExternalRecipientsTipsEnabled MailboxDataEncryptionEnabled
  OAuth2ClientProfileEnabled OfficeGraphActivitySharingOrgOptout PerTenantSwitchToESTSEnabled
  PublicComputersDetectionEnabled PublicFolderMailboxesLockedForNewConnections
  PublicFolderMailboxesMigrationComplete PublicFolderMigrationComplete
  PublicFolderShowClientControl PublicFoldersLockedForMigration ReadTrackingEnabled
  RealTimeLogServiceEnabled RefreshSessionEnabled TenantRelocationsAllowed
  UseIcsSyncStateStreaming
`);

/** Settings that are on. */
const ON = words(`
  ActivityBasedAuthenticationTimeoutEnabled
  ActivityBasedAuthenticationTimeoutWithSingleSignOnEnabled AllowToAddGuests AppsForOfficeEnabled
  AsyncSendEnabled BookingsEnabled ConnectorsActionableMessagesEnabled ConnectorsEnabled
  CustomerFeedbackEnabled ExchangeNotificationEnabled GroupsCreationEnabled GuestsEnabled
  IsAddressListPagingEnabled IsAgendaMailEnabled LinkPreviewEnabled MailTipsAllTipsEnabled
  MailTipsGroupMetricsEnabled MailTipsMailboxSourcedTipsEnabled MapiHttpEnabled
  MicrosoftExchangeRecipientEmailAddressPolicyEnabled MitigationsEnabled
  SmtpActionableMessagesEnabled UnblockUnsafeSenderPromptEnabled
`);

/** Lists without members. */
const EMPTY_LISTS = words(`
  AdfsAudienceUris AdfsSignCertificateThumbprints AllowedMailboxRegions
  DistributionGroupNameBlockedWordsList ExchangeNotificationRecipients ForeignForestFQDN
  IPListBlocked InPlaceHolds OrganizationSummary RemotePublicFolderMailboxes UMAvailableLanguages
`);

/** Texts that are empty, not $null. */
const EMPTY_TEXTS = words(`
  AdfsAuthenticationConfiguration DisplayName DistributionGroupNamingPolicy ForestConfigVersion
  ManagedFolderHomepage NetworkThrottlingConfiguration OrganizationConfigHash
  RootPublicFolderMailbox ServicePlan TargetServicePlan WACDiscoveryEndpoint
`);

const VALUES = {
  ObjectVersion: 16763,
  DefaultPublicFolderIssueWarningQuota: 'Unlimited',
  DefaultPublicFolderProhibitPostQuota: 'Unlimited',
  DefaultPublicFolderMaxItemSize: 'Unlimited',
  DefaultPublicFolderDeletedItemRetention: '30.00:00:00',
  DefaultPublicFolderMovedItemRetention: '7.00:00:00',
  PublicFoldersEnabled: 'Local',
  ActivityBasedAuthenticationTimeoutInterval: '06:00:00',
  Industry: 'NotSpecified',
  MailTipsLargeAudienceThreshold: 25,
  SCLJunkThreshold: 4,
  MaxConcurrentMigrations: 'Unlimited',
  PreferredInternetCodePageForShiftJis: 0,
  RequiredCharsetCoverage: 100,
  ByteEncoderTypeFor7BitCharsets: 0,
  RmsoSubscriptionStatus: 'Unknown',
  HybridConfigurationStatus: 'Unknown',
  Heuristics: 'None',
  ResourceAddressLists: ['\\All Rooms'],
  PreviousAdminDisplayVersion: '0.10 (14.0.100.0)',
  RBACConfigurationVersion: '0.1 (15.2.1748.10)',
  AdminDisplayVersion: '0.20 (15.1.0.0)',
  FocusedInboxOnLastUpdateTime: '0001-01-01T00:00:00',
  ForestConfigLastRunTime: '0001-01-01T00:00:00',
  MimeTypes: ['text/plain;txt', 'text/html;htm', 'application/pdf;pdf'],
} as const;

/** Properties and values that do not depend on the organisation. */
export const ORGANISATION_DEFAULTS: Readonly<Record<string, unknown>> = {
  ...fill(UNSET, () => null),
  ...fill(OFF, () => false),
  ...fill(ON, () => true),
  ...fill(EMPTY_LISTS, () => []),
  ...fill(EMPTY_TEXTS, () => ''),
  ...VALUES,
};
