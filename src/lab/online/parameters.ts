/** The cmdlets of Exchange Online that the lab has, with their rules. There is no -DomainController. */
import { EWS_ACCESS, OAUTH_TEST } from '../exchange/parameters-oauth';
import {
  BOOLEAN,
  IDENTITY,
  NAME,
  REQUIRED_IDENTITY,
  SWITCH,
  TEXT,
  inSet,
} from '../exchange/parameter-rules';
import type { CmdletRule, ParameterRule } from '../exchange/parameter-rules';

const TEXTS: ParameterRule = { type: 'texts' };
const SIZE: ParameterRule = { type: 'size' };

const read = (parameters: CmdletRule['parameters']): CmdletRule => ({ change: false, parameters });
const change = (parameters: CmdletRule['parameters']): CmdletRule => ({
  change: true,
  parameters: { Confirm: SWITCH, WhatIf: SWITCH, ...parameters },
});

const IN_SERVICE = 'ShortenEventScopeParameter';

/** Rules by cmdlet. */
export const ONLINE_CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-ConnectionInformation': read({}),
  'Get-AcceptedDomain': read({ Identity: IDENTITY, ResultSize: SIZE }),
  'Get-OrganizationConfig': read({ RetrieveEwsOperationAccessPolicy: SWITCH }),
  'Set-OrganizationConfig': {
    ...change({
      ...EWS_ACCESS,
      EwsAllowedAppIDs: inSet(TEXT, IN_SERVICE),
      OAuth2ClientProfileEnabled: inSet(BOOLEAN, IN_SERVICE),
    }),
    defaultSet: IN_SERVICE,
  },
  'Get-Mailbox': {
    change: false,
    defaultSet: 'Identity',
    parameters: { Identity: inSet(IDENTITY, 'Identity'), ResultSize: SIZE },
  },
  'Get-OnPremisesOrganization': read({ Identity: IDENTITY }),
  'Get-OrganizationRelationship': read({ Identity: IDENTITY }),
  'Set-OrganizationRelationship': change({
    Identity: REQUIRED_IDENTITY,
    Enabled: BOOLEAN,
    TargetSharingEpr: TEXT,
    TargetAutodiscoverEpr: TEXT,
    DomainNames: TEXTS,
    FreeBusyAccessEnabled: BOOLEAN,
  }),
  'Get-IntraOrganizationConfiguration': read({ OrganizationGuid: IDENTITY }),
  'Get-IntraOrganizationConnector': read({ Identity: IDENTITY }),
  'New-IntraOrganizationConnector': change({
    Name: NAME,
    DiscoveryEndpoint: { type: 'text', required: true },
    TargetAddressDomains: { type: 'texts', required: true },
    TargetSharingEpr: TEXT,
    Enabled: BOOLEAN,
  }),
  'Set-IntraOrganizationConnector': change({
    Identity: REQUIRED_IDENTITY,
    DiscoveryEndpoint: { type: 'text', notEmpty: true },
    TargetAddressDomains: TEXTS,
    TargetSharingEpr: TEXT,
    Enabled: BOOLEAN,
  }),
  'Remove-IntraOrganizationConnector': {
    ...change({ Identity: REQUIRED_IDENTITY }),
    confirms: true,
  },
  'Test-OAuthConnectivity': OAUTH_TEST,
};
