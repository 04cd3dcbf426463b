/**
 * The cmdlets of Skype for Business Server that the lab has, with the parameters it supports. Tests hold the table
 * against the official pages. That the Remove- cmdlets ask unless -Confirm:$false or -Force is given is inferred.
 */
import {
  BOOLEAN,
  IDENTITY,
  REQUIRED_IDENTITY,
  SWITCH,
  TEXT,
  inSet,
} from '../exchange/parameter-rules';
import type { CmdletRule, ParameterRule } from '../exchange/parameter-rules';
import { SKYPE_POLICY_CMDLETS } from './parameters-policies';

const REQUIRED_TEXT: ParameterRule = { type: 'text', required: true };
const COUNT: ParameterRule = { type: 'count' };
const DATE: ParameterRule = { type: 'date' };
/** The list is open: pages do not name OAuthTokenIssuer, the articles do. */
const CERTIFICATE_TYPE: ParameterRule = {
  type: 'choices',
  values: ['Default', 'WebServicesInternal', 'WebServicesExternal', 'OAuthTokenIssuer'],
};
const BINDING: ParameterRule = { type: 'choice', values: ['NetNamedPipe', 'NetTCP'] };
const TRUST: ParameterRule = { type: 'choice', values: ['Full', 'Application', 'User'] };
const SERVICE_KINDS = ['WebServer', 'Registrar', 'UserServer', 'EdgeServer', 'CentralManagement'];

const read = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: false,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters,
});
const change = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: true,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters: { Confirm: SWITCH, WhatIf: SWITCH, Force: SWITCH, ...parameters },
});
const removal = (parameters: CmdletRule['parameters']): CmdletRule => ({
  ...change(parameters),
  confirms: true,
});
const listed = (): CmdletRule => read({ Identity: inSet(IDENTITY, 'Identity') }, 'Identity');

/** Rules by cmdlet. */
export const SKYPE_CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-CsSipDomain': listed(),
  'Get-CsSite': listed(),
  'Get-CsPool': read({ Identity: inSet(IDENTITY, 'Identity'), Site: TEXT }, 'Identity'),
  'Get-CsComputer': read({ Identity: inSet(IDENTITY, 'Identity'), Pool: TEXT }, 'Identity'),
  'Get-CsService': read(
    {
      Identity: inSet(IDENTITY, 'Identity'),
      PoolFqdn: TEXT,
      ...Object.fromEntries(SERVICE_KINDS.map((kind) => [kind, inSet(SWITCH, kind)])),
    },
    'Identity',
  ),
  'Get-CsServerVersion': read({}),
  'Get-CsWindowsService': read({ ComputerName: TEXT, Name: TEXT }),
  'Get-CsManagementStoreReplicationStatus': read({ ReplicaFqdn: TEXT }),
  'Invoke-CsManagementStoreReplication': {
    change: true,
    parameters: { ReplicaFqdn: TEXT, Force: SWITCH },
  },

  'Get-CsCertificate': read({ Identity: IDENTITY, Type: CERTIFICATE_TYPE }),
  'Set-CsCertificate': change({
    Identity: IDENTITY,
    Type: CERTIFICATE_TYPE,
    Thumbprint: REQUIRED_TEXT,
    EffectiveDate: DATE,
    Roll: SWITCH,
  }),
  'Import-CsCertificate': change({
    Identity: REQUIRED_IDENTITY,
    Type: { ...CERTIFICATE_TYPE, required: true },
    Path: REQUIRED_TEXT,
    Password: TEXT,
    EffectiveDate: DATE,
    Roll: SWITCH,
  }),
  'Request-CsCertificate': change({
    New: { type: 'switch', required: true },
    Type: { ...CERTIFICATE_TYPE, required: true },
    CA: TEXT,
    FriendlyName: TEXT,
    KeySize: COUNT,
    PrivateKeyExportable: BOOLEAN,
    DomainName: TEXT,
    AllSipDomain: SWITCH,
    ComputerFqdn: TEXT,
  }),
  'Remove-CsCertificate': removal({
    Identity: IDENTITY,
    Type: CERTIFICATE_TYPE,
    Previous: SWITCH,
  }),

  'Get-CsOAuthConfiguration': listed(),
  'Set-CsOAuthConfiguration': change(
    {
      Identity: inSet(IDENTITY, 'Identity'),
      Realm: inSet(TEXT, 'Identity'),
      ServiceName: inSet(TEXT, 'Identity'),
      ClientAuthorizationOAuthServerIdentity: inSet(TEXT, 'Identity'),
      ExchangeAutodiscoverUrl: inSet(TEXT, 'Identity'),
      ExchangeAutodiscoverAllowedDomains: inSet(TEXT, 'Identity'),
    },
    'Identity',
  ),
  'Get-CsPartnerApplication': listed(),
  'New-CsPartnerApplication': change({
    Identity: IDENTITY,
    ApplicationTrustLevel: { ...TRUST, required: true },
    MetadataUrl: { ...REQUIRED_TEXT, sets: ['MetadataUrl'] },
    ApplicationIdentifier: { ...REQUIRED_TEXT, sets: ['UseOAuthServer'] },
    Realm: inSet(TEXT, 'UseOAuthServer'),
    UseOAuthServer: { type: 'switch', required: true, sets: ['UseOAuthServer'] },
    AcceptSecurityIdentifierInformation: BOOLEAN,
    Enabled: BOOLEAN,
  }),
  'Set-CsPartnerApplication': change(
    {
      Identity: REQUIRED_IDENTITY,
      ApplicationTrustLevel: TRUST,
      AcceptSecurityIdentifierInformation: BOOLEAN,
      Enabled: BOOLEAN,
      MetadataUrl: { ...REQUIRED_TEXT, sets: ['MetadataUrl'] },
      UseOAuthServer: { type: 'switch', required: true, sets: ['UseOAuthServer'] },
    },
    'Identity',
  ),
  'Remove-CsPartnerApplication': removal({ Identity: REQUIRED_IDENTITY }),
  'Get-CsOAuthServer': listed(),
  'New-CsOAuthServer': change({
    Identity: IDENTITY,
    MetadataUrl: REQUIRED_TEXT,
    Realm: TEXT,
    AcceptSecurityIdentifierInformation: BOOLEAN,
  }),
  'Set-CsOAuthServer': change({
    Identity: REQUIRED_IDENTITY,
    MetadataUrl: TEXT,
    AcceptSecurityIdentifierInformation: BOOLEAN,
  }),
  'Remove-CsOAuthServer': removal({ Identity: REQUIRED_IDENTITY }),

  // It writes an item into a mailbox, so it is a change.
  'Test-CsExStorageConnectivity': {
    change: true,
    parameters: {
      SipUri: REQUIRED_TEXT,
      Binding: BINDING,
      HostNameStorageService: TEXT,
      Folder: { type: 'choice', values: ['ConversationHistory', 'Inbox', 'Dumpster'] },
      DeleteItem: SWITCH,
      Force: SWITCH,
    },
  },
  'Test-CsUnifiedContactStore': read(
    {
      TargetFqdn: REQUIRED_TEXT,
      UserSipAddress: inSet(TEXT, 'ServerPlatform'),
    },
    'ServerPlatform',
  ),
  'Debug-CsUnifiedContactStore': read({ PoolFqdn: REQUIRED_TEXT }),
  ...SKYPE_POLICY_CMDLETS,
};
