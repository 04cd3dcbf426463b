/**
 * The lab's own table of cmdlets and their parameters. It names only what the lab supports; a parameter that a real
 * server has and the lab does not is refused like an unknown one. Tests hold it against the official pages.
 */

import {
  BOOLEAN,
  IDENTITY,
  NAME,
  REQUIRED_IDENTITY,
  SWITCH,
  TEXT,
  change,
  inSet,
  read,
  removal,
} from './parameter-rules';
import type { CmdletRule, ParameterRule } from './parameter-rules';
import { OAUTH_CMDLETS } from './parameters-oauth';
import { SERVICE_POINT_CMDLETS } from './parameters-service-points';

const ACCOUNT_NAME: ParameterRule = { type: 'text', required: true, maxLength: 64 };
const ACCOUNT_TYPE: ParameterRule = {
  type: 'choice',
  values: ['OrganizationalAccount', 'ConsumerAccount'],
};
const VIRTUAL_DIRECTORY = read(
  {
    Identity: inSet(IDENTITY, 'Identity'),
    Server: inSet(REQUIRED_IDENTITY, 'Server'),
    ADPropertiesOnly: SWITCH,
    ShowMailboxVirtualDirectories: SWITCH,
  },
  'Identity',
);

/** Every cmdlet of the lab's Exchange shell. */
export const CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-ExchangeServer': read(
    {
      Identity: inSet(IDENTITY, 'Identity'),
      Domain: { type: 'text', required: true, sets: ['Domain'] },
      Status: SWITCH,
    },
    'Identity',
  ),
  'Get-DomainController': {
    change: false,
    defaultSet: 'DomainController',
    parameters: {
      DomainName: inSet(TEXT, 'DomainController'),
      Forest: inSet(TEXT, 'GlobalCatalog'),
      GlobalCatalog: { type: 'switch', required: true, sets: ['GlobalCatalog'] },
    },
  },
  'Get-AcceptedDomain': read({ Identity: IDENTITY }),
  'Get-HybridConfiguration': read({}),
  'Get-AuthConfig': read({}),
  'Get-ExchangeCertificate': read(
    {
      Identity: inSet(IDENTITY, 'Identity'),
      Server: inSet(IDENTITY, 'Instance', 'Thumbprint'),
      Thumbprint: inSet(TEXT, 'Thumbprint'),
    },
    'Thumbprint',
  ),
  'Get-WebServicesVirtualDirectory': VIRTUAL_DIRECTORY,
  'Get-AutodiscoverVirtualDirectory': VIRTUAL_DIRECTORY,

  'Get-PartnerApplication': read({ Identity: IDENTITY }),
  'New-PartnerApplication': change(
    {
      Name: NAME,
      ApplicationIdentifier: { type: 'text', required: true, sets: ['ACSTrustApplication'] },
      Realm: inSet(TEXT, 'ACSTrustApplication'),
      AuthMetadataUrl: { type: 'text', required: true, sets: ['AuthMetadataUrl'] },
      TrustAnySSLCertificate: inSet(SWITCH, 'AuthMetadataUrl'),
      Enabled: BOOLEAN,
      LinkedAccount: IDENTITY,
      AcceptSecurityIdentifierInformation: BOOLEAN,
      AccountType: ACCOUNT_TYPE,
    },
    'AuthMetadataUrl',
  ),
  'Set-PartnerApplication': change(
    {
      Identity: REQUIRED_IDENTITY,
      Name: { type: 'text', notEmpty: true },
      ApplicationIdentifier: inSet(TEXT, 'ACSTrustApplication'),
      Realm: inSet(TEXT, 'ACSTrustApplication'),
      AuthMetadataUrl: inSet(TEXT, 'AuthMetadataUrl'),
      RefreshAuthMetadata: inSet(SWITCH, 'RefreshAuthMetadata'),
      Enabled: BOOLEAN,
      LinkedAccount: IDENTITY,
      AcceptSecurityIdentifierInformation: BOOLEAN,
      AccountType: ACCOUNT_TYPE,
    },
    'ACSTrustApplication',
  ),
  'Remove-PartnerApplication': removal({ Identity: REQUIRED_IDENTITY }),

  'Get-Recipient': read(
    { Identity: inSet(IDENTITY, 'Identity'), ResultSize: { type: 'size' } },
    'Identity',
  ),
  'Get-User': read(
    { Identity: inSet(IDENTITY, 'Identity'), ResultSize: { type: 'size' } },
    'Identity',
  ),
  'Get-MailUser': {
    change: false,
    defaultSet: 'Identity',
    parameters: {
      Identity: inSet(IDENTITY, 'Identity'),
      ResultSize: { type: 'size' },
      DomainController: inSet(TEXT, 'AnrSet', 'Identity'),
    },
  },
  'New-MailUser': change({
    Name: ACCOUNT_NAME,
    ExternalEmailAddress: { type: 'address', required: true },
    Alias: { type: 'text', notEmpty: true, maxLength: 64 },
    DisplayName: { type: 'text', maxLength: 256 },
    PrimarySmtpAddress: { type: 'address' },
    SamAccountName: { type: 'text', notEmpty: true, maxLength: 20 },
    OrganizationalUnit: IDENTITY,
  }),
  'Set-MailUser': change({
    Identity: REQUIRED_IDENTITY,
    HiddenFromAddressListsEnabled: BOOLEAN,
    EmailAddressPolicyEnabled: BOOLEAN,
    DisplayName: { type: 'text', maxLength: 256 },
    ExternalEmailAddress: { type: 'address' },
  }),
  'Remove-MailUser': removal({ Identity: REQUIRED_IDENTITY }),

  'Get-ManagementRole': read(
    {
      Identity: IDENTITY,
      GetChildren: { type: 'switch', required: true, sets: ['GetChildren'] },
      Recurse: { type: 'switch', required: true, sets: ['Recurse'] },
      RoleType: TEXT,
    },
    'Identity',
  ),
  'New-ManagementRole': change(
    {
      Name: ACCOUNT_NAME,
      Parent: { type: 'identity', required: true, sets: ['NewDerivedRole'] },
      Description: TEXT,
    },
    'NewDerivedRole',
  ),
  'Remove-ManagementRole': removal({ Identity: REQUIRED_IDENTITY, Recurse: SWITCH }),
  'Get-ManagementRoleEntry': read({ Identity: REQUIRED_IDENTITY, Type: { type: 'texts' } }),
  'Add-ManagementRoleEntry': change(
    {
      Identity: { type: 'identity', required: true, sets: ['Identity'] },
      Type: { type: 'text', sets: ['Identity'] },
      Overwrite: SWITCH,
      ParentRoleEntry: { type: 'identity', required: true, sets: ['ParentRoleEntry'] },
      Role: { type: 'identity', required: true, sets: ['ParentRoleEntry'] },
    },
    'Identity',
  ),
  'Remove-ManagementRoleEntry': removal({ Identity: REQUIRED_IDENTITY }),
  'Get-ManagementRoleAssignment': read(
    {
      Identity: inSet(IDENTITY, 'Identity'),
      RoleAssignee: inSet(IDENTITY, 'RoleAssignee'),
      Role: inSet(IDENTITY, 'RoleAssignee'),
      AssignmentMethod: {
        type: 'choices',
        sets: ['RoleAssignee'],
        values: ['Direct', 'SecurityGroup', 'RoleGroup', 'RoleAssignmentPolicy'],
      },
      Delegating: BOOLEAN,
      Enabled: BOOLEAN,
    },
    'Identity',
  ),
  'New-ManagementRoleAssignment': {
    change: true,
    defaultSet: 'User',
    parameters: {
      Confirm: SWITCH,
      WhatIf: SWITCH,
      DomainController: inSet(TEXT, 'User', 'SecurityGroup', 'Policy', 'Computer'),
      Name: { type: 'text', notEmpty: true, maxLength: 64 },
      Role: REQUIRED_IDENTITY,
      User: { type: 'identity', required: true, sets: ['User'] },
      SecurityGroup: { type: 'identity', required: true, sets: ['SecurityGroup'] },
      Delegating: inSet(SWITCH, 'User', 'SecurityGroup', 'App'),
    },
  },
  'Remove-ManagementRoleAssignment': removal({ Identity: REQUIRED_IDENTITY }),
  ...OAUTH_CMDLETS,
  ...SERVICE_POINT_CMDLETS,
};

/** PowerShell's own parameters, which every cmdlet has. The lab accepts and ignores them. */
export const COMMON_PARAMETERS: ReadonlySet<string> = new Set([
  'erroraction',
  'warningaction',
  'verbose',
  'debug',
]);
