/** The cmdlets of OAuth between Exchange Server and Exchange Online, as an Exchange server offers them. */
import {
  BOOLEAN,
  IDENTITY,
  NAME,
  REQUIRED_IDENTITY,
  RISK,
  SWITCH,
  TEXT,
  change,
  inSet,
  read,
  removal,
} from './parameter-rules';
import type { CmdletRule, ParameterRule } from './parameter-rules';

const TEXTS: ParameterRule = { type: 'texts' };
const NULLABLE: ParameterRule = { type: 'nullable-boolean' };
const METADATA = ['AuthMetadataUrl', 'NativeClientAuthServer'] as const;

/** Settings of access to Exchange Web Services; organisation and mailbox have the same. */
export const EWS_ACCESS = {
  EwsEnabled: NULLABLE,
  EwsApplicationAccessPolicy: {
    type: 'choice',
    values: ['EnforceAllowList', 'EnforceBlockList'],
    nullable: true,
  },
  EwsAllowList: TEXTS,
  EwsBlockList: TEXTS,
} as const satisfies CmdletRule['parameters'];

/** Test-OAuthConnectivity, equal on both sides. A read: nothing is left behind. */
export const OAUTH_TEST: CmdletRule = {
  change: false,
  parameters: {
    Service: { type: 'choice', required: true, values: ['EWS', 'AutoD', 'Generic'] },
    TargetUri: { type: 'text', required: true },
    Mailbox: IDENTITY,
    AppOnly: SWITCH,
    ReloadConfig: SWITCH,
    UseCachedToken: SWITCH,
    Confirm: SWITCH,
    WhatIf: SWITCH,
  },
};

const AUTHENTICATION = {
  Identity: REQUIRED_IDENTITY,
  OAuthAuthentication: BOOLEAN,
  WindowsAuthentication: BOOLEAN,
  WSSecurityAuthentication: BOOLEAN,
  BasicAuthentication: BOOLEAN,
} as const;

/** Rules by cmdlet. */
export const OAUTH_CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-AuthServer': read({ Identity: IDENTITY }),
  'New-AuthServer': change(
    {
      Name: NAME,
      AuthMetadataUrl: { type: 'text', required: true, sets: METADATA },
      Type: {
        type: 'choice',
        required: true,
        values: ['ADFS', 'AzureAD', 'Facebook', 'LinkedIn', 'MicrosoftACS'],
        sets: ['NativeClientAuthServer'],
      },
      TrustAnySSLCertificate: inSet(SWITCH, ...METADATA),
      DomainName: TEXTS,
      Enabled: BOOLEAN,
    },
    'AuthMetadataUrl',
  ),
  'Set-AuthServer': change(
    {
      Identity: REQUIRED_IDENTITY,
      Name: { type: 'text', notEmpty: true },
      AuthMetadataUrl: inSet(TEXT, ...METADATA),
      TrustAnySSLCertificate: inSet(SWITCH, ...METADATA),
      IsDefaultAuthorizationEndpoint: inSet(BOOLEAN, 'NativeClientAuthServer'),
      RefreshAuthMetadata: inSet(SWITCH, 'RefreshAuthMetadata'),
      ApplicationIdentifier: inSet(TEXT, 'AppSecret'),
      DomainName: TEXTS,
      Enabled: BOOLEAN,
    },
    'AuthMetadataUrl',
  ),
  'Remove-AuthServer': removal({ Identity: REQUIRED_IDENTITY }),

  'Get-IntraOrganizationConfiguration': { change: false, parameters: {} },
  'Get-IntraOrganizationConnector': read({ Identity: IDENTITY }),
  'New-IntraOrganizationConnector': change({
    Name: NAME,
    DiscoveryEndpoint: { type: 'text', required: true },
    TargetAddressDomains: { type: 'texts', required: true },
    Enabled: BOOLEAN,
  }),
  'Set-IntraOrganizationConnector': change({
    Identity: REQUIRED_IDENTITY,
    DiscoveryEndpoint: { type: 'text', notEmpty: true },
    TargetAddressDomains: TEXTS,
    Enabled: BOOLEAN,
  }),
  'Remove-IntraOrganizationConnector': removal({ Identity: REQUIRED_IDENTITY }),

  'Get-AvailabilityAddressSpace': read({ Identity: IDENTITY }),
  'Add-AvailabilityAddressSpace': change({
    ForestName: NAME,
    AccessMethod: {
      type: 'choice',
      required: true,
      values: ['PerUserFB', 'OrgWideFB', 'OrgWideFBToken', 'InternalProxy', 'PublicFolder'],
    },
    ProxyUrl: TEXT,
    TargetAutodiscoverEpr: TEXT,
    UseServiceAccount: BOOLEAN,
  }),
  'Remove-AvailabilityAddressSpace': removal({ Identity: REQUIRED_IDENTITY }),

  'Get-OrganizationRelationship': read({ Identity: IDENTITY }),
  'Set-OrganizationRelationship': change({
    Identity: REQUIRED_IDENTITY,
    Enabled: BOOLEAN,
    TargetSharingEpr: TEXT,
    TargetAutodiscoverEpr: TEXT,
    DomainNames: TEXTS,
    FreeBusyAccessEnabled: BOOLEAN,
  }),

  'Get-SettingOverride': read({ Identity: IDENTITY }),
  'New-SettingOverride': change({
    Name: NAME,
    Component: { type: 'text', required: true },
    Section: { type: 'text', required: true },
    Parameters: { type: 'texts', required: true },
    Reason: { type: 'text', required: true },
    Server: TEXTS,
    Force: SWITCH,
  }),
  'Set-SettingOverride': change({
    Identity: REQUIRED_IDENTITY,
    Parameters: TEXTS,
    Reason: TEXT,
    Server: TEXTS,
    Force: SWITCH,
  }),
  'Remove-SettingOverride': removal({ Identity: REQUIRED_IDENTITY }),
  'Get-ExchangeDiagnosticInfo': {
    change: false,
    remembers: true,
    parameters: {
      Server: IDENTITY,
      Process: TEXT,
      Component: TEXT,
      Argument: TEXT,
      Unlimited: SWITCH,
    },
  },

  'Get-OrganizationConfig': read({}),
  'Set-OrganizationConfig': {
    change: true,
    defaultSet: 'AdfsAuthenticationParameter',
    parameters: {
      ...RISK,
      DomainController: inSet(TEXT, 'AdfsAuthenticationParameter'),
      ...EWS_ACCESS,
      OAuth2ClientProfileEnabled: inSet(BOOLEAN, 'AdfsAuthenticationParameter'),
    },
  },
  'Get-CASMailbox': read({ Identity: inSet(IDENTITY, 'Identity') }, 'Identity'),
  'Set-CASMailbox': change({ Identity: REQUIRED_IDENTITY, ...EWS_ACCESS }),
  'Get-MailboxFolderStatistics': read({
    Identity: REQUIRED_IDENTITY,
    FolderScope: { type: 'choice', values: ['All', 'Calendar', 'Inbox', 'RecoverableItems'] },
  }),
  'Get-MailboxFolderPermission': read({ Identity: REQUIRED_IDENTITY }),
  'Get-Mailbox': {
    change: false,
    defaultSet: 'Identity',
    parameters: {
      Identity: inSet(IDENTITY, 'Identity'),
      Anr: inSet(TEXT, 'AnrSet'),
      ResultSize: { type: 'size' },
      DomainController: inSet(TEXT, 'AnrSet', 'Identity'),
    },
  },
  'Set-WebServicesVirtualDirectory': change({
    ...AUTHENTICATION,
    InternalUrl: TEXT,
    ExternalUrl: TEXT,
    Force: SWITCH,
  }),
  'Set-AutodiscoverVirtualDirectory': change(AUTHENTICATION),

  'Set-AuthConfig': change(
    {
      CertificateThumbprint: {
        type: 'text',
        required: true,
        sets: ['CurrentCertificateParameter'],
      },
      NewCertificateThumbprint: inSet(TEXT, 'NewCertificateParameter'),
      NewCertificateEffectiveDate: inSet({ type: 'date' }, 'NewCertificateParameter'),
      PublishCertificate: inSet(SWITCH, 'PublishAuthCertificateParameter'),
      ClearPreviousCertificate: inSet(SWITCH, 'PublishAuthCertificateParameter'),
      Force: inSet(
        SWITCH,
        'CurrentCertificateParameter',
        'NewCertificateParameter',
        'PublishAuthCertificateParameter',
      ),
    },
    'NewCertificateParameter',
  ),
  'New-ExchangeCertificate': change({
    SubjectName: TEXT,
    DomainName: TEXTS,
    FriendlyName: TEXT,
    KeySize: { type: 'count' },
    PrivateKeyExportable: BOOLEAN,
    Server: IDENTITY,
    Services: {
      type: 'choices',
      values: ['None', 'Federation', 'IIS', 'IMAP', 'POP', 'SMTP', 'UM', 'UMCallRouter'],
      sets: ['Certificate'],
    },
    Force: SWITCH,
  }),

  'Test-OAuthConnectivity': OAUTH_TEST,
};
